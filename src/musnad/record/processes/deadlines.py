"""Deadlines: days by which something was to be, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from musnad.record.days import iso, ordinal
from musnad.record.digest import Digest
from musnad.record.facts import Fact
from musnad.record.identities import People
from musnad.record.model import Deadline, FactRef, Phase
from musnad.record.processes.mentions import SURE, SURE_TURN, Mention, ahead

#: Sentences behind a mention in which a term is still one of what it tells.
AFTER = 3
#: A day by which something was to be: its fact, the words that set it, the sentence, and whether the term is told as such.
_Due = tuple[int, Fact, FactRef, str]


def due_days(line: Sequence[Mention], digests: Mapping[str, Digest]) -> list[_Due]:
    """Terms that the reader ties to a mention, that stand in its sentence or the next, and the days of plans."""
    out: dict[tuple[str, int], _Due] = {}
    for m in line:
        for due in _due(m.fact, digests[m.fact.article]):
            out.setdefault((m.matter.key, due[0]), due)
    return [out[k] for k in sorted(out, key=lambda k: (k[1], k[0]))]


def _due(f: Fact, d: Digest) -> Iterator[_Due]:
    t = f.telling
    if t.deadline and f.confidence >= SURE_TURN:
        day, words, start, end = t.deadline
        yield day, f, FactRef(f.article, start, end, "time", f.key, words), _sentence(d, t.sentence, f)
    for term in d.terms:
        if 0 <= term.sentence - t.sentence <= AFTER and (f.confidence >= SURE_TURN or t.aspect):
            ref = FactRef(f.article, term.start, term.end, "time", term.key, term.words)
            yield term.day, f, ref, _sentence(d, term.sentence, f)
    if ahead(f) and f.days and f.confidence >= SURE:
        yield f.days[0], f, f.ref(), t.words


def _sentence(d: Digest, n: int, f: Fact) -> str:
    """The words of what is due: those of the mention where the sentence is its own."""
    return f.telling.words if f.telling.sentence == n else ""


class Named:
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


def deadline(
    due: _Due, line: Sequence[Mention], phases: Sequence[Phase], actors: Sequence[str], people: People, seen: Named, now: str | None,
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
    done = any(
        m.fact.status == "occurred" and m.fact.day is not None and m.fact.day >= day and m.fact.days and m.fact.days[0] <= day + 1
        for m in line
    )  # fmt: skip
    if reached or done:
        return Deadline(iso(day), what, "met", None, ref)
    spoken = last is not None and last > day
    about = [w.key for w in (*fact.actors, *fact.recipients) if w.known] or [a for a in actors if people.who[a].known]
    return Deadline(iso(day), what, "passed", None if spoken else seen.after(about, day, today), ref)
