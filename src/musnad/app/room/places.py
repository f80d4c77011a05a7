"""Matters on a map: the coordinates of their places, with the precision that they are known at."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from musnad.app.room import slim
from musnad.app.room.quotes import Quotes
from musnad.model import Json
from musnad.store import schema
from musnad.store.articles import load
from musnad.store.filters import Filter, Narrowing
from musnad.store.queries import Ask

#: Articles that are looked into for where a place lies; they nearly always agree.
_ASKED = 3
Spot = Json | None
Keep = Callable[[str, Callable[[], Spot]], Spot]


def spots(ask: Ask, chosen: Filter, keep: Keep, limit: int = 400) -> Json:
    """``places``, each with ``lat``, ``lon``, ``precision`` and its ``matters``; ``without`` counts the matters that no article places."""
    m = schema.matter.c
    conditions = Narrowing(ask.connection, ask.view, chosen).matters()
    total = ask.connection.execute(select(func.count()).select_from(schema.matter).where(*conditions)).scalar_one()
    by_place: dict[str, list[Json]] = {}
    for matter in ask.bodies(schema.matter, [*conditions, m.place.is_not(None)], (m.weight.desc(), m.key), limit)[0]:
        by_place.setdefault(matter["place"], []).append(slim.matter(matter))
    numbers = _numbers(ask, list(by_place))
    places, placed = [], 0
    for key, matters in by_place.items():
        number = numbers[key]
        spot = keep(key, lambda number=number: _spot(ask, number))  # type: ignore[misc]  # bound at once
        if spot is not None:
            placed += len(matters)
            places.append({**spot, "identity": key, "matters": matters[:30], "count": len(matters)})
    Quotes(ask).into(places)
    places.sort(key=lambda p: (-int(p["count"]), str(p["identity"])))
    return {"places": places, "total": int(total), "placed": placed, "without": int(total) - placed}


def _numbers(ask: Ask, keys: list[str]) -> dict[str, int]:
    i = schema.identity.c
    return {r.key: r.no for r in ask.connection.execute(select(i.key, i.no).where(i.view == ask.view, i.key.in_(keys)))}


def _spot(ask: Ask, identity: int) -> Spot:
    """What most of a few articles take it for; the smallest GeoNames id on a tie."""
    link, a = schema.identity_article.c, schema.article.c
    rows = select(link.article, link.entities).where(link.view == ask.view, link.identity == identity).order_by(link.article).limit(_ASKED)
    entities = {r.article: set(r.entities.split()) for r in ask.connection.execute(rows)}
    votes: dict[tuple[int, float, float], list[Json]] = {}
    for kept in load(ask.connection, a.id.in_(list(entities))):
        for place in kept.report["places"]:
            if place["lat"] is not None and place["lon"] is not None and place["entity"] in entities[kept.id]:
                votes.setdefault((place["geonames"] or 0, place["lat"], place["lon"]), []).append(place)
    if not votes:
        return None
    best = min(votes.items(), key=lambda s: (-len(s[1]), s[0]))[1][0]
    return {k: best[k] for k in ("lat", "lon", "precision", "country", "geonames")}
