"""Questions with many answers, one route each. ``format=csv`` gives a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from musnad.app.api.answers import ERRORS, Json, clipped, table
from musnad.app.api.params import Chosen, Limit, Offset
from musnad.app.room import slim
from musnad.app.room.changes import changes, claims
from musnad.app.room.network import network
from musnad.app.room.overview import density, overview
from musnad.app.room.places import spots
from musnad.app.room.quotes import Quotes
from musnad.app.room.room import Room
from musnad.store import schema
from musnad.store.filters import Filter, Narrowing
from musnad.store.queries import Ask

lists = APIRouter(prefix="/api", responses=ERRORS, tags=["questions"], default_response_class=Json)
Format = Annotated[Literal["json", "csv"], Query(description="csv: a table to download")]
#: Facts, steps and articles of one thing that a list shows.
FACTS, STEPS = 12, 60
_CHANGE = (
    "day", "what", "by_name", "outlet", "type", "who", "whom", "where", "fact.quote.words", "title_ar", "title_en", "article", "matter", "dispute", "process", "fact.key",
)  # fmt: skip
_MATTER = ("key", "day", "told_first", "told_last", "type", "mode", "status", "who", "whom", "where", "first_day", "last_day", "voices", "articles_count", "confidence", "title_ar", "title_en")


def room_of(request: Request) -> Room:
    room: Room = request.app.state.room
    return room


def _answer(ask: Ask, name: str, rows: list[Any], total: int, **more: Any) -> dict[str, Any]:
    Quotes(ask).into(rows)
    return clipped({**ask.answer(name, rows, total), **more})


def _named(answer: dict[str, Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows for a table: names instead of keys."""
    who = {k: x["name"] for k, x in answer["identities"].items()}
    return [
        {**r, "who": [who.get(k, k) for k in r.get("actors", [])], "whom": [who.get(k, k) for k in r.get("recipients", [])], "where": who.get(r.get("place") or "")} for r in rows
    ]


@lists.get("/overview", summary="What the record holds, and what it can be narrowed to")
def get_overview(request: Request, chosen: Chosen) -> Any:
    room = room_of(request)
    with room.ask(chosen.as_of) as ask:
        return Json(room.once(ask, "overview", lambda: overview(ask)))


@lists.get("/now", summary="What changed: disputes, denials, resumptions, deadlines passed")
def get_now(
    request: Request,
    chosen: Chosen,
    days: Annotated[int | None, Query(ge=1, le=3660, description="how many days; without it, as many as show enough")] = None,
    limit: Limit = 40,
    format: Format = "json",
) -> Any:
    room = room_of(request)
    with room.ask(chosen.as_of) as ask:
        made = now_of(room, ask, chosen, days, limit)
    if format == "csv":
        return table(_named(made, made["changes"]), _CHANGE, "now")
    return Json(made)


def now_of(room: Room, ask: Ask, chosen: Filter, days: int | None = None, limit: int = 40) -> dict[str, Any]:
    """The answer of ``/api/now``, kept."""
    return room.once(ask, ("now", chosen, days, limit), lambda: _now(ask, chosen, days, limit))


def _now(ask: Ask, chosen: Filter, days: int | None, limit: int) -> dict[str, Any]:
    found = changes(ask, chosen, days, limit)
    rows = found.pop("changes")
    told = claims(ask, chosen, found["since"])
    answer = _answer(ask, "changes", rows, found.pop("total"), **found, claims=told)
    answer["identities"] |= ask.who(told)
    answer["articles"] |= ask.which([told, [r["fact"] for r in rows], [c["fact"] for c in told]])
    return clipped(answer)


@lists.get("/matters", summary="What is told, each happening or proposition once")
def get_matters(request: Request, chosen: Chosen, limit: Limit = 50, offset: Offset = 0, format: Format = "json") -> Any:
    room = room_of(request)
    day = room.day(chosen.as_of)

    with room.ask(chosen.as_of) as ask:
        found = room.questions.matters(replace(chosen, as_of=day), limit, offset)
        answer = _answer(ask, "matters", [slim.matter(m) for m in found["matters"]], found["total"])
    if format == "csv":
        return table(_named(answer, answer["matters"]), _MATTER, "matters")
    return Json(answer)


@lists.get("/timeline", summary="What happened by day; the weightiest of a range, and how many each day has")
def get_timeline(request: Request, chosen: Chosen, limit: Limit = 300, format: Format = "json") -> Any:
    room = room_of(request)
    with room.ask(chosen.as_of) as ask:
        answer = timeline_of(room, ask, chosen, limit)
    if format == "csv":
        return table(_named(answer, answer["timeline"]), _MATTER, "timeline")
    return Json(answer)


def timeline_of(room: Room, ask: Ask, chosen: Filter, limit: int = 300) -> dict[str, Any]:
    """The answer of ``/api/timeline``, kept."""
    return room.once(ask, ("timeline", chosen, limit), lambda: _timeline(ask, chosen, limit))


def _timeline(ask: Ask, chosen: Filter, limit: int) -> dict[str, Any]:
    m = schema.matter.c
    found, total = ask.bodies(schema.matter, Narrowing(ask.connection, ask.view, chosen).matters(), (m.weight.desc(), m.key), limit)
    rows = [slim.matter(x) for x in found]
    for row in rows:
        row["day"], row["day_is"] = (row["first_day"], "happened") if row["first_day"] else (row["told_first"], "told")
    rows.sort(key=lambda r: (r["day"] is None, r["day"] or "", -r["weight"], r["key"]))
    return _answer(ask, "timeline", rows, total, density=density(ask, chosen))


@lists.get("/disputes", summary="Who holds what against whom, down to the words")
def get_disputes(request: Request, chosen: Chosen, limit: Limit = 20, offset: Offset = 0, format: Format = "json") -> Any:
    room, d = room_of(request), schema.dispute.c
    with room.ask(chosen.as_of) as ask:
        narrow = Narrowing(ask.connection, ask.view, chosen)
        found, total = ask.bodies(schema.dispute, [d.view == ask.view, *narrow.of_matters(d.matter)], (d.weight.desc(), d.key), limit, offset)
        rows = [_short(x) for x in found]
        Quotes(ask).into([x["sides"] for x in rows])  # the strip of days needs no sentences
        answer = clipped(ask.answer("disputes", rows, total))
    if format == "csv":
        sides = [{**f, **x, "position": s["position"], "origins": [o["name"] for o in s["origins"]]} for x in answer["disputes"] for s in x["sides"] for f in s["facts"]]
        return table(sides, ("key", "kind", "position", "origins", "words", "article", "proposition", "proposition_en", "matter"), "disputes")
    return Json(answer)


def _short(dispute: dict[str, Any]) -> dict[str, Any]:
    """A dispute that a hundred outlets tell has the first facts of each side and the first steps; ``more`` counts the rest."""
    sides = [{**s, "facts": s["facts"][:FACTS], "more": max(0, len(s["facts"]) - FACTS)} for s in dispute["sides"]]
    return {**dispute, "sides": sides, "history": dispute["history"][:STEPS], "more": max(0, len(dispute["history"]) - STEPS)}


@lists.get("/processes", summary="What goes on: phases and deadlines")
def get_processes(request: Request, chosen: Chosen, limit: Limit = 30, offset: Offset = 0, format: Format = "json") -> Any:
    room, p = room_of(request), schema.process.c
    with room.ask(chosen.as_of) as ask:
        found, total = ask.bodies(schema.process, Narrowing(ask.connection, ask.view, chosen).processes(), (p.weight.desc(), p.key), limit, offset)
        rows = [{**x, "phases": x["phases"][:STEPS], "deadlines": x["deadlines"][:FACTS], "matters": x["matters"][:FACTS]} for x in found]
        answer = _answer(ask, "processes", rows, total)
    if format == "csv":
        phases = [{**x, **{"phase": h["name"], "day": h["day"], "told": h["told"], "by": h["by_name"], "words": h["words"], "article": h["article"]}} for x in answer["processes"] for h in x["phases"]]
        return table(phases, ("key", "kind", "state", "phase", "day", "told", "by", "words", "article", "title_ar", "title_en"), "processes")
    return Json(answer)


@lists.get("/figures", summary="What was counted, by whom, and how it changed")
def get_figures(request: Request, chosen: Chosen, limit: Limit = 40, offset: Offset = 0, format: Format = "json") -> Any:
    room = room_of(request)
    day = room.day(chosen.as_of)
    with room.ask(chosen.as_of) as ask:
        found = room.questions.figures(replace(chosen, as_of=day), limit, offset)
        rows = [{**x, "entries": x["entries"][:STEPS]} for x in found["figures"]]
        answer = _answer(ask, "figures", rows, found["total"])
    if format == "csv":
        entries = [{**x, **e, "line": x["key"], "line_low": x["low"], "line_best": x["best"], "line_high": x["high"]} for x in answer["figures"] for e in x["entries"]]
        return table(entries, ("line", "matter", "effect", "unit", "day", "low", "high", "scope", "hedged", "origin_name", "fact.words", "article", "line_low", "line_best", "line_high"), "figures")
    return Json(answer)


@lists.get("/actors", summary="Who has a part in what is told")
def get_actors(request: Request, chosen: Chosen, limit: Limit = 60, offset: Offset = 0, format: Format = "json") -> Any:
    room = room_of(request)
    found = room.questions.actors(replace(chosen, as_of=room.day(chosen.as_of)), limit, offset)
    for row in found["actors"]:
        row["names"], row["forms"] = row["names"][:12], []
    if format == "csv":
        return table(found["actors"], ("key", "name", "name_en", "type", "country", "sector", "wikidata", "articles", "matters", "as_actor", "as_recipient"), "actors")
    return Json(clipped(found))


@lists.get("/network", summary="Who acts on whom")
def get_network(request: Request, chosen: Chosen, limit: Annotated[int, Query(ge=2, le=120)] = 40, format: Format = "json") -> Any:
    room = room_of(request)
    with room.ask(chosen.as_of) as ask:
        answer = network_of(room, ask, chosen, limit)
    if format == "csv":
        names = {n["key"]: n["name"] for n in answer["nodes"]}
        return table([{**x, "who": names[x["source"]], "whom": names[x["target"]]} for x in answer["links"]], ("source", "who", "target", "whom", "matters", "against"), "network")
    return Json(answer)


def network_of(room: Room, ask: Ask, chosen: Filter, limit: int = 40) -> dict[str, Any]:
    """The answer of ``/api/network``, kept."""
    return room.once(ask, ("network", chosen, limit), lambda: {**network(ask, chosen, limit), "as_of": ask.as_of, "now": ask.now})


@lists.get("/map", summary="Where it happened, as precisely as it is told")
def get_map(request: Request, chosen: Chosen, limit: Limit = 300, format: Format = "json") -> Any:
    room = room_of(request)
    with room.ask(chosen.as_of) as ask:
        answer = map_of(room, ask, chosen, limit)
    if format == "csv":
        rows = [{**m, "lat": p["lat"], "lon": p["lon"], "precision": p["precision"]} for p in answer["places"] for m in p["matters"]]
        return table(_named(answer, rows), ("lat", "lon", "precision", *_MATTER[:1], *_MATTER[2:]), "map")
    return Json(answer)


def map_of(room: Room, ask: Ask, chosen: Filter, limit: int = 300) -> dict[str, Any]:
    """The answer of ``/api/map``, kept."""

    def make() -> dict[str, Any]:
        found = spots(ask, chosen, lambda key, look: room.once(ask, ("spot", key), look), limit)
        places = found.pop("places")
        return clipped({**ask.answer("places", places, found.pop("total")), **found, "articles": ask.which(places), "identities": ask.who([places, {"actors": [p["identity"] for p in places]}])})

    return room.once(ask, ("map", chosen, limit), make)


@lists.get("/search", summary="Articles that hold words: Arabic as typed, names in Latin letters too")
def get_search(
    request: Request,
    chosen: Chosen,
    q: Annotated[str, Query(min_length=1, max_length=200, description="words; those in quotation marks stand together", examples=["قاعدة النسر"])],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Offset = 0,
    format: Format = "json",
) -> Any:
    room = room_of(request)
    found = room.questions.search(q, replace(chosen, as_of=room.day(chosen.as_of)), limit, offset)
    for row in found["results"]:
        row["words"], row["matters"] = row["words"][:1200], row["matters"][:20]
    with room.ask(chosen.as_of) as ask:
        m = schema.matter.c
        keys = {k for row in found["results"] for k in row["matters"][:3]}
        rows = ask.bodies(schema.matter, [m.view == ask.view, m.key.in_(keys)], (m.key,), None)[0] if keys else []
        told = {m["key"]: slim.matter(m) for m in rows}
        found["told"] = told
        found["identities"] = ask.who(list(told.values()))
    if format == "csv":
        return table(found["results"], ("article", "title", "words", "start", "end", "matters"), "search")
    return Json(clipped(found))
