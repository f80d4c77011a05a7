"""Tables as CSV (RFC 4180, UTF-8): one for articles and for each kind of thing, joined by their keys."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import Any, TextIO

from musnad.exports.safe import cell
from musnad.model import Json
from musnad.store import schema
from musnad.store.articles import Kept
from musnad.store.queries import Ask

Row = dict[str, Any]


def write_table(ask: Ask, name: str, out: TextIO) -> None:
    """A header line, then a line for each row; an empty cell is what is not known."""
    columns, rows = TABLES[name]
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows(ask):
        writer.writerow([cell(row[c]) for c in columns])


def _articles(ask: Ask) -> Iterator[Row]:
    for kept, report in ask.reports():
        counts = {k: len(report[k]) for k in ("statements", "events", "figures")}
        meta = {k: report[k] for k in ("published", "outlet", "url", "language", "hash")}
        yield {"article": kept.uid, "id": kept.article.name, "title": kept.title, **meta, **counts}


def _events(ask: Ask) -> Iterator[Row]:
    for kept, report in ask.reports():
        name, matters, people = _names(report), ask.matters_of(kept.id), ask.people(kept.id)
        figures, days = {f["id"]: f for f in report["figures"]}, {t["value"]: t for t in report["times"]}
        for e in report["events"]:
            when = days.get(e["date"], {})
            killed, injured = figures.get(e["killed"], {}), figures.get(e["injured"], {})
            yield {
                **_told(kept, report), **{k: e[k] for k in ("key", "type", "mode", "status", "aspect", "date", "confidence")},
                "first_day": when.get("first_day"), "last_day": when.get("last_day"),
                "matter": matters.get(e["key"]), "actors": name(e["actors"]), "recipients": name(e["recipients"]),
                "actor_identities": _keys(e["actors"], people), "recipient_identities": _keys(e["recipients"], people),
                "place": name([e["place"]]), "sources": name(e["sources"]),
                "killed_low": killed.get("low"), "killed_high": killed.get("high"),
                "injured_low": injured.get("low"), "injured_high": injured.get("high"),
                **_span(kept, e["evidence"]),
            }  # fmt: skip


def _identities(ask: Ask) -> Iterator[Row]:
    keep = ("key", "name", "name_en", "type", "country", "sector", "wikidata", "forms", "named")
    for i in ask.stream(schema.identity):
        yield {**{k: i[k] for k in keep}, "in_articles": i["articles"]}


def _statements(ask: Ask) -> Iterator[Row]:
    for kept, report in ask.reports():
        name, matters = _names(report), ask.matters_of(kept.id)
        events = {e["id"]: e["key"] for e in report["events"]}
        for s in report["statements"]:
            yield {
                **_told(kept, report), **{k: s[k] for k in ("key", "stance", "evidential", "direct")}, "matter": matters.get(s["key"]),
                "speaker": name([s["speaker"]]), "chain": name([c["entity"] for c in s["chain"]]),
                "cue": kept.article.text[s["cue"]["start"] : s["cue"]["end"]],
                "about": [events[v] for v in s["about"] if v in events], **_span(kept, s),
            }  # fmt: skip


def _figures(ask: Ask) -> Iterator[Row]:
    for line in ask.stream(schema.figure_line):
        for e in line["entries"]:
            yield {
                "line": line["key"], "matter": line["matter"], "effect": line["effect"], "unit": line["unit"],
                **{k: e[k] for k in ("day", "low", "high", "scope", "hedged", "article")}, "origin": e["origin_name"],
                **{k: e["fact"][k] for k in _WHERE},
            }  # fmt: skip


def _matters(ask: Ask) -> Iterator[Row]:
    for m in ask.stream(schema.matter):
        who = {key: x["name"] for key, x in ask.who(m).items()}
        keep = ("key", "type", "mode", "status", "first_day", "last_day", "confidence", "weight", "title_ar", "title_en", "articles")
        yield {
            **{k: m[k] for k in keep}, "place": who.get(m["place"] or ""), "origins": [o["name"] for o in m["origins"]],
            **{side: [who[k] for k in m[side] if k in who] for side in ("actors", "recipients")},
        }  # fmt: skip


def _disputes(ask: Ask) -> Iterator[Row]:
    for d in ask.stream(schema.dispute):
        keep = {k: d[k] for k in ("key", "kind", "matter", "proposition", "proposition_en", "weight")}
        for side in d["sides"]:
            origins, facts = [o["name"] for o in side["origins"]], [f["key"] for f in side["facts"]]
            yield {**keep, "position": side["position"], "origins": origins, "facts": facts}


def _processes(ask: Ask) -> Iterator[Row]:
    for p in ask.stream(schema.process):
        keep = {k: p[k] for k in ("key", "kind", "state", "title_ar", "title_en")}
        for phase in p["phases"]:
            yield {**keep, "phase": phase["name"], "by": phase["by_name"], **{k: phase[k] for k in ("day", "told", "article", "words")}}


def _told(kept: Kept, report: Json) -> Row:
    return {"article": kept.uid, "outlet": report["outlet"], "published": report["published"]}


def _names(report: Json) -> Callable[[list[str | None]], list[str]]:
    entities = {e["id"]: e["name"] for e in report["entities"]}
    return lambda ids: [entities[i] for i in ids if i in entities]


def _keys(ids: list[str], people: dict[str, Json]) -> list[str]:
    return [people[i]["key"] for i in ids if i in people]


def _span(kept: Kept, where: Json) -> Row:
    return {"start": where["start"], "end": where["end"], "words": kept.article.text[where["start"] : where["end"]]}


_WHERE = ("start", "end", "words")
#: Name of a table → its columns and what fills them.
TABLES: dict[str, tuple[tuple[str, ...], Callable[[Ask], Iterator[Row]]]] = {
    "articles": (("article", "id", "published", "outlet", "url", "language", "title", "hash", "statements", "events", "figures"), _articles),
    "identities": (("key", "name", "name_en", "type", "country", "sector", "wikidata", "named", "forms", "in_articles"), _identities),
    "events": (
        (
            "key", "matter", "article", "outlet", "published", "type", "mode", "status", "aspect", "date", "first_day", "last_day",
            "actors", "recipients", "actor_identities", "recipient_identities", "place", "sources", "killed_low", "killed_high", "injured_low", "injured_high",
            "confidence", *_WHERE,
        ),
        _events,
    ),
    "statements": (
        ("key", "matter", "article", "outlet", "published", "stance", "evidential", "direct", "speaker", "chain", "cue", "about", *_WHERE),
        _statements,
    ),
    "figures": (("line", "matter", "article", "day", "effect", "unit", "low", "high", "scope", "hedged", "origin", *_WHERE), _figures),
    "matters": (
        (
            "key", "type", "mode", "status", "first_day", "last_day", "actors", "recipients", "place", "origins", "articles", "confidence",
            "weight", "title_ar", "title_en",
        ),
        _matters,
    ),
    "disputes": (("key", "kind", "matter", "proposition", "proposition_en", "position", "origins", "facts", "weight"), _disputes),
    "processes": (("key", "kind", "state", "phase", "day", "told", "by", "article", "words", "title_ar", "title_en"), _processes),
}  # fmt: skip
