"""Opening a record wherever it lies: its version, and errors that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from musnad.errors import RecordError
from musnad.store.databases import Place, dialect_of, home_of
from musnad.store.schema import HEAD


def open_engine(place: Place, *, write: bool, create: bool = False) -> Engine:
    """An engine on a record of the newest version. RecordError when there is none or it cannot be used.

    ``write`` may bring an older record up to date; ``create`` makes one where there is none.
    """
    home = home_of(place)
    home.check(write=write, create=create)
    engine = home.engine(write=write)
    with clear_errors(place):
        _check_version(engine, place, write=write, create=create)
    return engine


def writable(place: Place) -> bool:
    """Whether the record there can be written from here."""
    with clear_errors(place):
        return home_of(place).writable()


def _check_version(engine: Engine, place: Place, *, write: bool, create: bool) -> None:
    with engine.connect() as connection:
        found = _version(connection, place)
        if write:
            home_of(place).allowed(connection)
    if found == HEAD:
        return
    if not write:
        raise RecordError(f"{place}: {_old_or_new(found, place)}")
    from musnad.store.migrate import is_known, upgrade

    if found is not None and not is_known(found):
        raise RecordError(f"{place}: {_old_or_new(found, place)}")
    if found is None and not create:
        raise RecordError(f"{place}: no such record; make one with: musnad add INPUT --record {place}")
    with engine.begin() as connection:  # another process may have done it meanwhile
        if _version(connection, place) != HEAD:
            upgrade(connection)
            dialect_of(connection).mark(connection)


def _version(connection: Connection, place: Place) -> str | None:
    """The migration that the record is at; None where nothing is yet."""
    names = dialect_of(connection).tables(connection)
    if not names:
        return None
    if not {"alembic_version", "article", "body"} <= names:
        raise RecordError(f"{place}: is some other database, no record; name another one with --record")
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _old_or_new(found: str | None, place: Place) -> str:
    if found is None:
        return f"is empty; add articles first: musnad add INPUT --record {place}"
    if found < HEAD:
        return f"was made by an older Musnad; bring it up to date with: musnad add --record {place}"
    return f"was made by a newer Musnad (record version {found}, this one knows {HEAD}); install the newer one. Nothing was changed"


@contextmanager
def clear_errors(place: Place) -> Iterator[None]:
    """What the database says, as a RecordError that names the place and the next step."""
    home = home_of(place)
    try:
        yield
    except DBAPIError as error:
        raise RecordError(home.explain(error.orig)) from error
    except home.errors as error:
        raise RecordError(home.explain(error)) from error
