"""From a group of mentions to a matter: who, whom, where, when, in what state, with its history and its reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from musnad.record.compare import PERIOD
from musnad.record.days import iso
from musnad.record.denials import Denied
from musnad.record.digest import Digest, Saying
from musnad.record.facts import Fact, saying_ref
from musnad.record.identities import People, Who
from musnad.record.matters import Group
from musnad.record.model import FactRef, HistoryStep, Matter, Origin, Why
from musnad.record.names import short_hash
from musnad.record.titles import is_headline, title_ar, title_en
from musnad.record.weights import matter_weight

_ASPECTS = {
    "begin": "begun", "continue": "continued", "suspend": "suspended", "resume": "resumed", "extend": "extended",
    "postpone": "postponed", "cancel": "cancelled", "end": "ended",
}  # fmt: skip
#: Participants told by less than this share of what tells the surest one are left out of the matter's line.
MINOR = 0.5
#: What a headline and a whole clause are worth for a title, against a mention's confidence.
HEADLINE, CLAUSE = 0.35, 0.2
#: The reader's confidence in an event that a negative sentence of another denies.
NEGATIVE = 0.25
#: Doubt that an outlet puts on a statement by its choice of verb.
_DOUBTS = frozenset(("doubtful", "hearsay"))


@dataclass(frozen=True, slots=True)
class Voice:
    """A stance on a matter: who takes it, in which fact. Of a denial ``said`` is what it denies, None for a negative sentence.

    ``party`` is the origin's, ``side`` that of him who speaks: a nameless official has an outlet for his origin and a state for his side.
    """

    act: str
    origin: Origin
    party: str
    by: str | None
    by_name: str | None
    chain: tuple[str, ...]
    ref: FactRef
    day: int | None
    published: str
    fact: Fact
    spoken: bool = False
    said: Denied | None = None
    side: str | None = None


class Teller:
    """Builds matters. Holds what they all need: articles and identities."""

    def __init__(self, digests: Sequence[Digest], people: People, replaced: frozenset[str] = frozenset()) -> None:
        self.replaced = replaced
        self.digests = {d.ref.hash: d for d in digests}
        self.people = people

    def party(self, origin: Origin) -> str:
        """Whose voice an origin is; two ministries of one state are one."""
        who = self.people.who.get(origin.identity or "")
        return who.party if who else origin.key

    def voices(self, facts: Sequence[Fact]) -> list[Voice]:
        """All stances on what these facts tell, in the order of publication."""
        out: list[Voice] = []
        # What a later version of the article replaced is said no more, unless nothing else is left of the matter.
        last = [f for f in facts if f.article not in self.replaced] or facts
        for f in last:
            out.extend(self._voices_of(f))
        # The same source denying what it had claimed takes it back; what it claims again later it claims again.
        out.sort(key=lambda v: (v.published, v.ref.article, v.fact.telling.trigger_start, v.act, v.ref))
        claimed: set[str] = set()
        told: list[Voice] = []
        for v in out:
            if v.act == "denied" and v.origin.kind == "source" and v.origin.key in claimed and v.fact.type != "ACCUSE":
                v = replace(v, act="withdrawn")
            elif v.act not in ("denied", "doubted") and v.spoken:
                claimed.add(v.origin.key)
            told.append(v)
        return told

    def _voices_of(self, f: Fact) -> list[Voice]:
        t = f.telling
        out = [self._spoken("denied", s, o, f) for s, o in f.denials]
        out += [self._spoken("confirmed", s, o, f) for s, o in f.confirmations]
        if f.denials and not f.sayings:
            return out  # what a denial tells is told by nobody
        act = _ASPECTS.get(t.aspect or "") or {"planned": "planned", "denied": "denied", "hypothetical": "doubted"}.get(f.status, "asserted")
        if f.confirmations and act == "asserted" and not f.sayings:
            return out
        if f.sayings:
            s, o = f.sayings[0]
            by = self._speaker(f.article, s)
            own = by is not None and by.party in {w.party for w in f.actors} and t.confidence >= 0.2
            if t.negated and (act == "asserted" or t.aspect):
                # Who says that his side has no part in it, or that a turn was not taken, denies; else a negative sentence says nothing.
                act = "denied" if own or (by and t.aspect) else "doubted"
            elif act == "denied" and not (t.negated and (own or f.confidence >= NEGATIVE)):
                act = "doubted"  # a negative sentence that answers nothing; the reader's status alone denies for nobody
            elif act == "asserted" and s.evidential in _DOUBTS:
                act = "doubted"
            voice = self._voice(act, o, by, f, saying_ref(f.article, s) if act == "denied" else f.ref())
            out.append(replace(voice, spoken=act != "denied"))
        elif not (f.denials and act == "denied"):
            if act == "denied" and f.in_denial:
                act = "doubted"  # it stands in the words of a denial, but is not what they deny
            out.append(self._voice(act, f.origin, self.people.who.get(f.chain[0]) if f.chain else None, f, f.ref()))
        return out

    def _speaker(self, article: str, s: Saying) -> Who | None:
        return self.people.who.get(self.people.of.get((article, s.speaker or ""), ""))

    def _spoken(self, act: str, s: Saying, o: Origin, f: Fact) -> Voice:
        voice = self._voice(act, o, self._speaker(f.article, s), f, saying_ref(f.article, s))
        return replace(voice, said=s.denied) if act == "denied" else voice

    def _voice(self, act: str, o: Origin, by: Who | None, f: Fact, ref: FactRef) -> Voice:
        published = self.digests[f.article].ref.published or ""
        key, name, side = (by.key, by.name, by.party) if by else (None, None, None)
        return Voice(act, o, self.party(o), key, name, f.chain, ref, f.day, published, f, side=side)

    def matter(self, group: Group) -> tuple[Matter, list[Voice]]:
        """The matter of a group, and the stances on it."""
        facts = group.facts
        voices = self.voices(facts)
        history = tuple(self._step(v) for v in _plain(voices))
        first = min(facts, key=lambda f: (self.digests[f.article].ref.published or "9999", f.order))
        days = happened(facts)
        actors, recipients = self._roles(facts)
        place = _place(facts)
        origins = {v.origin.key: v.origin for v in voices}
        sides = {w.key for w in (*actors[:2], *recipients[:2])}
        doer = actors[0].key if actors else None
        told = max(facts, key=lambda f: best(f, sides, is_headline(f, self.digests[f.article].ref.title), doer))
        refs = {f.ref() for f in facts} | {v.ref for v in voices} | {saying_ref(f.article, s) for f in facts for s, _ in f.sayings}
        articles = tuple(sorted({f.article for f in facts}))
        confidence = max(f.confidence for f in facts)
        mode, type_ = _most(f.telling.mode for f in facts), facts[0].type
        day, until = (iso(days[0]), iso(days[1])) if days else (None, None)
        return Matter(
            short_hash("matter", first.article, first.key), title_ar(told, self.digests[told.article].ref.title), title_en(type_, mode, actors, recipients, place, day), type_, mode,
            tuple(w.key for w in actors), tuple(w.key for w in recipients), place.key if place else None,
            day, until, state_of(voices), tuple(sorted(refs)), history,
            tuple(origins[k] for k in sorted(origins)), articles, round(confidence, 2),
            matter_weight(facts, voices, confidence), _reason(group),
        ), voices  # fmt: skip

    def _step(self, v: Voice) -> HistoryStep:
        outlet = self.digests[v.ref.article].ref.outlet
        return HistoryStep(iso(v.day) if v.day else None, v.act, v.by, v.by_name, v.chain, v.origin.key, v.ref, outlet)

    def _roles(self, facts: Sequence[Fact]) -> tuple[list[Who], list[Who]]:
        actors, recipients = _ranked(facts, "actors"), _ranked(facts, "recipients")
        named = {w.key for w, _ in actors}
        both = {w.key for w, _ in recipients} & named
        score_a, score_r = {w.key: s for w, s in actors}, {w.key: s for w, s in recipients}
        # Whoever the reader puts on both sides stands on the side where more mentions put him.
        actors = [(w, s) for w, s in actors if w.key not in both or s >= score_r[w.key]]
        recipients = [(w, s) for w, s in recipients if w.key not in both or s > score_a[w.key]]
        return _major(actors), _major(recipients)


def best(f: Fact, sides: set[str], headline: bool = False, doer: str | None = None) -> tuple[float, tuple[str, int, str]]:
    """How well a mention's words stand for the matter: sure, complete, and not long."""
    named = len({w.key for w in (*f.actors, *f.recipients)} & sides) / max(1, len(sides))
    size = len(f.telling.clause[2] if f.telling.clause else f.telling.words)
    length = 0.4 if size < 25 and not headline else max(0.0, (size - 90) / 300)
    does = 0.25 if doer is not None and any(w.key == doer for w in f.actors) else 0.0
    return f.confidence + 0.5 * named + does + (HEADLINE if headline else CLAUSE if f.telling.clause else 0.0) - length - 0.3 * f.telling.negated, f.order


def _ranked(facts: Sequence[Fact], side: str) -> list[tuple[Who, float]]:
    score: dict[str, float] = defaultdict(float)
    who: dict[str, Who] = {}
    per_article: dict[tuple[str, str], float] = defaultdict(float)
    for f in facts:
        for w in getattr(f, side):
            who[w.key] = w
            per_article[w.key, f.article] = max(per_article[w.key, f.article], f.confidence)
    for (key, _), value in sorted(per_article.items()):
        score[key] += value * (1.0 if who[key].known else 0.4)
    return sorted(((who[k], round(s, 6)) for k, s in score.items()), key=lambda x: (-x[1], x[0].key))


def _major(ranked: list[tuple[Who, float]]) -> list[Who]:
    if not ranked:
        return []
    top = ranked[0][1]
    return [w for w, s in ranked[:4] if s >= MINOR * top]


def _place(facts: Sequence[Fact]) -> Who | None:
    score: dict[str, float] = defaultdict(float)
    who: dict[str, Who] = {}
    for f in sorted(facts, key=lambda f: f.order):
        if f.place:
            who[f.place.key] = f.place
            score[f.place.key] += f.confidence * ((0.7 if f.place.type == "country" else 1.0) if f.place.known else 0.2)
    best = sorted(score, key=lambda k: (-round(score[k], 6), k))
    return who[best[0]] if best else None


def _most(values: object) -> str | None:
    counts = Counter(v for v in values if v)  # type: ignore[attr-defined]
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def happened(facts: Sequence[Fact]) -> tuple[int, int] | None:
    """The days that most articles give; a period only where none gives a day. No deed is later than its first report."""
    reported = min((f.day for f in facts if f.day is not None and f.status == "occurred" and f.confidence >= 0.3), default=None)
    for wanted in (True, False):
        said: dict[tuple[int, int], set[str]] = defaultdict(set)
        for f in facts:
            late = reported is not None and f.days and f.status == "occurred" and f.days[0] > reported
            if f.days and f.precise is wanted and not late and f.days[1] - f.days[0] < PERIOD:
                said[f.days].add(f.article)
        if said:
            first = min(said, key=lambda d: (-len(said[d]), d))
            return first
    return None


def _plain(voices: Sequence[Voice]) -> list[Voice]:
    """One voice for each act of an origin in an article: the first."""
    seen: set[tuple[str, str, str]] = set()
    out = []
    for v in voices:
        key = (v.ref.article, v.act, v.by or v.origin.key)
        if key not in seen:
            seen.add(key)
            out.append(v)
    return out


def state_of(voices: Sequence[Voice]) -> str:
    """One of STATES, by the stances taken and the last act told."""
    acts = [v.act for v in voices]
    denied = {v.party for v in voices if v.act == "denied"}
    taken_back = {v.party for v in voices if v.act == "withdrawn"}
    sides = [v for v in voices if v.act in ("asserted", "confirmed", "begun", "continued", "ended", "resumed")]
    affirmed = {v.party for v in sides if v.spoken or v.origin.kind == "source"} - denied - taken_back
    last = acts[-1] if acts else "asserted"
    if taken_back and not affirmed:
        return "withdrawn"
    if denied:
        return "disputed" if {v.party for v in sides} - denied else "denied"
    if last in ("suspended", "cancelled"):
        return last
    if "confirmed" in acts:
        return "confirmed"
    if sides:
        return "asserted"
    if set(acts) <= {"doubted"}:
        return "hypothetical"
    return "planned" if "planned" in acts else "asserted"


_SINGLE = Why("matter.single", ("one mention",))


def _reason(group: Group) -> Why:
    if not group.edges:
        return _SINGLE
    return Why("matter.joined", tuple(f"{score:.1f}: {' · '.join(why)}" for score, _, _, why in group.edges[:8]))
