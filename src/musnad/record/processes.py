"""Processes: what goes on – talks, a truce, a campaign, a withdrawal – with its phases and deadlines.

A process needs a turn (planned, begun, suspended, resumed, extended, postponed, cancelled, ended); around it stand the other
matters of its kind that tell of the same: the same parties, place, words. A single act is a matter and no more, and what two
parties do to each other over years is no process.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from musnad.lexicon.reader import read_table
from musnad.record.compare import Scorer
from musnad.record.days import iso, ordinal
from musnad.record.digest import Digest
from musnad.record.facts import Fact
from musnad.record.identities import People, Who
from musnad.record.model import Deadline, FactRef, Matter, Phase, Process, Why
from musnad.record.names import short_hash
from musnad.record.story import Voice
from musnad.record.titles import name_of
from musnad.record.weights import process_weight
from musnad.record.words import stem
from musnad.text.fold import fold

#: Days without a word after which the same parties begin another process.
PAUSE = 45
#: The reader's confidence that a turn needs, a plain mention, and the surest mention of a process.
SURE_TURN, SURE_STEP, SURE = 0.15, 0.3, 0.3
#: Days over which attacks are told of, to be waged and not one attack.
CAMPAIGN = 4
#: How alike the surest mentions of two matters of one process are; talks between the same two parties need no more than that.
ALIKE = 4.2
_BETWEEN = frozenset(("talks", "truce", "exchange", "withdrawal"))
#: Words by which a matter proposes itself, and in how many matters of a kind a name or word may stand to propose all of them.
FEATURES, CROWD, NEIGHBOURS = 8, 40, 5

_BY_MODE = {
    ("RETREAT", "withdraw"): "withdrawal", ("RETREAT", "disarm"): "withdrawal",
}  # fmt: skip
_BY_TYPE = {"PROTEST": "protest", "SANCTION": "sanctions", "MOBILIZE": "deployment", "AID": "aid", "ASSAULT": "campaign"}
#: Turns that are told for their own sake; that something began or ended is often said in passing.
_TOLD_TURNS = frozenset(("suspended", "resumed", "extended", "postponed", "cancelled"))
#: Modes of attack that are waged for days.
_WAGED = frozenset((None, "aerial", "heavy-weapons", "drone"))
#: Kinds that are turns of one another: attacks end in a truce, talks are meetings.
_POOL = {"truce": "campaign", "visit": "talks"}
_TURNS = {
    "begin": "begun", "continue": "continued", "suspend": "suspended", "resume": "resumed", "extend": "extended",
    "postpone": "postponed", "cancel": "cancelled", "end": "ended",
}  # fmt: skip


@lru_cache(maxsize=1)
def _kinds_of_words() -> dict[str, str]:
    """Stems of the words that say of what kind a process is (``data/process_words.tsv``)."""
    rows = read_table(Path(__file__).parent / "data" / "process_words.tsv", ("word", "kind", "source"))
    return {stem(fold(r["word"])): r["kind"] for r in rows}


@dataclass(slots=True, eq=False)
class _Part:
    """A matter that can be part of a process. A ``seed`` has a turn or a plan in it."""

    matter: Matter
    facts: Sequence[Fact]
    voices: Sequence[Voice]
    kind: str
    parties: frozenset[str]
    heads: tuple[Fact, ...]
    when: int
    until: int
    seed: bool


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
    words = (*t.trigger.split(), *t.object)
    near = next((k for s in words if (k := _kinds_of_words().get(s))), None)
    if t.type == "REJECT" and near == "withdrawal" and t.aspect not in ("cancel", "suspend"):
        return "withdrawal" if any(w.type in ("place", "military") for w in f.recipients) else None
    if t.type == "RETREAT" and t.mode == "release":
        return "exchange" if near == "exchange" else None
    if t.type == "RETREAT" and t.mode == "ceasefire":
        return "campaign" if near == "campaign" else "truce"
    if f.type in ("CONSULT", "AGREE"):
        if near in ("talks", "truce", "exchange"):
            return near
        if t.type == "AGREE":
            return "other" if t.aspect else None
        talked = t.mode == "third-party" or (t.mode is None and any(_kinds_of_words().get(s) == "talks" for s in t.stems))
        return "talks" if talked else "visit"
    if t.type == "ASSAULT" and t.mode not in _WAGED and not t.aspect:
        return None  # a murder, a bomb, a kidnapping: acts, not parts of what is waged
    return _BY_MODE.get((t.type, t.mode or "")) or _BY_TYPE.get(t.type)


def find_processes(
    told: Sequence[tuple[Matter, Sequence[Fact], Sequence[Voice]]], people: People, digests: Mapping[str, Digest], scorer: Scorer,
    now: str | None,
) -> list[Process]:  # fmt: skip
    """All processes, the weightiest first."""
    by_kind: dict[str, list[_Part]] = defaultdict(list)
    for matter, facts, voices in told:
        kind = kind_of(facts) if matter.status != "hypothetical" else None
        if kind:
            by_kind[_POOL.get(kind, kind)].append(_part(matter, facts, voices, kind, people.who))
    seen = _Mentions(people, digests)
    lines = [line for _, parts in sorted(by_kind.items()) for line in _lines(parts, scorer)]
    out = [p for line in lines if (p := _process(line, people, digests, seen, now))]
    return sorted(out, key=lambda p: (-p.weight, p.key))


def _part(m: Matter, facts: Sequence[Fact], voices: Sequence[Voice], kind: str, who: Mapping[str, Who]) -> _Part:
    heads = tuple(sorted(facts, key=lambda f: (bool(f.telling.aspect), f.confidence, f.precise, f.order), reverse=True)[:2])
    named = [w for k in (*m.actors[:2], *m.recipients[:2]) if (w := who.get(k)) and w.known and w.type not in ("place", "other")]
    told = min((f.day for f in facts if f.day is not None), default=0)
    own = ordinal(m.first_day) if m.first_day else None
    when = max(own, told - PAUSE) if own is not None and own < told else told
    seed = any((f.telling.aspect or f.status == "planned") and f.confidence >= SURE_TURN for f in facts)
    return _Part(m, facts, voices, kind, frozenset(w.party for w in named), heads, when, max((f.day for f in facts if f.day is not None), default=when), seed)


def _lines(parts: Sequence[_Part], scorer: Scorer) -> list[list[_Part]]:
    """Parts that tell of the same, in groups. Every join has a seed on one side, so that a topic does not chain."""
    parent = list(range(len(parts)))

    def root(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    ordered = sorted(range(len(parts)), key=lambda n: (parts[n].when, parts[n].matter.key))
    line = [parts[n] for n in ordered]
    for i, j in _pairs(line):
        a, b = line[i], line[j]
        if (a.seed or b.seed) and root(i) != root(j) and _same(a, b, scorer):
            low, high = sorted((root(i), root(j)))
            parent[high] = low
    groups: dict[int, list[_Part]] = defaultdict(list)
    for n, p in enumerate(line):
        groups[root(n)].append(p)
    return [g for _, g in sorted(groups.items())]


def _pairs(line: Sequence[_Part]) -> Iterator[tuple[int, int]]:
    """Pairs that share a party, or two rare words, in order; those of one part at a time, for all of them are millions."""
    found: dict[str, list[int]] = defaultdict(list)
    places: list[list[tuple[str, int]]] = []  # of each part: its features, and where it stands among those who have it
    for n, p in enumerate(line):
        rare = {s for h in p.heads for s in sorted(h.vector, key=lambda s: (-h.vector[s], s))[:FEATURES]}
        features = (*rare, *(f"@{x}" for x in p.parties))
        places.append([(f, len(found[f])) for f in features])
        for feature in features:
            found[feature].append(n)
    for n, mine in enumerate(places):
        shared: Counter[int] = Counter()
        for feature, at in mine:
            numbers = found[feature]
            reach = len(numbers) if len(numbers) <= CROWD else NEIGHBOURS
            for other in numbers[at + 1 : at + 1 + reach]:
                shared[other] += 2 if feature[0] == "@" else 1
        yield from ((n, other) for other in sorted(shared) if shared[other] >= 2)


def _same(a: _Part, b: _Part, scorer: Scorer) -> bool:
    """Whether two matters are of one process: the same parties, or one of them in the same place, and words that are alike."""
    if max(a.when - b.until, b.when - a.until) > PAUSE:
        return False
    shared = len(a.parties & b.parties)
    place = a.matter.place is not None and a.matter.place == b.matter.place
    score = max(scorer.alike(x, y) for x in a.heads for y in b.heads)
    if a.kind != b.kind and "truce" in (a.kind, b.kind):
        return score >= ALIKE + 1.0 and shared > 0
    if a.kind in _BETWEEN and shared >= 2:
        return score >= ALIKE / 2
    within = shared > 0 and (a.parties <= b.parties or b.parties <= a.parties)  # one names fewer of the same
    if a.kind == b.kind and a.kind in _BETWEEN and shared and within:
        return score >= ALIKE - 1.2
    if shared >= 2 or (shared == 1 and place) or within:
        return score >= ALIKE
    return a.kind != "visit" and score >= ALIKE + 1.0


def _process(line: list[_Part], people: People, digests: Mapping[str, Digest], seen: _Mentions, now: str | None) -> Process | None:
    phases, state = _phases(line)
    names = {p.name for p in phases}
    turns = names & (set(_TURNS.values()) - {"continued"})
    matters = sorted({p.matter.key for p in line})
    confidence = max(p.matter.confidence for p in line)
    days = {f.day for p in line for f in p.facts}
    votes: dict[str, float] = defaultdict(float)
    for p in line:
        votes[p.kind] += p.matter.confidence * (2.0 if p.seed else 1.0)
    kind = min(votes, key=lambda k: (-round(votes[k], 6), k))
    due = [d for p in line for d in _due(p, digests)]
    if kind in _BETWEEN:
        goes_on = len(names) > 1 or bool(due) or bool(turns and len(days) > 1)
    elif kind == "visit":
        goes_on = bool(names & {"postponed", "cancelled"}) and len(names) > 1
    elif kind == "campaign" and max(p.until for p in line) - min(p.when for p in line) < CAMPAIGN:
        goes_on = False
    else:
        goes_on = bool(turns) and len(names) > 1 and len(days) > 1 and (len(matters) > 2 or bool(turns & _TOLD_TURNS))
    if confidence < SURE or not goes_on or not phases:
        return None
    actors = _actors(line)
    last = max((f.day for p in line for f in p.facts if f.day), default=None)
    deadlines = {d.day: d for x in due if (d := _deadline(x, line, phases, actors, people, seen, now, last))}
    origins = {o.key: o for p in line for o in p.matter.origins}
    best = max(line, key=lambda p: (p.matter.weight, p.matter.key))
    place = Counter(p.matter.place for p in line if p.matter.place)
    first = min(line, key=lambda p: (p.when, p.matter.key))
    because = (
        f"{len(matters)} matters of one kind that tell of the same", *sorted(turns),
        *(f"{p.name}: «{p.fact.words[:80]}»" for p in phases[:4]),
    )  # fmt: skip
    return Process(
        short_hash("process", kind, first.matter.key), kind, best.matter.title_ar, _title(kind, actors, people.who), actors,
        min(place, key=lambda k: (-place[k], k)) if place else None, state, phases,
        tuple(deadlines[d] for d in sorted(deadlines)), tuple(matters), tuple(origins[k] for k in sorted(origins)),
        process_weight(len(origins), len(names), len(days), confidence), Why(f"process.{kind}", because),
    )  # fmt: skip


def _title(kind: str, actors: tuple[str, ...], who: Mapping[str, Who]) -> str:
    return f"{kind}: {' – '.join(name_of(a, who) for a in actors[:3])}"


def _actors(line: Sequence[_Part]) -> tuple[str, ...]:
    told: Counter[str] = Counter()
    for p in line:
        for k in {*p.matter.actors, *p.matter.recipients}:
            told[k] += len(p.matter.articles)
    ranked = sorted(told, key=lambda k: (-told[k], k))
    return tuple(k for k in ranked[:4] if told[k] * 4 >= told[ranked[0]])


def _phases(line: Sequence[_Part]) -> tuple[tuple[Phase, ...], str]:
    """Phases in the order of what they tell, and the state: the last phase that nobody disputes. What later news tell again is no further phase."""
    steps = sorted(
        (s for p in line for v in p.voices if (s := _step(v, p))), key=lambda s: (s[0], s[1], s[2].published, s[2].ref)
    )  # fmt: skip
    def rank(v: Voice) -> tuple[bool, bool, float]:
        """Of the mentions of a phase on one day, one that gives a day and somebody's words, below the headline."""
        return v.spoken or v.act == "denied", v.fact.telling.sentence > 0, v.fact.confidence

    begun = False
    ranks: list[tuple[bool, bool, float]] = []
    out: list[Phase] = []
    state = ""
    for _, name, v, disputed in steps:
        if name == "begun" and not v.fact.telling.aspect and begun:
            name = "continued"
        day = iso(v.fact.days[0]) if v.fact.days and v.fact.precise else None
        phase = Phase(name, day, v.published[:10] or None, v.by, v.by_name, v.ref if v.act in ("denied", "withdrawn") else v.fact.ref())
        if _told_before(name, day, out):
            last = max(n for n, p in enumerate(out) if p.name == name)
            if out[last].told == phase.told and rank(v) > ranks[last]:
                out[last], ranks[last] = phase, rank(v)
            continue
        begun = begun or name in ("begun", "resumed")
        out.append(phase)
        ranks.append(rank(v))
        if name != "denied" and not disputed and not (name == "continued" and state in ("begun", "resumed")):
            state = name
    return tuple(out), state or (out[0].name if out else "planned")


def _step(v: Voice, p: _Part) -> tuple[str, str, Voice, bool] | None:
    """``(sort key, phase, voice, disputed)``: by the day that it happened, else the day that it was told."""
    name = _phase_of(v, p.kind)
    turn = v.fact.telling.aspect in _TURNS
    if name is None or v.fact.confidence < (SURE_TURN if turn else SURE_STEP):
        return None
    happened = iso(v.fact.days[0]) if v.fact.days and v.fact.precise and v.fact.status != "planned" else None
    return happened or v.published[:10], name, v, p.matter.status in ("disputed", "denied", "withdrawn")


def _told_before(name: str, day: str | None, out: Sequence[Phase]) -> bool:
    """Whether a phase only repeats an earlier one: the last of its name, unless something else has happened since and it has its own day."""
    same = [n for n, p in enumerate(out) if p.name == name]
    if not same:
        return False
    last = same[-1]
    between = {p.name for p in out[last + 1 :]} - {"continued", "planned", "denied"}
    if name in ("continued", "planned", "denied"):
        return not between or day is None
    return not between or day is None or day == out[last].day


def _phase_of(v: Voice, kind: str) -> str | None:
    aspect = v.fact.telling.aspect
    if v.act in ("denied", "withdrawn"):
        return "denied" if kind in _BETWEEN or aspect else None
    if v.act == "doubted":
        return None
    if aspect in _TURNS:
        return _TURNS[aspect]
    if v.fact.status == "planned" and not (v.fact.precise and v.fact.days and v.day is not None and v.fact.days[0] <= v.day):
        return "planned"
    if v.fact.telling.type == "REJECT" and kind != "withdrawal":
        return None
    if v.fact.type == "AGREE" and kind in ("exchange", "withdrawal", "truce"):
        return "planned"  # agreed upon is not begun
    return "begun" if kind in ("truce", "withdrawal", "exchange") else "continued"


#: A day by which something was to be: its fact, the words that set it, the sentence, and whether the term is told as such.
_Due = tuple[int, Fact, FactRef, str]


def _due(p: _Part, digests: Mapping[str, Digest]) -> list[_Due]:
    """Terms that the reader ties to a mention, that stand in its sentence or the next, and the days of plans."""
    out: dict[int, _Due] = {}
    for f in sorted(p.facts, key=lambda f: f.order):
        t, d = f.telling, digests[f.article]
        if t.deadline and f.confidence >= SURE_TURN:
            day, words, start, end = t.deadline
            out.setdefault(day, (day, f, FactRef(f.article, start, end, "time", f.key, words), _sentence(d, t.sentence, f)))
        for term in d.terms:
            if 0 <= term.sentence - t.sentence <= 1 and (f.confidence >= SURE_TURN or t.aspect):
                ref = FactRef(f.article, term.start, term.end, "time", term.key, term.words)
                out.setdefault(term.day, (term.day, f, ref, _sentence(d, term.sentence, f)))
        planned = f.status == "planned" and f.days and f.precise and f.day is not None and f.days[0] > f.day
        if planned and f.days and f.confidence >= SURE:
            out.setdefault(f.days[1], (f.days[1], f, f.ref(), f.telling.words))
    return [out[d] for d in sorted(out)]


def _sentence(d: Digest, n: int, f: Fact) -> str:
    """The words of what is due: those of the mention where the sentence is its own."""
    return f.telling.words if f.telling.sentence == n else ""


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
    due: _Due, line: Sequence[_Part], phases: Sequence[Phase], actors: Sequence[str], people: People, seen: _Mentions, now: str | None,
    last: int | None,
) -> Deadline | None:  # fmt: skip
    day, fact, ref, words = due
    today = ordinal(now) if now else None
    what = " ".join((words or fact.telling.words).split())
    if today is None or today <= day:
        return Deadline(iso(day), what, "pending", None, ref)
    set_on = iso(fact.day) if fact.day else ""
    if any(p.name in ("cancelled", "postponed") and set_on < (p.told or "") <= iso(day) for p in phases):
        return None  # put off or called off: nothing is due on that day any more
    reached = [p for p in phases if p.name in ("begun", "resumed", "ended") and set_on < (p.told or "") and (p.day or p.told or "") <= iso(day + 1)]
    own = next(p for p in line if fact in p.facts)
    done = any(f.status == "occurred" and f.day is not None and f.day >= day and f.days and f.days[0] <= day + 1 for f in own.facts)
    if reached or done:
        return Deadline(iso(day), what, "met", None, ref)
    spoken = last is not None and last > day
    about = [w.key for w in (*fact.actors, *fact.recipients) if w.known] or [a for a in actors if people.who[a].known]
    return Deadline(iso(day), what, "passed", None if spoken else seen.after(about, day, today), ref)
