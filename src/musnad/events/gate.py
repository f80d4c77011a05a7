"""How far a trigger row can be trusted: its precision on the training articles.

``trigger_counts.tsv`` (built by ``tools/measure_triggers.py``) holds right and wrong readings per row.
"""

from __future__ import annotations

from musnad.events.triggers import COLUMNS as TRIGGERS
from musnad.lexicon.lexicon import Lexicon

COLUMNS = ("trigger", "pos", "type", "with", "right", "wrong", "source")
#: Readings of the general average that every row starts with.
PRIOR, AVERAGE = 2.0, 0.55


class EventGate:
    """Precision of a trigger row, 0 to 1."""

    def __init__(self, lexicon: Lexicon) -> None:
        counts: dict[tuple[str, str, str, str], tuple[int, int]] = {}
        for row in lexicon.rows("trigger_counts.tsv", COLUMNS):
            counts[row["trigger"], row["pos"], row["type"], row["with"]] = (int(row["right"]), int(row["wrong"]))
        self._precision: dict[str, float] = {}
        self._counts: dict[str, tuple[int, int]] = {}
        for row in lexicon.rows("triggers.tsv", TRIGGERS, ("trigger", "pos")):
            key = (row.many("trigger")[0], row["pos"], row["type"], row["with"])
            right, wrong = counts.get(key, (0, 0))
            self._counts[row.where] = (right, wrong)
            self._precision[row.where] = _share(right, wrong)

    @property
    def table(self) -> dict[str, float]:
        """Precision by row (``triggers.tsv:line``)."""
        return self._precision

    def precision(self, where: str) -> float:
        return self._precision.get(where, AVERAGE)

    def without(self, where: str, right: bool) -> float:
        """The precision as if one reading, right or wrong, had not been counted: what is fitted must not know its own answer."""
        counted = self._counts.get(where, (0, 0))
        return _share(max(0, counted[0] - right), max(0, counted[1] - (not right)))


def _share(right: int, wrong: int) -> float:
    return (right + PRIOR * AVERAGE) / (right + wrong + PRIOR)
