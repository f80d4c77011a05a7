"""A snapshot that exports read as if there were nothing in it but what a filter leaves.

It is narrowed to matters: those that the filter leaves, the disputes, figures and processes about them, the articles that tell them, and who
is named in them. Articles stay whole, so that a table of events holds everything that these articles tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from musnad.model import Json
from musnad.store import articles as kept
from musnad.store import derive, schema
from musnad.store.corrections import corrected
from musnad.store.filters import Filter, Narrowing
from musnad.store.queries import Ask


@dataclass(frozen=True, slots=True)
class Narrowed(Ask):
    """``keys`` are those of the matters that are left."""

    conditions: tuple[ColumnElement[bool], ...]
    keys: frozenset[str]

    def stream(self, table: Any) -> Iterator[Json]:
        t = table.c
        rows = select(t.no).where(t.view == self.view, self._about(table)).order_by(t.key)
        yield from self.whole(table, self.connection.execute(rows).scalars().all())

    def reports(self) -> Iterator[tuple[kept.Kept, Json]]:
        _, fields = derive.decisions(self.connection)
        seen = [schema.article.c.day <= self.as_of] if self.as_of else []
        for article in kept.load(self.connection, schema.article.c.id.in_(self._articles()), *seen):
            yield article, corrected(article.report, fields)

    def matters_of(self, article: int) -> dict[str, str]:
        return {fact: matter for fact, matter in Ask.matters_of(self, article).items() if matter in self.keys}

    def _matters(self) -> Any:
        return select(schema.matter.c.no).where(*self.conditions)

    def _articles(self) -> Any:
        link = schema.matter_article.c
        return select(link.article).where(link.view == self.view, link.matter.in_(self._matters()))

    def _about(self, table: Any) -> ColumnElement[bool]:
        """What a row of the table has to do with one of the matters."""
        if table is schema.matter:
            return self._is(table.c.no, self._matters())
        if table is schema.process:
            link = schema.process_matter.c
            return self._is(table.c.no, select(link.process).where(link.view == self.view, link.matter.in_(self._matters())))
        if table is schema.identity:
            who = schema.matter_actor.c
            places = select(schema.matter.c.place).where(*self.conditions, schema.matter.c.place.is_not(None))
            return or_(self._is(table.c.no, select(who.identity).where(who.view == self.view, who.matter.in_(self._matters()))), self._is(table.c.no, places))
        if table is schema.copy_group:
            member = schema.copy_member.c
            return self._is(table.c.no, select(member.copy_group).where(member.view == self.view, member.article.in_(self._articles())))
        return self._is(table.c.matter, self._matters())  # disputes and lines of figures

    def _is(self, column: Any, numbers: Any) -> ColumnElement[bool]:
        found: ColumnElement[bool] = column.in_(numbers)
        return found


def narrowed(ask: Ask, chosen: Filter) -> Ask:
    """The same snapshot when nothing is filtered. UsageError for a name that nobody has."""
    if replace(chosen, as_of=None) == Filter():
        return ask
    conditions = Narrowing(ask.connection, ask.view, chosen).matters()
    keys = frozenset(ask.connection.execute(select(schema.matter.c.key).where(*conditions)).scalars())
    return Narrowed(ask.connection, ask.view, ask.as_of, ask.now, ask.notes, tuple(conditions), keys)
