"""Quotations: stretches between quotation marks, nested and across sentences.

Marks: ``“ ” „ ‟ « » " ‹ ›`` and single marks around more than a word. An unclosed mark ends with its
paragraph (newsrooms forget to close them), and a closing mark without a partner is passed over. One
pass over the text with a stack per paragraph, so a million marks take linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from musnad.model import Span

_OPEN = {"“": "”", "«": "»", "„": "”", "‹": "›", "‘": "’"}
_CLOSE = {"”": "“„", "»": "«", "›": "‹", "’": "‘"}
_SYMMETRIC = '"'
_MARKS = "".join((*_OPEN, *_CLOSE, _SYMMETRIC))
#: Deeper nesting than this is noise, not speech; further opening marks are passed over.
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation. ``inner`` leaves the marks out; ``closed`` is False if its paragraph ended it."""

    outer: Span
    inner: Span
    depth: int
    closed: bool


def _is_opening(text: str, i: int) -> bool:
    """A symmetric mark opens when it stands after a space or bracket and before a letter."""
    before = text[i - 1] if i else "\n"
    after = text[i + 1] if i + 1 < len(text) else "\n"
    if before.isspace() and not after.isspace():
        return True
    if after.isspace() and not before.isspace():
        return False
    return before in "([:،," or not before.isalnum()


class _Paragraph:
    """The open marks of the paragraph being read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[tuple[str, int]] = []
        self.done: list[Quote] = []

    def open(self, mark: str, i: int) -> None:
        if len(self.stack) < MAX_DEPTH:
            self.stack.append((mark, i))

    def close(self, marks: str, i: int) -> None:
        depth = next((d for d in reversed(range(len(self.stack))) if self.stack[d][0] in marks), None)
        if depth is None:
            return
        self._emit(depth, i, i + 1, closed=True)
        del self.stack[depth:]

    def symmetric(self, i: int) -> None:
        opened = any(mark == _SYMMETRIC for mark, _ in self.stack)
        if opened and not (_is_opening(self.text, i) and self.stack[-1][0] != _SYMMETRIC):
            self.close(_SYMMETRIC, i)
        else:
            self.open(_SYMMETRIC, i)

    def finish(self, end: int) -> None:
        for depth in reversed(range(len(self.stack))):
            self._emit(depth, end, end, closed=False)
        self.stack.clear()

    def _emit(self, depth: int, inner_end: int, outer_end: int, closed: bool) -> None:
        start = self.stack[depth][1]
        if inner_end > start + 1:
            inner = Span(start + 1, inner_end)
            self.done.append(Quote(Span(start, outer_end), inner, depth, closed))


def find_quotes(text: str, folded_breaks: str = "\n") -> list[Quote]:
    """All quotations, by start, outer before inner."""
    reader = _Paragraph(text)
    for match in re.finditer(f"[{_MARKS}{re.escape(folded_breaks)}]", text):
        ch, i = match.group(), match.start()
        if ch in folded_breaks:
            reader.finish(i)
        elif ch in _SYMMETRIC:
            reader.symmetric(i)
        elif ch in _OPEN:
            if ch != "‘" or _is_opening(text, i):
                reader.open(ch, i)
        else:
            reader.close(_CLOSE[ch], i)
    reader.finish(len(text))
    return sorted(reader.done, key=lambda q: (q.outer.start, -q.outer.end))
