"""The record's only place that knows the order of its stages."""

from __future__ import annotations

from collections.abc import Iterable

from musnad.record.compare import Scorer
from musnad.record.copies import find_copies
from musnad.record.digest import Digest, digest
from musnad.record.disputes import Contest, figure_dispute, ranked, stance_dispute
from musnad.record.facts import gather
from musnad.record.figures import figure_lines
from musnad.record.identities import link
from musnad.record.matters import group_facts
from musnad.record.model import Decision, FigureLine, Situation, StoredArticle
from musnad.record.origins import Origins
from musnad.record.processes import find_processes
from musnad.record.shared import forget
from musnad.record.story import Teller
from musnad.record.versions import find_versions, superseded
from musnad.record.words import Rarity


def build_record(
    articles: Iterable[StoredArticle], decisions: Iterable[Decision] = (), *, as_of: str | None = None, now: str | None = None,
) -> Situation:  # fmt: skip
    """What the articles say together: a pure function of the set of articles and decisions.

    ``as_of`` (ISO day) leaves out what was published later or at an unknown time; ``now`` (ISO day) is what deadlines are measured
    against, the latest publication unless given. ``articles`` is read once and may be a generator, so that no more than one text
    and report need be in memory.
    """
    return build_from_digests((digest(a) for a in articles), decisions, as_of=as_of, now=now)


def build_from_digests(
    digests: Iterable[Digest], decisions: Iterable[Decision] = (), *, as_of: str | None = None, now: str | None = None,
) -> Situation:  # fmt: skip
    """As :func:`build_record`, of extracts that were made before."""
    found = {d.ref.hash: d for d in digests if as_of is None or (d.ref.day is not None and d.ref.day <= as_of)}
    chosen = [found.pop(h) for h in sorted(found)]
    forget()
    days = sorted(d.ref.day for d in chosen if d.ref.day)
    now = now or (days[-1] if days else None)
    decided = sorted(set(decisions))
    people = link(chosen, decided)
    copies = find_copies(chosen, decided)
    rarity = Rarity(d.stems for d in chosen)
    origins = Origins(chosen, people, copies)
    facts = gather(chosen, people, origins, rarity, (d.key for d in decided if d.kind == "wrong"))
    chosen = [d.counted() for d in chosen]
    by_hash = {d.ref.hash: d for d in chosen}
    versions = find_versions(d.ref for d in chosen)
    replaced = superseded(versions)
    teller = Teller(chosen, people, replaced)
    told = []
    contests: list[Contest] = []
    figures: list[FigureLine] = []
    scorer = Scorer(facts, people.who, rarity)
    for group in group_facts(facts, scorer, decided):
        matter, voices = teller.matter(group)
        told.append((matter, group.facts, voices))
        lines = figure_lines(matter, [f for f in group.facts if f.article not in replaced], by_hash, origins)
        figures.extend(lines)
        opposed = (stance_dispute(matter, voices), *(figure_dispute(line, matter, people.who) for line in lines))
        contests.extend(c for c in opposed if c)
    matters = sorted((m for m, _, _ in told), key=lambda m: (-m.weight, m.key))
    return Situation(
        now, as_of, tuple(d.ref for d in chosen), people.identities, copies, tuple(matters),
        ranked(contests),
        tuple(find_processes(told, people, by_hash, scorer, now)), tuple(sorted(figures, key=lambda f: f.key)), versions,
    )  # fmt: skip
