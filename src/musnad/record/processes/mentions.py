"""What tells of a process: mentions of what goes on, each with the phase that it tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from musnad.record.facts import Fact
from musnad.record.identities import Who
from musnad.record.model import Matter
from musnad.record.processes.kinds import kind_of
from musnad.record.story import Voice
from musnad.text.fold import fold

#: The reader's confidence that a turn needs, and a plan or a plain deed.
SURE_TURN, SURE = 0.25, 0.35
#: Sentences in which news stand; what is told further down without a day is mostly of the past.
NEWS = 6
#: Sentences in which a plan without a day is news.
LEAD = 3
#: Days between a deed and its article within which it is news.
FRESH = 4

TURNS = {
    "begin": "begun", "suspend": "suspended", "resume": "resumed", "extend": "extended",
    "postpone": "postponed", "cancel": "cancelled", "end": "ended",
}  # fmt: skip
#: Turns that lie ahead when their verb does: «ستستأنف المحادثات غدا» is a plan; a meeting called off lies ahead anyway.
_AHEAD = frozenset(("begin", "resume", "end"))
_STARTS = frozenset(("begin", "resume"))
#: What has begun when it is told to have come about («دخلت الهدنة حيز التنفيذ», «انسحبت القوات من البلدة»).
_BEGINS = frozenset(("truce", "withdrawal", "exchange", "visit"))
#: Kinds that are agreed upon before anyone says for when.
_AGREED = frozenset(("truce", "withdrawal", "exchange"))
#: Kinds whose plan for a day is worth following by itself.
_PLANNED = frozenset(("talks", "meeting", "visit", "withdrawal", "exchange", "truce", "exercise", "protest"))


@dataclass(slots=True, eq=False)
class Mention:
    """``phase`` is what it tells. ``parties`` are whose affair it is, as far as it says, ``around`` them and those named beside."""

    fact: Fact
    matter: Matter
    kind: str
    phase: str
    parties: frozenset[str]
    around: frozenset[str]
    persons: frozenset[str]
    country: str | None
    when: int
    voices: list[Voice] = field(default_factory=list)

    @property
    def known(self) -> bool:
        """Whether it says of whom."""
        return bool(self.parties)


def mentions(told: Iterable[tuple[Matter, Sequence[Fact], Sequence[Voice]]], who: Mapping[str, Who]) -> Iterator[Mention]:
    """All mentions that tell a phase."""
    for matter, facts, voices in told:
        if matter.status == "hypothetical":
            continue
        mine: dict[str, list[Voice]] = {}
        for v in voices:
            mine.setdefault(v.fact.key, []).append(v)
        for f in facts:
            kind = kind_of(f.telling)
            heard = mine.get(f.key)
            if kind is None or not heard or f.day is None:
                continue
            phase = phase_of(f, kind)
            if phase:
                yield _mention(f, matter, kind, phase, heard, who)


def _mention(f: Fact, matter: Matter, kind: str, phase: str, heard: list[Voice], who: Mapping[str, Who]) -> Mention:
    named = [w for w in (*f.actors, *f.recipients) if _acts(w)]
    beside = [w for k in f.named if _acts(w := who[k])]
    parties = frozenset(map(_party, named))
    country = f.place.country if f.place and f.place.known else None
    return Mention(
        f, matter, kind, phase, parties, parties.union(map(_party, beside)), frozenset(w.key for w in named if w.type == "person"), country,
        f.day or 0, heard,
    )  # fmt: skip


def _acts(w: Who) -> bool:
    return w.known and w.type not in ("place", "other")


def _party(w: Who) -> str:
    """Whose affair it is. A body that no list knows goes by its name: whether an article tells its country is chance."""
    return w.party if w.grade == "listed" or w.party.startswith("state:") else fold(w.name)


def phase_of(f: Fact, kind: str) -> str | None:
    """The phase that a mention tells as news, by its words alone."""
    t = f.telling
    if t.negated or f.status in ("hypothetical", "denied"):
        return None
    if t.aspect:
        return _turn(f)
    if f.confidence < SURE:
        return None
    if kind in _PLANNED and (ahead(f) or (f.status == "planned" and t.sentence < LEAD and kind in _AGREED)):
        return "planned"
    if f.status == "planned" or kind not in _BEGINS or not _fresh(f):
        return None
    return "planned" if f.type in ("AGREE", "CONSULT") and kind != "visit" else "begun"


def _turn(f: Fact) -> str | None:
    t = f.telling
    if f.confidence < SURE_TURN or t.standing == "wish" or t.aspect not in TURNS:
        return None
    if t.standing == "aside" or (t.standing == "since" and not (f.precise and t.aspect == "begin")):
        return None
    if t.standing == "ahead" or (t.aspect in _AHEAD and (f.status == "planned" or ahead(f))):
        return "planned" if ahead(f) and t.aspect in _STARTS else None
    if f.precise or t.sentence < NEWS:
        return TURNS[t.aspect]
    return None


def ahead(f: Fact) -> bool:
    """Whether a day is told that lies ahead of the article."""
    return f.status in ("planned", "occurred") and f.precise and f.days is not None and f.day is not None and f.days[0] > f.day


def _fresh(f: Fact) -> bool:
    return f.precise and f.days is not None and f.day is not None and 0 <= f.day - f.days[0] <= FRESH and f.telling.sentence < NEWS
