"""Searching articles by words: Arabic as people type it, and names in Latin letters.

A word matches with and without the article and with what is written on to it in front («الجيش», «والجيش», «للجيش»). Words in
quotation marks stand together. A run of Latin words matches where the text has them, and where somebody is named
who has this English name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from musnad.errors import UsageError
from musnad.store import schema
from musnad.store.databases import Wanted, dialect_of
from musnad.store.names import is_latin, name_key, word_forms
from musnad.text.fold import fold, fold_with_offsets
from musnad.text.segments import segment_spans

_PART = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|(\S+)')
_WORD = re.compile(r"\w+")
_LIKELY = 50  # identities that a run of Latin words may mean


@dataclass(frozen=True, slots=True)
class Query:
    """``phrases`` must all be there; each is one word or words that stand together. ``latin`` are runs of Latin words."""

    phrases: tuple[tuple[str, ...], ...]
    latin: tuple[tuple[str, ...], ...]


def parse(words: str) -> Query:
    """UsageError when there is no word in it."""
    phrases: list[tuple[str, ...]] = []
    latin: list[tuple[str, ...]] = []
    run: list[str] = []
    for part in _PART.finditer(fold(words).casefold()):
        together = tuple(_WORD.findall(name_key(part.group())))
        if not together:
            continue
        if all(is_latin(w) for w in together):
            run += together
            continue
        if part.group(4) is None or len(together) > 1:
            phrases.append(together)
        else:
            phrases += [(w,) for w in together]
        if run:
            latin.append(tuple(run))
            run = []
    if run:
        latin.append(tuple(run))
    if not phrases and not latin:
        raise UsageError(f"{words!r}: no word to search for")
    return Query(tuple(phrases), tuple(latin))


def _wanted(phrases: tuple[tuple[str, ...], ...]) -> Wanted:
    """Every phrase in all its forms."""
    return [[" ".join((form, *phrase[1:])) for form in word_forms(phrase[0])] for phrase in phrases]


def condition(connection: Connection, view: int, query: Query) -> ColumnElement[bool]:
    """On ``article``: the Latin runs; the Arabic words are joined with their rank in :func:`ranked`."""
    a, named = schema.article.c, schema.identity_article.c
    parts: list[ColumnElement[bool]] = []
    for run in query.latin:
        who = latin_identities(connection, view, run)
        words = a.id.in_(dialect_of(connection).matching(_wanted(tuple((w,) for w in run))))
        parts.append(or_(words, a.id.in_(select(named.article).where(named.view == view, named.identity.in_(who)))) if who else words)
    out: ColumnElement[bool] = schema.article.c.id.is_not(None)
    for part in parts:
        out = out & part
    return out


def latin_identities(connection: Connection, view: int, run: tuple[str, ...]) -> list[int]:
    """Who goes by these Latin words: the whole name before a part of it, the most named first."""
    i, key = schema.identity.c, " ".join(run)
    for pattern in (f"\n{key}\n", key):
        rows = select(i.no).where(i.view == view, i.search.contains(pattern, autoescape=True))
        found = connection.execute(rows.order_by(i.articles.desc(), i.no).limit(_LIKELY)).scalars().all()
        if found:
            return list(found)
    return []


def ranked(connection: Connection, query: Query, *conditions: ColumnElement[bool]) -> Any:
    """Articles by how well they match, then the latest first."""
    a = schema.article.c
    if not query.phrases:
        return select(a.id).where(*conditions).order_by(a.day.desc().nulls_last(), a.uid)
    found = dialect_of(connection).ranked(connection, _wanted(query.phrases))
    # By itself, since PostgreSQL cannot know how many are found, and would ask the conditions again for each of them.
    chosen = select(a.id, a.day, a.uid).where(*conditions).cte("chosen").prefix_with("MATERIALIZED", dialect="postgresql")
    c = chosen.c
    return select(c.id).join(found, found.c.id == c.id).order_by(found.c.rank, c.day.desc().nulls_last(), c.uid)


def passage(words: str, query: Query, names: tuple[str, ...] = ()) -> tuple[int, int]:
    """The sentence of a text that holds most of what was asked for; its span, the first on a tie."""
    folded = fold_with_offsets(words)
    wanted = [" ".join(p) for p in query.phrases]
    patterns = [re.compile(r"\b(?:" + "|".join(map(re.escape, _phrase_forms(p))) + r")\b") for p in wanted]
    patterns += [re.compile(rf"\b{re.escape(w)}\b") for run in query.latin for w in run]
    patterns += [re.compile(rf"\b(?:{'|'.join(map(re.escape, _phrase_forms(fold(n))))})\b") for n in names]
    hits: list[tuple[int, int]] = []
    small = folded.text.casefold() if len(folded.text.casefold()) == len(folded.text) else folded.text
    for number, pattern in enumerate(patterns):
        hits += [(folded.origin[m.start()], number) for m in pattern.finditer(small)]
    best, span = -1, (0, min(len(words), 160))
    for sentence in segment_spans(words):
        count = len({n for at, n in hits if sentence.start <= at < sentence.end})
        if count > best:
            best, span = count, (sentence.start, sentence.end)
    return span


def _phrase_forms(phrase: str) -> tuple[str, ...]:
    first, _, rest = phrase.partition(" ")
    return tuple(f"{form} {rest}" if rest else form for form in word_forms(first))
