"""What was put together, whole: bodies of rows from ``made``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Table, select

from musnad.model import Json
from musnad.store import schema
from musnad.store.pack import unpack_json

_CHUNK = 500


def bodies(connection: Connection, view: int, table: Table, numbers: Sequence[int]) -> Iterator[Json]:
    """The bodies of a derived table's rows, in the order of their numbers as given."""
    made = schema.made.c
    for start in range(0, len(numbers), _CHUNK):
        ids = [schema.made_id(view, table, n) for n in numbers[start : start + _CHUNK]]
        found = {row.id: row.body for row in connection.execute(select(made.id, made.body).where(made.id.in_(ids)))}
        yield from (unpack_json(found[i]) for i in ids)
