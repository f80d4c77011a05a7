"""PostgreSQL: rows sent as JSON, an index of words of our own (:mod:`musnad.store.databases.postgres_words`), one row of a table for what is counted."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, FromClause, Select, Table
from sqlalchemy.dialects.postgresql import insert

from musnad.store.databases import postgres_words as index
from musnad.store.databases.base import Wanted
from musnad.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: What a text of PostgreSQL cannot hold, with what stands in its place. Packed texts and reports keep them.
_UNHEARD = re.compile("[\x00\ud800-\udfff]")
_ROWS = 2_000


class Postgres:
    """See :class:`musnad.store.databases.base.Dialect`."""

    def tables(self, connection: Connection) -> set[str]:
        return set(connection.exec_driver_sql("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()").scalars())

    def mark(self, connection: Connection) -> None:
        """The tables say it."""

    def insert(self, table: Table) -> Any:
        return insert(table)

    def fill(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """As JSON, which the driver sends in one piece and the server takes apart: forty times as fast as a statement a row."""
        names = [c.name for c in table.columns]
        statement = f'INSERT INTO "{table.name}" SELECT * FROM json_populate_recordset(NULL::"{table.name}", %s::json) ON CONFLICT DO NOTHING'
        for start in range(0, len(rows), _ROWS):
            values = [dict(zip(names, map(_heard, row), strict=True)) for row in rows[start : start + _ROWS]]
            connection.exec_driver_sql(statement, (json.dumps(values, ensure_ascii=False, allow_nan=False),))

    def filled(self, connection: Connection, tables: Iterable[Table]) -> None:
        """Without counts of the new rows the planner would guess; who does not own the tables leaves that to the server."""
        mine = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND pg_has_role(tableowner, 'USAGE')"
        owned = set(connection.exec_driver_sql(mine).scalars())
        names = [f'"{t.name}"' for t in (*tables, index.WORDS) if t.name in owned]
        if names:
            connection.exec_driver_sql(f"ANALYZE {', '.join(names)}")
        if index.WORDS.name in owned:  # what was added lies beside the index until then, and every search reads through it
            connection.exec_driver_sql("SELECT gin_clean_pending_list('words_forms'::regclass)")

    def changes(self, connection: Connection) -> int:
        return int(connection.exec_driver_sql("SELECT changes FROM counted").scalar_one())

    def set_changes(self, connection: Connection, number: int) -> None:
        connection.exec_driver_sql("UPDATE counted SET changes = %s::bigint", (number,))

    def add_words(self, connection: Connection, article: int, words: tuple[str, str]) -> None:
        row = index.row(article, words)
        connection.execute(insert(index.WORDS).values(**row))
        connection.exec_driver_sql("UPDATE counted SET articles = articles + 1, words = words + %s::bigint", (row["length"],))

    def matching(self, wanted: Wanted) -> Select[Any]:
        return index.matching(wanted)

    def ranked(self, connection: Connection, wanted: Wanted) -> FromClause:
        return index.ranked(connection, wanted)

    @contextmanager
    def one_at_a_time(self, reader: Engine, name: str) -> Iterator[None]:
        """An advisory lock of a connection of its own, so that it goes with the process. Others wait, however long it takes."""
        key = (APPLICATION_ID, zlib.crc32(name.encode()) - 2**31)
        with reader.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.detach()  # closed afterwards, and the lock with it; not kept for others
            connection.exec_driver_sql("SELECT pg_advisory_lock(%s::int, %s::int)", key)
            yield


def clean(value: Any) -> Any:
    """Text as PostgreSQL can hold it; everything else as it is."""
    return _UNHEARD.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


def _heard(value: Any) -> Any:
    """A value as JSON has it."""
    return "\\x" + value.hex() if isinstance(value, bytes) else clean(value)


POSTGRES = Postgres()
