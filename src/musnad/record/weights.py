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


#: Voices of a side, and days, beyond which more of them say nothing new: what was merged most is not what is surest.
SIDE, DAYS = 3, 4


def dispute_weight(claims: int, denials: int, days: int, certainty: float) -> float:
    """How sure it is that two sides oppose each other comes before how many they are."""
    voices = log(1 + min(claims, SIDE)) + log(1 + min(denials, SIDE)) + 0.5 * log(1 + min(days, DAYS))
    return round(voices * certainty, 3)


def process_weight(origins: int, phases: int, turns: int, confidence: float) -> float:
    """Phases make a process worth following, above all those that break it off, take it up again or end it."""
    return round((log(1 + origins) * 1.5 + log(1 + phases) + 1.5 * log(1 + turns)) * (0.25 + 0.75 * confidence), 3)
