"""Facts: the event mentions of all articles with identities in the place of entity ids, ready to be compared."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from musnad.record.digest import Digest, Saying, Telling
from musnad.record.identities import People, Who
from musnad.record.model import FactRef, Origin
from musnad.record.origins import Origins
from musnad.record.shared import same
from musnad.record.words import Rarity

#: Below this the reader's own confidence says that a mention is more likely wrong than right in every part.
FAINT = 0.08
#: Spans of days that are as good as a date.
PRECISE = 3
#: An answer is about what its first letters tell, or what stood at most so many letters before it.
OPENING, BEFORE = 60, 700
#: The reader's confidence in an event that a denial or a confirmation is taken to answer.
ANSWERED = 0.12
#: Characters around a trigger in which names count as beside it.
BESIDE = 110
#: Stems of an article that tell its subject, and of a mention that tell it from others.
SUBJECT, RAREST = 40, 8


@dataclass(slots=True, eq=False)
class Fact:
    """An event mention. ``days`` is when it happened if told; ``vector`` what its words are, ``subject`` those of its article.

    ``named`` are the known identities in it or around its trigger, whatever their role; ``points_to`` the mentions of the same
    article that it most likely tells again. ``in_denial``: it stands in the content of a denial, so that nobody holds it by these
    words. ``precise``, ``confidence`` and ``order`` (which depends on nothing but the fact itself) are plain values, for they are
    asked for millions of times.
    """

    key: str
    article: str
    day: int | None
    telling: Telling
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    place: Who | None
    days: tuple[int, int] | None
    origin: Origin
    chain: tuple[str, ...]
    rarity: Rarity
    subject: dict[str, float]
    denials: tuple[tuple[Saying, Origin], ...] = ()
    confirmations: tuple[tuple[Saying, Origin], ...] = ()
    sayings: tuple[tuple[Saying, Origin], ...] = ()

    named: frozenset[str] = frozenset()
    points_to: tuple[str, ...] = ()
    in_denial: bool = False
    type: str = field(init=False)
    status: str = field(init=False)
    precise: bool = field(init=False)
    confidence: float = field(init=False)
    order: tuple[str, int, str] = field(init=False)
    _ref: FactRef | None = None
    _rare: tuple[str, ...] | None = None
    _window: tuple[int, int] | tuple[()] | None = ()

    def __post_init__(self) -> None:
        t = self.telling
        self.type = proposition_type(t)
        self.status = "planned" if is_ahead(t, self.day) else t.status
        self.precise = self.days is not None and self.days[1] - self.days[0] < PRECISE
        self.confidence = t.confidence
        self.order = (self.article, t.trigger_start, self.key)

    @property
    def vector(self) -> dict[str, float]:
        """Made when it is asked for: those of all mentions would take more room than everything else."""
        return self.rarity.of(self.telling.stems)

    @property
    def rare(self) -> tuple[str, ...]:
        """Its :data:`RAREST` weightiest stems, the weightiest first."""
        if self._rare is None:
            self._rare = tuple(s for _, s in nsmallest(RAREST, [(-weight, s) for s, weight in self.vector.items()]))
        return self._rare

    @property
    def denied(self) -> bool:
        return bool(self.denials) or self.status == "denied"

    @property
    def window(self) -> tuple[int, int] | None:
        """When it can have happened. Undated news is of the days before its publication, an undated plan of those after.

        Asked for only when statements are attached: a denial looks further back.
        """
        if self._window == ():
            self._window = self.days or (None if self.day is None else self._around(self.day))
        return self._window or None

    def _around(self, day: int) -> tuple[int, int]:
        return (day, day + 14) if self.status == "planned" else (day - (7 if self.denied else 2), day)

    def ref(self) -> FactRef:
        if self._ref is None:
            t = self.telling
            self._ref = FactRef(self.article, t.start, t.end, "event", t.key, t.words)
        return self._ref


#: Aspects that say of a meeting that it is off; the word itself is coded REJECT (codebook), the matter is the meeting.
_OFF = frozenset(("cancel", "postpone", "suspend"))


def proposition_type(t: Telling) -> str:
    """The type of what is told: a meeting called off is the meeting's matter."""
    if t.type == "REJECT" and t.aspect in _OFF and t.mode in ("meet", None):
        return "CONSULT"
    return t.type


#: Deeds that a day ahead dates; what is said, agreed or alleged on a day is about it.
DEEDS = frozenset(("CONSULT", "COOPERATE", "AID", "RETREAT", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT", "SANCTION"))


def is_ahead(t: Telling, published: int | None) -> bool:
    """Whether a deed told as a fact lies ahead of its article («تنسحب القوات يوم السبت المقبل»): a plan, whatever the verb's form."""
    return t.status == "occurred" and t.type in DEEDS and t.days is not None and published is not None and t.days[0] > published


def saying_ref(article: str, s: Saying) -> FactRef:
    return FactRef(article, s.start, s.end, "statement", s.key, s.words)


def gather(digests: Sequence[Digest], people: People, origins: Origins, rarity: Rarity, wrong: Iterable[str] = ()) -> list[Fact]:
    """All event mentions that are worth comparing, in the order of :attr:`Fact.order`. ``wrong`` are keys set aside by people."""
    wrong = frozenset(wrong)
    out: list[Fact] = []
    sides: Sides = {}
    for d in digests:
        subject = rarity.vector(d.stems, SUBJECT)
        stances = {s.id for s in d.sayings.values() if s.stance != "assert"}
        beside = _by_sentence(d, people)
        mine: dict[str, Fact] = {}
        for id_, t in d.tellings.items():
            faint = t.confidence < FAINT and not stances.intersection(t.statements)
            if t.key in wrong or faint:
                continue
            mine[id_] = _fact(d, t, subject, beside.get(t.sentence, ()), people, origins, rarity, sides)
        _attach(d, mine, origins, wrong)
        _point(mine.values())
        out.extend(mine.values())
    return sorted(out, key=lambda f: f.order)


#: Participants by their keys: equal sides of facts are one object, so that they can be compared once (:class:`musnad.record.compare.Scorer`).
Sides = dict[tuple[str, ...], tuple[Who, ...]]


def _fact(
    d: Digest, t: Telling, subject: dict[str, float], beside: Sequence[tuple[int, str]], people: People, origins: Origins, rarity: Rarity,
    sides: Sides,
) -> Fact:  # fmt: skip
    a = d.ref.hash

    def known(ids: Iterable[str]) -> tuple[Who, ...]:
        keys = tuple(sorted({k for i in ids if (k := people.of.get((a, i))) and k in people.who}))
        found = sides.get(keys)
        if found is None:
            found = sides[keys] = tuple([people.who[k] for k in keys])
        return found

    actors, recipients, where = known(t.actors), known(t.recipients), known((t.place,) if t.place else ())
    chain = tuple(people.of[a, i] for i in t.sources if (a, i) in people.of)
    named = {k for start, k in beside if abs(start - t.trigger_start) <= BESIDE}
    named.update([w.key for w in (*actors, *recipients, *where) if w.known])
    return Fact(
        t.key, a, d.day, t, actors, recipients, where[0] if where else None, _own_days(d, t), origins.of(a, t.sentence, t.sources), chain,
        rarity, subject, named=same(frozenset(named)),
    )  # fmt: skip


def _by_sentence(d: Digest, people: People) -> dict[int, list[tuple[int, str]]]:
    """For each sentence, where known identities are named in it."""
    keys = [people.of[d.ref.hash, id_] for id_ in d.entities]
    out: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for start, number in zip(d.named[::2], d.named[1::2], strict=True):
        if people.who[keys[number]].known:
            out[bisect_right(d.ends, start)].append((start, keys[number]))
    return out


def _own_days(d: Digest, t: Telling) -> tuple[int, int] | None:
    """The days of a mention, without those that are of what was agreed, announced or denied rather than of the deed.

    Nothing has occurred on a day after the article's publication; of an agreement or a denial only a day counts, no month or year.
    """
    if t.days is None:
        return None
    if t.status not in ("planned", "hypothetical") and d.day is not None and t.days[0] > d.day and not is_ahead(t, d.day):
        return None
    broad = t.days[1] - t.days[0] >= PRECISE
    return None if broad and (t.type == "AGREE" or t.status == "denied") else t.days


def _point(facts: Iterable[Fact]) -> None:
    """Within an article: a definite noun without a date («الهجوم») tells the nearest like mention before it again, a headline the first below."""
    ordered = sorted(facts, key=lambda f: f.order)
    for n, f in enumerate(ordered):
        like = [g for g in ordered[:n] if g.type == f.type and (g.telling.mode == f.telling.mode or None in (g.telling.mode, f.telling.mode))]
        if like and f.telling.definite and not f.days:
            f.points_to += (like[-1].key,)
        if like and like[0].telling.sentence == 0 and f.telling.sentence in (1, 2) and not any(g.telling.sentence > 0 for g in like):
            f.points_to += (like[0].key,)


def _attach(d: Digest, mine: dict[str, Fact], origins: Origins, wrong: frozenset[str]) -> None:
    """Statements to the events that they are about; an answer («نفى ذلك») may stand sentences away."""
    for s in sorted(d.sayings.values(), key=lambda s: (s.start, s.id)):
        if s.key in wrong:
            continue
        chain = s.chain or ((s.speaker,) if s.speaker else ())
        origin = origins.of(d.ref.hash, -1, chain) if s.stance == "assert" else origins.speaker(d.ref.hash, chain)
        targets = _targets(s, d, mine)
        for fact in mine.values() if s.stance == "deny" else ():
            fact.in_denial |= s.start <= fact.telling.trigger_start < s.end
        for fact in targets:
            if s.stance == "deny" and s.withheld:
                continue  # «لم تؤكد» declines: no denial
            if s.stance == "deny":
                fact.denials += ((s, origin),)
            elif s.stance == "confirm":
                fact.confirmations += ((s, origin),)
            else:
                fact.sayings += ((s, origin),)


def _targets(s: Saying, d: Digest, mine: dict[str, Fact]) -> list[Fact]:
    """The events that a statement is about; of an answer those that it answers."""
    if s.stance == "deny":
        return [f for e in s.denied.events if (f := mine.get(e)) and f.confidence >= ANSWERED]
    told = [mine[e] for e in s.about if e in mine]
    if s.stance == "confirm":  # an answer answers what was said before it, not what is told sentences later
        told = [f for f in told if _answered(s, f.telling.trigger_start) and f.confidence >= ANSWERED]
        return told or [f for f in _told_in(s, d, mine)[:1] if _answered(s, f.telling.trigger_start)]
    return told or _told_in(s, d, mine)


def _told_in(s: Saying, d: Digest, mine: dict[str, Fact]) -> list[Fact]:
    """Events whose trigger stands in the content."""
    inside = (f for id_, f in mine.items() if s.start <= f.telling.trigger_start < s.end and s.id in d.tellings[id_].statements)
    return sorted(inside, key=lambda f: f.order)


def _answered(s: Saying, trigger: int) -> bool:
    """Whether a confirmation is about what a trigger tells: it opens the content, or stood shortly before («أكد ذلك»)."""
    return s.start <= trigger < min(s.end, s.start + OPENING) or 0 < s.start - trigger <= BEFORE
