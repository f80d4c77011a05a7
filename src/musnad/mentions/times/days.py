"""From a TIMEX3 value to the days that it covers, and small sums with dates."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_PART = re.compile(r"(\d{4})-([QH])([1-4])$")


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def days_of(value: str | None) -> Days | None:
    """First and last day of a calendar value; None for lengths, sets, references and unknown years."""
    if value is None:
        return None
    try:
        return _days(value)
    except ValueError:
        return None


def _days(value: str) -> Days | None:
    if match := _DAY.match(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _WEEK.match(value):
        first = date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
        return first, first + timedelta(days=1 if match[3] else 6)
    if match := _PART.match(value):
        width = 3 if match[2] == "Q" else 6
        month = (int(match[3]) - 1) * width + 1
        return date(int(match[1]), month, 1), month_end(int(match[1]), month + width - 1)
    return _long(value)


def _long(value: str) -> Days | None:
    if re.fullmatch(r"\d{4}-\d\d", value):
        year, month = int(value[:4]), int(value[5:])
        return date(year, month, 1), month_end(year, month)
    if re.fullmatch(r"\d{4}-(SP|SU|FA|WI)", value):
        return _season(int(value[:4]), value[5:])
    if re.fullmatch(r"\d{2,4}", value):
        width = 10 ** (4 - len(value))
        first = int(value) * width
        return (date(first, 1, 1), date(first + width - 1, 12, 31)) if first else None
    return None


def _season(year: int, name: str) -> Days:
    if name == "WI":
        return date(year, 12, 1), month_end(year + 1, 2)
    first, last = _SEASONS[name]
    return date(year, first, 1), month_end(year, last)


def narrow(days: Days, edge: str) -> Days:
    """The third of a period that «مطلع», «منتصف» or «أواخر» names."""
    first, last = days
    third = ((last - first).days + 1) // 3
    if third < 3:
        return days
    if edge == "start":
        return first, first + timedelta(days=third - 1)
    if edge == "mid":
        return first + timedelta(days=third), last - timedelta(days=third)
    return last - timedelta(days=third - 1), last
