"""Digests as plain values and back, so that a store can keep them: making one anew takes several times as long as reading it.

Words of the article are not in it: its text is kept anyway, and every span says where they stand. Stems are numbers in a list of the
article's own; long rows of numbers are base64 of little-endian arrays.
"""

from __future__ import annotations

import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from musnad.record.days import ordinal
from musnad.record.denials import NOTHING, Denied
from musnad.record.digest import Count, Digest, Saying, Telling
from musnad.record.model import ArticleRef
from musnad.record.names import Named
from musnad.record.shared import same, texts
from musnad.record.terms import Term

#: The number of this form. It changes with whatever changes what a digest holds (a test says when); what has another is made anew.
FORM = 2


def to_plain(d: Digest) -> list[Any]:
    """Lists, texts and numbers that JSON can hold."""
    table: dict[str, int] = {}
    stems = array("I", _numbers(d.stems, table))
    tellings = []
    for id_, t in d.tellings.items():
        stems.extend(_numbers((*t.stems, *t.object), table))
        tellings.append([id_, *_telling(t)])
    return [
        d.agency, [[i, e.name, e.name_en, e.type, e.country, e.sector, e.wikidata, e.rule] for i, e in d.entities.items()], tellings,
        [[s.id, s.key, s.stance, s.evidential, s.speaker, s.chain, s.about, s.start, s.end, s.withheld, _denied(s.denied)] for s in d.sayings.values()],
        [[c.id, c.key, c.low, c.high, c.unit, c.effect, c.scope, c.hedged, c.start, c.end, c.sentence] for c in d.counts.values()],
        [[t.key, t.day, t.start, t.end, t.sentence] for t in d.terms], len(d.stems), list(table),
        *map(_written, (stems, d.shingles, d.lead, d.prints, d.ends, d.named)),
    ]  # fmt: skip


def from_plain(ref: ArticleRef, text: str, value: list[Any]) -> Digest:
    """The digest of an article, out of what :func:`to_plain` made of it and the article's text."""
    agency, entities, tellings, sayings, counts, terms, count, table, *rows = value
    numbers, shingles, lead, prints, ends, named = map(_array, "IIIQII", rows)
    words = list(map(same, table))
    stems = iter([words[n] for n in numbers])
    day = ordinal(ref.published) if ref.published else None
    return Digest(
        ref, day, agency, {same(e[0]): same(Named(*map(same, e[1:]))) for e in entities}, stems=_next(stems, count),
        tellings={same(t[0]): _told(t[1:], text, stems) for t in tellings}, sayings={same(s[0]): _said(s, text) for s in sayings},
        counts={same(c[0]): _counted(c, text) for c in counts}, shingles=shingles, lead=lead, prints=prints, ends=ends, named=named,
        terms=tuple([Term(key, due, start, end, text[start:end], sentence) for key, due, start, end, sentence in terms]),
    )  # fmt: skip


def _numbers(stems: Iterable[str], table: dict[str, int]) -> list[int]:
    return [table.setdefault(s, len(table)) for s in stems]


def _next(stems: Iterator[str], count: int) -> tuple[str, ...]:
    return tuple([next(stems) for _ in range(count)])


def _telling(t: Telling) -> list[Any]:
    due = (t.deadline[0], t.deadline[2], t.deadline[3]) if t.deadline else None
    return [
        t.key, t.type, t.mode, t.actors, t.recipients, t.place, t.days, t.status, t.aspect, t.sources, t.statements, t.confidence,
        t.start, t.end, t.trigger, t.trigger_start, len(t.stems), t.sentence, due, t.figures, t.negated, t.definite, len(t.object),
        t.leads, t.clause[:2] if t.clause else None, t.standing,
    ]  # fmt: skip


def _told(v: list[Any], text: str, stems: Iterator[str]) -> Telling:
    (
        key, type_, mode, actors, recipients, place, days, status, aspect, sources, statements, confidence,
        start, end, trigger, trigger_start, stems_, sentence, due, figures, negated, definite, object_, leads, clause, standing,
    ) = v  # fmt: skip
    return Telling(
        key, same(type_), same(mode), texts(actors), texts(recipients), same(place), same(tuple(days)) if days else None, same(status),
        same(aspect), texts(sources), texts(statements), same(confidence), start, end, text[start:end], same(trigger), trigger_start,
        _next(stems, stems_), sentence, (due[0], text[due[1] : due[2]], due[1], due[2]) if due else None, texts(figures), negated,
        definite, _next(stems, object_), leads, (clause[0], clause[1], text[clause[0] : clause[1]].strip()) if clause else None, same(standing),
    )  # fmt: skip


def _said(v: list[Any], text: str) -> Saying:
    id_, key, stance, evidential, speaker, chain, about, start, end, withheld, denied = v
    return Saying(same(id_), key, same(stance), same(evidential), same(speaker), texts(chain), texts(about), start, end, text[start:end], withheld, _what(denied))


def _denied(d: Denied) -> list[Any] | None:
    return [d.events, d.part, d.back, d.plain] if d != NOTHING else None


def _what(v: list[Any] | None) -> Denied:
    return Denied(texts(v[0]), *v[1:]) if v else NOTHING


def _counted(v: list[Any], text: str) -> Count:
    id_, key, low, high, unit, effect, scope, hedged, start, end, sentence = v
    return Count(same(id_), key, low, high, same(unit), same(effect), same(scope), hedged, start, end, text[start:end], sentence)


def _written(numbers: array[int]) -> str:
    return b64encode(_little(array(numbers.typecode, numbers)).tobytes()).decode()


def _array(code: str, written: str) -> array[int]:
    out = array(code)
    out.frombytes(b64decode(written))
    return _little(out)


def _little(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
