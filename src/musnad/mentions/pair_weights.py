"""Weights of pairs of entities (``coreference.tsv``), and what a pair can reach at best before all of its features are known.

Of a hundred pairs one is joined. What the two *are* (words, kinds, agreement) is cheap to tell; where they *stand* is not,
and for most pairs nothing that it could be would lift them over the threshold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from musnad.lexicon.weights import Weights, logistic

#: Combinations of kinds and types that are kept at most.
KEPT = 5_000
#: Sums of the same numbers in another order differ by less than this.
_ROUNDING = 1e-9


def group_of(feature: str) -> str:
    """«gap» of «gap:2»: of the features of one group a pair has exactly one."""
    return feature.partition(":")[0]


class Pairing:
    """What counts for pairs of two kinds and types: ``kinds|…`` and ``types|…`` beside the features alone."""

    __slots__ = ("base", "kinds", "sums", "tables", "types")

    def __init__(self, kinds: str, types: str, weights: Weights) -> None:
        self.kinds, self.types = kinds, types
        alone = weights.table("")
        self.base = weights.bias + alone.get(f"kinds:{kinds}", 0.0) + alone.get(f"types:{types}", 0.0)
        self.tables = (alone, weights.table(kinds), weights.table(types))
        self.sums = _Sums(self.tables)

    def sum_of(self, feature: str) -> float:
        """A feature's weights under all crossings; not kept, unlike those in ``sums``."""
        return _sum_of(self.tables, feature)

    def probability(self, told: Iterable[str]) -> float:
        """That of ``Link.features``, summed in their order without writing the crossings out."""
        total = self.base
        for table in self.tables:
            for weight in map(table.get, told):
                if weight is not None:
                    total += weight
        return round(logistic(total), 2)


class _Sums(dict[str, float]):
    """Feature → the sum of its weights under all crossings, worked out at first use. Only ask for what some weight is known of."""

    def __init__(self, tables: tuple[Mapping[str, float], ...]) -> None:
        super().__init__()
        self._tables = tables

    def __missing__(self, feature: str) -> float:
        total = self[feature] = _sum_of(self._tables, feature)
        return total


def _sum_of(tables: tuple[Mapping[str, float], ...], feature: str) -> float:
    return sum(table.get(feature, 0.0) for table in tables)


class PairWeights:
    """Built once from the fitted weights. ``stages`` are groups of features in the order in which they are worked out, the dearest last."""

    def __init__(self, weights: Weights, threshold: float, stages: Sequence[Sequence[str]]) -> None:
        self._weights, self.known = weights, weights.known
        #: Features that some weight is known of, without crossings: a word that no table has counts nothing.
        self.bare = frozenset(feature.rpartition("|")[2] for feature in weights.everything)
        alone = weights.table("")
        #: Of each group, what a feature adds at best that has no crossing.
        self._stages = [{group: max((0.0, *(w for f, w in alone.items() if group_of(f) == group))) for group in stage} for stage in stages]
        #: Probabilities are rounded to two digits before they are compared.
        least = threshold - 0.005
        self._least = math.log(least / (1 - least)) - _ROUNDING
        self._pairings: dict[tuple[str, str, str, str], tuple[Pairing, list[float]]] = {}

    def pairing(self, kind: str, other_kind: str, type_: str, other_type: str) -> tuple[Pairing, list[float]]:
        """What counts for a pair, and the least that its features must add up to before each stage."""
        key = (kind, other_kind, type_, other_type)
        found = self._pairings.get(key)
        if found is None:
            if len(self._pairings) >= KEPT:
                self._pairings.clear()
            types = f"{type_}+{other_type}" if type_ <= other_type else f"{other_type}+{type_}"
            made = Pairing(f"{kind}+{other_kind}", types, self._weights)
            found = self._pairings[key] = made, self._floors(made)
        return found

    def _floors(self, pairing: Pairing) -> list[float]:
        """What later stages add at best is taken off; a feature that no table knows adds nothing.

        Only crossings are looked through: most of the thousands of pairs of heads have none, and add what they add alone.
        """
        crossed = [(group_of(f), pairing.sum_of(f)) for f in {**pairing.tables[1], **pairing.tables[2]}]
        floor = self._least - pairing.base
        out: list[float] = []
        for stage in reversed(self._stages):
            best = dict(stage)
            for group, total in crossed:
                if total > best.get(group, total):
                    best[group] = total
            floor -= sum(best.values())
            out.insert(0, floor)
        return out
