"""The record's only place that knows the order of its stages."""

from __future__ import annotations

from collections.abc import Iterable

from musnad.record.model import Decision, Situation, StoredArticle


def build_record(
    articles: Iterable[StoredArticle], decisions: Iterable[Decision] = (), *, as_of: str | None = None, now: str | None = None,
) -> Situation:  # fmt: skip
    """What the articles say together: a pure function of the set of articles and decisions.

    ``as_of`` (ISO day) leaves out what was published later or at an unknown time; ``now`` (ISO day) is what deadlines are measured
    against, the latest publication unless given.
    """
    by_hash = {a.hash: a for a in articles if as_of is None or (a.day is not None and a.day <= as_of)}
    chosen = tuple(by_hash[h] for h in sorted(by_hash))
    days = sorted(a.day for a in chosen if a.day)
    return Situation(now or (days[-1] if days else None), as_of, tuple(a.ref for a in chosen))
