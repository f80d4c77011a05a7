"""The rows that one report has in each table. Offsets stay code points of the article's own text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from musnad.model import Article, Json, Report
from musnad.store.articles import article_uid, stamp_of, title_of

Row = dict[str, Any]
_SURROGATES = re.compile("[\ud800-\udfff]")
_FIELDS = ("id", "text", "published", "outlet", "url")


def rows_of(report: Report) -> dict[str, list[Row]]:
    """Table → rows, in the order of the report."""
    article, value = report.article, report.json()
    told = {"article": article_uid(article), "day": day_of(article.published), "outlet": safe(article.outlet)}
    look = _Look(article.text, value)
    return {
        "articles": [_article(article, told, value)],
        "entities": [{**told, **_keep(e, _ENTITY), "rule": e["reason"]["rule"]} for e in value["entities"]],
        "statements": [_statement(s, told, look) for s in value["statements"]],
        "events": [_event(e, told, look) for e in value["events"]],
        "times": [_time(t, told, look) for t in value["times"]],
        "chains": [_link(s, n, link, told, look) for s in value["statements"] for n, link in enumerate(s["chain"])],
    }


_ENTITY = ("id", "name", "name_en", "type", "country", "sector", "wikidata", "mentions")
_STATEMENT = ("key", "id", "direct", "stance", "evidential", "speaker")
_EVENT = (
    "key", "id", "type", "mode", "contexts", "status", "aspect", "date", "actors", "recipients", "place", "sources", "deadline", "confidence",
)  # fmt: skip


class _Look:
    """What rows look up in their report: words by span, and what an id stands for."""

    def __init__(self, text: str, value: Json) -> None:
        self.text = text
        self.entities = {e["id"]: e for e in value["entities"]}
        self.figures = {f["id"]: f for f in value["figures"]}
        self.keys = {f["id"]: f["key"] for f in (*value["statements"], *value["events"])}
        self.name: Callable[[str | None], str | None] = lambda i: self.entities[i]["name"] if i else None

    def words(self, span: Json) -> str:
        return safe(self.text[span["start"] : span["end"]]) or ""

    def span(self, span: Json) -> Row:
        return {"start": span["start"], "end": span["end"], "words": self.words(span)}

    def bounds(self, event: Json, effect: str) -> Row:
        figure = self.figures.get(event[effect], {})
        return {f"{effect}_low": figure.get("low"), f"{effect}_high": figure.get("high")}


def _article(article: Article, told: Row, value: Json) -> Row:
    whole = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if _SURROGATES.search(whole):
        whole = json.dumps(value, separators=(",", ":"), allow_nan=False)  # ASCII with \ud800 written out
    return {
        **_keep(value, ("hash", "published", "language")), "key": told["article"], "day": told["day"], "outlet": told["outlet"],
        "id": safe(article.name), "url": safe(article.url), "title": safe(title_of(article.text)), "text": safe(article.text),
        "characters": len(article.text), "dateline_place": value["dateline"]["place"], "dateline_agency": value["dateline"]["agency"],
        **{kind: len(value[kind]) for kind in ("entities", "statements", "events", "times")}, "reader": stamp_of(value),
        "report": whole, "source": source_of(article) if _held_badly(article) else None,
    }  # fmt: skip


def _statement(s: Json, told: Row, look: _Look) -> Row:
    about = [look.keys[v] for v in s["about"]]
    more = {"cue": look.words(s["cue"]), "speaker_name": look.name(s["speaker"]), "about": about, "rule": s["reason"]["rule"]}
    return {**told, **_keep(s, _STATEMENT), **look.span(s), **more}


def _event(e: Json, told: Row, look: _Look) -> Row:
    names = {f"{one}_names": [look.name(i) for i in e[f"{one}s"]] for one in ("actor", "recipient", "source")}
    return {
        **told, **_keep(e, _EVENT), **look.span(e["evidence"]), **names, "trigger": look.words(e["trigger"]), "place_name": look.name(e["place"]),
        "statements": [look.keys[s] for s in e["statements"]], **look.bounds(e, "killed"), **look.bounds(e, "injured"), "rule": e["reason"]["rule"],
    }  # fmt: skip


def _time(t: Json, told: Row, look: _Look) -> Row:
    days = {k: day_of(t[k]) for k in ("first_day", "last_day")}
    return {**told, **_keep(t, ("id", "type", "value")), **look.span(t), **days, "rule": t["reason"]["rule"]}


def _link(s: Json, position: int, link: Json, told: Row, look: _Look) -> Row:
    who = _keep(look.entities[link["entity"]], ("name", "type", "country"))
    return {**told, "statement": s["key"], "position": position, "entity": link["entity"], **who, **look.span(link)}


def _keep(value: Json, keys: tuple[str, ...]) -> Row:
    return {k: value[k] for k in keys}


def day_of(moment: str | None) -> date | None:
    """The day of an ISO 8601 moment as it is written, in its own zone."""
    return date.fromisoformat(moment[:10]) if moment else None


def safe(value: str | None) -> str | None:
    """Without lone surrogates, which no column of text can hold; as many code points as before."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", value) if value else value


def _held_badly(article: Article) -> bool:
    return any(_SURROGATES.search(value) for field in _FIELDS if (value := getattr(article, field)))


def source_of(article: Article) -> bytes:
    """The article as it was given, in JSON; :func:`article_of` reads it."""
    value = {field: getattr(article, field) for field in _FIELDS}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def article_of(source: bytes) -> Article:
    value = json.loads(source.decode("utf-8", "surrogatepass"))
    return Article(**value)
