"""What is said around a trigger: the statements that it stands in, that deny it, and who speaks before it."""

from __future__ import annotations

from musnad.events.triggers import TriggerHit
from musnad.statements.draft import StatementDraft
from musnad.statements.taken_up import TAKEN_UP
from musnad.text.document import Document, Segment


class SaidAround:
    """The statements of one document, as its triggers ask for them. ``parts`` are words of ``denied_parts.tsv``."""

    def __init__(self, doc: Document, statements: list[StatementDraft], parts: tuple[str, ...]) -> None:
        self.doc, self.parts = doc, parts
        self.norms = [t.norm for t in doc.tokens]
        #: Statements by the token at which their cue begins.
        self.by_cue = {s.hit.first: s for s in reversed(statements)}
        self.by_segment = by_segment(doc, statements)

    def innermost(self, hit: TriggerHit) -> StatementDraft | None:
        """The shortest statement whose content holds the trigger."""
        start = self.doc.tokens[hit.first].start
        home = self.doc.tokens[hit.first].segment
        around = [s for s in self.by_segment.get(home, ()) if s.content.start <= start < s.content.end]
        return min(around, key=lambda s: len(s.content), default=None)

    def taken_back(self, hit: TriggerHit) -> bool:
        """«أعلنت … استئناف الهجمات قبل أن تنفيه»: what was said is denied by a pronoun behind it."""
        start = self.doc.tokens[hit.first].start
        around = self.by_segment.get(self.doc.tokens[hit.first].segment, ())
        return any(s.rule.startswith(TAKEN_UP) and s.stance == "deny" and s.content.start <= start < s.content.end for s in around)

    def part_denied(self, denial: StatementDraft, hit: TriggerHit) -> bool:
        """«نفت أي ضلوع في الهجوم»: a part is denied, the attack is not (GUIDE.md); ``denied_parts.tsv`` names the parts."""
        first = self.doc.token_at(denial.content.start)
        for k in range(first, min(first + 3, hit.last)):
            stem = self.norms[k]
            if any(stem.startswith(part) and len(stem) - len(part) <= 3 for part in self.parts):
                return k < hit.first or denial.content.end > self.doc.tokens[hit.last - 1].end + 4
        return False

    def last_speaker(self, hit: TriggerHit, segment: Segment) -> int | None:
        """Who was the subject of what stands before in this segment."""
        spoken = [s for s in self.by_segment.get(segment.index, ()) if s.segment == segment.index and s.speaker is not None and s.hit.first < hit.first]
        return spoken[-1].speaker if spoken else None

    def near(self, segment: Segment) -> list[StatementDraft]:
        """Statements whose cue stands in this segment or the one before, in order."""
        both = (segment.index - 1, segment.index)
        return [s for n in both for s in self.by_segment.get(n, ()) if s.segment == n]


def by_segment(doc: Document, statements: list[StatementDraft]) -> dict[int, list[StatementDraft]]:
    """Statements by every segment that their cue or content touches."""
    out: dict[int, list[StatementDraft]] = {}
    for s in statements:
        first = doc.tokens[min(doc.token_at(s.content.start), len(doc.tokens) - 1)].segment
        last = doc.tokens[min(doc.token_at(s.content.end - 1), len(doc.tokens) - 1)].segment
        for n in {s.segment, *range(first, last + 1)}:
            out.setdefault(n, []).append(s)
    return out
