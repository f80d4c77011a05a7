"""Reports back from their JSON, so that what shows a report need not know whether it was just read."""

from __future__ import annotations

from musnad.model import Article, Dateline, Entity, Event, Figure, Json, Link, Place, Reason, Report, Span, Statement, Time


def revive(article: Article, value: Json) -> Report:
    """The report whose ``json()`` this is."""
    dateline = value["dateline"]
    return Report(
        article, value["language"],
        Dateline(dateline["place"], dateline["agency"], _span(dateline)) if dateline["end"] else None,
        tuple(_entity(x) for x in value["entities"]), tuple(_time(x) for x in value["times"]),
        tuple(_place(x) for x in value["places"]), tuple(_figure(x) for x in value["figures"]),
        tuple(_statement(x) for x in value["statements"]), tuple(_event(x) for x in value["events"]),
        value["published_inferred"], tuple(value["notes"]), tuple(value["quality"].items()),
    )  # fmt: skip


def _span(value: Json) -> Span:
    return Span(value["start"], value["end"])


def _reason(value: Json) -> Reason:
    return Reason(value["rule"], tuple(value["rows"]), tuple(map(_span, value["spans"])))


def _entity(x: Json) -> Entity:
    mentions = tuple(map(_span, x["mentions"]))
    return Entity(x["id"], x["name"], x["type"], mentions, _reason(x["reason"]), x["name_en"], x["country"], x["sector"], x["wikidata"])


def _time(x: Json) -> Time:
    return Time(x["id"], _span(x), x["type"], x["value"], x["first_day"], x["last_day"], _reason(x["reason"]))


def _place(x: Json) -> Place:
    return Place(x["id"], x["entity"], x["geonames"], x["country"], x["lat"], x["lon"], x["precision"], _reason(x["reason"]))


def _figure(x: Json) -> Figure:
    return Figure(
        x["id"], _span(x), x["low"], x["high"], x["unit"], x["of"], x["scope"], x["approximate"], x["hedged"],
        _reason(x["reason"]), x["effect"], x["part_of"],
    )  # fmt: skip


def _statement(x: Json) -> Statement:
    chain = tuple(Link(c["entity"], _span(c)) for c in x["chain"])
    return Statement(
        x["id"], x["key"], _span(x), _span(x["cue"]), x["direct"], x["stance"], x["evidential"], x["speaker"], chain,
        _reason(x["reason"]), tuple(x["about"]),
    )  # fmt: skip


def _event(x: Json) -> Event:
    return Event(
        x["id"], x["key"], x["type"], x["mode"], _span(x["trigger"]), _span(x["evidence"]), tuple(x["actors"]),
        tuple(x["recipients"]), x["place"], x["date"], x["status"], tuple(x["sources"]), x["confidence"], _reason(x["reason"]),
        x["aspect"], x["deadline"], tuple(x["statements"]), x["killed"], x["injured"], tuple(x["contexts"]),
    )  # fmt: skip
