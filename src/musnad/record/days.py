"""Days: what a TIMEX value covers, and arithmetic on ISO days as plain ordinals."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_YEAR = re.compile(r"(\d{4})$")


@lru_cache(maxsize=100_000)
def ordinal(day: str) -> int | None:
    """The day's number in the proleptic Gregorian calendar, None for what is no ISO day."""
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def iso(number: int) -> str:
    return date.fromordinal(number).isoformat()


@lru_cache(maxsize=100_000)
def covered(value: str) -> tuple[int, int] | None:
    """First and last day (ordinals) of a TIMEX DATE value; None for lengths, references and what is no calendar date."""
    try:
        if m := _DAY.match(value):
            n = date(int(m[1]), int(m[2]), int(m[3])).toordinal()
            return n, n
        if m := _WEEK.match(value):
            n = date.fromisocalendar(int(m[1]), int(m[2]), 1).toordinal()
            return n, n + 6
        if m := _MONTH.match(value):
            first = date(int(m[1]), int(m[2]), 1)
            following = (first + timedelta(days=32)).replace(day=1)
            return first.toordinal(), following.toordinal() - 1
        if m := _YEAR.match(value):
            return date(int(m[1]), 1, 1).toordinal(), date(int(m[1]), 12, 31).toordinal()
    except ValueError:
        return None
    return None
