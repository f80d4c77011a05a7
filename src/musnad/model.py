"""The ideas of Musnad as plain values. Read this first.

Offsets are Unicode code points of the article's own text, end exclusive. All values are
immutable; a :class:`Report` is a pure function of an :class:`Article`, the lexicon and the model.
The JSON shapes are those of DESIGN.md ("What is fixed").
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

#: Types an entity can have (GUIDE.md, "entities").
ENTITY_TYPES = (
    "country", "government", "military", "armed_group", "person", "organization",
    "population", "media", "place", "other",
)  # fmt: skip
#: PLOVER event types (GUIDE.md, "events").
EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
STANCES = ("assert", "deny", "confirm")
STATUSES = ("occurred", "planned", "denied", "hypothetical")
EVIDENTIALS = ("neutral", "assertive", "doubtful", "hearsay")
ASPECTS = ("begin", "continue", "suspend", "resume", "extend", "postpone", "cancel", "end")
#: PLOVER actor sectors.
SECTORS = (
    "GOV", "MIL", "JUD", "LEG", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "BUS", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "REL", "SOC", "CRM", "AGR", "IGO", "UNO", "EUR",
    "NGO", "IMG", "MNC", "UNK",
)  # fmt: skip

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the article's own text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def json(self) -> Json:
        return {"start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the program says so: the rule's name, the lexicon rows (``file:line``) and the words."""

    rule: str
    rows: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()

    def json(self) -> Json:
        return {"rule": self.rule, "rows": list(self.rows), "spans": [s.json() for s in self.spans]}


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it came in. ``published`` is ISO 8601 with the outlet's own zone, or None."""

    text: str
    id: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None

    @property
    def hash(self) -> str:
        """SHA-256 of the text's UTF-8 bytes, hex; lone surrogates are kept as they are."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def name(self) -> str:
        """The id given, else the first 16 hex digits of the hash."""
        return self.id or self.hash[:16]


def fact_key(article_hash: str, kind: str, span: Span, kind_type: str) -> str:
    """The lasting name of a fact: a hash of article, kind, span and type (16 hex digits)."""
    raw = f"{article_hash}|{kind}|{span.start}|{span.end}|{kind_type}"
    return hashlib.sha256(raw.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Dateline:
    place: str | None
    agency: str | None
    span: Span

    def json(self) -> Json:
        return {"place": self.place, "agency": self.agency, **self.span.json()}


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something named, with every mention of it in the article."""

    id: str
    name: str
    type: str
    mentions: tuple[Span, ...]
    reason: Reason
    name_en: str | None = None
    country: str | None = None
    sector: str | None = None
    wikidata: str | None = None
    gender: str | None = None  # m, f or None; grammatical, used by agreement
    number: str | None = None  # s, d, p

    def json(self) -> Json:
        return {
            "id": self.id, "name": self.name, "name_en": self.name_en, "type": self.type,
            "country": self.country, "sector": self.sector, "wikidata": self.wikidata,
            "mentions": [m.json() for m in self.mentions], "reason": self.reason.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Time:
    """A TIMEX3 expression. ``first_day``/``last_day`` are ISO days, inclusive, or None."""

    id: str
    span: Span
    type: str  # DATE TIME DURATION SET
    value: str | None
    first_day: str | None
    last_day: str | None
    reason: Reason

    def json(self) -> Json:
        return {
            "id": self.id, **self.span.json(), "type": self.type, "value": self.value,
            "first_day": self.first_day, "last_day": self.last_day, "reason": self.reason.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity lies. Coordinates are degrees (WGS 84) or None; precision names the level."""

    id: str
    entity: str
    geonames: int | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str  # city admin country region facility
    reason: Reason

    def json(self) -> Json:
        return {
            "id": self.id, "entity": self.entity, "geonames": self.geonames, "country": self.country,
            "lat": self.lat, "lon": self.lon, "precision": self.precision, "reason": self.reason.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of something. ``low``/``high`` bound it; None where the words leave it open."""

    id: str
    span: Span
    low: float | None
    high: float | None
    unit: str
    of: str | None
    scope: str  # event cumulative subset
    approximate: bool
    hedged: bool
    reason: Reason
    effect: str | None = None  # killed injured missing detained displaced, or None
    part_of: str | None = None

    def json(self) -> Json:
        return {
            "id": self.id, "scope": self.scope, **self.span.json(), "low": self.low, "high": self.high,
            "unit": self.unit, "effect": self.effect, "of": self.of, "approximate": self.approximate,
            "hedged": self.hedged, "part_of": self.part_of, "reason": self.reason.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """One who vouches, with the words that name them there."""

    entity: str
    span: Span

    def json(self) -> Json:
        return {"entity": self.entity, **self.span.json()}


@dataclass(frozen=True, slots=True)
class Statement:
    """A passage put in somebody's mouth. The chain runs from the innermost outwards."""

    id: str
    key: str
    span: Span
    cue: Span
    direct: bool
    stance: str
    evidential: str
    speaker: str | None
    chain: tuple[Link, ...]
    reason: Reason
    about: tuple[str, ...] = ()

    def json(self) -> Json:
        return {
            "id": self.id, "key": self.key, "about": list(self.about), "evidential": self.evidential,
            **self.span.json(), "direct": self.direct, "stance": self.stance, "cue": self.cue.json(),
            "speaker": self.speaker, "chain": [c.json() for c in self.chain], "reason": self.reason.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, where and when, and whether it happened."""

    id: str
    key: str
    type: str
    mode: str | None
    trigger: Span
    evidence: Span
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    date: str | None
    status: str
    sources: tuple[str, ...]
    confidence: float
    reason: Reason
    aspect: str | None = None
    deadline: str | None = None
    statements: tuple[str, ...] = ()
    killed: str | None = None
    injured: str | None = None
    contexts: tuple[str, ...] = field(default=())

    def json(self) -> Json:
        return {
            "id": self.id, "key": self.key, "statements": list(self.statements), "aspect": self.aspect,
            "deadline": self.deadline, "type": self.type, "mode": self.mode,
            "trigger": self.trigger.json(), "evidence": self.evidence.json(),
            "actors": list(self.actors), "recipients": list(self.recipients), "place": self.place,
            "date": self.date, "status": self.status, "sources": list(self.sources),
            "killed": self.killed, "injured": self.injured, "contexts": list(self.contexts),
            "confidence": self.confidence, "reason": self.reason.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one article says."""

    article: Article
    language: str
    dateline: Dateline | None = None
    entities: tuple[Entity, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    published_inferred: Json | None = None
    notes: tuple[str, ...] = ()
    quality: tuple[tuple[str, str | None], ...] = ()

    def json(self) -> Json:
        a, d = self.article, self.dateline
        empty = {"place": None, "agency": None, "start": 0, "end": 0}
        return {
            "id": a.name, "hash": a.hash, "published": a.published, "outlet": a.outlet, "url": a.url,
            "language": self.language, "dateline": d.json() if d else empty,
            "published_inferred": self.published_inferred,
            "entities": [x.json() for x in self.entities], "times": [x.json() for x in self.times],
            "places": [x.json() for x in self.places], "figures": [x.json() for x in self.figures],
            "statements": [x.json() for x in self.statements], "events": [x.json() for x in self.events],
            "notes": list(self.notes), "quality": dict(self.quality),
        }  # fmt: skip
