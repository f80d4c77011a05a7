"""One article as the rules for figures see it."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.lexicon.lexicon import Lexicon
from musnad.lexicon.words import WordInfo, Words
from musnad.mentions.chunks import cut_start
from musnad.mentions.figures.tables import FigureTables, figure_tables
from musnad.mentions.mention import Mention
from musnad.model import Span
from musnad.text.document import Document

STOPS = frozenset(".؛;:؟!()[]")
QUOTES = frozenset('"“”«»\'‘’')


class Scan:
    """Tokens, their readings, mentions by token, and the tables."""

    def __init__(self, doc: Document, words: Words, lexicon: Lexicon, mentions: list[Mention], blocked: frozenset[int]) -> None:
        self.doc, self.words, self.lexicon, self.blocked = doc, words, lexicon, blocked
        self.tables: FigureTables = figure_tables(lexicon)
        self.tokens = doc.tokens
        self.norms = [t.norm for t in doc.tokens]
        self.start = self.end = 0
        self._mentions: dict[int, list[Mention]] = {}
        for mention in mentions:
            if mention.entity >= 0:
                self._mentions.setdefault(mention.first, []).append(mention)

    def segments(self) -> Iterator[int]:
        """Indexes of the segments that tell; ``start`` and ``end`` follow along."""
        for segment in self.doc.segments:
            if segment.tells:
                self.start, self.end = segment.first, segment.last
                yield segment.index

    def info(self, i: int) -> WordInfo:
        return self.words(self.norms[i])

    def norm(self, i: int) -> str:
        return self.norms[i] if self.start <= i < self.end else ""

    def is_word(self, i: int) -> bool:
        return self.start <= i < self.end and self.tokens[i].kind == "word" and i not in self.blocked

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the one before it without white space."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def starting(self, i: int) -> list[Mention]:
        """Mentions that begin at token ``i``, widest first."""
        return sorted(self._mentions.get(i, ()), key=lambda m: -m.last)

    def span(self, first: int, last: int, cut: int = 0) -> Span:
        return Span(cut_start(self.doc, self.tokens[first], cut), self.tokens[last - 1].end)
