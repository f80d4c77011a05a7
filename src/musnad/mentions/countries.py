"""Whose police, whose court, whose protesters: the country of those who are told without one.

«قوات الأمن» of an article about Cairo are Egypt's. Every country that the article names, by itself or through places, people
and bodies, is weighed by where and how often it is told (``weights/country.tsv``, fitted on train by ``tools/fit_weights.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from musnad.lexicon.weights import Weights
from musnad.mentions.coreference import first_head, kind_of
from musnad.mentions.resolve import Draft
from musnad.text.document import Document

#: A country below this probability is not given (best accuracy of actors' countries on unseen folds of train).
THRESHOLD = 0.5
#: Countries of an article that are weighed, most told first.
MOST = 6
#: What has no country of its own where it stands: a place is where it lies, media and international bodies sit somewhere else.
_TYPES = frozenset(("government", "military", "armed_group", "population", "organization", "person"))


@dataclass(frozen=True, slots=True)
class CountryReading:
    """A country weighed for an entity."""

    draft: int
    country: str
    features: tuple[str, ...]
    probability: float


class CountryFinder:
    """Gives countries to the entities of one document; ``readings`` keeps what was weighed."""

    def __init__(self, doc: Document, drafts: Sequence[Draft], weights: Weights) -> None:
        self.doc, self.weights = doc, weights
        self.drafts = [d for d in drafts if d.mentions]
        #: Token → country of what is named there, in reading order; and what kind of thing tells it.
        self.told = sorted((m.first, d.country, d.type) for d in self.drafts if d.country for m in d.mentions)
        self.counts = Counter(country for _, country, _ in self.told)
        self.readings: list[CountryReading] = []

    def run(self) -> None:
        """Sets ``country`` of entities that have none and can have one. Without weights nobody gets one."""
        for draft in self.drafts:
            if draft.country is None and draft.name is None and draft.type in _TYPES:
                found = [self._read(draft, country) for country, _ in self.counts.most_common(MOST)]
                self.readings += found
                best = max(found, key=lambda r: (r.probability, r.country), default=None)
                if best is not None and best.probability >= THRESHOLD:
                    draft.country = best.country

    def _read(self, draft: Draft, country: str) -> CountryReading:
        features = tuple(self._features(draft, country))
        return CountryReading(draft.index, country, features, round(self.weights.probability(features), 2) if self.weights.known else 0.0)

    def _features(self, d: Draft, country: str) -> list[str]:
        total = sum(self.counts.values())
        share = self.counts[country] / total
        rank = sum(1 for n in self.counts.values() if n > self.counts[country])
        tokens = self.doc.tokens
        homes = {tokens[m.first].segment for m in d.mentions}
        here = Counter(c for k, c, _ in self.told if tokens[k].segment in homes)
        places = Counter(c for k, c, t in self.told if t in ("place", "country") and tokens[k].segment in homes)
        bodies = Counter(c for k, c, t in self.told if t in ("government", "military", "person") and tokens[k].segment in homes)
        first = d.mentions[0].first
        before = next((c for k, c, _ in reversed(self.told) if k < first), None)
        head = {c for k, c, _ in self.told if tokens[k].segment == 0}
        out = [
            f"share:{round(share, 1)}", f"rank:{min(rank, 2)}:{min(len(self.counts), 3)}", f"here:{_among(here, country)}", f"places:{_among(places, country)}",
            f"bodies:{_among(bodies, country)}", f"before:{before == country}", f"headline:{country in head}:{len(head) > 1}",
        ]  # fmt: skip
        kind = f"{d.type}:{kind_of(d)}"
        mixed = f"share:{round(share, 1)}|here:{_among(here, country)}"
        return [*out, mixed, f"kind:{kind}", f"head:{first_head(d)}", *(f"{d.type}|{f}" for f in [*out, mixed]), *(f"{kind_of(d)}|{f}" for f in out)]


def _among(counts: Counter[str], country: str) -> str:
    """Whether a country is told here alone, beside others, or not."""
    if not counts:
        return "nothing"
    if country not in counts:
        return "others"
    return "alone" if len(counts) == 1 else "most" if counts[country] == max(counts.values()) else "also"
