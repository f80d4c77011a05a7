"""A segment as the rules see it: its tokens, each with the readings that the vocabulary gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from musnad.mentions.times.vocabulary import Sense, Vocabulary
from musnad.text.document import Document, Segment
from musnad.text.fold import TABLE
from musnad.text.tokens import Token

_NONE: Mapping[str, Sense] = {}


@dataclass(frozen=True, slots=True)
class View:
    """The tokens of one segment, counted from 0. Positions outside read as nothing."""

    tokens: list[Token]
    readings: dict[int, dict[str, Sense]]
    text: str
    groups: Mapping[str, frozenset[str]]

    def norm(self, i: int) -> str:
        return self.tokens[i].norm if 0 <= i < len(self.tokens) else ""

    def near(self, i: int, group: str) -> bool:
        """Whether the token is a word of a group of contexts.tsv."""
        return self.norm(i) in self.groups[group]

    def kind(self, i: int) -> str:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else "none"

    def sense(self, i: int, cls: str) -> Sense | None:
        return self.readings.get(i, _NONE).get(cls)

    def skip(self, i: int, cls: str) -> int:
        """The position behind a word of a class, or the same position."""
        sense = self.sense(i, cls)
        return i + sense.width if sense else i

    def kin(self, i: int, cls: str) -> bool:
        """Whether a word of a class is joined on by «و» («وعشرين», «والنصف»)."""
        sense = self.sense(i, cls)
        return sense is not None and sense.clitic.startswith("و")

    def start(self, i: int, cut: int) -> int:
        """Offset in the article of a token without its first ``cut`` folded letters."""
        offset = self.tokens[i].start
        while cut:
            cut -= len(TABLE.get(ord(self.text[offset]), "x"))
            offset += 1
        return offset

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the one before it without white space."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start


def read_segment(doc: Document, segment: Segment, words: Vocabulary) -> View | None:
    """The view of a segment, or None when no word of time and no number stands in it."""
    tokens = doc.tokens[segment.first : segment.last]
    readings: dict[int, dict[str, Sense]] = {}
    number = False
    table = words.senses
    for i, token in enumerate(tokens):
        senses = table.get(token.norm)
        if senses is None:
            number = number or token.kind == "number"
            continue
        found: dict[str, Sense] = {}
        for sense in senses:
            if sense.cls not in found and (not sense.rest or _follows(tokens, i, sense.rest)):
                found[sense.cls] = sense
        if found:
            readings[i] = found
    return View(tokens, readings, doc.text, words.groups) if readings or number else None


def _follows(tokens: list[Token], i: int, rest: tuple[str, ...]) -> bool:
    return len(tokens) > i + len(rest) and all(tokens[i + 1 + k].norm == word for k, word in enumerate(rest))
