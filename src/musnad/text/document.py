"""A document: one article, cut up for reading. Built once per article, never changed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from musnad.model import Article, Span
from musnad.text.fold import Folded, fold_with_offsets
from musnad.text.layout import BODY, HEADLINE, FoundDateline, Line, classify_lines
from musnad.text.quotes import Quote, find_quotes
from musnad.text.segments import paragraph_spans, segment_spans
from musnad.text.tokens import Token, tokenize

#: The longest sentence of 17,757 real articles has under 400 tokens.
MAX_TOKENS = 500


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence: its span, its tokens (``first``..``last`` exclusive) and the kind of its line."""

    index: int
    span: Span
    first: int
    last: int
    kind: str
    paragraph: int

    @property
    def tells(self) -> bool:
        """Whether facts are read from it."""
        return self.kind in (HEADLINE, BODY)


@dataclass(frozen=True, slots=True)
class Document:
    article: Article
    folded: Folded
    tokens: list[Token]
    segments: list[Segment]
    lines: list[Line]
    quotes: list[Quote]
    dateline: FoundDateline | None
    #: Where each token ends, for :meth:`token_at`.
    ends: list[int]

    @property
    def text(self) -> str:
        return self.article.text

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds a character offset, or None between segments."""
        i = bisect_right(self.segments, offset, key=lambda s: s.span.start) - 1
        return self.segments[i] if i >= 0 and offset < self.segments[i].span.end else None

    def token_at(self, offset: int) -> int:
        """Index of the first token that ends after an offset (``len(tokens)`` when none does)."""
        return bisect_right(self.ends, offset)

    def norm(self, span: Span) -> str:
        """The folded words of a span, joined by single spaces."""
        first, last = self.token_at(span.start), self.token_at(span.end - 1)
        return " ".join(t.norm for t in self.tokens[first : last + 1])


def _assign_quotes(tokens: list[Token], quotes: list[Quote]) -> None:
    """Give each token the index of its innermost quotation. Inner quotes come after outer ones."""
    starts = [t.start for t in tokens]
    for q, quote in enumerate(quotes):
        if len(quote.inner) > 20_000:
            continue
        i = bisect_right(starts, quote.inner.start - 1)
        while i < len(tokens) and tokens[i].end <= quote.inner.end:
            tokens[i].quoted = q
            i += 1


def build_document(article: Article) -> Document:
    """Cut an article into lines, segments, tokens and quotations. Linear in its length."""
    text = article.text
    folded = fold_with_offsets(text)
    tokens = list(tokenize(folded))
    lines, dateline = classify_lines(text, paragraph_spans(text))
    quotes = find_quotes(text)
    _assign_quotes(tokens, quotes)
    segments = _segments(text, tokens, lines)
    return Document(article, folded, tokens, segments, lines, quotes, dateline, [t.end for t in tokens])


def _segments(text: str, tokens: list[Token], lines: list[Line]) -> list[Segment]:
    out: list[Segment] = []
    line_no, tok = 0, 0
    for span in segment_spans(text):
        while line_no + 1 < len(lines) and lines[line_no].span.end <= span.start:
            line_no += 1
        line = lines[line_no]
        start = line.body if span.start < line.body <= span.end else span.start
        while tok < len(tokens) and tokens[tok].start < start:
            tok += 1
        first = tok
        while tok < len(tokens) and tokens[tok].start < span.end:
            tokens[tok].segment = len(out)
            tok += 1
        out += _pieces(tokens, Segment(len(out), Span(start, span.end), first, tok, line.kind, line_no))
    return out


def _pieces(tokens: list[Token], segment: Segment) -> list[Segment]:
    """A segment of bearable length: longer ones (a broken page in one line) are cut, so that time stays linear."""
    if segment.last - segment.first <= MAX_TOKENS:
        return [segment]
    out: list[Segment] = []
    start = segment.span.start
    for first in range(segment.first, segment.last, MAX_TOKENS):
        last = min(first + MAX_TOKENS, segment.last)
        end = tokens[last].start if last < segment.last else segment.span.end
        index = segment.index + len(out)
        for token in tokens[first:last]:
            token.segment = index
        out.append(Segment(index, Span(start, end), first, last, segment.kind, segment.paragraph))
        start = end
    return out
