"""Whose police, whose court, whose protesters: the country of those who are told without one.

«قوات الأمن» of an article about Cairo are Egypt's. Every country that the article names, by itself or through places, people
and bodies, is weighed by where and how often it is told (``weights/country.tsv``, fitted on train by ``tools/fit_weights.py``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from musnad.lexicon.weights import Weights, logistic
from musnad.mentions.draft import Draft
from musnad.mentions.told import first_head, kind_of
from musnad.text.document import Document

#: A country below this probability is not given (best accuracy of actors' countries on unseen folds of train).
THRESHOLD = 0.5
#: Ends the rule of an entity whose country no word of its own tells.
CONTEXT = "+country"
#: Countries of an article that are weighed, most told first.
MOST = 6
#: What has no country of its own where it stands: a place is where it lies, media and international bodies sit somewhere else.
_TYPES = frozenset(("government", "military", "armed_group", "population", "organization", "person"))


class CountryReading(NamedTuple):
    """A country weighed for an entity of some type and kind: how it is told, share and segment together, what the entity is."""

    draft: int
    country: str
    type: str
    kind: str
    told: tuple[str, ...]
    both: str
    described: tuple[str, str]
    probability: float

    @property
    def features(self) -> tuple[str, ...]:
        """All features with their crossings, as they are fitted."""
        return (
            *self.told, self.both, *self.described, *(f"{self.type}|{f}" for f in (*self.told, self.both)),
            *(f"{self.kind}|{f}" for f in self.told),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """Countries told in the segments that name an entity: by anything, by places and by bodies and people; and the one told last before it."""

    all: Counter[str]
    places: Counter[str]
    bodies: Counter[str]
    before: str | None
    kind: str
    head: str


class CountryFinder:
    """Gives countries to the entities of one document; ``readings`` keeps what was weighed."""

    def __init__(self, doc: Document, drafts: Sequence[Draft], weights: Weights) -> None:
        self.doc, self.weights = doc, weights
        self.drafts = [d for d in drafts if d.mentions]
        #: Token → country of what is named there, in reading order; and what kind of thing tells it.
        self.told = sorted((m.first, d.country, d.type) for d in self.drafts if d.country for m in d.mentions)
        self.counts = Counter(country for _, country, _ in self.told)
        self.firsts = [k for k, _, _ in self.told]
        self.headline = {country for k, country, _ in self.told if doc.tokens[k].segment == 0}
        self.by_segment: dict[int, list[tuple[str, str]]] = {}
        for k, country, type_ in self.told:
            self.by_segment.setdefault(doc.tokens[k].segment, []).append((country, type_))
        self.readings: list[CountryReading] = []

    def run(self) -> None:
        """Sets ``country`` of entities that have none and can have one. Without weights nobody gets one."""
        for draft in self.drafts:
            if draft.country is None and draft.name is None and draft.type in _TYPES:
                around = self._around(draft)
                found = [self._read(draft, around, country) for country, _ in self.counts.most_common(MOST)]
                self.readings += found
                best = max(found, key=lambda r: (r.probability, r.country), default=None)
                if best is not None and best.probability >= THRESHOLD:
                    draft.country = best.country
                    draft.rule += CONTEXT

    def _around(self, d: Draft) -> Around:
        """What is told in the segments that name an entity, and last before it."""
        here = [x for segment in sorted({self.doc.tokens[m.first].segment for m in d.mentions}) for x in self.by_segment.get(segment, ())]
        at = bisect_left(self.firsts, d.mentions[0].first)
        return Around(
            Counter(c for c, _ in here), Counter(c for c, t in here if t in ("place", "country")),
            Counter(c for c, t in here if t in ("government", "military", "person")), self.told[at - 1][1] if at else None,
            f"{d.type}:{kind_of(d)}", first_head(d),
        )  # fmt: skip

    def _read(self, draft: Draft, around: Around, country: str) -> CountryReading:
        told, both = self._told(around, country)
        described = (f"kind:{around.kind}", f"head:{around.head}")
        kind = around.kind.partition(":")[2]
        return CountryReading(draft.index, country, draft.type, kind, told, both, described, self._probability(draft.type, kind, told, both, described))

    def _told(self, around: Around, country: str) -> tuple[tuple[str, ...], str]:
        """How a country is told, as features that count by type and kind as well; and two of them together."""
        share = f"share:{round(self.counts[country] / len(self.told), 1)}"
        rank = 0
        for n in self.counts.values():
            rank += n > self.counts[country]
        here = f"here:{_among(around.all, country)}"
        return (
            share, f"rank:{min(rank, 2)}:{min(len(self.counts), 3)}", here, f"places:{_among(around.places, country)}",
            f"bodies:{_among(around.bodies, country)}", f"before:{around.before == country}", f"headline:{country in self.headline}:{len(self.headline) > 1}",
        ), f"{share}|{here}"  # fmt: skip

    def _probability(self, type_: str, kind: str, told: tuple[str, ...], both: str, described: tuple[str, str]) -> float:
        """That of ``CountryReading.features``, summed in their order without writing the crossings out."""
        weights = self.weights
        if not weights.known:
            return 0.0
        total = weights.bias
        for table, features in (
            (weights.table(""), told), (weights.table(both.partition("|")[0]), (both.partition("|")[2],)), (weights.table(""), described),
            (weights.table(type_), told), (weights.table(f"{type_}|{both.partition('|')[0]}"), (both.partition("|")[2],)), (weights.table(kind), told),
        ):  # fmt: skip
            for weight in map(table.get, features):
                if weight is not None:
                    total += weight
        return round(logistic(total), 2)


def _among(counts: Counter[str], country: str) -> str:
    """Whether a country is told here alone, beside others, or not."""
    if not counts:
        return "nothing"
    if country not in counts:
        return "others"
    return "alone" if len(counts) == 1 else "most" if counts[country] == max(counts.values()) else "also"
