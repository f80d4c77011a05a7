"""Versions: what one address held over time. The last version counts; earlier ones are kept to show what was changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from musnad.record.model import ArticleRef, VersionGroup


def find_versions(articles: Iterable[ArticleRef]) -> tuple[VersionGroup, ...]:
    """Addresses that held more than one text, each with its articles from the oldest to the one that counts."""
    held: dict[str, list[ArticleRef]] = defaultdict(list)
    for a in articles:
        if a.url:
            held[a.url].append(a)
    groups = [
        VersionGroup(url, tuple(a.hash for a in sorted(found, key=lambda a: (a.published or "", a.hash))))
        for url, found in sorted(held.items())
        if len(found) > 1
    ]  # fmt: skip
    return tuple(groups)


def superseded(groups: Iterable[VersionGroup]) -> frozenset[str]:
    """Articles that a later version replaces."""
    return frozenset(h for g in groups for h in g.articles[:-1])
