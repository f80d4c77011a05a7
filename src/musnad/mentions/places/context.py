"""Which countries an article is about: how often each is named, by itself, by adjectives, by its people and bodies."""

from __future__ import annotations

from collections.abc import Container, Iterable

from musnad.mentions.mention import Mention
from musnad.text.document import Document
from musnad.text.layout import HEADLINE

#: Agencies and papers say where news is made, not what it is about.
_SILENT = frozenset(("media",))
_COUNTRY, _OTHER = 2.0, 1.0


class Context:
    """Weights of countries in one article and in each of its segments."""

    def __init__(self, doc: Document, mentions: Iterable[Mention], ambiguous: Container[str]) -> None:
        self._all: dict[str, float] = {}
        self._near: dict[tuple[int, str], float] = {}
        self._sums: dict[int, float] = {}
        self.doc = doc
        for m in mentions:
            if m.country and m.type not in _SILENT and not (m.name and doc.norm(m.span) in ambiguous):
                self.add(m.first, m.country, _COUNTRY if m.type == "country" else _OTHER)

    def add(self, token: int, country: str, weight: float) -> None:
        """One more word about a country, at a token."""
        segment = self.doc.tokens[token].segment
        if segment >= 0 and self.doc.segments[segment].kind == HEADLINE:
            weight *= 2
        self._all[country] = self._all.get(country, 0.0) + weight
        self._near[segment, country] = self._near.get((segment, country), 0.0) + weight
        self._sums[segment] = self._sums.get(segment, 0.0) + weight

    @property
    def countries(self) -> Iterable[str]:
        """All countries that the article speaks of."""
        return self._all.keys()

    def has(self, country: str) -> bool:
        """Whether the article speaks of a country at all."""
        return country in self._all

    def share(self, country: str, token: int) -> float:
        """How much of the article (0–1) and of a token's own segment (0–1) is about a country, added up."""
        total = sum(self._all.values())
        segment = self.doc.tokens[token].segment
        near = self._near.get((segment, country), 0.0) / self._sums[segment] if self._sums.get(segment) else 0.0
        return (self._all.get(country, 0.0) / total if total else 0.0) + near
