"""Whether a cue opens a statement when a tagger reads along, and the cues that only the tagger knows.

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

#: A reading below this probability is no statement (best statement+speaker F1 on unseen folds of train; the tagger's own
#: contents in place of the rules' made both worse, so they serve only cues that no rule knows).
THRESHOLD = 0.60
#: A denial or a confirmation is kept from this probability on: they are few, and each matters.
STANCE_THRESHOLD = 0.25


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

    def admits(self, hit: CueHit, frame: tuple[str, str], content: Span, stance: str) -> bool:
        """Whether cue and tagger together make it a statement."""
        marks = self.advice.cue_marks(hit.first, hit.last)
        row = "none" if self.gate is None or not hit.cue.where else str(bin_of(self.gate.precision(hit.cue.cue, *frame)))
        features = (*marks, f"row:{row}", f"frame:{'.'.join(frame)}", f"stance:{hit.cue.stance}", f"{marks[0]}|row:{row}", f"{marks[0]}|frame:{'.'.join(frame)}")
        p = self.weights.probability(features) if self.weights.known else 1.0
        self.readings.append(CueReading(content, features, p))
        return p >= (THRESHOLD if stance == "assert" else STANCE_THRESHOLD)

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
