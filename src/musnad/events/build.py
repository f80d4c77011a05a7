"""Event drafts to events: ids, keys, evidence, reasons."""

from __future__ import annotations

from musnad.events.draft import EventDraft
from musnad.mentions.figures import figure_id
from musnad.model import Event, Reason, Span, Statement, fact_key
from musnad.statements.draft import StatementDraft
from musnad.text.document import Document


def build_events(
    doc: Document, found: list[EventDraft], ids: dict[int, str], statement_ids: dict[int, str], mention_spans: dict[int, list[Span]],
) -> tuple[Event, ...]:  # fmt: skip
    """Events in the order of their triggers. ``statement_ids`` maps ``id(draft)`` to statement ids."""
    hash_ = doc.article.hash
    out = []
    for n, e in enumerate(sorted(found, key=lambda e: (e.trigger.start, e.type)), start=1):
        spans = (e.trigger, *((e.aspect_span,) if e.aspect_span else ()))
        rule = f"event.{e.hit.row.pos}.{e.type}" + "".join(f"/{r}" for r in e.rules)
        out.append(
            Event(
                f"v{n}", fact_key(hash_, "event", e.trigger, e.type), e.type, e.mode, e.trigger, _evidence(doc, e, mention_spans),
                tuple(ids[a] for a in e.actors if a in ids), tuple(ids[r] for r in e.recipients if r in ids),
                ids.get(e.place) if e.place is not None else None, e.date, e.status, tuple(ids[s] for s in e.sources if s in ids),
                round(e.confidence, 2), Reason(rule, tuple(e.rows), spans), e.aspect, e.deadline,
                tuple(statement_ids[id(s)] for s in e.statements if id(s) in statement_ids),
                figure_id(e.killed) if e.killed is not None else None, figure_id(e.injured) if e.injured is not None else None,
            )
        )
    return tuple(out)


def _evidence(doc: Document, e: EventDraft, mention_spans: dict[int, list[Span]]) -> Span:
    """The shortest span of the segment that holds trigger and arguments told in it."""
    segment = doc.segments[e.segment].span
    start, end = e.trigger.start, e.trigger.end
    for d in (*e.actors, *e.recipients):
        inside = [s for s in mention_spans.get(d, ()) if segment.covers(s)]
        if inside:
            near = min(inside, key=lambda s: abs(s.start - e.trigger.start))
            start, end = min(start, near.start), max(end, near.end)
    return Span(start, end)


__all__ = ["Statement", "StatementDraft", "build_events"]
