"""Measured weights: how much each named feature of a reading speaks for it.

A log-linear score: the weights of the features that hold are added up, and the logistic function makes
a probability of the sum. Weights are data (``data/weights/*.tsv``: feature, weight), fitted on the
training articles by ``tools/fit_weights.py``; the features are named, so that ``explain`` can say which
of them decided.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from musnad.errors import LexiconError

HEADER = "feature\tweight"
_NOTHING: dict[str, float] = {}


def logistic(score: float) -> float:
    """Log-odds to probability."""
    if score > 30.0:
        score = 30.0
    elif score < -30.0:
        score = -30.0
    return 1.0 / (1.0 + math.exp(-score))


def side_by_side(tables: Sequence[Mapping[str, float]]) -> dict[str, tuple[float, float, float]]:
    """Feature → its weights in three tables, so that one look-up gives all of them."""
    first, second, third = tables
    features = dict.fromkeys((*first, *second, *third))
    return {f: (first.get(f, 0.0), second.get(f, 0.0), third.get(f, 0.0)) for f in features}


class Weights:
    """A table of weights. ``bias`` is the weight of the feature ``*``."""

    def __init__(self, path: Path) -> None:
        self._weights: dict[str, float] = {}
        self.known = path.exists()
        self._tables: dict[str, dict[str, float]] = {}  # the part before the last «|» → feature → weight
        if not self.known:
            self.bias = 0.0
            return
        lines = path.read_text(encoding="utf-8").split("\n")
        if lines[0] != HEADER:
            raise LexiconError(f"{path.name}:1", f"columns must be {HEADER!r}")
        for number, line in enumerate(lines[1:], start=2):
            if line:
                feature, _, value = line.rpartition("\t")
                try:
                    self._weights[feature] = float(value)
                except ValueError:
                    raise LexiconError(f"{path.name}:{number}", f"weight must be a number, found {value!r}") from None
        self.bias = self._weights.get("*", 0.0)
        for feature, weight in self._weights.items():
            crossing, _, last = feature.rpartition("|")
            self._tables.setdefault(crossing, {})[last] = weight

    @property
    def everything(self) -> Mapping[str, float]:
        """Every feature with its crossings and its weight."""
        return self._weights

    def table(self, crossing: str) -> Mapping[str, float]:
        """Feature → its weight under one crossing («verb» of «verb|rank:a:0»; «» for the features alone)."""
        return self._tables.get(crossing, _NOTHING)

    def merged(self, crossings: tuple[str, ...]) -> dict[str, float]:
        """Feature → the sum of its weights under several crossings («verb», «verb|ASSAULT», …)."""
        table: dict[str, float] = {}
        for crossing in crossings:
            for feature, weight in self._tables.get(crossing, _NOTHING).items():
                table[feature] = table.get(feature, 0.0) + weight
        return table

    def score(self, features: Iterable[str]) -> float:
        """Log-odds of a reading with these features."""
        total = self.bias
        for weight in map(self._weights.get, features):
            if weight is not None:
                total += weight
        return total

    def probability(self, features: Iterable[str]) -> float:
        """The same as a probability, 0 to 1."""
        return logistic(self.score(features))
