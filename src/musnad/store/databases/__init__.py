"""Where a record lies, and all that differs from one database to another. Nothing outside of this package asks which one it is.

A record is one SQLite file, or a PostgreSQL database for a team. :func:`home_of` opens and checks a place (:class:`Home`);
:func:`dialect_of` says what is written differently on a connection (:class:`Dialect`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from musnad.store.databases.address import Address, Place
from musnad.store.databases.base import Dialect, Home, Wanted

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["Address", "Dialect", "Home", "Place", "Wanted", "dialect_of", "home_of"]


def home_of(place: Place) -> Home:
    """What opens this place. UsageError when a library that it needs is not installed."""
    if isinstance(place, Path):
        from musnad.store.databases.sqlite_file import SqliteFile

        return SqliteFile(place)
    from musnad.store.databases.postgres_server import PostgresServer

    return PostgresServer(place)


def dialect_of(bind: Connection | Engine) -> Dialect:
    """How the database at the other end is spoken to."""
    if bind.dialect.name == "sqlite":
        from musnad.store.databases.sqlite import SQLITE

        return SQLITE
    from musnad.store.databases.postgres import POSTGRES

    return POSTGRES
