"""Questions about one thing."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from musnad.app.api.answers import ERRORS, Json, clipped
from musnad.app.api.lists import room_of
from musnad.app.api.params import AsOf, Key
from musnad.app.room import slim
from musnad.app.room.article import article
from musnad.app.room.quotes import Quotes
from musnad.errors import UsageError
from musnad.store import schema

one = APIRouter(prefix="/api", responses=ERRORS, tags=["one thing"], default_response_class=Json)
#: Facts and steps of one thing that are given at once.
MOST = 400


@one.get("/show/{key:path}", summary="All of a matter, dispute, process, identity, figure, statement or event")
def get_show(request: Request, key: Key, as_of: AsOf = None) -> Any:
    room = room_of(request)
    with room.ask(as_of) as ask:
        shown = room.questions.show(key, ask.as_of)
        if shown["kind"] == "article":
            raise UsageError(f"{key[:80]} is an article: ask /api/article/{{key}}")
        value = shown["value"]
        for field in ("facts", "history", "members", "entries", "phases", "articles"):
            if isinstance(value.get(field), list):
                value[field] = value[field][:MOST]
        if shown["kind"] == "identity":
            shown["matters"] = [slim.matter(m) for m in shown["matters"]]
        if shown["kind"] == "process":
            m = schema.matter.c
            shown["matters"] = [slim.matter(x) for x in ask.bodies(schema.matter, [m.view == ask.view, m.key.in_(value["matters"][:50])], (m.weight.desc(), m.key), None)[0]]
        Quotes(ask).into([v for k, v in shown.items() if k in ("value", "disputes", "figures", "processes", "matters") and shown["kind"] not in ("statement", "event")])
        shown["identities"] |= ask.who([value, shown.get("matters")])
        shown["articles"] |= ask.which([shown.get("matters")])
    return Json(clipped(shown))


@one.get("/compare/{key}", summary="How outlets tell one matter, side by side")
def get_compare(request: Request, key: Key, as_of: AsOf = None) -> Any:
    room = room_of(request)
    with room.ask(as_of) as ask:
        found = room.questions.compare(key, ask.as_of)
        told = slim.matter(found["matter"])
        Quotes(ask).into([told])
        found["matter"] = told
        found["outlets"] = found["outlets"][:60]
    return Json(clipped(found))


@one.get("/article/{key:path}", summary="The text with everything found in it; each fact with its chain and its reason")
def get_article(request: Request, key: Key, as_of: AsOf = None, whole: Annotated[bool, Query(description="all of a very long text")] = False) -> Any:
    room = room_of(request)
    with room.ask(as_of) as ask:
        return Json(clipped(article(room.questions, ask, key, whole)))
