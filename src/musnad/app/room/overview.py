"""What the record holds, and what it can be narrowed to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, select

from musnad.model import Json
from musnad.store import schema
from musnad.store.filters import Filter, Narrowing
from musnad.store.queries import Ask

#: Days with nothing between them are not listed; beyond this many the earliest are left out.
DAYS, CHOICES = 1500, 40


def overview(ask: Ask) -> Json:
    """``counts``, the ``days`` with articles and how many, and the ``choices`` of the filters with how many matters each."""
    return {
        "counts": _counts(ask), "days": _days(ask), "as_of": ask.as_of, "now": ask.now, "notes": list(ask.notes),
        "choices": {"outlet": _outlets(ask), "type": _of(ask, schema.matter.c.type), "status": _of(ask, schema.matter.c.status), "kind": _kinds(ask), "country": _countries(ask)},
    }  # fmt: skip


def _counts(ask: Ask) -> Json:
    out = {}
    for table in (schema.matter, schema.dispute, schema.process, schema.figure_line):
        rows = select(func.count()).select_from(table).where(table.c.view == ask.view)
        out[{"figure_line": "figures"}.get(table.name, f"{table.name}s".replace("sss", "sses"))] = ask.connection.execute(rows).scalar_one()
    a = schema.article.c
    seen = [a.day <= ask.as_of] if ask.as_of else []
    out["articles"], out["outlets"] = ask.connection.execute(select(func.count(), func.count(a.outlet.distinct())).where(*seen)).one()
    return out


def _days(ask: Ask) -> list[Json]:
    a = schema.article.c
    seen = [a.day <= ask.as_of] if ask.as_of else []
    rows = select(a.day, func.count()).where(a.day.is_not(None), *seen).group_by(a.day).order_by(a.day.desc()).limit(DAYS)
    return [{"day": day, "articles": n} for day, n in reversed(ask.connection.execute(rows).all())]


def _of(ask: Ask, column: Any) -> list[Json]:
    rows = select(column, func.count()).where(schema.matter.c.view == ask.view).group_by(column).order_by(func.count().desc(), column)
    return [{"value": v, "count": n} for v, n in ask.connection.execute(rows)]


def _kinds(ask: Ask) -> list[Json]:
    p = schema.process.c
    rows = select(p.kind, func.count()).where(p.view == ask.view).group_by(p.kind).order_by(func.count().desc(), p.kind)
    return [{"value": v, "count": n} for v, n in ask.connection.execute(rows)]


def _outlets(ask: Ask) -> list[Json]:
    a = schema.article.c
    seen = [a.day <= ask.as_of] if ask.as_of else []
    rows = select(a.outlet, func.count()).where(a.outlet.is_not(None), *seen).group_by(a.outlet).order_by(func.count().desc(), a.outlet).limit(CHOICES)
    return [{"value": v, "count": n} for v, n in ask.connection.execute(rows)]


def _countries(ask: Ask) -> list[Json]:
    i, w = schema.identity.c, schema.matter_actor.c
    rows = select(i.country, func.count(w.matter.distinct())).where(i.view == ask.view, i.country.is_not(None), w.view == ask.view, w.identity == i.no)
    rows = rows.group_by(i.country).order_by(func.count(w.matter.distinct()).desc(), i.country).limit(CHOICES)
    return [{"value": v, "count": n} for v, n in ask.connection.execute(rows)]


def density(ask: Ask, chosen: Filter) -> list[Json]:
    """How many matters each day has, and how many of them are denied or disputed: the whole range, whatever is zoomed to."""
    m = schema.matter.c
    wide = Filter(chosen.actor, chosen.country, chosen.type, chosen.place, None, None, chosen.outlet, chosen.status, chosen.as_of)
    day = func.coalesce(m.first_day, m.told_first)
    contested = func.sum(case((m.status.in_(("denied", "disputed", "withdrawn")), 1), else_=0))
    rows = select(day, func.count(), contested).where(*Narrowing(ask.connection, ask.view, wide).matters(), day.is_not(None))
    rows = rows.group_by(day).order_by(day.desc()).limit(DAYS)
    return [{"day": d, "matters": n, "contested": c} for d, n, c in reversed(ask.connection.execute(rows).all())]
