"""Questions to a record on the command line: one module for each, which turns an answer into lines for people.

The answers themselves are those of :mod:`musnad.store.queries`; ``--json`` prints them as they are.
"""
