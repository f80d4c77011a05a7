"""All times of a document in text order."""

from __future__ import annotations

from datetime import date, datetime

from musnad.mentions.times.days import days_of
from musnad.mentions.times.expression import Found
from musnad.mentions.times.resolve import Context, Resolved, resolve
from musnad.mentions.times.rules import Rule, match_at
from musnad.mentions.times.tense import direction
from musnad.mentions.times.view import View, read_segment
from musnad.mentions.times.vocabulary import vocabulary
from musnad.model import Reason, Span, Time
from musnad.text.document import Document


def story_day(published: str | None) -> date | None:
    """The day of publication in the outlet's own zone."""
    if not published:
        return None
    try:
        return datetime.fromisoformat(published.replace("Z", "+00:00")).date()
    except ValueError:
        return None


def find_times(doc: Document) -> list[Time]:
    """Every time expression of the lines that tell, resolved against the article's own day."""
    words = vocabulary()
    context = Context(story_day(doc.article.published))
    times: list[Time] = []
    for segment in doc.segments:
        if not segment.tells:
            continue
        view = read_segment(doc, segment, words)
        if view is None:
            continue
        for rule, found in find_in(view):
            turn = direction(view, found.start, words)
            context.ahead = turn.ahead
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
        match = match_at(view, i)
        if match:
            out.append(match)
            i = match[1].end
        else:
            i += 1
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
