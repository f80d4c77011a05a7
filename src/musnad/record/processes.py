"""Processes: what goes on – talks, a truce, a campaign, a withdrawal – with its phases and deadlines.

A process is a line of matters of one kind between the same parties. It needs a turn (begun, suspended, resumed, extended,
cancelled, ended …) or matters on several days; a single act is a matter and no more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from musnad.lexicon.reader import read_table
from musnad.record.days import iso, ordinal
from musnad.record.digest import Digest
from musnad.record.facts import Fact
from musnad.record.identities import People, Who
from musnad.record.model import Deadline, FactRef, Matter, Phase, Process, Why
from musnad.record.names import short_hash
from musnad.record.story import Voice
from musnad.record.titles import name_of
from musnad.record.weights import process_weight

#: Days without a word after which the same parties begin another process.
PAUSE = 45
#: The reader's confidence that a turn needs, and that a process needs in its surest mention.
SURE_TURN, SURE = 0.25, 0.35
#: Days on which attacks must have been told, to be a campaign without a turn.
CAMPAIGN_DAYS = 3

_BY_MODE = {
    ("RETREAT", "ceasefire"): "truce", ("RETREAT", "withdraw"): "withdrawal", ("RETREAT", "disarm"): "withdrawal",
    ("CONSULT", "third-party"): "talks",
}  # fmt: skip
_BY_TYPE = {"PROTEST": "protest", "SANCTION": "sanctions", "MOBILIZE": "deployment", "AID": "aid", "ASSAULT": "campaign"}
_TURNS = {
    "begin": "begun", "continue": "continued", "suspend": "suspended", "resume": "resumed", "extend": "extended",
    "postpone": "postponed", "cancel": "cancelled", "end": "ended",
}  # fmt: skip
_ENGLISH = {"aid": "aid", "other": "process"}


@lru_cache(maxsize=1)
def _kinds_of_words() -> dict[str, str]:
    """Stems that say of what kind a process is (``data/process_words.tsv``)."""
    rows = read_table(Path(__file__).parent / "data" / "process_words.tsv", ("stem", "kind", "source"))
    return {r["stem"]: r["kind"] for r in rows}


@dataclass(slots=True, eq=False)
class _Part:
    """A matter that can be part of a process."""

    matter: Matter
    facts: Sequence[Fact]
    voices: Sequence[Voice]
    kind: str
    parties: tuple[str, ...]


def kind_of(facts: Sequence[Fact]) -> str | None:
    """The kind of process that a matter can belong to, by what most of its mentions say; None for a single act."""
    votes: dict[str, float] = defaultdict(float)
    for f in facts:
        kind = _kind(f)
        if kind:
            votes[kind] += f.confidence
    if not votes:
        return None
    best = min(votes, key=lambda k: (-round(votes[k], 6), k))
    return best if votes[best] * 2 >= sum(f.confidence for f in facts) else None


def _kind(f: Fact) -> str | None:
    t = f.telling
    near = next((k for s in t.trigger.split() if (k := _kinds_of_words().get(s))), None)
    if t.type == "RETREAT" and t.mode == "release":
        return "exchange" if near == "exchange" else None
    if t.type == "RETREAT" and t.mode == "ceasefire" and t.aspect in ("suspend", "end") and near == "campaign":
        return "campaign"
    if t.type in ("CONSULT", "REJECT", "AGREE"):
        if near in ("talks", "truce", "exchange"):
            return near
        if t.type == "AGREE":
            return "other" if t.aspect else None
        return _BY_MODE.get((t.type, t.mode or "")) or ("talks" if t.aspect and t.type == "CONSULT" and t.mode != "visit" else None)
    return _BY_MODE.get((t.type, t.mode or "")) or _BY_TYPE.get(t.type)


def find_processes(
    told: Sequence[tuple[Matter, Sequence[Fact], Sequence[Voice]]], people: People, digests: Mapping[str, Digest], now: str | None,
) -> list[Process]:  # fmt: skip
    """All processes, the weightiest first."""
    parts = []
    for matter, facts, voices in told:
        kind = kind_of(facts)
        parties = _parties(matter, people.who)
        if kind and parties and matter.status != "hypothetical":
            parts.append(_Part(matter, facts, voices, kind, parties))
    seen = _Mentions(people, digests)
    out = [p for line in _lines(parts) if (p := _process(line, people, seen, now))]
    return sorted(out, key=lambda p: (-p.weight, p.key))


def _parties(m: Matter, who: Mapping[str, Who]) -> tuple[str, ...]:
    """The parties that a matter surely names, at most two of each side."""
    sides = [[w.party for k in side if (w := who.get(k)) and w.known and w.type not in ("place", "other")][:2] for side in (m.actors, m.recipients)]
    place = who.get(m.place or "")
    found = tuple(sorted({p for side in sides for p in side}))
    if len(found) == 1 and place and place.known:
        return (*found, f"in:{place.key}")
    return found


def _lines(parts: Sequence[_Part]) -> list[list[_Part]]:
    """Parts put in lines by kind and pair of parties: each goes to the pair of its own that is told most."""
    told: Counter[tuple[str, str, str]] = Counter()
    for p in parts:
        for pair in _pairs(p.parties):
            told[(p.kind, *pair)] += len(p.matter.articles)
    lines: dict[tuple[str, str, str], list[_Part]] = defaultdict(list)
    for p in parts:
        best = min(_pairs(p.parties), key=lambda pair: (-told[(p.kind, *pair)], pair))
        lines[(p.kind, *best)].append(p)
    out: list[list[_Part]] = []
    for _, line in sorted(lines.items()):
        out.extend(_split(line))
    return out


def _pairs(parties: Sequence[str]) -> list[tuple[str, str]]:
    pairs = [(a, b) for i, a in enumerate(parties) for b in parties[i + 1 :]]
    return pairs or [(parties[0], "")]


def _split(line: list[_Part]) -> Iterable[list[_Part]]:
    """A line cut where it was silent for long."""
    ordered = sorted(line, key=lambda p: (_when(p), p.matter.key))
    current: list[_Part] = []
    for p in ordered:
        if current and _when(p) - _when(current[-1]) > PAUSE:
            yield current
            current = []
        current.append(p)
    if current:
        yield current


def _when(p: _Part) -> int:
    """When a matter was or, undated, was told."""
    days = [f.day for f in p.facts if f.day is not None]
    own = ordinal(p.matter.first_day) if p.matter.first_day else None
    told = min(days) if days else 0
    return max(own, told - PAUSE) if own is not None and own < told else told


def _process(line: list[_Part], people: People, seen: _Mentions, now: str | None) -> Process | None:
    phases = _phases(line)
    turns = {p.name for p in phases} & set(_TURNS.values()) - {"continued"}
    matters = sorted({p.matter.key for p in line})
    confidence = max(p.matter.confidence for p in line)
    days = {f.day for p in line for f in p.facts}
    dates = {p.matter.first_day for p in line if p.matter.first_day}
    kind = line[0].kind
    due = [d for p in line for d in _due(p)]
    goes_on = len(days) > 1 and (len(matters) > 1 or len({p.name for p in phases}) > 1)
    if kind in ("campaign", "protest", "sanctions", "deployment", "aid", "other"):
        goes_on = (bool(turns) and len(phases) > 1) or (kind == "campaign" and len(dates) >= CAMPAIGN_DAYS)
    if confidence < SURE or not (goes_on or turns or due):
        return None
    actors = _actors(line)
    last = max((f.day for p in line for f in p.facts if f.day), default=None)
    deadlines = tuple(_deadline(d, line, phases, actors, people, seen, now, last) for d in due)
    origins = {o.key: o for p in line for o in p.matter.origins}
    best = max(line, key=lambda p: (p.matter.weight, p.matter.key))
    place = Counter(p.matter.place for p in line if p.matter.place)
    first = min(line, key=lambda p: (_when(p), p.matter.key))
    because = (
        f"{len(matters)} matters of one kind between the same parties", *sorted(turns),
        *(f"{p.name}: «{p.fact.words[:80]}»" for p in phases[:4]),
    )  # fmt: skip
    return Process(
        short_hash("process", kind, first.matter.key), kind, best.matter.title_ar, _title(kind, actors, people.who), actors,
        min(place, key=lambda k: (-place[k], k)) if place else None, phases[-1].name if phases else "planned", phases,
        tuple(sorted(deadlines, key=lambda d: (d.day, d.fact))), tuple(matters), tuple(origins[k] for k in sorted(origins)),
        process_weight(len(origins), len({p.name for p in phases}), len(days), confidence), Why(f"process.{kind}", because),
    )  # fmt: skip


def _title(kind: str, actors: tuple[str, ...], who: Mapping[str, Who]) -> str:
    return f"{_ENGLISH.get(kind, kind)}: {' – '.join(name_of(a, who) for a in actors[:3])}"


def _actors(line: Sequence[_Part]) -> tuple[str, ...]:
    told: Counter[str] = Counter()
    for p in line:
        for k in {*p.matter.actors, *p.matter.recipients}:
            told[k] += len(p.matter.articles)
    ranked = sorted(told, key=lambda k: (-told[k], k))
    return tuple(k for k in ranked[:4] if told[k] * 4 >= told[ranked[0]])


def _phases(line: Sequence[_Part]) -> tuple[Phase, ...]:
    """Phases in the order of what they tell; of one phase told again on following days the first."""
    every = []
    for p in line:
        for v in p.voices:
            name = _phase_of(v, p.kind)
            if name is None or (v.fact.telling.aspect and v.fact.confidence < SURE_TURN):
                continue
            day = v.fact.days[0] if v.fact.days and v.fact.precise else None
            every.append((v.published[:10], name, day, v))
    every.sort(key=lambda x: (x[0], x[3].published, x[3].ref, x[1]))
    out: list[Phase] = []
    seen: set[tuple[str, str | None]] = set()
    for told, name, day, v in every:
        key = (name, iso(day) if day else None)
        repeated = out and out[-1].name == name and (day is None or out[-1].day in (None, iso(day)))
        if (key in seen and (day is not None or repeated)) or repeated:
            continue
        seen.add(key)
        out.append(Phase(name, iso(day) if day else None, told or None, v.by, v.by_name, v.fact.ref() if v.act != "denied" else v.ref))
    return tuple(out)


def _phase_of(v: Voice, kind: str) -> str | None:
    aspect = v.fact.telling.aspect
    if v.act in ("denied", "withdrawn"):
        return "denied"
    if v.act == "doubted":
        return None
    if aspect in _TURNS:
        return _TURNS[aspect]
    if v.fact.telling.status == "planned":
        return "planned"
    if v.fact.type == "REJECT":
        return None
    return "begun" if kind in ("truce", "withdrawal", "exchange") else "continued"


def _due(p: _Part) -> list[tuple[int, Fact, FactRef]]:
    """Days by which something was to be: told as a deadline, or the day of a plan."""
    out: dict[int, tuple[int, Fact, FactRef]] = {}
    for f in p.facts:
        t = f.telling
        if t.deadline and f.confidence >= SURE_TURN:
            day, words, start, end = t.deadline
            out.setdefault(day, (day, f, FactRef(f.article, start, end, "time", f.key, words)))
        elif t.status == "planned" and f.days and f.precise and f.day is not None and f.days[0] > f.day and f.confidence >= SURE:
            out.setdefault(f.days[1], (f.days[1], f, f.ref()))
    return [out[d] for d in sorted(out)]


class _Mentions:
    """In which articles identities are named, by day."""

    def __init__(self, people: People, digests: Mapping[str, Digest]) -> None:
        self.days: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for (article, _), key in people.of.items():
            day = digests[article].day
            if day is not None and people.who[key].known:
                self.days[key].add((day, article))

    def after(self, actors: Iterable[str], day: int, until: int) -> int:
        """Articles of the days after ``day`` that name one of the actors."""
        return len({a for k in actors for d, a in self.days.get(k, ()) if day < d <= until})


def _deadline(
    due: tuple[int, Fact, FactRef], line: Sequence[_Part], phases: Sequence[Phase], actors: Sequence[str], people: People,
    seen: _Mentions, now: str | None, last: int | None,
) -> Deadline:  # fmt: skip
    day, fact, ref = due
    today = ordinal(now) if now else None
    what = " ".join(fact.telling.words.split())
    if today is None or today <= day:
        return Deadline(iso(day), what, "pending", None, ref)
    own = next(p for p in line if fact in p.facts)
    done = any(
        f.telling.status == "occurred" and f.day is not None and f.day >= day and (f.days is None or f.days[0] <= day + 1)
        for f in own.facts
    )
    if done:
        return Deadline(iso(day), what, "met", None, ref)
    spoken = last is not None and last > day
    about = [w.key for w in (*fact.actors, *fact.recipients) if w.known] or [a for a in actors if people.who[a].known]
    return Deadline(iso(day), what, "passed", None if spoken else seen.after(about, day, today), ref)
