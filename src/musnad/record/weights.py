"""Weights: what a reader should see first. Independent origins count, then days, then that there is more than one view of it."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from musnad.record.facts import Fact
    from musnad.record.story import Voice


def matter_weight(facts: Sequence[Fact], voices: Sequence[Voice], confidence: float) -> float:
    """Grows with the number of origins and days, and with opposed stances; shrinks with the reader's doubt."""
    origins = len({v.origin.key for v in voices})
    days = len({f.day for f in facts})
    stances = len({v.act for v in voices} & {"denied", "confirmed", "withdrawn", "suspended", "resumed", "cancelled"})
    sure = 0.25 + 0.75 * confidence
    return round((log(1 + origins) * 2 + log(1 + days) + 0.7 * stances) * sure, 3)


def dispute_weight(origins: int, days: int, confidence: float, named: bool) -> float:
    """As for a matter; a dispute between named sources before one with an outlet's own voice."""
    return round((log(1 + origins) * 2 + log(1 + days)) * (0.25 + 0.75 * confidence) * (1.0 if named else 0.6), 3)


def process_weight(origins: int, phases: int, turns: int, confidence: float) -> float:
    """Phases make a process worth following, above all those that break it off, take it up again or end it."""
    return round((log(1 + origins) * 1.5 + log(1 + phases) + 1.5 * log(1 + turns)) * (0.25 + 0.75 * confidence), 3)
