"""The ideas of a record as plain values. Read this first.

A record is what many reports say together. All values are immutable, all lists are sorted, and nothing
here depends on the order in which articles came or on the clock: the same set of articles and decisions
gives the same :class:`Situation`, byte for byte. Days are ISO days in the outlet's own zone, articles are
named by the SHA-256 of their text, facts by the ``key`` of their report.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

#: What people can decide. ``key`` and ``other`` name: two identities · two identities, or an identity and one of
#: its forms (``Identity.forms``) · two facts · two facts · a fact, nothing · two articles · two articles.
DECISION_KINDS = ("same_actor", "other_actor", "same_matter", "other_matter", "wrong", "copy", "no_copy")
#: What a step of a matter's history tells.
ACTS = (
    "asserted", "denied", "confirmed", "withdrawn", "planned", "doubted",
    "begun", "continued", "suspended", "resumed", "extended", "postponed", "cancelled", "ended",
)  # fmt: skip
#: What a dispute is about.
DISPUTE_KINDS = ("stance", "figure")
#: What kinds of processes there are.
PROCESS_KINDS = (
    "talks", "meeting", "visit", "truce", "campaign", "withdrawal", "exchange", "exercise", "ties", "protest", "sanctions", "aid", "emergency",
)  # fmt: skip
PHASES = ("planned", "begun", "suspended", "resumed", "extended", "postponed", "cancelled", "ended", "denied")
DEADLINE_STATES = ("pending", "passed", "met")
STATES = ("asserted", "confirmed", "denied", "disputed", "planned", "withdrawn", "suspended", "cancelled", "hypothetical")


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of the record with its report (the JSON of DESIGN.md). ``published`` is ISO 8601 or None."""

    hash: str
    url: str | None
    outlet: str | None
    published: str | None
    title: str | None
    text: str
    report: Json

    @property
    def day(self) -> str | None:
        """The day of publication in the outlet's own zone."""
        return self.published[:10] if self.published else None

    @property
    def ref(self) -> ArticleRef:
        return ArticleRef(self.hash, self.url, self.outlet, self.published, self.title)

    def json(self) -> Json:
        """Without text and report: those are stored once, by whoever stores."""
        return self.ref.json()


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article as a situation names it: a situation holds no texts and no reports, so that it stays small."""

    hash: str
    url: str | None
    outlet: str | None
    published: str | None
    title: str | None

    @property
    def day(self) -> str | None:
        return self.published[:10] if self.published else None

    def json(self) -> Json:
        return {"hash": self.hash, "url": self.url, "outlet": self.outlet, "published": self.published, "title": self.title}


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """What a person decided. ``when`` orders decisions that contradict each other: the last one holds."""

    kind: str
    key: str
    other: str | None
    who: str
    when: str

    def json(self) -> Json:
        return {"kind": self.kind, "key": self.key, "other": self.other, "who": self.who, "when": self.when}


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of something that the record put together: the rule, and what it rests on, in words for people."""

    rule: str
    because: tuple[str, ...] = ()

    def json(self) -> Json:
        return {"rule": self.rule, "because": list(self.because)}


@dataclass(frozen=True, slots=True, order=True)
class FactRef:
    """A fact of one article: ``kind`` is event, statement, figure, time or entity; offsets as in the report."""

    article: str
    start: int
    end: int
    kind: str
    key: str
    words: str

    def json(self) -> Json:
        return {
            "article": self.article, "key": self.key, "kind": self.kind,
            "start": self.start, "end": self.end, "words": self.words,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """Someone or something, across articles. ``members`` are ``(article, entity id)``.

    ``forms`` are the names that it goes by, each a key of its own that a ``other_actor`` decision can take away.
    ``named`` is false for what is only described («مسؤول أمني»): such are never joined across articles.
    """

    key: str
    name: str
    name_en: str | None
    type: str
    country: str | None
    sector: str | None
    wikidata: str | None
    forms: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    articles: int
    named: bool
    reason: Why

    def json(self) -> Json:
        return {
            "key": self.key, "name": self.name, "name_en": self.name_en, "type": self.type, "country": self.country,
            "sector": self.sector, "wikidata": self.wikidata, "forms": list(self.forms),
            "members": [list(m) for m in self.members], "articles": self.articles, "named": self.named,
            "reason": self.reason.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """Who stands behind a fact: the innermost named source that is outside the outlet, else the outlet itself.

    ``kind`` is source (an identity), agency (by whom the article was written) or outlet.
    """

    key: str
    kind: str
    name: str
    identity: str | None = None

    def json(self) -> Json:
        return {"key": self.key, "kind": self.kind, "name": self.name, "identity": self.identity}


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Articles that are one text. ``origin`` is the article that the others count as; ``agency`` who wrote it, if told.

    ``why`` has a line for each member: (article, the measure and its value).
    """

    key: str
    origin: str
    agency: str | None
    members: tuple[str, ...]
    why: tuple[tuple[str, str], ...]

    def json(self) -> Json:
        return {
            "key": self.key, "origin": self.origin, "agency": self.agency, "members": list(self.members),
            "why": [{"article": a, "why": w} for a, w in self.why],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class VersionGroup:
    """Articles that one address held, oldest first. The last one counts: what it corrects is no claim of the outlet any more."""

    url: str
    articles: tuple[str, ...]

    def json(self) -> Json:
        return {"url": self.url, "articles": list(self.articles)}


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """What was told on ``day`` (publication), by whom, in which words.

    ``by`` is an identity key, None where the outlet tells it in its own voice; ``chain`` are identity keys, innermost first.
    """

    day: str | None
    act: str
    by: str | None
    by_name: str | None
    chain: tuple[str, ...]
    origin: str
    fact: FactRef
    outlet: str | None

    @property
    def article(self) -> str:
        return self.fact.article

    def json(self) -> Json:
        return {
            "day": self.day, "act": self.act, "by": self.by, "by_name": self.by_name, "chain": list(self.chain),
            "origin": self.origin, "article": self.fact.article, "words": self.fact.words, "fact": self.fact.json(),
            "outlet": self.outlet,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """One value in one article."""

    day: str | None
    article: str
    origin: str
    origin_name: str
    low: float | None
    high: float | None
    scope: str
    hedged: bool
    fact: FactRef

    def json(self) -> Json:
        return {
            "day": self.day, "article": self.article, "origin": self.origin, "origin_name": self.origin_name,
            "low": self.low, "high": self.high, "scope": self.scope, "hedged": self.hedged, "fact": self.fact.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureLine:
    """All values for one thing that is counted in one matter, by day. ``best`` is the last that most origins hold."""

    key: str
    matter: str
    effect: str | None
    unit: str
    low: float | None
    best: float | None
    high: float | None
    entries: tuple[FigureEntry, ...]

    def json(self) -> Json:
        return {
            "key": self.key, "matter": self.matter, "effect": self.effect, "unit": self.unit,
            "low": self.low, "best": self.best, "high": self.high, "entries": [e.json() for e in self.entries],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matter:
    """One happening or one proposition, with every fact that is about it.

    ``actors``, ``recipients`` and ``place`` are identity keys. ``first_day`` and ``last_day`` bound when it happened
    (not when it was told), None where no article says. ``status`` is one of STATES.
    """

    key: str
    title_ar: str
    title_en: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    first_day: str | None
    last_day: str | None
    status: str
    facts: tuple[FactRef, ...]
    history: tuple[HistoryStep, ...]
    origins: tuple[Origin, ...]
    articles: tuple[str, ...]
    confidence: float
    weight: float
    reason: Why

    def json(self) -> Json:
        return {
            "key": self.key, "title_ar": self.title_ar, "title_en": self.title_en, "type": self.type, "mode": self.mode,
            "actors": list(self.actors), "recipients": list(self.recipients), "place": self.place,
            "first_day": self.first_day, "last_day": self.last_day, "status": self.status,
            "facts": [f.json() for f in self.facts], "history": [h.json() for h in self.history],
            "origins": [o.json() for o in self.origins], "articles": list(self.articles),
            "confidence": self.confidence, "weight": self.weight, "reason": self.reason.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One position in a dispute: what it holds (affirms, denies, or a value) and who does, each origin once."""

    position: str
    origins: tuple[Origin, ...]
    facts: tuple[FactRef, ...]

    def json(self) -> Json:
        return {
            "position": self.position, "origins": [o.json() for o in self.origins], "facts": [f.json() for f in self.facts],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dispute:
    """Opposed stances on one proposition, or values that cannot both hold, from independent origins."""

    key: str
    kind: str
    matter: str | None
    proposition: str
    proposition_en: str
    sides: tuple[Side, ...]
    history: tuple[HistoryStep, ...]
    weight: float
    reason: Why

    def json(self) -> Json:
        return {
            "key": self.key, "kind": self.kind, "matter": self.matter, "proposition": self.proposition,
            "proposition_en": self.proposition_en, "sides": [s.json() for s in self.sides],
            "history": [h.json() for h in self.history], "weight": self.weight, "reason": self.reason.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phase:
    """A step of a process. ``day`` is when it happened if told, else None; ``told`` when it was published."""

    name: str
    day: str | None
    told: str | None
    by: str | None
    by_name: str | None
    fact: FactRef

    def json(self) -> Json:
        return {
            "name": self.name, "day": self.day, "told": self.told, "by": self.by, "by_name": self.by_name,
            "article": self.fact.article, "words": self.fact.words, "fact": self.fact.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something was to be. ``silent_after``: articles about the same actors published after a passed ``day``.

    None when the deadline is pending or met; 0 means that nothing was published, which is no silence.
    """

    day: str
    what: str
    state: str
    silent_after: int | None
    fact: FactRef

    def json(self) -> Json:
        return {
            "day": self.day, "what": self.what, "state": self.state, "silent_after": self.silent_after,
            "article": self.fact.article, "words": self.fact.words, "fact": self.fact.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Process:
    """A matter that goes on, with its phases by day. ``state`` is its last phase."""

    key: str
    kind: str
    title_ar: str
    title_en: str
    actors: tuple[str, ...]
    place: str | None
    state: str
    phases: tuple[Phase, ...]
    deadlines: tuple[Deadline, ...]
    matters: tuple[str, ...]
    origins: tuple[Origin, ...]
    weight: float
    reason: Why

    def json(self) -> Json:
        return {
            "key": self.key, "kind": self.kind, "title_ar": self.title_ar, "title_en": self.title_en,
            "actors": list(self.actors), "place": self.place, "state": self.state,
            "phases": [p.json() for p in self.phases], "deadlines": [d.json() for d in self.deadlines],
            "matters": list(self.matters), "origins": [o.json() for o in self.origins],
            "weight": self.weight, "reason": self.reason.json(),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that a set of articles says together. ``now`` is the latest day of publication unless given."""

    now: str | None = None
    as_of: str | None = None
    articles: tuple[ArticleRef, ...] = ()
    identities: tuple[Identity, ...] = ()
    copies: tuple[CopyGroup, ...] = ()
    matters: tuple[Matter, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    processes: tuple[Process, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    versions: tuple[VersionGroup, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def json(self) -> Json:
        return {
            "now": self.now, "as_of": self.as_of, "articles": [a.json() for a in self.articles],
            "identities": [x.json() for x in self.identities], "copies": [x.json() for x in self.copies],
            "matters": [x.json() for x in self.matters], "disputes": [x.json() for x in self.disputes],
            "processes": [x.json() for x in self.processes], "figures": [x.json() for x in self.figures],
            "versions": [x.json() for x in self.versions], "notes": list(self.notes),
        }  # fmt: skip
