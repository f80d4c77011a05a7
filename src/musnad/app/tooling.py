"""``musnad mcp``: says what is missing before anything heavy is imported."""

from __future__ import annotations

from importlib.util import find_spec

from musnad.errors import UsageError
from musnad.store.databases import Place


def mcp_command(record: Place) -> int:
    """Serve on standard input and output until the other side closes."""
    if find_spec("mcp") is None:
        raise UsageError("musnad mcp needs the package mcp: pip install 'musnad[mcp]'")
    from musnad.app.room.room import Room
    from musnad.app.tools import make_server

    make_server(Room(record)).run("stdio")
    return 0
