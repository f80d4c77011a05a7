"""Statements of a document: every cue that has a content, with speaker, stance and chain.

This module knows the order of the readings: the colon of a headline, then the cues from first to last, then what only the
tagger knows; contents are cut where all statements are known.
"""

from __future__ import annotations

from musnad.lexicon.weights import Weights
from musnad.lexicon.words import Words
from musnad.mentions.candidates import CandidateFinder
from musnad.mentions.draft import Draft
from musnad.mentions.mention import Mention
from musnad.mentions.role_weights import RoleWeights
from musnad.model import Span
from musnad.statements.according_to import AccordingTo
from musnad.statements.choice import CueChooser
from musnad.statements.collect import collect_cues
from musnad.statements.content import ContentFinder
from musnad.statements.cues import CueHit, CueTable
from musnad.statements.cut import cut_at_comment, cut_at_next_cue
from musnad.statements.draft import StatementDraft
from musnad.statements.drafter import Drafter
from musnad.statements.gate import Gate
from musnad.statements.headlines import Headlines
from musnad.statements.noun_cues import NounCues
from musnad.statements.phrase_cues import PhraseCues
from musnad.statements.scan import Scanner
from musnad.statements.speaker import SpeakerFinder
from musnad.statements.stance import denials_by_context
from musnad.statements.verb_cues import VerbCues
from musnad.statements.weighing import SpeakerWeigher
from musnad.tagger.advice import SILENT, Advice
from musnad.text.document import Document, Segment


class StatementFinder:
    """Reads one document. Build, then :meth:`run` once."""

    def __init__(
        self, doc: Document, table: CueTable, words: Words, mentions: list[Mention], drafts: list[Draft],
        blocked: frozenset[int], gate: Gate | None = None, weights: RoleWeights | None = None,
        advice: Advice = SILENT, cue_weights: Weights | None = None,
    ) -> None:  # fmt: skip
        self.doc, self.words = doc, words
        self.model = CandidateFinder(doc, words, drafts, mentions, weights, advice, ("speaker",)) if weights is not None else None
        self.chooser = CueChooser(doc, advice, cue_weights, gate) if advice.active and cue_weights is not None else None
        self.norms = [t.norm for t in doc.tokens]
        self.hits = collect_cues(doc, self.norms, table, blocked)
        scanner = Scanner(doc, words, mentions, blocked, self.hits)
        self.speakers = SpeakerFinder(doc, words, mentions, drafts, blocked)
        weigher = SpeakerWeigher(doc, self.speakers, self.model, weights.known) if self.model is not None and weights is not None else None
        self.contents = ContentFinder(doc, self.hits)
        self.drafter = Drafter(doc, words, self.contents, self.speakers, gate, self.chooser, weigher)
        self.verbs, self.nouns = VerbCues(self.drafter, scanner), NounCues(self.drafter, scanner)
        self.phrases = PhraseCues(self.drafter, scanner)
        self.according_to, self.headlines = AccordingTo(self.drafter), Headlines(self.drafter, table.colon)

    def run(self) -> list[StatementDraft]:
        for segment in self.doc.segments:
            if segment.tells:
                self._segment(segment)
        out = self.drafter.out
        cut_at_next_cue(self.doc, out)
        cut_at_comment(self.doc, self.words, out)
        denials_by_context(self.doc, out)
        unique = {(s.content, s.stance): s for s in reversed(out) if len(s.content) > 1}
        return [s for s in out if unique.get((s.content, s.stance)) is s]

    def _segment(self, segment: Segment) -> None:
        out, start = self.drafter.out, len(self.drafter.out)
        self.headlines.read(segment)
        for k in range(segment.first, segment.last):
            hit = self.hits.get(k)
            if hit is None or any(s.hit.first <= k < s.begin and s.hit.cue.kind == "colon" for s in out[start:]):
                continue
            self._read(hit, segment)
        if self.chooser is not None:
            self._unlisted(self.chooser, segment, start)

    def _read(self, hit: CueHit, segment: Segment) -> None:
        """Each kind of cue by the module that knows it."""
        kind = hit.cue.kind
        if kind == "preposition" or ("before" in hit.cue.takes and kind == "phrase" and hit.cue.stance == "assert"):
            self.according_to.read(hit, segment)
        elif hit.verb is not None:
            self.verbs.read(hit, segment)
        elif kind == "participle":
            self.nouns.read_participle(hit, segment)
        elif kind in ("masdar", "noun"):
            self.nouns.read_noun(hit, segment)
        elif kind == "phrase":
            self.phrases.read(hit, segment)

    def _unlisted(self, chooser: CueChooser, segment: Segment, start: int) -> None:
        """Cues that only the tagger knows, with the content and speaker that it points to."""
        out = self.drafter.out
        taken = {k for s in out[start:] for k in range(s.hit.first, s.hit.last)}
        for hit, content in chooser.unlisted(segment, taken):
            if any(_same_words(content, s.content) for s in out[start:]):
                continue
            verb = next((v for v in self.words(self.norms[hit.first]).verbs if "3" in v.person), None)
            hit = CueHit(hit.cue, hit.first, hit.last, verb.cut if verb else 0, verb, verb.suffix if verb else "")
            speaker = self.speakers.of_verb(hit, segment, self.doc.token_at(content.start)) if verb else None
            self.drafter.add(hit, segment, content, self.contents.is_direct(content), speaker, "statement.learned.tagger")


def _same_words(a: Span, b: Span) -> bool:
    """Whether two contents share half of what both cover."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared >= max(a.end, b.end) - min(a.start, b.start)
