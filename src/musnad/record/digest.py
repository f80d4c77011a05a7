"""What the record needs of one article: a small, flat extract of its report, so that 10,000 of them fit in memory.

A value that many articles have (a kind, a name, a tuple of ids) is one object for all of them, offsets lie in arrays, and what
nothing asks for is left out: some 32 KB an article of 3 KB, less than half of what the plain values take.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from musnad.lexicon.word_sets import word_set
from musnad.record.clauses import clause
from musnad.record.days import covered, ordinal
from musnad.record.denials import NOTHING, Deed, Denied, Reading
from musnad.record.model import ArticleRef, Json, StoredArticle
from musnad.record.names import Named, grade_of
from musnad.record.shared import same, texts
from musnad.record.terms import Term, find_terms
from musnad.record.turns import standing
from musnad.record.words import stems_at, words_of
from musnad.text.fold import fold
from musnad.text.segments import segment_spans

#: Stems on either side of a trigger that describe its happening; a sentence of the news often tells several.
WINDOW = 14
#: Negations, and how many words before a trigger one is looked for.
NEGATIONS, REACH = frozenset(word_set("record.negations")), 6
#: Mentions that can title a matter: the reader's confidence, and sentences of an article among which they stand.
TITLED, TOP = 0.35, 4
#: Content stems in a shingle of a text; the measure of copies.
SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Telling:
    """An event mention. ``days`` are ordinals of first and last day or None; ``stems`` describe it, ``sentence`` is its place."""

    key: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    days: tuple[int, int] | None
    status: str
    aspect: str | None
    sources: tuple[str, ...]
    statements: tuple[str, ...]
    confidence: float
    start: int
    end: int
    words: str
    trigger: str
    trigger_start: int
    stems: tuple[str, ...]
    sentence: int
    deadline: tuple[int, str, int, int] | None
    figures: tuple[str, ...]
    negated: bool
    definite: bool
    object: tuple[str, ...]
    leads: bool = False  # whether it is the first event of its sentence
    clause: tuple[int, int, str] | None = None  # of one that can title: start, end and words of what it tells as a whole
    standing: str | None = None  # of a turn: how it is told (musnad.record.turns)


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement. ``denied`` is what a denial denies."""

    id: str
    key: str
    stance: str
    evidential: str
    speaker: str | None
    chain: tuple[str, ...]
    about: tuple[str, ...]
    start: int
    end: int
    words: str
    withheld: bool = False
    denied: Denied = NOTHING


@dataclass(frozen=True, slots=True)
class Count:
    """A figure."""

    id: str
    key: str
    low: float | None
    high: float | None
    unit: str
    effect: str | None
    scope: str
    hedged: bool
    start: int
    end: int
    words: str
    sentence: int


@dataclass(slots=True)
class Digest:
    """One article, ready to be put beside others.

    ``stems`` are those of its content words, in order. ``shingles`` of the whole text and of its ``lead`` tell copies; ``prints`` has
    for each sentence a hash of its stems, 0 for a short one, ``ends`` where it ends. ``named`` says where an entity is named: the
    offset and the entity's place in ``entities``, alternating.
    """

    ref: ArticleRef
    day: int | None
    agency: str | None
    entities: dict[str, Named]
    tellings: dict[str, Telling]
    sayings: dict[str, Saying]
    counts: dict[str, Count]
    stems: tuple[str, ...]
    shingles: array[int]
    lead: array[int]
    prints: array[int]
    ends: array[int]
    named: array[int] = field(default_factory=lambda: array("I"))
    terms: tuple[Term, ...] = ()

    def counted(self) -> Digest:
        """What is left to ask once copies are found and mentions are facts: days, figures, terms and sentences."""
        nothing = array("I")
        return replace(self, entities={}, tellings={}, sayings={}, stems=(), shingles=nothing, lead=nothing, named=nothing)


@dataclass(frozen=True, slots=True)
class _Text:
    """An article's text, cut once: stems with their offsets, and sentences."""

    text: str
    stems: list[str]
    offsets: list[int]
    sentences: list[tuple[int, int]]
    ends: list[int]

    def sentence(self, offset: int) -> int:
        return min(bisect_right(self.ends, offset), max(0, len(self.ends) - 1))

    def begin(self, offset: int) -> int:
        """Where the sentence of a place begins."""
        return self.sentences[self.sentence(offset)][0] if self.sentences else 0

    def between(self, start: int, end: int) -> list[str]:
        return self.stems[bisect_left(self.offsets, start) : bisect_left(self.offsets, end)]

    def after(self, offset: int, count: int) -> list[str]:
        """The first stems behind a place in the same sentence."""
        last = self.sentences[self.sentence(offset - 1)][1] if self.sentences else len(self.text)
        return self.between(offset, last)[:count]

    def negated(self, offset: int, reach: int = REACH) -> bool:
        """Whether a negation stands a few words before: «ليس لها أي دور في تسميم …»."""
        start = self.sentences[self.sentence(offset)][0] if self.sentences else 0
        return not NEGATIONS.isdisjoint(words_of(self.text[max(start, offset - 60) : offset])[-reach:])

    def around(self, start: int, end: int) -> list[str]:
        """Stems of a passage with up to :data:`WINDOW` on either side, within its sentence."""
        first, last = self.sentences[self.sentence(start)] if self.sentences else (0, len(self.text))
        return self.between(first, start)[-WINDOW:] + self.between(start, end) + self.between(end, max(end, last))[:WINDOW]


def _cut(text: str) -> _Text:
    sentences = [(s.start, s.end) for s in segment_spans(text)]
    return _Text(text, *stems_at(text), sentences, [end for _, end in sentences])


def digest(article: StoredArticle) -> Digest:
    """The extract of one stored article; keys that a report lacks are empty lists."""
    report, text = article.report, _cut(article.text)
    parts = [text.between(a, b) for a, b in text.sentences]
    dateline = report.get("dateline") or {}
    out = Digest(
        article.ref, ordinal(article.published) if article.published else None, dateline.get("agency"), {}, {}, {}, {},
        tuple(text.stems), shingles(text.stems), shingles(_lead(parts)), array("Q", map(_print, parts)), array("I", text.ends),
    )  # fmt: skip
    times = {t["id"]: t for t in report.get("times", ())}
    by_value = {t["value"]: t for t in report.get("times", ()) if t.get("value")}
    first = set(_first_of_sentences(report.get("events", ()), text))
    for e in report.get("events", ()):
        out.tellings[same(e["id"])] = _telling(e, text, times, by_value, e["id"] in first)
    denied = _denied(report, text)
    for s in report.get("statements", ()):
        out.sayings[same(s["id"])] = _saying(s, text, denied.get(s["id"], NOTHING))
    for f in report.get("figures", ()):
        out.counts[same(f["id"])] = _count(f, text, article.hash)
    out.terms = tuple(find_terms(article.text, report.get("times", ()), out.day, text.sentence))
    used = _used(out)
    for e in report.get("entities", ()):
        named, id_ = _named(e), same(e["id"])
        if id_ in used or grade_of(named) != "described":
            for start in sorted(m["start"] for m in e.get("mentions", ())):
                out.named.extend((start, len(out.entities)))
            out.entities[id_] = named
    return out


def _used(d: Digest) -> set[str]:
    """Entities that take part in something; those only described elsewhere are left out."""
    out = {x for t in d.tellings.values() for x in (*t.actors, *t.recipients, *t.sources, t.place) if x}
    return out | {x for s in d.sayings.values() for x in (*s.chain, s.speaker) if x}


def shingles(stems: list[str]) -> array[int]:
    """Sorted 32-bit hashes of every run of :data:`SHINGLE` stems, each once."""
    width = min(SHINGLE, len(stems)) or 1
    runs = {" ".join(stems[i : i + width]) for i in range(max(0, len(stems) - width + 1))}
    return array("I", sorted({int.from_bytes(blake2b(r.encode(), digest_size=4).digest(), "little") for r in runs}))


def _lead(sentence_stems: list[list[str]]) -> list[str]:
    """The first sentences below the headline, up to some 60 stems: what is new in an article stands there."""
    out: list[str] = []
    for stems in sentence_stems[1:]:
        if len(out) >= 40:
            break
        out.extend(stems)
    return out[:60] if out else [s for stems in sentence_stems[:1] for s in stems]


def _print(stems: list[str]) -> int:
    return int.from_bytes(blake2b(" ".join(stems).encode(), digest_size=8).digest(), "little") if len(stems) >= 10 else 0


def _named(e: Json) -> Named:
    reason = e.get("reason") or {}
    return same(Named(*map(same, (e["name"], e.get("name_en"), e["type"], e.get("country"), e.get("sector"), e.get("wikidata"), str(reason.get("rule", ""))))))


def _days(value: str | None, by_value: dict[str, Json]) -> tuple[int, int] | None:
    if value is None:
        return None
    time = by_value.get(value)
    if time and time.get("first_day") and time.get("last_day"):
        first, last = ordinal(time["first_day"]), ordinal(time["last_day"])
        return (first, last) if first is not None and last is not None else None
    return covered(value)


def _first_of_sentences(events: Sequence[Json], text: _Text) -> list[str]:
    """Ids of the first event of each sentence."""
    out: dict[int, str] = {}
    for e in sorted(events, key=lambda e: e["trigger"]["start"]):
        out.setdefault(text.sentence(e["trigger"]["start"]), e["id"])
    return list(out.values())


def _telling(e: Json, text: _Text, times: dict[str, Json], by_value: dict[str, Json], leads: bool) -> Telling:
    trigger, evidence = e["trigger"], e.get("evidence") or e["trigger"]
    turn = _turn(e)
    start = evidence["start"] if turn is None else min(turn, evidence["start"])
    deadline = times.get(e.get("deadline") or "")
    due = ordinal(deadline["last_day"]) if deadline and deadline.get("last_day") else None
    return Telling(
        e["key"], same(e["type"]), same(e.get("mode")), texts(e.get("actors", ())), texts(e.get("recipients", ())), same(e.get("place")),
        same(_days(e.get("date"), by_value)), same(e.get("status", "occurred")), same(e.get("aspect")), texts(e.get("sources", ())),
        texts(e.get("statements", ())), same(float(e.get("confidence") or 0.0)), start, evidence["end"],
        text.text[start : evidence["end"]], same(" ".join(text.between(trigger["start"], trigger["end"]))), trigger["start"],
        tuple(text.around(trigger["start"], trigger["end"])), text.sentence(trigger["start"]),
        (due, text.text[deadline["start"] : deadline["end"]], deadline["start"], deadline["end"]) if due and deadline else None,
        texts(f for f in (e.get("killed"), e.get("injured")) if f), text.negated(trigger["start"]),
        _definite(text.text[trigger["start"] : trigger["end"]]), tuple(text.after(trigger["end"], 5)),
        leads, clause(text.text, start, evidence["end"], e["type"] == "ACCUSE") if _titles(e, text, leads) else None,
        None if turn is None else same(standing(text.text, text.begin(turn), turn, trigger["start"], e["aspect"])),
    )  # fmt: skip


def _titles(e: Json, text: _Text, leads: bool) -> bool:
    """Whether the clause of an event is kept: it can title a matter, or says of what somebody is accused."""
    return e["type"] == "ACCUSE" or (leads and float(e.get("confidence") or 0.0) >= TITLED and text.sentence(e["trigger"]["start"]) < TOP)


def _turn(e: Json) -> int | None:
    """Where the word of a turn stands («استأنفت الفصائل هجماتها»): it belongs to what is quoted."""
    if not e.get("aspect"):
        return None
    spans = (e.get("reason") or {}).get("spans", [])
    start: int = (spans[1] if len(spans) > 1 else e["trigger"])["start"]
    return start


def _definite(trigger: str) -> bool:
    """Whether a trigger points back («الهجوم», «للهجوم», «هجومها» does not): a noun with the article."""
    word = fold(trigger)
    return word.startswith(("ال", "لل", "وال", "بال")) and len(word) > 4


def _denied(report: Json, text: _Text) -> dict[str, Denied]:
    """What each denial of a report denies."""
    told = report.get("statements", ())
    if all(s.get("stance", "assert") != "deny" for s in told):
        return {}
    deeds = [Deed(e["id"], e["trigger"]["start"], e["trigger"]["end"], e["type"], e.get("mode")) for e in report.get("events", ())]
    named = [(m["start"], m["end"]) for e in report.get("entities", ()) for m in e.get("mentions", ())]
    reading = Reading(text.text, deeds, named, text.ends)
    return {s["id"]: reading.denied(s["start"], s["end"], _cue(s), _said_before(s, told, text)) for s in told if s.get("stance") == "deny"}


def _cue(s: Json) -> tuple[int, int]:
    cue = s.get("cue") or {"start": s["start"], "end": s["start"]}
    return cue["start"], cue["end"]


def _said_before(s: Json, told: Sequence[Json], text: _Text) -> tuple[int, int] | None:
    """The content of what another said in the sentence of a denial or the one before it, the last of them."""
    at, _ = _cue(s)
    home = text.sentence(at)
    others = [b for b in told if b.get("stance", "assert") == "assert" and b["end"] <= at and b.get("speaker") != s.get("speaker")]
    near = [(b["end"], b["start"]) for b in others if home - text.sentence(b["start"]) <= 1]
    return (max(near)[1], max(near)[0]) if near else None


def _saying(s: Json, text: _Text, denied: Denied) -> Saying:
    cue, cue_end = _cue(s)
    return Saying(
        same(s["id"]), s["key"], same(s.get("stance", "assert")), same(s.get("evidential", "neutral")), same(s.get("speaker")),
        texts(c["entity"] for c in s.get("chain", ())), texts(s.get("about", ())), s["start"], s["end"], text.text[s["start"] : s["end"]],
        text.negated(cue, 2) and _withholds(text.text[cue:cue_end]), denied,
    )  # fmt: skip


def _withholds(cue: str) -> bool:
    """Whether a negated cue declines rather than denies: not to confirm, not to comment, not to answer."""
    return any(part in fold(cue) for part in ("كد", "علق", "علي", "رد"))


def _count(f: Json, text: _Text, hash_: str) -> Count:
    key = blake2b(f"{hash_}|figure|{f['start']}|{f['end']}".encode(), digest_size=8).hexdigest()
    return Count(
        same(f["id"]), key, f.get("low"), f.get("high"), same(f.get("unit") or ""), same(f.get("effect")), same(f.get("scope", "event")),
        bool(f.get("hedged")), f["start"], f["end"], text.text[f["start"] : f["end"]], text.sentence(f["start"]),
    )  # fmt: skip
