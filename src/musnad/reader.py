"""The reader: the only place that knows the order of the stages."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from musnad.collector import undisturbed
from musnad.events.about import link_about, load_anaphors
from musnad.events.build import build_events
from musnad.events.choice import Reading
from musnad.events.confidence import attach_confidence
from musnad.events.context import attach_casualties, attach_dates, attach_sources, carry_over, weigh_places
from musnad.events.deadlines import attach_deadlines, load_deadline_words
from musnad.events.draft import EventDraft
from musnad.events.find import EventFinder
from musnad.events.gate import EventGate
from musnad.events.status_model import NAMES as STATUS_NAMES
from musnad.events.status_model import StatusWeights
from musnad.events.triggers import COLUMNS as TRIGGER_COLUMNS
from musnad.events.triggers import TriggerTable
from musnad.lexicon.gazetteer import Gazetteer
from musnad.lexicon.lexicon import Lexicon, load_lexicon
from musnad.lexicon.reader import Row
from musnad.lexicon.weights import Weights
from musnad.lexicon.words import Words
from musnad.mentions.chunks import Chunker
from musnad.mentions.coreference import Coreference, Link, pair_weights
from musnad.mentions.countries import CountryFinder, CountryReading
from musnad.mentions.draft import Draft
from musnad.mentions.entities import build_entities
from musnad.mentions.figures import build_figures, find_figures
from musnad.mentions.joins import join_drafts
from musnad.mentions.learned import drop_unlikely, find_learned
from musnad.mentions.mention import Mention
from musnad.mentions.places import PlaceFinder, PlaceTables, build_places
from musnad.mentions.pointed import Pointed
from musnad.mentions.resolve import Resolver
from musnad.mentions.role_weights import RoleWeights
from musnad.mentions.short_names import find_short_names
from musnad.mentions.times import find_times, infer_published
from musnad.model import Article, Dateline, Report, Time
from musnad.statements.choice import CueReading
from musnad.statements.cues import CueTable
from musnad.statements.draft import StatementDraft, build_statements, statement_ids_of
from musnad.statements.find import StatementFinder
from musnad.statements.gate import Gate
from musnad.tagger import TaggerUnavailable, load_tagger
from musnad.tagger.advice import SILENT, Advice
from musnad.text.document import Document, build_document
from musnad.text.language import detect_language

if TYPE_CHECKING:
    from musnad.tagger.tags import Tags

#: How a reader can be asked for: with the model where it can be had, without it, only with it.
KINDS = ("auto", "lexicon", "model")
NAME, MODEL = "lexicon", "lexicon+model"


@dataclass(frozen=True, slots=True)
class Trace:
    """A report and the drafts it was built from (empty for other languages)."""

    report: Report
    doc: Document | None = None
    statements: list[StatementDraft] = field(default_factory=list)
    events: list[EventDraft] = field(default_factory=list)
    ids: dict[int, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    cue_readings: list[CueReading] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    countries: list[CountryReading] = field(default_factory=list)


class Tagging(Protocol):
    """A tagger, as the reader needs it: scores of a document, and the name of the weights."""

    @property
    def name(self) -> str: ...

    def tag(self, document: Document) -> Tags: ...


class Reader:
    """Reads articles. Build once (about half a second), then call :meth:`read` as often as needed."""

    def __init__(
        self, lexicon: Lexicon | None = None, user_lexicon: Path | None = None, gated: bool = True, weights: Path | None = None,
        tagger: Tagging | None = None,
    ) -> None:  # fmt: skip
        self.tagger = tagger
        self.notice = ""  # why the reader asked for is not the one that reads
        self.lexicon = lexicon or load_lexicon(user_lexicon)
        self.words = Words(self.lexicon)
        self.cues = CueTable(self.lexicon, self.words)
        self.gate = Gate(self.lexicon) if gated else None
        self.triggers = TriggerTable(self.lexicon, self.words)
        self.event_gate = EventGate(self.lexicon) if gated else None
        weights = weights or self.lexicon.path("weights_model" if tagger else "weights")
        self.trigger_weights, self.cue_weights = Weights(weights / "trigger.tsv"), Weights(weights / "cue.tsv")
        self.status_weights = StatusWeights([Weights(weights / f"status_{name}.tsv") for name in STATUS_NAMES])
        self.confidence_weights = Weights(weights / "confidence.tsv")
        self.coreference_weights = pair_weights(Weights(weights / "coreference.tsv"))
        self.country_weights = Weights(weights / "country.tsv")
        self.speaker_weights = RoleWeights(Weights(weights / "speaker.tsv"))
        self.role_weights = RoleWeights(*(Weights(weights / f"{role}.tsv") for role in ("actor", "recipient", "place")))
        self.anaphors = load_anaphors(self.lexicon)
        self.deadline_words = load_deadline_words(self.lexicon)
        self.place_tables = PlaceTables(self.lexicon, Gazetteer(self.lexicon.path("gazetteer.tsv")))
        self.places = PlaceFinder(self.place_tables, self.words)

    def trigger_rows(self) -> list[Row]:
        """The rows of ``triggers.tsv``, for tools that measure them."""
        return list(self.lexicon.rows("triggers.tsv", TRIGGER_COLUMNS, ("trigger", "pos")))

    def read(self, article: Article) -> Report:
        """The report of one article: a pure function of article, lexicon and model."""
        return self._trace(article).report

    def trace(self, article: Article) -> Trace:
        """The report with the drafts and readings behind it, for tools that measure and fit."""
        return self._trace(article, every=True)

    def _trace(self, article: Article, every: bool = False) -> Trace:
        """``every`` keeps the pairs of entities that were weighed in vain, too; the report is the same."""
        language = detect_language(article.text)
        model = self.tagger.name if self.tagger else None
        quality = (("reader", MODEL if model else NAME), ("lexicon", self.lexicon.version), ("model", model))
        if language != "ar":
            return Trace(Report(article, language, quality=quality))
        doc = build_document(article)
        times = find_times(doc)
        blocked = frozenset(_tokens_of_times(doc, times))
        chunker = Chunker(doc, self.lexicon, self.words, blocked, self.place_tables.gazetteer)
        mentions = chunker.run()
        mentions += find_short_names(doc, chunker, mentions)
        advice = Advice(self.tagger.tag(doc)) if self.tagger else SILENT
        mentions = drop_unlikely(advice, mentions)
        mentions += find_learned(doc, self.words, advice, mentions, blocked)
        mentions = self.places.find(doc, chunker.infos, mentions, blocked)
        resolver = Resolver(doc, self.lexicon, self.words)
        drafts = resolver.run(mentions)
        join_drafts(doc, drafts, self.lexicon)
        coreference = Coreference(doc, drafts, self.coreference_weights, Pointed(doc, self.words, drafts, advice), every)
        coreference.run()
        countries = CountryFinder(doc, drafts, self.country_weights)
        countries.run()
        figures = find_figures(doc, self.words, self.lexicon, mentions, blocked)
        finder = StatementFinder(doc, self.cues, self.words, mentions, drafts, blocked, self.gate, self.speaker_weights, advice, self.cue_weights)
        found = finder.run()
        event_finder = EventFinder(
            doc, self.triggers, self.words, drafts, mentions, found, times, blocked, self.event_gate, self.role_weights, self.status_weights,
            advice, self.trigger_weights, finder.model,
        )  # fmt: skip
        events = event_finder.run()
        attach_sources(doc, events, found)
        attach_dates(doc, events, times)
        if self.role_weights.places_known:
            weigh_places(events, drafts)
        carry_over(events, drafts)
        attach_confidence(events, self.confidence_weights, self.event_gate.table if self.event_gate else {})
        attach_casualties(doc, events, figures)
        attach_deadlines(doc, events, times, self.deadline_words)
        entities, ids = build_entities(doc, drafts)
        statements = build_statements(doc, found, ids)
        statement_ids = statement_ids_of(found)
        spans = {d.index: [m.span for m in d.mentions] for d in drafts}
        built = build_events(doc, events, ids, statement_ids, spans)
        statements = link_about(doc, statements, built, self.anaphors)
        dateline = Dateline(doc.dateline.place, doc.dateline.agency, doc.dateline.span) if doc.dateline else None
        places = build_places(doc, drafts, ids, self.place_tables)
        report = Report(article, language, dateline, entities, tuple(times), places, build_figures(doc, figures, ids), statements, built, infer_published(doc, times), quality=quality)
        readings = event_finder.chooser.readings if event_finder.chooser else []
        cue_readings = finder.chooser.readings if finder.chooser else []
        return Trace(report, doc, found, events, ids, mentions, readings, cue_readings, drafts, coreference.links, countries.readings)


def _tokens_of_times(doc: Document, times: list[Time]) -> list[int]:
    out: list[int] = []
    for t in times:
        i = doc.token_at(t.span.start)
        while i < len(doc.tokens) and doc.tokens[i].start < t.span.end:
            out.append(i)
            i += 1
    return out


def open_reader(kind: str = "auto", user_lexicon: Path | None = None, lexicon: Lexicon | None = None) -> Reader:
    """A reader of one of :data:`KINDS`.

    ``auto`` reads with the model where onnxruntime and the weights are there, else with the lexicon alone, and then
    ``Reader.notice`` says what is missing. ``model`` raises TaggerUnavailable instead.
    """
    with undisturbed():
        if kind == "lexicon":
            return Reader(lexicon, user_lexicon)
        try:
            return Reader(lexicon, user_lexicon, tagger=load_tagger())
        except TaggerUnavailable as missing:
            if kind == "model":
                raise
            reader = Reader(lexicon, user_lexicon)
            reader.notice = str(missing)
            return reader


def open_for_good(kind: str = "auto", user_lexicon: Path | None = None) -> Reader:
    """As :func:`open_reader`, for a process that is there to read: the garbage collector never walks again what is loaded by now.

    That is a tenth of the reading, and a decision for the whole process: not for a library to take.
    """
    reader = open_reader(kind, user_lexicon)
    gc.freeze()
    return reader
