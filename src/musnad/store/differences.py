"""What another reading of an article says differently: facts gained, lost and changed, with their words.

Facts are the same when kind, span and type are; a fact lost where one of its kind is gained at overlapping words counts as changed.
Ids (s1, e3) are numbers within a report and never compared: what they point to is. Confidence is no fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from musnad.model import Json

#: Kinds of facts, as reports call them.
KINDS = ("entities", "times", "places", "figures", "statements", "events")
_FIELDS: dict[str, tuple[str, ...]] = {
    "entities": ("name", "name_en", "type", "country", "sector", "wikidata"),
    "times": ("type", "value", "first_day", "last_day"),
    "places": ("geonames", "country", "lat", "lon", "precision"),
    "figures": ("low", "high", "unit", "effect", "scope", "approximate", "hedged", "of", "part_of"),
    "statements": ("stance", "evidential", "direct", "speaker", "chain", "about"),
    "events": ("type", "mode", "status", "aspect", "actors", "recipients", "place", "date", "deadline", "sources", "killed", "injured"),
}
_POINTERS = ("of", "part_of", "speaker", "actors", "recipients", "place", "deadline", "sources", "killed", "injured", "about")


@dataclass(frozen=True, slots=True)
class Difference:
    """``change`` is gained, lost or changed; ``fields`` are (name, before, after), both as words. Spans are of the article."""

    change: str
    kind: str
    start: int
    end: int
    words: str
    what: str
    fields: tuple[tuple[str, str, str], ...] = ()

    def json(self) -> Json:
        return {
            "change": self.change, "kind": self.kind, "start": self.start, "end": self.end, "words": self.words, "what": self.what,
            "fields": [{"field": f, "before": b, "after": a} for f, b, a in self.fields],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Fact:
    kind: str
    start: int
    end: int
    type: str
    values: dict[str, str]

    @property
    def name(self) -> tuple[int, int, str]:
        return self.start, self.end, self.type


def differences(text: str, before: Json, after: Json) -> list[Difference]:
    """In the order of kinds, then of the text."""
    out: list[Difference] = []
    for kind in KINDS:
        old, new = ({f.name: f for f in _facts(text, report, kind)} for report in (before, after))
        lost, gained = [f for k, f in old.items() if k not in new], [f for k, f in new.items() if k not in old]
        pairs = [(old[k], new[k]) for k in old if k in new] + list(_moved(lost, gained))
        out += sorted([*_changed(text, pairs), *(_one("lost", text, f) for f in lost), *(_one("gained", text, f) for f in gained)], key=lambda d: d.start)
    return out


def _moved(lost: list[_Fact], gained: list[_Fact]) -> Iterator[tuple[_Fact, _Fact]]:
    """Takes out of both lists what overlaps, first come first served."""
    for old in list(lost):
        new = next((f for f in gained if f.start < old.end and old.start < f.end), None)
        if new is not None:
            lost.remove(old)
            gained.remove(new)
            yield old, new


def _changed(text: str, pairs: list[tuple[_Fact, _Fact]]) -> Iterator[Difference]:
    for old, new in pairs:
        fields = [(f, old.values[f], new.values[f]) for f in old.values if old.values[f] != new.values[f]]
        if (old.start, old.end) != (new.start, new.end):
            fields.insert(0, ("words", text[old.start : old.end], text[new.start : new.end]))
        if fields:
            yield Difference("changed", old.kind, new.start, new.end, text[new.start : new.end], new.type, tuple(fields))


def _one(change: str, text: str, fact: _Fact) -> Difference:
    return Difference(change, fact.kind, fact.start, fact.end, text[fact.start : fact.end], fact.type)


def _facts(text: str, report: Json, kind: str) -> Iterator[_Fact]:
    words = _Words(text, report)
    for fact in report[kind]:
        start, end = words.span(kind, fact)
        values = {f: words.value(f, fact[f]) for f in _FIELDS[kind]}
        yield _Fact(kind, start, end, str(fact.get("type") or fact.get("stance") or fact.get("effect") or ""), values)


class _Words:
    """What ids of one report stand for."""

    def __init__(self, text: str, report: Json) -> None:
        self.names = {e["id"]: e["name"] for e in report["entities"]}
        for kind in ("times", "figures"):
            self.names |= {x["id"]: text[x["start"] : x["end"]] for x in report[kind]}
        self.names |= {e["id"]: text[e["trigger"]["start"] : e["trigger"]["end"]] for e in report["events"]}
        self.mentions = {e["id"]: e["mentions"][0] for e in report["entities"] if e["mentions"]}

    def span(self, kind: str, fact: Json) -> tuple[int, int]:
        where = fact
        if kind == "entities":
            where = self.mentions.get(fact["id"], {"start": 0, "end": 0})
        elif kind == "places":
            where = self.mentions.get(fact["entity"], {"start": 0, "end": 0})
        elif kind == "events":
            where = fact["trigger"]
        return where["start"], where["end"]

    def value(self, field: str, value: Any) -> str:
        if value is None:
            return ""
        if field == "chain":
            return " ← ".join(self.names.get(link["entity"], "") for link in value)
        if field in _POINTERS:
            return ", ".join(sorted(self.names.get(i, "") for i in (value if isinstance(value, list) else [value])))
        return str(value)
