"""SQLite: FTS5 for words, the file's header for what is counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BindParameter,
    Connection,
    FromClause,
    Select,
    Table,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.sqlite import insert

from musnad.store.databases.base import Wanted, as_it_comes
from musnad.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from sqlalchemy import Engine

_WORDS = table("words", column("rowid"))


class Sqlite:
    """See :class:`musnad.store.databases.base.Dialect`."""

    def tables(self, connection: Connection) -> set[str]:
        return {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def mark(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")

    def insert(self, table: Table) -> Any:
        return insert(table)

    def fill(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Through the driver: three times as fast as one insert construct a row."""
        connection.exec_driver_sql(f'INSERT OR IGNORE INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})', list(rows))

    def filled(self, connection: Connection, tables: Iterable[Table]) -> None:
        """The planner goes by the indexes alone."""

    def changes(self, connection: Connection) -> int:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def set_changes(self, connection: Connection, number: int) -> None:
        connection.exec_driver_sql(f"PRAGMA user_version={number}")

    def add_words(self, connection: Connection, article: int, words: tuple[str, str]) -> None:
        connection.exec_driver_sql("INSERT INTO words(rowid, title, text) VALUES (?, ?, ?)", (article, *words))

    def matching(self, wanted: Wanted) -> Select[Any]:
        asked: BindParameter[str] = bindparam("words", _match(wanted), unique=True)
        return select(_WORDS.c.rowid).where(literal_column("words").op("MATCH")(asked))

    def ranked(self, connection: Connection, wanted: Wanted) -> FromClause:
        rank = func.round(literal_column("bm25(words, 4.0, 1.0)"), 6)
        hits = select(_WORDS.c.rowid.label("id"), rank.label("rank")).where(text("words MATCH :arabic").bindparams(arabic=_match(wanted)))
        return hits.subquery()

    def one_at_a_time(self, reader: Engine, name: str) -> AbstractContextManager[None]:
        """The file's lock is for writing; two that compute the same do no harm."""
        return as_it_comes()


def _match(wanted: Wanted) -> str:
    """The expression of FTS5."""
    return " AND ".join("(" + " OR ".join(f'"{form}"' for form in forms) + ")" for forms in wanted)


SQLITE = Sqlite()
