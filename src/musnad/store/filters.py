"""What a question is narrowed to, and how that is asked of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select, true

from musnad.errors import UsageError
from musnad.store import schema
from musnad.store.names import name_forms, name_key
from musnad.text.fold import fold


@dataclass(frozen=True, slots=True)
class Filter:
    """Every part is optional. Days are ISO days; ``as_of`` leaves out what was published later."""

    actor: str | None = None
    country: str | None = None
    type: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    status: str | None = None
    as_of: str | None = None


class Narrowing:
    """Conditions of a filter within one view; names are looked up once. UsageError for a name that nobody has."""

    def __init__(self, connection: Connection, view: int, chosen: Filter) -> None:
        self.view, self.chosen = view, chosen
        self.actors = identities(connection, view, chosen.actor, "actor") if chosen.actor else None
        self.places = identities(connection, view, chosen.place, "place") if chosen.place else None
        self.outlets = _outlets(connection, chosen.outlet) if chosen.outlet else None
        self.types = chosen.type.upper() if chosen.type else None

    def matters(self) -> list[ColumnElement[bool]]:
        """Conditions on ``matter``."""
        m, who, chosen = schema.matter.c, schema.matter_actor.c, self.chosen
        out: list[ColumnElement[bool]] = [m.view == self.view]
        if self.actors is not None:
            out.append(m.no.in_(select(who.matter).where(who.view == self.view, who.identity.in_(self.actors))))
        if self.places is not None:
            out.append(m.place.in_(self.places))
        if chosen.country:
            out.append(self._in_country())
        if self.types:
            out.append(m.type == self.types)
        if chosen.status:
            out.append(m.status == chosen.status)
        out += self._days(func.coalesce(m.first_day, m.told_first), func.coalesce(m.last_day, m.first_day, m.told_last))
        if self.outlets is not None:
            out.append(self._of_outlets())
        return out

    def of_matters(self, column: Any) -> list[ColumnElement[bool]]:
        """Conditions on whatever names a matter in ``column``; none when nothing of a matter was asked for."""
        conditions = self.matters()
        if len(conditions) == 1:
            return []
        return [column.in_(select(schema.matter.c.no).where(*conditions))]

    def processes(self) -> list[ColumnElement[bool]]:
        """Conditions on ``process``. ``type`` is its kind, ``status`` its state."""
        p, chosen = schema.process.c, self.chosen
        out: list[ColumnElement[bool]] = [p.view == self.view]
        if self.actors is not None:
            who = schema.process_actor.c
            out.append(p.no.in_(select(who.process).where(who.view == self.view, who.identity.in_(self.actors))))
        if self.places is not None:
            out.append(p.place.in_(self.places))
        if chosen.type:
            out.append(p.kind == chosen.type.lower())
        if chosen.status:
            out.append(p.state == chosen.status)
        out += self._days(p.told_first, p.told_last)
        told = [*([self._in_country()] if chosen.country else []), *([self._of_outlets()] if self.outlets is not None else [])]
        if told:
            m, link = schema.matter.c, schema.process_matter.c
            matters = select(m.no).where(m.view == self.view, *told)
            out.append(p.no.in_(select(link.process).where(link.view == self.view, link.matter.in_(matters))))
        return out

    def articles(self) -> list[ColumnElement[bool]]:
        """Conditions on ``article``: its day, outlet, who and where it names, and the matters that it tells."""
        a, chosen = schema.article.c, self.chosen
        out: list[ColumnElement[bool]] = [true()]
        if chosen.as_of:
            out.append(a.day <= chosen.as_of)
        out += self._days(a.day, a.day)
        if self.outlets is not None:
            out.append(a.outlet.in_(self.outlets))
        named = schema.identity_article.c
        for wanted in (self.actors, self.places):
            if wanted is not None:
                out.append(a.id.in_(select(named.article).where(named.view == self.view, named.identity.in_(wanted))))
        if chosen.country:
            out.append(a.id.in_(select(named.article).where(named.view == self.view, named.identity.in_(self._of_country()))))
        if self.types or chosen.status:
            m, link = schema.matter.c, schema.matter_article.c
            what = [m.view == self.view, *([m.type == self.types] if self.types else []), *([m.status == chosen.status] if chosen.status else [])]
            out.append(a.id.in_(select(link.article).where(link.view == self.view, link.matter.in_(select(m.no).where(*what)))))
        return out

    def _days(self, first: Any, last: Any) -> list[ColumnElement[bool]]:
        out: list[ColumnElement[bool]] = []
        if self.chosen.since:
            out.append(last >= self.chosen.since)
        if self.chosen.until:
            out.append(first <= self.chosen.until)
        return out

    def _of_country(self) -> Any:
        i = schema.identity.c
        return select(i.no).where(i.view == self.view, i.country == str(self.chosen.country).upper())

    def _in_country(self) -> ColumnElement[bool]:
        """A matter that is told of a place there, or of somebody from there."""
        m, who = schema.matter.c, schema.matter_actor.c
        inside = select(who.matter).where(who.view == self.view, who.identity.in_(self._of_country()))
        return or_(m.place.in_(self._of_country()), m.no.in_(inside))

    def _of_outlets(self) -> ColumnElement[bool]:
        """A matter that one of the outlets tells."""
        a, link = schema.article.c, schema.matter_article.c
        theirs = select(a.id).where(a.outlet.in_(self.outlets or []))
        return schema.matter.c.no.in_(select(link.matter).where(link.view == self.view, link.article.in_(theirs)))


def identities(connection: Connection, view: int, wanted: str, what: str) -> list[int]:
    """Identities that go by a name, or have it as key: the whole name if anybody has it, else a part of it."""
    i = schema.identity.c
    by_key = connection.execute(select(i.no).where(i.view == view, i.key == wanted)).scalars().all()
    if by_key:
        return list(by_key)
    key = name_key(wanted)
    if not key:
        raise UsageError(f"--{what} {wanted!r}: no letter in it")
    for pattern in ("\n{}\n", "\n{} ", " {}\n", " {} ", "{}"):
        any_form = or_(*(i.search.contains(pattern.format(form), autoescape=True) for form in name_forms(key)))
        found = connection.execute(select(i.no).where(i.view == view, any_form)).scalars().all()
        if found:
            return list(found)
    raise UsageError(f"--{what} {wanted!r}: the record names nobody like that; musnad actors --record FILE lists who is named")


def _outlets(connection: Connection, wanted: str) -> list[str]:
    """Outlets by name, or by a part of it."""
    there = [o for o in connection.execute(select(schema.article.c.outlet).distinct()).scalars() if o]
    key = fold(wanted).casefold()
    found = [o for o in there if fold(o).casefold() == key] or [o for o in there if key in fold(o).casefold()]
    if not found:
        raise UsageError(f"--outlet {wanted!r}: not in the record; it has {', '.join(sorted(there)[:12]) or 'none'}")
    return found
