"""The HTTP API and the web application that it serves (``musnad serve``). Needs the extra ``serve``."""
