"""A report arranged for reading: its facts by the sentence that tells them, and how a word is shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from musnad.app.bidi import isolate, shorten
from musnad.app.labels import Labels
from musnad.app.paint import Paint
from musnad.events.confidence import SHOWN
from musnad.model import Entity, Event, Figure, Place, Report, Span, Statement, Time
from musnad.text.segments import segment_spans

#: People see events from here up; the rest on request (DESIGN.md).
SURE = SHOWN
#: Entities found by a common noun alone («المنطقة») carry this rule.
COMMON_NOUN = "entity.head"


@dataclass(slots=True)
class Sentence:
    """One segment and the facts that begin in it."""

    number: int
    span: Span
    statements: list[Statement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.statements or self.events or self.times or self.places or self.figures)


class View:
    """What the lines of a rendered report need to know."""

    def __init__(self, report: Report, labels: Labels, paint: Paint, show_all: bool = False) -> None:
        self.report = report
        self.label = labels
        self.paint = paint
        self.show_all = show_all
        self.text = report.article.text
        self.entities = {e.id: e for e in report.entities}
        self.times = {t.id: t for t in report.times}
        self.figures = {f.id: f for f in report.figures}
        self.events = [e for e in report.events if show_all or e.confidence >= SURE]
        self.places = [p for p in report.places if show_all or p.precision != "country"]  # a country's name says where it is
        self.shown_events = frozenset(e.id for e in self.events)

    def named(self) -> list[Entity]:
        """Who is named: proper names, and whoever has a part in a fact that is shown. The rest only on request."""
        if self.show_all:
            return list(self.report.entities)
        parts = {p for e in self.events for p in (*e.actors, *e.recipients, *e.sources, e.place)}
        for statement in self.report.statements:
            parts |= {statement.speaker, *(link.entity for link in statement.chain)}
        parts |= {p.entity for p in self.places} | {f.of for f in self.report.figures}
        return [e for e in self.report.entities if e.id in parts or not e.reason.rule.startswith(COMMON_NOUN)]

    @property
    def held_back(self) -> int:
        """How many events are not shown."""
        return len(self.report.events) - len(self.events)

    def words(self, span: Span, limit: int = 160) -> str:
        """The article's own words, in quotation marks."""
        return f"«{self.isolated(shorten(span.of(self.text), limit))}»"

    def isolated(self, text: str) -> str:
        return isolate(text, self.label.rtl)

    def name(self, entity_id: str | None, missing: str = "unknown") -> str:
        """An entity's name in the article's words, or a label in brackets."""
        entity: Entity | None = self.entities.get(entity_id or "")
        return self.isolated(entity.name) if entity else f"({self.label(missing)})"

    def names(self, ids: Iterable[str], glue: str = ", ") -> str:
        return glue.join(self.name(i) for i in ids)

    def sentences(self) -> list[Sentence]:
        """Every sentence in order, with its facts."""
        out = [Sentence(n, span) for n, span in enumerate(segment_spans(self.text), start=1)]
        starts = [s.span.start for s in out]

        def at(offset: int) -> Sentence:
            return out[max(0, bisect_right(starts, offset) - 1)]

        for statement in self.report.statements:
            at(min(statement.cue.start, statement.span.start)).statements.append(statement)
        for event in self.events:
            at(event.trigger.start).events.append(event)
        for time in self.report.times:
            at(time.span.start).times.append(time)
        for figure in self.report.figures:
            at(figure.span.start).figures.append(figure)
        for place in self.places:
            entity = self.entities.get(place.entity)
            if entity and entity.mentions:
                at(entity.mentions[0].start).places.append(place)
        return out
