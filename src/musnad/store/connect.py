"""Opening a record: settings of every connection, migrations, and errors that say what to do.

Readers and writers work at the same time (write-ahead log); a second writer waits. A transaction that writes says so at its
beginning (``BEGIN IMMEDIATE``), so that it never finds out half-way that it cannot.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from musnad.errors import RecordError
from musnad.store.schema import APPLICATION_ID, HEAD

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection

#: How long a writer waits for another one, in seconds. The longest transaction is the one that puts the record together.
BUSY_SECONDS = 120
#: Kept in memory by a connection, in KiB.
_CACHE_KIB = 8_000


def open_engine(path: Path, *, write: bool, create: bool = False) -> Engine:
    """An engine on a record of the newest version. RecordError when there is none or it cannot be used.

    ``write`` may bring an older record up to date; ``create`` makes a file that is not there.
    """
    _check_file(path, write=write, create=create)
    engine = _engine(path, write=write)
    with clear_errors(path):
        _check_version(engine, path, write=write)
    return engine


def _check_file(path: Path, *, write: bool, create: bool) -> None:
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
    if write and not writable(path):
        raise RecordError(f"{path}: is read-only; nothing was added. Allow writing (chmod u+w), or add to a copy")
    with path.open("rb") as stream:
        head = stream.read(16)
    if head and not head.startswith(b"SQLite format 3"):
        raise RecordError(f"{path}: is no record; name another file with --record")


def writable(path: Path) -> bool:
    """Whether the file may be written. The mode bits count for the superuser too: they say what was meant."""
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & 0o222) and os.access(path.parent, os.W_OK)


def _engine(path: Path, *, write: bool) -> Engine:
    mode = "rwc" if write else "rw" if writable(path) else "ro" if os.access(path.parent, os.W_OK) else "ro&immutable=1"
    address = f"file:{_quoted(path)}?mode={mode}"
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


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.absolute()))


def _check_version(engine: Engine, path: Path, *, write: bool) -> None:
    with engine.connect() as connection:
        found = _version(connection, path)
    if found == HEAD:
        return
    if not write:
        raise RecordError(f"{path}: {_old_or_new(found)}")
    from musnad.store.migrate import is_known, upgrade

    if found is not None and not is_known(found):
        raise RecordError(f"{path}: {_old_or_new(found)}")
    with engine.begin() as connection:  # another process may have done it meanwhile
        if _version(connection, path) != HEAD:
            upgrade(connection)
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")


def _version(connection: Connection, path: Path) -> str | None:
    """The migration that the file is at; None for an empty file."""
    names = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not names:
        return None
    if not {"alembic_version", "article", "body"} <= names:
        raise RecordError(f"{path}: is some other database, no record; name another file with --record")
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _old_or_new(found: str | None) -> str:
    if found is None:
        return "is empty; add articles first: musnad add INPUT --record FILE"
    if found < HEAD:
        return "was made by an older Musnad; bring it up to date with: musnad add --record FILE"
    return f"was made by a newer Musnad (record version {found}, this one knows {HEAD}); install the newer one. Nothing was changed"


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """What SQLite says, as a RecordError that names the file and the next step."""
    try:
        yield
    except DBAPIError as error:
        raise RecordError(_say(path, str(error.orig))) from error
    except sqlite3.Error as error:
        raise RecordError(_say(path, str(error))) from error


def _say(path: Path, problem: str) -> str:
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
