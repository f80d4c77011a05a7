"""The tables of a record as Apache Parquet: the columns of the CSV tables with types instead of text.

Days are dates, numbers numbers, several values a list, and what is not known null. Words keep their line ends, and
articles their text, so that spans can be cut out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from itertools import islice
from types import ModuleType
from typing import Any, BinaryIO

from musnad.errors import UsageError
from musnad.exports.safe import whole_characters
from musnad.exports.tables import TABLES, Row
from musnad.store.queries import Ask

#: Kind of value → the columns that hold it, in whatever table; all others hold text.
_KINDS: dict[str, tuple[str, ...]] = {
    "list": ("actors", "recipients", "actor_identities", "recipient_identities", "sources", "chain", "about", "origins", "articles", "facts", "forms"),
    "int": ("start", "end", "statements", "events", "figures", "in_articles"),
    "float": ("low", "high", "killed_low", "killed_high", "injured_low", "injured_high", "confidence", "weight"),
    "bool": ("direct", "hedged", "named"),
    "day": ("first_day", "last_day", "day", "told", "published_day"),
    "moment": ("published_utc",),
}  # fmt: skip
_KIND_OF = {column: kind for kind, columns in _KINDS.items() for column in columns}
#: Columns that CSV does not have, after the one that they belong to.
_MORE = {"published": ("published_day", "published_utc"), "title": ("text",)}
#: Rows of one row group; also what is held in memory.
_GROUP = 5_000


def write_parquet(ask: Ask, name: str, out: BinaryIO) -> None:
    """One table. The same record and the same pyarrow give the same bytes (the file names the pyarrow that wrote it).

    Raises UsageError without pyarrow.
    """
    pa, parquet = _arrow()
    columns = columns_of(name)
    schema = pa.schema([(c, _type(pa, c)) for c in columns])
    rows = (_typed(row, columns) for row in _rows(ask, name))
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(rows, _GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def columns_of(name: str) -> tuple[str, ...]:
    """The columns of a table: those of CSV, and what only types make possible."""
    more = _MORE if name == "articles" else {k: v for k, v in _MORE.items() if k == "published"}
    return tuple(c for column in TABLES[name][0] for c in (column, *more.get(column, ())))


def _rows(ask: Ask, name: str) -> Iterator[Row]:
    if name != "articles":
        yield from TABLES[name][1](ask)
        return
    texts = (kept.article.text for kept, _ in ask.reports())
    for row, text in zip(TABLES[name][1](ask), texts, strict=True):
        yield {**row, "text": text}


def _typed(row: Row, columns: tuple[str, ...]) -> Row:
    if "published" in row:
        row = {**row, "published_day": row["published"] and row["published"][:10], "published_utc": row["published"]}
    return {c: _value(_KIND_OF.get(c, "text"), row[c]) for c in columns}


def _value(kind: str, value: Any) -> Any:
    if kind == "list":
        return [whole_characters(str(v)) for v in value]
    if isinstance(value, list | tuple):  # a name that is at most one
        value = value[0] if value else None
    if value is None or value == "":
        return None
    if kind == "day":
        return date.fromisoformat(value)
    if kind == "moment":
        return _moment(value)
    return whole_characters(str(value)) if kind == "text" else value


def _moment(value: str) -> datetime | None:
    """The moment in UTC; None for a day without a time, and for a time without a zone, which could be any of 26 hours."""
    found = datetime.fromisoformat(value)
    return found.astimezone(UTC) if found.tzinfo is not None else None


def _type(pa: ModuleType, column: str) -> Any:
    kinds = {
        "list": pa.list_(pa.string()), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "day": pa.date32(),
        "moment": pa.timestamp("ms", "UTC"),
    }  # fmt: skip
    return kinds.get(_KIND_OF.get(column, "text"), pa.string())


@cache
def _arrow() -> tuple[ModuleType, ModuleType]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError('--to parquet needs pyarrow: pip install "musnad[parquet]"') from error
    return pyarrow, pyarrow.parquet
