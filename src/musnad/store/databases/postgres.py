"""PostgreSQL: an index of arrays of words, ranked as FTS5 ranks; one row of a table for what is counted.

``words`` holds an article's words as FTS5 would find them: each once in ``forms``, which the index is on, and all in their order in ``title``
and ``text``, each between two spaces. PostgreSQL's own ``tsvector`` would not do: it has no positions from the 16,384th word on,
its parser makes other words, and its ranks are not BM25.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Float,
    FromClause,
    Integer,
    MetaData,
    Numeric,
    Select,
    Table,
    Text,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, insert

from musnad.store.databases.base import Wanted
from musnad.store.databases.tokens import tokens
from musnad.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from sqlalchemy import Engine

_words = Table(
    "words", MetaData(),
    Column("article", BigInteger, primary_key=True), Column("forms", ARRAY(Text)), Column("title", Text), Column("text", Text), Column("length", Integer),
)  # fmt: skip
#: What a text of PostgreSQL cannot hold, with what stands in its place. Packed texts and reports keep them.
_UNHEARD = re.compile("[\x00\ud800-\udfff]")
#: An entry of the index may have some 2,700 bytes; of a longer word only the beginning is in it.
_LONGEST = 200
#: FTS5's constants of BM25, and the weight of a word in the title.
_K1, _B, _TITLE = 1.2, 0.75, 4.0
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
        names = [f'"{t.name}"' for t in (*tables, _words) if t.name in owned]
        if names:
            connection.exec_driver_sql(f"ANALYZE {', '.join(names)}")
        if _words.name in owned:  # what was added lies beside the index until then, and every search reads through it
            connection.exec_driver_sql("SELECT gin_clean_pending_list('words_forms'::regclass)")

    def changes(self, connection: Connection) -> int:
        return int(connection.exec_driver_sql("SELECT changes FROM counted").scalar_one())

    def set_changes(self, connection: Connection, number: int) -> None:
        connection.exec_driver_sql("UPDATE counted SET changes = %s::bigint", (number,))

    def add_words(self, connection: Connection, article: int, words: tuple[str, str]) -> None:
        title, text = map(tokens, words)
        forms = sorted({t[:_LONGEST] for t in (*title, *text)})
        row = {"article": article, "forms": forms, "title": _stream(title), "text": _stream(text), "length": len(title) + len(text)}
        connection.execute(insert(_words).values(**row))
        connection.exec_driver_sql("UPDATE counted SET articles = articles + 1, words = words + %s::bigint", (row["length"],))

    def matching(self, wanted: Wanted) -> Select[Any]:
        return select(_words.c.article).where(*map(_any_of, wanted))

    def ranked(self, connection: Connection, wanted: Wanted) -> FromClause:
        rank: ColumnElement[float] = literal(0.0, Float)
        articles, length = connection.exec_driver_sql("SELECT articles, words FROM counted").one()
        forms = [form for forms in wanted for form in forms]
        counts = select(*(select(func.count()).select_from(_words).where(_any_of([f])).scalar_subquery() for f in forms))
        # The planner takes reading an array for free and would read those of all articles for each common form; the index has the answer.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        found = connection.execute(counts).one()
        connection.exec_driver_sql("SET LOCAL enable_seqscan = on")
        whole = _whole()
        for form, hits in zip(forms, found, strict=True):
            if hits:
                rank = rank - _share(form, _rarity(articles, hits), length / articles, whole)
        rounded = func.round(cast(rank, Numeric), 6)
        ranks = select(_words.c.article.label("id"), rounded.label("rank")).select_from(_words.join(whole, true()))
        return ranks.where(*map(_any_of, wanted)).subquery()

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


def _stream(words: Sequence[str]) -> str:
    return "".join(f" {w} " for w in words)


def _any_of(forms: Sequence[str]) -> ColumnElement[bool]:
    """One of the forms is there: through the index alone for words that are whole in it, else with a look at the text."""
    split = [form.split() for form in forms]
    single = [words[0] for words in split if len(words) == 1 and len(words[0]) <= _LONGEST]
    parts: list[ColumnElement[bool]] = [_words.c.forms.overlap(single)] if single else []
    for words in split:
        if len(words) > 1 or len(words[0]) > _LONGEST:
            together = or_(*(func.strpos(column, _stream(words)) > 0 for column in (_words.c.title, _words.c.text)))
            parts.append(and_(_words.c.forms.contains([w[:_LONGEST] for w in words]), together))
    return or_(*parts)


def _rarity(articles: int, hits: int) -> float:
    """FTS5's inverse document frequency."""
    idf = math.log((articles - hits + 0.5) / (hits + 0.5))
    return idf if idf > 0 else 1e-6


def _whole() -> FromClause:
    """Title and text of an article, unpacked once: else every mention of them in a rank, twenty and more, unpacks them again. OFFSET keeps it so."""
    title, text = (func.concat(column, "").label(column.name) for column in (_words.c.title, _words.c.text))
    return select(title, text).correlate(_words).offset(0).lateral("whole")


def _share(form: str, rarity: float, mean: float, whole: FromClause) -> ColumnElement[Any]:
    """What one form adds to an article's BM25; ``mean`` is the length of an article in words."""
    often = _TITLE * _times(whole.c.title, form) + _times(whole.c.text, form)
    return rarity * (often * (_K1 + 1.0)) / (often + _K1 * (1 - _B + _B * _words.c.length / mean))


def _times(column: Any, form: str) -> ColumnElement[Any]:
    """How often a form stands in a text: what its removal makes shorter. One that may overlap itself («قال قال قال») is looked for place by place."""
    words = form.split()
    alone = _stream(words)
    if any(words[:n] == words[-n:] for n in range(1, len(words))):
        places = func.regexp_matches(column, f" {words[0]} (?={_stream(words[1:])})", "g").table_valued("place")
        return cast(select(func.count()).select_from(places).scalar_subquery(), Float)
    shorter = func.octet_length(column) - func.octet_length(func.replace(column, alone, ""))
    return cast(shorter, Float) / literal(float(len(alone.encode())), Float)


POSTGRES = Postgres()
