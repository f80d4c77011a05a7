"""How far a trigger row can be trusted: its precision on the training articles.

``trigger_counts.tsv`` (built by ``tools/measure_triggers.py``) holds right and wrong readings per row.
"""

from __future__ import annotations

from musnad.events.triggers import COLUMNS as TRIGGERS
from musnad.lexicon.lexicon import Lexicon

COLUMNS = ("trigger", "pos", "type", "with", "right", "wrong", "source")
#: Below this share of right readings on train an event is not kept at all (best event F1 on train).
THRESHOLD = 0.38
#: Readings of the general average that every row starts with.
PRIOR, AVERAGE = 2.0, 0.55


class EventGate:
    """Precision of a trigger row, 0 to 1."""

    def __init__(self, lexicon: Lexicon) -> None:
        counts: dict[tuple[str, str, str, str], tuple[int, int]] = {}
        for row in lexicon.rows("trigger_counts.tsv", COLUMNS):
            counts[row["trigger"], row["pos"], row["type"], row["with"]] = (int(row["right"]), int(row["wrong"]))
        self._precision: dict[str, float] = {}
        for row in lexicon.rows("triggers.tsv", TRIGGERS, ("trigger", "pos")):
            key = (row.many("trigger")[0], row["pos"], row["type"], row["with"])
            right, wrong = counts.get(key, (0, 0))
            self._precision[row.where] = (right + PRIOR * AVERAGE) / (right + wrong + PRIOR)

    @property
    def table(self) -> dict[str, float]:
        """Precision by row (``triggers.tsv:line``)."""
        return self._precision

    def precision(self, where: str) -> float:
        return self._precision.get(where, AVERAGE)

    def admits(self, where: str) -> bool:
        return self.precision(where) >= THRESHOLD
