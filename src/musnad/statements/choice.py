"""Whether a cue opens a statement, and where its content lies, when a tagger reads along.

Without a tagger the measured precision of cue and frame decides alone (:mod:`musnad.statements.gate`).
"""

from __future__ import annotations

from dataclasses import dataclass

from musnad.lexicon.weights import Weights
from musnad.model import Span
from musnad.statements.cues import Cue, CueHit
from musnad.statements.gate import Gate
from musnad.tagger.advice import CUE_FLOOR, Advice, bin_of
from musnad.text.document import Document, Segment

#: A reading below this probability is no statement (best statement F1 on unseen folds of train).
THRESHOLD = 0.40
#: The tagger's content takes the place of the rules' from this probability on, when they share less than half.
CONTENT_FLOOR = 0.35


@dataclass(frozen=True, slots=True)
class CueReading:
    """One reading weighed: the content it would have and its features."""

    content: Span
    features: tuple[str, ...]
    probability: float


class CueChooser:
    """Decides in one document; ``readings`` keeps all that were weighed, for ``tools/fit_weights.py``."""

    def __init__(self, doc: Document, advice: Advice, weights: Weights, gate: Gate | None) -> None:
        self.doc, self.advice, self.weights, self.gate = doc, advice, weights, gate
        self.readings: list[CueReading] = []

    def admits(self, hit: CueHit, frame: tuple[str, str], content: Span) -> bool:
        """Whether cue and tagger together make it a statement."""
        marks = self.advice.cue_marks(hit.first, hit.last)
        row = "none" if self.gate is None or not hit.cue.where else str(bin_of(self.gate.precision(hit.cue.cue, *frame)))
        features = (*marks, f"row:{row}", f"frame:{'.'.join(frame)}", f"stance:{hit.cue.stance}", f"{marks[0]}|row:{row}", f"{marks[0]}|frame:{'.'.join(frame)}")
        p = self.weights.probability(features) if self.weights.known else 1.0
        self.readings.append(CueReading(content, features, p))
        return p >= THRESHOLD

    def content(self, hit: CueHit, content: Span) -> tuple[Span, str]:
        """The content as the rules see it, or as the tagger does where it is surer; and a mark for the rule's name."""
        found = self.advice.content(hit.first)
        if found is None or found[1] < CONTENT_FLOOR:
            return content, ""
        other = self.span(found[0])
        shared = max(0, min(content.end, other.end) - max(content.start, other.start))
        if shared >= 0.5 * (max(content.end, other.end) - min(content.start, other.start)):
            return content, ""
        return other, "+tagger.content"

    def span(self, tokens: tuple[int, int]) -> Span:
        """First and last token to offsets."""
        return Span(self.doc.tokens[tokens[0]].start, self.doc.tokens[tokens[1]].end)

    def unlisted(self, segment: Segment, taken: set[int]) -> list[tuple[CueHit, Span]]:
        """Cues of a segment that no row or frame took, with their contents."""
        out = []
        for k in range(segment.first, segment.last):
            if k in taken or self.doc.tokens[k].kind != "word" or self.advice.cue(k) < CUE_FLOOR:
                continue
            found = self.advice.content(k)
            if found is None:
                continue
            stance, sure = self.advice.stance(k)
            cue = Cue(self.doc.tokens[k].norm, "learned", stance if sure >= 0.5 else "assert", "neutral", frozenset(), "")
            out.append((CueHit(cue, k, k + 1, 0), self.span(found[0])))
        return out
