"""A statement put together: cue, content, stance, speaker and the media that pass it on."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.mentions.candidates import Candidate
from musnad.mentions.chunks import cut_start
from musnad.model import Span
from musnad.statements.choice import CueChooser
from musnad.statements.content import ContentFinder
from musnad.statements.cues import CueHit
from musnad.statements.draft import StatementDraft, frame_of_rule
from musnad.statements.gate import Gate
from musnad.statements.scan import Frame
from musnad.statements.speaker import Speaker, SpeakerFinder
from musnad.statements.stance import stance_of
from musnad.statements.weighing import SpeakerWeigher
from musnad.text.document import Document, Segment

_MEDIA_PREPS = frozenset(word_set("statements.drafter.media_preps"))


class Drafter:
    """Where all readings of cues bring what they found in one document; ``out`` is what was admitted so far."""

    def __init__(
        self, doc: Document, words: Words, contents: ContentFinder, speakers: SpeakerFinder,
        gate: Gate | None, chooser: CueChooser | None, weigher: SpeakerWeigher | None,
    ) -> None:  # fmt: skip
        self.doc, self.words, self.contents, self.speakers = doc, words, contents, speakers
        self.gate, self.chooser, self.weigher = gate, chooser, weigher
        self.norms = [t.norm for t in doc.tokens]
        self.out: list[StatementDraft] = []

    def spoken(self, hit: CueHit, segment: Segment) -> list[StatementDraft]:
        """What somebody says before a cue in its segment."""
        return [s for s in self.out if s.segment == segment.index and s.speaker is not None and s.hit.first < hit.first]

    def add_frame(self, hit: CueHit, segment: Segment, frame: Frame, begin: int, speaker: Speaker | None, rule: str) -> None:
        """A statement whose content opens at token ``begin``, as its frame has it."""
        if begin >= len(self.doc.tokens):
            return
        home = self.doc.segments[self.doc.tokens[begin].segment] if self.doc.tokens[begin].segment >= 0 else segment
        content, direct = self.contents.of_frame(frame, begin, home)
        if content is not None:
            self.add(hit, segment, content, direct, speaker, rule, frame, begin)

    def add(self, hit: CueHit, segment: Segment, content: Span, direct: bool, speaker: Speaker | None, rule: str, frame: Frame | None = None, begin: int = 0) -> None:
        """A statement whose content is known, unless its cue is no cue here."""
        cue_span = Span(cut_start(self.doc, self.doc.tokens[hit.first], hit.cut), self.doc.tokens[hit.last - 1].end)
        stance, why = stance_of(self.doc, self.words, hit, frame, content, segment)
        if stance is None or not self._admitted(hit, rule, content, stance):
            return
        if speaker is not None and speaker.span is not None:
            speaker = self.speakers.issuer(speaker, frame.marker if frame else segment.last)
        candidates: list[Candidate] = []
        if self.weigher is not None and hit.cue.kind != "colon":
            candidates = self.weigher.candidates(hit, segment, content, speaker, rule, self.out)
            speaker = self.weigher.likeliest(candidates, speaker, hit, segment)
        chain: list[tuple[int, Span]] = []
        if speaker:
            chain.append((speaker.draft, speaker.span or cue_span))
            chain += self._media_links(hit, segment, frame, speaker)
        self.out.append(StatementDraft(
            segment.index, hit, cue_span, content, direct, stance, hit.cue.evidential,
            speaker.draft if speaker else None, chain, f"{rule}/{speaker.rule if speaker else 'no_speaker'}{why}",
            (hit.cue.where,), begin=begin or self.doc.token_at(content.start), candidates=candidates,
        ))  # fmt: skip
        if not self.doc.tokens[hit.first].quoted >= 0 or speaker is None or speaker.span is not None:
            self.speakers.note(speaker, segment)

    def _admitted(self, hit: CueHit, rule: str, content: Span, stance: str) -> bool:
        """By the tagger and the counts together, or by the counts alone, which leave denials and admissions alone."""
        if self.chooser is not None:
            return self.chooser.admits(hit, frame_of_rule(rule), content, stance)
        if self.gate is None or stance != "assert" or hit.cue.stance != "assert":
            return True
        return self.gate.admits(hit.cue.cue, *frame_of_rule(rule))

    def _media_links(self, hit: CueHit, segment: Segment, frame: Frame | None, speaker: Speaker) -> list[tuple[int, Span]]:
        """Media that pass it on: «لرويترز», «في تصريح لقناة …», «نقلت وكالة … عن»."""
        limit = frame.marker if frame else min(segment.last, hit.last + 12)
        out: list[tuple[int, Span]] = []
        for m in self.speakers.by_segment.get(segment.index, ()):
            if m.first < hit.first or m.first >= limit or m.type != "media" or m.entity == speaker.draft:
                continue
            before = self.norms[m.first - 1] if m.first else ""
            relayed = speaker.rule == "source.relayed" and m.first == hit.last
            told = "whom" in hit.cue.takes and m.first > hit.last
            if m.front.endswith("ل") or before in _MEDIA_PREPS or relayed or told or before.startswith("ل"):
                out.append((m.entity, m.span))
        return out
