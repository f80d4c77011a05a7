"""Who acts on whom: a graph of identities, counted in matters."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, select

from musnad.model import Json
from musnad.store import schema
from musnad.store.filters import Filter, Narrowing
from musnad.store.queries import Ask

#: Types that are done together, and those that are done against somebody (PLOVER's verbal and material conflict).
AGAINST = ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
WHO, WHOM = 1, 2


def network(ask: Ask, chosen: Filter, most: int = 40) -> Json:
    """``nodes``: whoever is named and has most ties, at most ``most``; ``links``: ``source`` acted on ``target`` in so many matters.

    ``against`` of them are conflict, the rest cooperation.
    """
    links = _links(ask, chosen)
    ties: dict[int, int] = {}
    for link in links:
        for end in (link.source, link.target):
            ties[end] = ties.get(end, 0) + link.matters
    kept = sorted(ties, key=lambda n: (-ties[n], n))[:most]
    keys = _keys(ask, kept)
    shown = [x for x in links if x.source in keys and x.target in keys]
    nodes = [{**keys[n], "matters": ties[n]} for n in kept if n in keys]
    rows = [{"source": keys[x.source]["key"], "target": keys[x.target]["key"], "matters": x.matters, "against": x.against} for x in shown]
    return {"nodes": nodes, "links": rows, "total": len(ties)}


def _links(ask: Ask, chosen: Filter) -> list[Any]:
    one, two, m = schema.matter_actor.alias("one"), schema.matter_actor.alias("two"), schema.matter.c
    i, j = schema.identity.alias("i"), schema.identity.alias("j")
    rows = (
        select(one.c.identity.label("source"), two.c.identity.label("target"), func.count().label("matters"), func.sum(case((m.type.in_(AGAINST), 1), else_=0)).label("against"))
        .select_from(schema.matter)
        .join(one, (one.c.view == m.view) & (one.c.matter == m.no) & (one.c.role.op("&")(WHO) != 0))
        .join(two, (two.c.view == m.view) & (two.c.matter == m.no) & (two.c.role.op("&")(WHOM) != 0) & (two.c.identity != one.c.identity))
        .join(i, (i.c.view == m.view) & (i.c.no == one.c.identity) & (i.c.named == 1))
        .join(j, (j.c.view == m.view) & (j.c.no == two.c.identity) & (j.c.named == 1))
        .where(*Narrowing(ask.connection, ask.view, chosen).matters())
        .group_by(one.c.identity, two.c.identity)
        .order_by(func.count().desc(), one.c.identity, two.c.identity)
        .limit(2000)
    )
    return list(ask.connection.execute(rows))


def _keys(ask: Ask, numbers: list[int]) -> dict[int, Json]:
    i = schema.identity.c
    rows = select(i.no, i.key, i.name, i.name_en, i.type, i.country, i.articles).where(i.view == ask.view, i.no.in_(numbers))
    return {r.no: {"key": r.key, "name": r.name, "name_en": r.name_en, "type": r.type, "country": r.country, "articles": r.articles} for r in ask.connection.execute(rows)}
