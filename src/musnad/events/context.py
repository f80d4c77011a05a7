"""What an event takes from around it: sources, date, place, and roles carried over from earlier text."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.events.draft import EventDraft
from musnad.events.said import by_segment
from musnad.lexicon.word_sets import word_set
from musnad.mentions.draft import Draft
from musnad.mentions.figures import FigureDraft
from musnad.model import Time
from musnad.statements.draft import StatementDraft
from musnad.text.document import Document

_LOCATABLE = frozenset(("place", "country", "government", "military", "organization"))
#: A place below this probability is not told (best accuracy on train, two folds).
PLACE_FLOOR = 0.20
_RELATIVE = frozenset(word_set("events.context.relative"))
#: Added distance of a day that another event stands before, alone and with a relative clause (best accuracy on train).
BEYOND_EVENT, BEYOND_CLAUSE = 10, 20
_CALENDAR = frozenset(("DATE", "TIME"))


def attach_sources(doc: Document, events: list[EventDraft], statements: list[StatementDraft]) -> None:
    """An event's sources are the chains of the statements it stands in, innermost first."""
    homes = by_segment(doc, statements)
    for e in events:
        around = [
            s for s in homes.get(e.segment, ())
            if s.content.start <= e.trigger.start < s.content.end and not (s.cue.start <= e.trigger.start < s.cue.end)
        ]  # fmt: skip
        around.sort(key=lambda s: len(s.content))
        e.statements = around
        for s in around:
            for draft, _ in s.chain:
                if draft not in e.sources:
                    e.sources.append(draft)


def attach_dates(doc: Document, events: list[EventDraft], times: Sequence[Time]) -> None:
    """The nearest calendar time of the same segment and of the same statement."""
    for e in events:
        segment = doc.segments[e.segment]
        scope = e.statements[0].content if e.statements else None
        best: tuple[int, str] | None = None
        for t in times:
            if t.type not in _CALENDAR or not t.value or not t.value[:1].isdigit():
                continue
            if not segment.span.start <= t.span.start < segment.span.end:
                continue
            inside = scope is not None and scope.covers(t.span)
            if scope is not None and not inside:
                continue
            if scope is None and any(s.content.covers(t.span) for s in _statements_of(events, e)):
                continue
            distance = _distance(doc, e, t) + _of_another(doc, events, e, t)
            if best is None or distance < best[0]:
                best = (distance, t.value)
        e.date = best[1] if best and best[0] < 25 else None


def _statements_of(events: list[EventDraft], e: EventDraft) -> list[StatementDraft]:
    return [s for o in events if o.segment == e.segment for s in o.statements]


def _of_another(doc: Document, events: list[EventDraft], e: EventDraft, t: Time) -> int:
    """«هجمات … ردا على الحرب التي اندلعت في أكتوبر»: a day told behind another event is that one's first."""
    k = doc.token_at(t.span.start)
    between = [o for o in events if o.segment == e.segment and o is not e and e.hit.last <= o.hit.first and o.hit.last <= k]
    if not between:
        return 0
    relative = any(doc.tokens[j].norm in _RELATIVE for j in range(between[-1].hit.last, k))
    return BEYOND_CLAUSE if relative else BEYOND_EVENT


def _distance(doc: Document, e: EventDraft, t: Time) -> int:
    k = doc.token_at(t.span.start)
    gap = k - e.hit.last if k >= e.hit.last else (e.hit.first - k) + 3
    lo, hi = sorted((k, e.hit.first))
    commas = sum(doc.tokens[j].norm in ("،", ",", "؛") for j in range(lo, hi))
    return gap + 3 * commas


def weigh_places(events: list[EventDraft], drafts: list[Draft]) -> None:
    """The likeliest place among an event's candidates, by weights fitted on train; none below :data:`PLACE_FLOOR`."""
    for e in events:
        best = max(((c.p_place, -c.draft) for c in e.candidates if drafts[c.draft].type in _LOCATABLE), default=(0.0, 0))
        e.place = -best[1] if best[0] >= PLACE_FLOOR else None


def attach_casualties(doc: Document, events: list[EventDraft], figures: Sequence[FigureDraft]) -> None:
    """Killed and injured of an attack: the first figure of each kind told in its segment, parts left out.

    With several attacks in one segment the figure belongs to the nearest.
    """
    for figure in figures:
        if figure.effect not in ("killed", "injured") or figure.part_of is not None:
            continue
        segment = doc.segment_at(figure.span.start)
        attacks = [e for e in events if segment is not None and e.segment == segment.index and e.type == "ASSAULT"]
        if not attacks:
            continue
        nearest = min(attacks, key=lambda e: (abs(e.trigger.start - figure.span.start), e.trigger.start))
        if figure.effect == "killed" and nearest.killed is None:
            nearest.killed = figure.index
        elif figure.effect == "injured" and nearest.injured is None:
            nearest.injured = figure.index


def carry_over(events: list[EventDraft], drafts: list[Draft]) -> None:
    """«الهجوم», «القصف»: a definite noun takes roles, place and date from the last event of its kind."""
    seen: dict[str, list[EventDraft]] = {}
    for e in events:
        earlier = seen.setdefault(e.type, [])
        if e.hit.nominal and (e.hit.definite or e.hit.suffix) and earlier:
            source = next((o for o in reversed(earlier) if o.hit.row.where == e.hit.row.where), earlier[-1] if e.hit.definite else None)
            if source is not None:
                _carry(source, e)
        earlier.append(e)


def _carry(source: EventDraft, e: EventDraft) -> None:
    if e.actors and source.actors and not set(e.actors) & set(source.actors):
        return
    if not e.actors and source.actors and not set(source.actors) & set(e.recipients):
        e.actors = list(source.actors)
        e.rules.append("who=carried")
    if not e.recipients and source.recipients and not set(source.recipients) & set(e.actors):
        e.recipients = list(source.recipients)
        e.rules.append("whom=carried")
    if e.place is None:
        e.place = source.place
    if e.date is None:
        e.date = source.date
