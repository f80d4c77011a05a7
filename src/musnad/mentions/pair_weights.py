"""Weights of pairs of entities (``coreference.tsv``), and what a pair can reach at best before all of its features are known.

Of a hundred pairs one is joined. What the two *are* (words, kinds, agreement) is cheap to tell; where they *stand* is not,
and for most pairs nothing that it could be would lift them over the threshold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

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

    def probability(self, told: Iterable[str]) -> float:
        """That of ``Link.features``, summed in their order without writing the crossings out."""
        total = self.base
        for table in self.tables:
            for weight in map(table.get, told):
                if weight is not None:
                    total += weight
        return round(logistic(total), 2)


class _Sums(dict[str, float]):
    """Feature → the sum of its weights under all crossings, worked out at first use; what no table knows is not kept."""

    def __init__(self, tables: tuple[Mapping[str, float], ...]) -> None:
        super().__init__()
        self._tables = tables

    def __missing__(self, feature: str) -> float:
        found = [table[feature] for table in self._tables if feature in table]
        if not found:
            return 0.0
        total = self[feature] = sum(found)
        return total


class PairWeights:
    """Built once from the fitted weights. ``ceiling`` of a pairing bounds the features of ``later`` groups."""

    def __init__(self, weights: Weights, threshold: float, later: Iterable[str]) -> None:
        self._weights, self.known = weights, weights.known
        self._later: dict[str, set[str]] = {group: set() for group in later}
        for feature in weights.features():
            bare = feature.rpartition("|")[2]
            if group_of(bare) in self._later:
                self._later[group_of(bare)].add(bare)
        #: Probabilities are rounded to two digits before they are compared.
        least = threshold - 0.005
        self._least = math.log(least / (1 - least)) - _ROUNDING
        self._pairings: dict[tuple[str, str, str, str], tuple[Pairing, float]] = {}

    def pairing(self, kind: str, other_kind: str, type_: str, other_type: str) -> tuple[Pairing, float]:
        """What counts for a pair, and the least that its first features must add up to."""
        key = (kind, other_kind, type_, other_type)
        found = self._pairings.get(key)
        if found is None:
            if len(self._pairings) >= KEPT:
                self._pairings.clear()
            types = f"{type_}+{other_type}" if type_ <= other_type else f"{other_type}+{type_}"
            made = Pairing(f"{kind}+{other_kind}", types, self._weights)
            found = self._pairings[key] = made, self._least - made.base - self._most(made)
        return found

    def _most(self, pairing: Pairing) -> float:
        """What the features told later add at best. One that no table knows adds nothing."""
        return sum(max((0.0, *map(pairing.sums.__getitem__, known))) for known in self._later.values())
