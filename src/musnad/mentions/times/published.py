"""When an article without a date may have been published, from its own words.

Three kinds of words bound that day: a full date said to be today or yesterday fixes it; a weekday with
a full date is news of that week; any other full date lies behind or ahead. «اليوم الاثنين» picks the weekday.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from musnad.mentions.times.expression import Expression
from musnad.mentions.times.finder import read_matches
from musnad.model import Reason, Span, Time
from musnad.text.document import Document

#: News told with weekday and full date is at most this old, or this far ahead.
_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Bound:
    """What one expression says of the day of publication."""

    rule: str
    span: Span
    rows: tuple[str, ...]
    first: date | None = None
    last: date | None = None
    weekday: int | None = None


def infer_published(doc: Document, times: Sequence[Time]) -> dict[str, Any] | None:
    """The days that the article's own words allow: ``{first_day, last_day, reason}``, an open end None.

    None for an article with a date, without bounds, or with bounds that contradict each other.
    """
    if doc.article.published or not times:
        return None
    bounds = list(_bounds(doc))
    strict = [b for b in bounds if b.rule == "today-dated"] or bounds
    first = max((b.first for b in strict if b.first), default=None)
    last = min((b.last for b in strict if b.last), default=None)
    weekdays = {b.weekday for b in bounds if b.weekday}
    if (first is None and last is None) or (first and last and first > last):
        return None
    if len(weekdays) == 1:
        first, last = _on_weekday(first, last, weekdays.pop())
        if first and last and first > last:
            return None
    used = [b for b in strict if b.first or b.last] + [b for b in bounds if b.weekday and b not in strict]
    reason = Reason(strict[0].rule, tuple(dict.fromkeys(r for b in used for r in b.rows)), tuple(b.span for b in used))
    return {
        "first_day": first.isoformat() if first else None,
        "last_day": last.isoformat() if last else None,
        "reason": reason.json(),
    }


def _on_weekday(first: date | None, last: date | None, weekday: int) -> tuple[date | None, date | None]:
    """The bounds drawn in to a day of the week."""
    if first:
        first += timedelta(days=(weekday - first.isoweekday()) % 7)
    if last:
        last -= timedelta(days=(last.isoweekday() - weekday) % 7)
    return first, last


def _bounds(doc: Document) -> Iterator[Bound]:
    for view, rule_found, turn in read_matches(doc):
        _rule, found = rule_found
        bound = _bound(found.expression, turn.ahead)
        if bound:
            span = Span(view.start(found.start, 0), view.tokens[found.end - 1].end)
            name, first, last, weekday = bound
            yield Bound(name, span, found.rows, first, last, weekday)


def _bound(e: Expression, ahead: bool) -> tuple[str, date | None, date | None, int | None] | None:
    if e.kind == "deictic" and e.weekday and e.shift is not None:
        return "today-weekday", None, None, (e.weekday - e.shift - 1) % 7 + 1
    day = _full_date(e)
    if not day:
        return None
    if e.shift is not None:
        told = day - timedelta(days=e.shift)
        return "today-dated", told, told, None
    if e.weekday == day.isoweekday():
        return ("weekday-dated", day - _WEEK, day, None) if ahead else ("weekday-dated", day, day + _WEEK, None)
    return ("dated-ahead", None, day, None) if ahead else ("dated-behind", day, None, None)


def _full_date(e: Expression) -> date | None:
    if e.kind != "date" or e.calendar != "gregorian" or not (e.year and e.month and e.day):
        return None
    try:
        return date(e.year, e.month, e.day)
    except ValueError:
        return None
