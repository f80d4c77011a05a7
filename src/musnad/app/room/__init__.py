"""The situation room's answers: what its pages need beyond :mod:`musnad.store.queries`, as plain JSON values.

Nothing here knows of HTTP: the web application, ``musnad watch`` and ``musnad mcp`` share it.
"""
