"""Who acts on whom: a graph of identities, counted in matters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

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


@dataclass(frozen=True, slots=True)
class Link:
    source: int
    target: int
    matters: int
    against: int


def _links(ask: Ask, chosen: Filter) -> list[Link]:
    """Counted here: SQLite would join the pairs of every matter before it groups them."""
    m, w, i = schema.matter.c, schema.matter_actor.c, schema.identity.c
    rows = ask.connection.execute(select(m.no, m.type).where(*Narrowing(ask.connection, ask.view, chosen).matters()))
    types = {no: type_ for no, type_ in rows.all()}  # noqa: C416  # rows are no pairs to a type checker
    named = set(ask.connection.execute(select(i.no).where(i.view == ask.view, i.named == 1)).scalars())
    sides: dict[int, tuple[list[int], list[int]]] = {}
    for identity, matter, role in ask.connection.execute(select(w.identity, w.matter, w.role).where(w.view == ask.view)).all():
        if matter in types and identity in named:
            who, whom = sides.setdefault(matter, ([], []))
            if role & WHO:
                who.append(identity)
            if role & WHOM:
                whom.append(identity)
    all_, against = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for matter, (who, whom) in sides.items():
        pairs = [(a, b) for a in who for b in whom if a != b]
        all_.update(pairs)
        if types[matter] in AGAINST:
            against.update(pairs)
    return [Link(a, b, n, against[a, b]) for (a, b), n in sorted(all_.items(), key=lambda x: (-x[1], x[0]))[:2000]]


def _keys(ask: Ask, numbers: list[int]) -> dict[int, Json]:
    i = schema.identity.c
    rows = select(i.no, i.key, i.name, i.name_en, i.type, i.country, i.articles).where(i.view == ask.view, i.no.in_(numbers))
    return {r.no: {"key": r.key, "name": r.name, "name_en": r.name_en, "type": r.type, "country": r.country, "articles": r.articles} for r in ask.connection.execute(rows)}
