"""Questions about one thing. ``format=csv`` gives a table of its steps, passages, values or facts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from musnad.app.api.answers import ERRORS, Json, clipped, table
from musnad.app.api.lists import FACTS, STEPS, Format, room_of
from musnad.app.api.params import AsOf, Key
from musnad.app.api.sheets import of_article, of_compare, of_thing
from musnad.app.room import slim
from musnad.app.room.article import article
from musnad.app.room.quotes import Quotes
from musnad.errors import UsageError
from musnad.model import Json as Value
from musnad.store import schema
from musnad.store.queries import Ask

one = APIRouter(prefix="/api", responses=ERRORS, tags=["one thing"], default_response_class=Json)
#: Steps of one thing that are given at once, and unless told otherwise; a table has as many as may be.
MOST, FIRST = 2_000, 60
#: Lists that grow with the number of articles.
_LONG = ("facts", "history", "members", "entries", "phases", "articles", "why", "matters", "origins")
#: Disputes, lines of figures and processes beside a matter; outlets side by side.
_BESIDE, _OUTLETS = 12, 60


@one.get("/show/{key:path}", summary="All of a matter, dispute, process, identity, figure, statement or event")
def get_show(
    request: Request,
    key: Key,
    as_of: AsOf = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="rows of each of its lists; `counts` has how many there are")] = FIRST,
    offset: Annotated[int, Query(ge=0, le=100_000, description="rows of each of its lists that are passed over")] = 0,
    format: Format = "json",
) -> Any:
    room = room_of(request)
    with room.ask(as_of) as ask:
        shown = room.questions.show(key, ask.as_of)
        if shown["kind"] == "article":
            raise UsageError(f"{key[:80]} is an article: ask /api/article/{{key}}")
        _cut(shown, offset, MOST if format == "csv" else limit)
        value = shown["value"]
        if shown["kind"] == "identity":
            shown["matters"] = [slim.matter(m) for m in shown["matters"]]
        if shown["kind"] == "process":
            m = schema.matter.c
            shown["matters"] = [slim.matter(x) for x in ask.bodies(schema.matter, [m.view == ask.view, m.key.in_(value["matters"][:50])], (m.weight.desc(), m.key), None)[0]]
        if shown["kind"] not in ("statement", "event"):
            _quote(ask, shown)
            shown["identities"] = ask.who([value, *_beside(shown)])
            shown["articles"] = ask.which([value, *_beside(shown)])
    if format == "csv":
        columns, rows = of_thing(shown)
        return table(rows, columns, shown["kind"])
    return Json(clipped(shown))


def _cut(shown: Value, offset: int, limit: int) -> None:
    """A matter that a hundred outlets tell has thousands of steps: a page of them, how many there are, and the fact that tells it best."""
    value = shown["value"]
    if shown["kind"] == "matter":
        shown["fact"] = slim.best_fact(value)
    shown["counts"] = {field: len(value[field]) for field in _LONG if isinstance(value.get(field), list)}
    for field in shown["counts"]:
        value[field] = value[field][offset : offset + limit]
    if shown["kind"] == "dispute":
        value["sides"] = [{**s, "facts": s["facts"][offset : offset + limit], "more": max(0, len(s["facts"]) - offset - limit)} for s in value["sides"]]
    for name in ("disputes", "figures", "processes"):
        if name in shown:
            shown["counts"][name] = len(shown[name])
            shown[name] = [_short(x) for x in shown[name][:_BESIDE]]


def _short(thing: Value) -> Value:
    """What stands beside a matter, as lists show it."""
    out = {k: v[:STEPS] if k in ("history", "entries", "phases") else v[:FACTS] if k in ("deadlines", "matters") else v for k, v in thing.items()}
    if "sides" in out:
        out["sides"] = [{**s, "facts": s["facts"][:FACTS], "more": max(0, len(s["facts"]) - FACTS)} for s in out["sides"]]
    return out


def _beside(shown: Value) -> list[Any]:
    return [shown[name] for name in ("matters", "disputes", "figures", "processes", "fact") if shown.get(name)]


def _quote(ask: Ask, shown: Value) -> None:
    """Sentences for what pages show with its words. A matter's passages are those of its history, and a strip of days needs none."""
    value = shown["value"]
    quotes = Quotes(ask)
    quotes.into([{k: v for k, v in value.items() if not (shown["kind"] == "matter" and k == "facts") and not (shown["kind"] == "dispute" and k == "history")}])
    quotes.into([{k: v for k, v in x.items() if k != "history"} for name in ("disputes", "figures", "processes", "matters") for x in shown.get(name, [])])
    quotes.into([shown["fact"]] if shown.get("fact") else [])


@one.get("/compare/{key}", summary="How outlets tell one matter, side by side")
def get_compare(request: Request, key: Key, as_of: AsOf = None, format: Format = "json") -> Any:
    room = room_of(request)
    with room.ask(as_of) as ask:
        found = room.questions.compare(key, ask.as_of)
        told = slim.matter(found["matter"])
        Quotes(ask).into([told])
        found["matter"] = told
        found["outlets"] = found["outlets"][:_OUTLETS]
    if format == "csv":
        columns, rows = of_compare(found)
        return table(rows, columns, "compare")
    return Json(clipped(found))


@one.get("/article/{key:path}", summary="The text with everything found in it; each fact with its chain and its reason")
def get_article(request: Request, key: Key, as_of: AsOf = None, whole: Annotated[bool, Query(description="all of a very long text")] = False, format: Format = "json") -> Any:
    room = room_of(request)
    with room.ask(as_of) as ask:
        found = article(room.questions, ask, key, whole)
    if format == "csv":
        columns, rows = of_article(found)
        return table(rows, columns, "article")
    return Json(clipped(found))
