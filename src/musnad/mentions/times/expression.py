"""What a rule finds: an expression that is not yet on the calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Expression:
    """The parts that the words give. ``kind`` tells the resolver what to do with them.

    ``rel`` is -1 last, 0 this, 1 next (from the story's day); ``prev`` counts from the time before;
    ``part`` is a suffix such as ``TMO`` or ``T09:30``; ``edge`` is start, mid or end.
    """

    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None
    rel: int | None = None
    prev: int | None = None
    part: str | None = None
    edge: str | None = None
    unit: str | None = None
    count: int | None = None
    value: str | None = None
    calendar: str = "gregorian"
    days: int = 1
    year_rel: int | None = None
    year_prev: int | None = None
    zone: str | None = None

    def but(self, **changes: Any) -> Expression:
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression at tokens ``start``..``end`` (exclusive) of a view."""

    start: int
    end: int
    expression: Expression
    rows: tuple[str, ...] = ()
