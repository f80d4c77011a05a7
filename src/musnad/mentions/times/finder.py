"""All times of a document in text order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from musnad.mentions.times.days import days_of
from musnad.mentions.times.expression import Found
from musnad.mentions.times.resolve import Context, Resolved, resolve
from musnad.mentions.times.rules import Rule, match_at
from musnad.mentions.times.tense import Direction, direction
from musnad.mentions.times.view import View, read_segment
from musnad.mentions.times.vocabulary import vocabulary
from musnad.model import Reason, Span, Time
from musnad.text.document import Document

_ALMANAC = re.compile(
    r"^\s*حدث في (?:مثل هذا اليوم|\d)|حدث في مثل هذا اليوم"
    r"|(?:هذا اليوم|احداث) (?:من|في) (?:احداث )?التاريخ|احداث التاريخ في \d"
)


def story_day(published: str | None) -> date | None:
    """The day of publication in the outlet's own zone."""
    if not published:
        return None
    try:
        return datetime.fromisoformat(published.replace("Z", "+00:00")).date()
    except ValueError:
        return None


def is_almanac(doc: Document) -> bool:
    """«حدث في 3 سبتمبر», «من أحداث التاريخ في مثل هذا اليوم»: days of the year without a year."""
    return _ALMANAC.search(doc.folded.text[:1500]) is not None


def read_matches(doc: Document) -> Iterator[tuple[View, tuple[Rule, Found], Direction]]:
    """Every match of the lines that tell, with the direction that the words before it give."""
    words = vocabulary()
    for segment in doc.segments:
        view = read_segment(doc, segment, words) if segment.tells else None
        for match in find_in(view) if view else ():
            assert view is not None
            yield view, match, direction(view, match[1].start, words.tense)


def find_times(doc: Document) -> list[Time]:
    """Every time expression of the lines that tell, resolved against the article's own day."""
    context = Context(story_day(doc.article.published), almanac=is_almanac(doc))
    times: list[Time] = []
    for view, (rule, found), turn in read_matches(doc):
        context.ahead, context.since = turn.ahead, turn.since
        result = resolve(found.expression, context)
        times.append(_time(f"t{len(times) + 1}", view, rule, found, result, turn.word))
        _remember(context, result, found)
    return times


def find_in(view: View) -> list[tuple[Rule, Found]]:
    """The matches of a view from left to right; none overlaps another."""
    out: list[tuple[Rule, Found]] = []
    i, count = 0, len(view.tokens)
    while i < count:
        token = view.tokens[i]
        if i not in view.readings and token.kind != "number" and token.norm != "ال":
            i += 1
            continue
        i, match = match_at(view, i)
        if match:
            out.append(match)
    return out


def _remember(context: Context, result: Resolved, found: Found) -> None:
    """What later expressions may point back to: the last day and the last calendar value."""
    value = result.value
    if result.type not in ("DATE", "TIME") or not value or value.endswith("_REF") or value.startswith("XXXX"):
        return
    if found.expression.kind in ("then",):
        return
    days = result.days
    if days and days[0] == days[1]:
        context.last = days[0]
        context.last_value = value[:10]
    else:
        context.last_value = value


def _cut(view: View, found: Found) -> int:
    senses = view.readings.get(found.start)
    return max((s.cut for s in senses.values()), default=0) if senses else 0


def _time(ident: str, view: View, rule: Rule, found: Found, result: Resolved, cue: int | None) -> Time:
    start = view.start(found.start, _cut(view, found))
    span = Span(start, view.tokens[found.end - 1].end)
    spans = [span]
    if cue is not None and found.expression.kind in ("weekday", "date", "month"):
        spans.append(Span(view.tokens[cue].start, view.tokens[cue].end))
    days = result.days or days_of(result.value)
    first, last = (days[0].isoformat(), days[1].isoformat()) if days else (None, None)
    return Time(ident, span, result.type, result.value, first, last, Reason(rule.name, found.rows, tuple(spans)))
