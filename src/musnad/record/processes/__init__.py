"""Processes: what goes on – talks, a truce, a campaign, a withdrawal – with its phases and deadlines.

A process is known by its turns (planned, begun, suspended, resumed, extended, postponed, cancelled, ended), told as news of one
thing that goes on. A single act is a matter and no more, and what two parties do to each other over years is no process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from musnad.lexicon.reader import read_table
from musnad.record.compare import Scorer
from musnad.record.digest import Digest
from musnad.record.facts import Fact
from musnad.record.identities import People, Who
from musnad.record.model import Matter, Phase, Process, Why
from musnad.record.names import short_hash
from musnad.record.processes.deadlines import Named, deadline, due_days
from musnad.record.processes.kinds import DATA
from musnad.record.processes.lines import lines
from musnad.record.processes.mentions import Mention, mentions
from musnad.record.processes.phases import phases
from musnad.record.story import Voice
from musnad.record.titles import name_of
from musnad.record.weights import process_weight

__all__ = ["find_processes"]

#: The reader's confidence that the surest mention of a process needs.
SURE = 0.3
#: Share of the mentions that name parties which a party of the process is named by.
PARTY = 0.4
#: Phases that make what is told a process by themselves, for they presuppose that it went on.
_TELLING = frozenset(("suspended", "resumed", "extended", "postponed", "cancelled", "ended"))


def find_processes(
    told: Sequence[tuple[Matter, Sequence[Fact], Sequence[Voice]]], people: People, digests: Mapping[str, Digest], scorer: Scorer,
    now: str | None,
) -> list[Process]:  # fmt: skip
    """All processes, the weightiest first."""
    seen = Named(people, digests)
    found = lines(list(mentions(told, people.who)), scorer)
    out = [p for line in found if (p := _process(line, people, digests, seen, now))]
    return sorted(out, key=lambda p: (-p.weight, p.key))


def _process(line: Sequence[Mention], people: People, digests: Mapping[str, Digest], seen: Named, now: str | None) -> Process | None:
    kind = _kind(line)
    steps, state = phases(line, kind)
    names = {p.name for p in steps} - {"denied"}
    due = due_days(line, digests)
    confidence = max(m.fact.confidence for m in line)
    if confidence < SURE or not (len(names) > 1 or (names & _TELLING and (due or len({m.fact.article for m in line}) > 1))):
        return None
    actors = _actors(line)
    last = max(m.when for m in line)
    deadlines = {d.day: d for x in due if (d := deadline(x, line, steps, actors, people, seen, now, last))}
    matters = sorted({m.matter.key for m in line})
    origins = {v.origin.key: v.origin for m in line for v in m.voices}
    places = Counter(m.fact.place.key for m in line if m.fact.place)
    first = min(line, key=lambda m: (m.when, m.fact.order))
    place = min(places, key=lambda k: (-places[k], k)) if places else None
    title = _titles(kind, actors or ((place,) if place else ()), people.who)
    because = (f"{len(line)} mentions of {len(matters)} matters tell of the same", *(f"{p.name}: «{p.fact.words[:80]}»" for p in steps[:6]))
    return Process(
        short_hash("process", kind, first.fact.key), kind, title[0], title[1], actors,
        place, state, steps, tuple(deadlines[d] for d in sorted(deadlines)),
        tuple(matters), tuple(origins[k] for k in sorted(origins)),
        process_weight(len(origins), *_turns(steps), confidence), Why(f"process.{kind}", because),
    )  # fmt: skip


def _turns(steps: Sequence[Phase]) -> tuple[int, int]:
    """How many phases of different names there are, and how many of them say that it was going on."""
    names = {s.name for s in steps} - {"denied"}
    return len(names), len(names & _TELLING)


def _kind(line: Sequence[Mention]) -> str:
    votes: Counter[str] = Counter()
    for m in line:
        votes[m.kind] += round(100 * m.fact.confidence)
    return min(votes, key=lambda k: (-votes[k], k))


def _actors(line: Sequence[Mention]) -> tuple[str, ...]:
    """Those whom the mentions name: most of them all, a few at most four."""
    told: Counter[str] = Counter()
    naming = 0
    for m in line:
        keys = {w.key for w in (*m.fact.actors, *m.fact.recipients) if w.known and w.type != "place"}
        naming += bool(keys)
        told.update(keys)
    ranked = sorted(told, key=lambda k: (-told[k], k))
    return tuple(k for k in ranked[:4] if told[k] >= min(2.0, PARTY * naming)) or tuple(ranked[:2])


@lru_cache(maxsize=1)
def _kind_names() -> dict[str, tuple[str, str]]:
    rows = read_table(DATA / "process_kinds.tsv", ("kind", "ar", "en", "source"))
    return {r["kind"]: (r["ar"], r["en"]) for r in rows}


def _titles(kind: str, actors: Sequence[str], who: Mapping[str, Who]) -> tuple[str, str]:
    """What goes on, and between whom or by whom: «محادثات: مصر – إثيوبيا»."""
    ar, en = _kind_names()[kind]
    return f"{ar}: {' – '.join(who[a].name for a in actors[:3])}", f"{en}: {' – '.join(name_of(a, who) for a in actors[:3])}"
