"""A record in one SQLite file: settings of every connection, and errors that say what to do.

Readers and writers work at the same time (write-ahead log); a second writer waits. A transaction that writes says so at its
beginning (``BEGIN IMMEDIATE``), so that it never finds out half-way that it cannot.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from musnad.errors import RecordError
from musnad.store.databases.base import BUSY_SECONDS

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

#: Kept in memory by a connection, in KiB.
_CACHE_KIB = 8_000


class SqliteFile:
    """See :class:`musnad.store.databases.base.Home`."""

    errors: tuple[type[Exception], ...] = (sqlite3.Error,)

    def __init__(self, path: Path) -> None:
        self.path = path

    def check(self, *, write: bool, create: bool) -> None:
        path = self.path
        if not path.exists():
            if not create:
                raise RecordError(f"{path}: no such record; make one with: musnad add INPUT --record {path}")
            if not path.parent.is_dir():
                raise RecordError(f"{path}: the folder {path.parent} is not there; make it first")
            if not os.access(path.parent, os.W_OK):
                raise RecordError(f"{path}: not allowed to write in {path.parent}; choose another folder")
            return
        if path.is_dir():
            raise RecordError(f"{path}: is a folder; a record is one file, for example {path / 'record.db'}")
        if not os.access(path, os.R_OK):
            raise RecordError(f"{path}: not allowed to read it; check its permissions")
        if write and not self.writable():
            raise RecordError(f"{path}: is read-only; nothing was added. Allow writing (chmod u+w), or add to a copy")
        with path.open("rb") as stream:
            head = stream.read(16)
        if head and not head.startswith(b"SQLite format 3"):
            raise RecordError(f"{path}: is no record; name another file with --record")

    def allowed(self, connection: Connection) -> None:
        """Seen from outside already."""

    def writable(self) -> bool:
        """Whether the file may be written. The mode bits count for the superuser too: they say what was meant."""
        path = self.path
        return os.access(path, os.W_OK) and bool(path.stat().st_mode & 0o222) and os.access(path.parent, os.W_OK)

    def engine(self, *, write: bool) -> Engine:
        mode = "rwc" if write else "rw" if self.writable() else "ro" if os.access(self.path.parent, os.W_OK) else "ro&immutable=1"
        address = f"file:{quote(str(self.path.absolute()))}?mode={mode}"
        engine = create_engine(
            "sqlite://", creator=lambda: sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, check_same_thread=False), poolclass=NullPool
        )

        @event.listens_for(engine, "connect")
        def settings(connection: DBAPIConnection, _: Any) -> None:
            connection.isolation_level = None  # transactions are begun below
            cursor = connection.cursor()
            for pragma in ("foreign_keys=ON", f"cache_size=-{_CACHE_KIB}", "temp_store=MEMORY", "synchronous=NORMAL"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.execute("PRAGMA journal_mode=WAL" if write else "PRAGMA query_only=ON")
            cursor.close()

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

        return engine

    def explain(self, error: BaseException | None) -> str:
        path, problem = self.path, str(error)
        low = problem.lower()
        if "full" in low or "disk i/o" in low:
            return f"{path}: no room left on the disk ({problem}); what was added before is safe. Free some room and run the same command again"
        if "malformed" in low or "not a database" in low or "corrupt" in low:
            return f"{path}: damaged ({problem}); restore a copy, or save what is left with: sqlite3 {path} .recover"
        if "locked" in low or "busy" in low:
            return f"{path}: another program has been writing for {BUSY_SECONDS} s; wait for it and run the same command again"
        if "readonly" in low or "read-only" in low:
            return f"{path}: is read-only; nothing was added. Allow writing (chmod u+w), or add to a copy"
        if "unable to open" in low:
            return f"{path}: cannot be opened; check the path and its permissions"
        return f"{path}: {problem}"
