"""Which words are said: a content from the token that opens it to the end of its clause, sentence or quotation."""

from __future__ import annotations

from collections.abc import Container

from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks import cut_start
from musnad.model import Span
from musnad.statements.cues import CueHit
from musnad.statements.scan import OPENING, Frame
from musnad.text.document import Document, Segment

_TRIM = frozenset('،,:;؛.!؟? "“”«»()-–—…')
_BEHIND_QUOTE = frozenset(word_set("statements.content.behind_quote"))
_BEHIND = '،,:;؛. "“”«»'
#: Marks behind a quotation with which the sentence that holds it goes on.
_GOES_ON = ("،", ",", ".", ")")


class ContentFinder:
    """Finds contents in one document; ``cues`` are the tokens at which a cue begins."""

    def __init__(self, doc: Document, cues: Container[int]) -> None:
        self.doc, self.cues = doc, cues
        self.norms = [t.norm for t in doc.tokens]

    # -- contents -----------------------------------------------------------------------------

    def of_frame(self, frame: Frame, begin: int, home: Segment) -> tuple[Span | None, bool]:
        """The content that opens at token ``begin`` of its segment, and whether it is direct speech."""
        quote = self._quote_at(begin)
        content: Span | None
        direct = False
        if quote is not None:
            content, direct = self._of_quote(begin, quote, home, frame.kind == "quote")
        else:
            content = self.to_end(begin, home)
            direct = content is not None and self.is_direct(content)
        if content is not None:
            content = self._to_quote_end(content, home)
            if quote is None and frame.kind in ("bi", "bi_far") and self.norms[begin].startswith(("ب", "ل")):
                start = cut_start(self.doc, self.doc.tokens[begin], 0 if self.norms[begin].startswith("لل") else 1)
                content = Span(min(start, content.end), content.end)
        return content, direct

    def to_end(self, begin: int, segment: Segment) -> Span | None:
        """From a token to the end of the segment, without trailing marks."""
        return self.trimmed(self.doc.tokens[begin].start, segment.last - 1) if begin < segment.last else None

    def quote_before(self, hit: CueHit, segment: Segment) -> Span | None:
        """«"…"، قال X»: a quotation that opens the segment and ends just before the cue."""
        if segment.first >= hit.first or self.norms[segment.first] not in OPENING:
            return None
        q = self._quote_at(segment.first)
        if q is None:
            return None
        k = self.doc.token_at(self.doc.quotes[q].outer.end)
        between = [n for n in self.norms[k : hit.first] if n not in _TRIM]
        return self.stripped(self.doc.quotes[q].inner) if len(between) <= 1 and k <= hit.first else None

    def is_direct(self, content: Span) -> bool:
        """Wholly or almost in quotation marks."""
        covered = max((min(q.outer.end, content.end) - max(q.outer.start, content.start) for q in self.doc.quotes if q.outer.start < content.end and content.start < q.outer.end), default=0)
        return covered >= 0.8 * len(content)

    # -- quotations ---------------------------------------------------------------------------

    def _quote_at(self, k: int) -> int | None:
        """The quotation that opens at token ``k`` (its mark), if it is speech."""
        if self.norms[k] in OPENING and k + 1 < len(self.doc.tokens):
            q = self.doc.tokens[k + 1].quoted
            if q >= 0 and self.doc.quotes[q].inner.start >= self.doc.tokens[k].start:
                return q
        return None

    def _of_quote(self, k: int, q: int, segment: Segment, alone: bool) -> tuple[Span | None, bool]:
        """The quotation, or the whole clause when the quotation is only its first part."""
        quote = self.doc.quotes[q]
        if alone or quote.inner.end >= segment.span.end:
            return self.stripped(quote.inner), True
        rest = self.to_end(k, segment)
        if rest is None:
            return self.stripped(quote.inner), True
        if len(quote.inner) >= 0.6 * len(rest) or self._closed_behind(quote.outer.end, segment):
            return self.stripped(quote.inner), True
        return rest, False

    def _to_quote_end(self, content: Span, home: Segment) -> Span:
        """A quotation that the segment's last word stands in is said to its end: «إن "…. …"»."""
        q = self.doc.tokens[self.doc.token_at(content.end - 1)].quoted
        if content.end < home.span.end - 3 or q < 0 or self.doc.quotes[q].inner.start < content.start - 2:
            return content
        return self.stripped(Span(content.start, max(content.end, self.doc.quotes[q].inner.end)))

    def _closed_behind(self, end: int, segment: Segment) -> bool:
        """Whether the sentence goes on behind the quotation with a comma, a cue or a new clause."""
        k = self.doc.token_at(end)
        if k >= segment.last:
            return True
        return self.norms[k] in _GOES_ON or self.norms[k] in _BEHIND_QUOTE or k in self.cues or self.norms[k][0] == "و"

    # -- ends ---------------------------------------------------------------------------------

    def stripped(self, span: Span) -> Span:
        """Without spaces and marks at its ends."""
        text = self.doc.text
        start, end = span.start, span.end
        while start < end and (text[start].isspace() or text[start] in _TRIM):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in _BEHIND):
            end -= 1
        return Span(start, end)

    def trimmed(self, start: int, last_token: int) -> Span | None:
        """From an offset to a token, without trailing marks; None where nothing is left."""
        while last_token >= 0 and self.doc.tokens[last_token].start >= start and self.doc.tokens[last_token].kind == "punct" and self.norms[last_token] in _TRIM:
            last_token -= 1
        end = self.doc.tokens[last_token].end
        if end <= start:
            return None
        span = self.stripped(Span(start, end))
        return span if len(span) else None
