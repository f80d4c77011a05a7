"""A figure while it is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.model import Span


@dataclass(slots=True)
class FigureDraft:
    """A number of something.

    Tokens ``first``..``last`` (exclusive) hold number and unit; ``lead`` is where the words about the
    number («أكثر من», «بينهم نحو») begin. ``of`` is an entity draft's index, ``part_of`` a figure
    draft's index.
    """

    index: int
    segment: int
    lead: int
    first: int
    last: int
    span: Span
    low: float | None
    high: float | None
    rule: str
    unit: str = ""
    kind: str = ""  # of the unit, as units.tsv has it; "" when no unit is written
    unit_first: int = -1
    unit_last: int = -1
    approximate: bool = False
    hedged: bool = False
    scope: str = "event"
    effect: str | None = None
    of: int | None = None
    part_of: int | None = None
    joined: bool = False  # «و» in front: goes on from the figure before
    others: bool = False  # «آخرين»
    rows: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
