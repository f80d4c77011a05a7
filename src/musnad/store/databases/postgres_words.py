"""PostgreSQL's index of words: an array for each article, searched through GIN, ranked as FTS5 ranks.

``words`` holds an article's words as FTS5 would find them. ``forms``, which the index is on, has each word once, and beside it how often
it stands there, in binary: «في 0» is there when bit 0 of (how often - 1) is set. So the index alone says who holds a word and how often, and
no text is opened for words that stand in nearly every article. ``title`` and ``text`` have all words in their order, each between two spaces, for
words that stand together. PostgreSQL's own ``tsvector`` would not do: it has no positions from the 16,384th word on, its parser makes
other words, and its ranks are not BM25.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    MetaData,
    Numeric,
    Select,
    Table,
    Text,
    and_,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from musnad.store.databases.base import Wanted
from musnad.store.databases.tokens import tokens

WORDS = Table(
    "words", MetaData(),
    Column("article", BigInteger, primary_key=True), Column("forms", ARRAY(Text)), Column("title", Text), Column("text", Text), Column("length", Integer),
)  # fmt: skip
#: An entry of the index may have some 2,700 bytes; of a word that is not shorter than this only the beginning is in it.
_LONGEST = 200
#: FTS5's constants of BM25, and the weight of a word in the title.
_K1, _B, _TITLE = 1.2, 0.75, 4
#: How often a word stands in an article is counted up to two to this power.
_BITS = 24

_HITS = text("SELECT asked.key, (SELECT count(*) FROM words WHERE forms @> ARRAY[asked.key]) AS hits FROM unnest(CAST(:keys AS text[])) AS asked (key)")
#: What has to be looked for in the texts of the articles that hold all its words. What may overlap itself («قال قال قال») is counted place by place.
_TOGETHER = text(f"""
    SELECT asked.form, held.article, CASE WHEN asked.place = '' THEN held.often
        ELSE {_TITLE} * (SELECT count(*) FROM regexp_matches(held.title, asked.place, 'g')) + (SELECT count(*) FROM regexp_matches(held.text, asked.place, 'g')) END
    FROM unnest(CAST(:forms AS int[]), CAST(:parts AS text[]), CAST(:streams AS text[]), CAST(:places AS text[])) AS asked (form, parts, stream, place)
    CROSS JOIN LATERAL (
        SELECT article, title, text, ({_TITLE} * (octet_length(title) - octet_length(replace(title, asked.stream, '')))
            + octet_length(text) - octet_length(replace(text, asked.stream, ''))) / octet_length(asked.stream) AS often
        FROM words WHERE forms @> string_to_array(asked.parts, ' ') OFFSET 0
    ) AS held
    WHERE held.often > 0
""")
#: OFFSET 0 keeps the planner from turning the loops round and reading every array for a key that many articles have; with = for >= (no more are asked for)
#: it would expect one article and look for it in all of them.
_RANKS = text(f"""
    SELECT found.article AS id, round(CAST(-sum(found.rarity * (found.often * CAST({_K1 + 1.0} AS float8)) / (found.often
        + CAST({_K1} AS float8) * (CAST({1 - _B} AS float8) + CAST({_B} AS float8) * found.length / CAST(:mean AS float8))) ORDER BY found.form) AS numeric), 6) AS rank
    FROM (
        SELECT asked.form, asked.item, asked.rarity, held.article, held.length, CAST(sum(asked.often) AS float8) AS often
        FROM unnest(CAST(:keys AS text[]), CAST(:oftens AS int[]), CAST(:forms AS int[]), CAST(:items AS int[]), CAST(:rarities AS float8[]))
            AS asked (key, often, form, item, rarity)
        CROSS JOIN LATERAL (SELECT article, length FROM words WHERE forms @> ARRAY[asked.key] OFFSET 0) AS held
        GROUP BY asked.form, asked.item, asked.rarity, held.article, held.length
        UNION ALL
        SELECT read.form, read.item, read.rarity, read.article, words.length, read.often
        FROM unnest(CAST(:read_forms AS int[]), CAST(:read_items AS int[]), CAST(:read_rarities AS float8[]), CAST(:read_articles AS bigint[]), CAST(:read_oftens AS float8[]))
            AS read (form, item, rarity, article, often)
        JOIN words ON words.article = read.article
    ) AS found
    GROUP BY found.article
    HAVING count(DISTINCT found.item) >= CAST(:items_asked AS int)
""")


@dataclass(frozen=True, slots=True)
class _Form:
    """One form of something asked for: ``item`` is its number there, ``number`` the form's own among all."""

    number: int
    item: int
    words: tuple[str, ...]

    @property
    def indexed(self) -> bool:
        """Whether the index alone knows where it stands."""
        return len(self.words) == 1 and _is_whole(self.words[0])

    @property
    def place(self) -> str:
        """Where it begins, as a pattern, if it may overlap itself."""
        w = self.words
        again = any(w[:n] == w[-n:] for n in range(1, len(w)))
        return f" {w[0]} (?={stream(w[1:])})" if again else ""


def row(article: int, words: tuple[str, str]) -> dict[str, Any]:
    """A row of ``words`` for an article's folded title and text."""
    title, body = map(tokens, words)
    often = Counter(body)
    for word in title:
        often[word] += _TITLE
    forms = sorted({key for word, count in often.items() for key in _keys(word, count)})
    return {"article": article, "forms": forms, "title": stream(title), "text": stream(body), "length": len(title) + len(body)}


def _keys(word: str, often: int) -> Iterator[str]:
    """What stands in the index for a word of an article."""
    yield word[:_LONGEST]
    if _is_whole(word):
        more = min(often, 2**_BITS) - 1
        yield from (_bit(word, n) for n in range(more.bit_length()) if more >> n & 1)


def _is_whole(word: str) -> bool:
    return len(word) < _LONGEST


def _bit(word: str, bit: int) -> str:
    return f"{word} {bit}"


def stream(words: Sequence[str]) -> str:
    """Words in their order, each between two spaces of its own."""
    return "".join(f" {w} " for w in words)


def matching(wanted: Wanted) -> Select[Any]:
    """Ids of the articles that hold them."""
    return select(WORDS.c.article).where(*map(_any_of, wanted))


def _any_of(forms: Sequence[str]) -> ColumnElement[bool]:
    """One of the forms is there: through the index alone for words that are whole in it, else with a look at the text."""
    split = [form.split() for form in forms]
    single = [words[0] for words in split if len(words) == 1 and _is_whole(words[0])]
    parts: list[ColumnElement[bool]] = [WORDS.c.forms.overlap(single)] if single else []
    for words in split:
        if len(words) > 1 or not _is_whole(words[0]):
            together = or_(*(func.strpos(column, stream(words)) > 0 for column in (WORDS.c.title, WORDS.c.text)))
            parts.append(and_(WORDS.c.forms.contains([w[:_LONGEST] for w in words]), together))
    return or_(*parts)


def ranked(connection: Connection, wanted: Wanted) -> FromClause:
    """``id`` and ``rank`` of the articles that hold them."""
    articles, length = connection.exec_driver_sql("SELECT articles, words FROM counted").one()
    every = [(item, tuple(form.split())) for item, forms in enumerate(wanted) for form in forms]
    forms = [_Form(number, item, words) for number, (item, words) in enumerate(every)]
    indexed = [f for f in forms if f.indexed]
    hits: dict[str, int] = {row.key: row.hits for row in connection.execute(_HITS, {"keys": [f.words[0] for f in indexed]})} if indexed else {}
    asked = [(key, often, f, _rarity(articles, hits[f.words[0]])) for f in indexed if hits[f.words[0]] for key, often in _asked(f.words[0])]
    read = _together(connection, [f for f in forms if not f.indexed])
    times = Counter(number for number, _, _ in read)
    found = [(forms[number], _rarity(articles, times[number]), article, often) for number, article, often in read]
    return (
        _RANKS.bindparams(
            keys=[key for key, _, _, _ in asked], oftens=[often for _, often, _, _ in asked], forms=[f.number for _, _, f, _ in asked],
            items=[f.item for _, _, f, _ in asked], rarities=[rarity for _, _, _, rarity in asked],
            read_forms=[f.number for f, _, _, _ in found], read_items=[f.item for f, _, _, _ in found], read_rarities=[rarity for _, rarity, _, _ in found],
            read_articles=[article for _, _, article, _ in found], read_oftens=[often for _, _, _, often in found],
            items_asked=len(wanted), mean=length / articles if articles else 1.0,
        )
        .columns(Column("id", BigInteger), Column("rank", Numeric))
        .subquery()
    )  # fmt: skip


def _asked(word: str) -> list[tuple[str, int]]:
    """Keys of the index that add up to how often an article has a word."""
    return [(word, 1), *((_bit(word, n), 2**n) for n in range(_BITS))]


def _together(connection: Connection, forms: Sequence[_Form]) -> list[tuple[int, int, int]]:
    """Number of the form, article, and how often it stands there, for forms that the index alone does not know."""
    if not forms:
        return []
    asked = {
        "forms": [f.number for f in forms], "parts": [" ".join(w[:_LONGEST] for w in f.words) for f in forms],
        "streams": [stream(f.words) for f in forms], "places": [f.place for f in forms],
    }  # fmt: skip
    return [(form, article, often) for form, article, often in connection.execute(_TOGETHER, asked)]


def _rarity(articles: int, hits: int) -> float:
    """FTS5's inverse document frequency."""
    idf = math.log((articles - hits + 0.5) / (hits + 0.5))
    return idf if idf > 0 else 1e-6
