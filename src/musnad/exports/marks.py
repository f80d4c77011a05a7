"""Marks in a text that hold no other marks: where two would overlap, the later one takes what is left."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.model import Span


@dataclass(slots=True)
class Mark:
    """An element around words of the text, or between two characters where no words were left for it."""

    span: Span
    tag: str
    attributes: dict[str, str]


class Marks:
    """The marks of one text. Whoever comes first has its whole span."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._marks: list[Mark] = []

    def put(self, span: Span, tag: str, attributes: dict[str, str]) -> Mark:
        """Mark a span; the mark that now stands for it.

        The very words of a mark of the same tag share that mark. Otherwise it is the longest stretch of words that no mark has;
        if there is none, a mark of the same tag that covers the span is shared, or one without words stands behind the cover.
        """
        over = [m for m in self._marks if m.span.overlaps(span)]
        same = next((m for m in over if m.tag == tag and m.span == span), None)
        if same:
            return same
        free = self._free(span, over)
        if free is None:
            shared = next((m for m in over if m.tag == tag), None)
            if shared:
                return shared
            end = max(m.span.end for m in over)
            free = Span(end, end)
        mark = Mark(free, tag, attributes)
        self._marks.append(mark)
        return mark

    def say(self, span: Span) -> None:
        """An event with these words is an act of speech too: unless it already is more than an occurrence, it reports."""
        for mark in self._marks:
            if mark.span == span and mark.attributes.get("class") == "OCCURRENCE":
                mark.attributes["class"] = "REPORTING"

    def word_before(self, span: Span) -> Span | None:
        """The word that stands before a span with nothing but a space between; None where a mark has it."""
        end = span.start - 1
        if end < 1 or self.text[end] != " ":
            return None
        start = end
        while start > 0 and not self.text[start - 1].isspace():
            start -= 1
        found = Span(start, end)
        return None if len(found) == 0 or any(m.span.overlaps(found) for m in self._marks) else found

    def ordered(self) -> list[Mark]:
        return sorted(self._marks, key=lambda m: (m.span.start, m.span.end))

    def _free(self, span: Span, over: list[Mark]) -> Span | None:
        """The longest stretch of the span outside of the marks, without spaces at its edges; the first of equals."""
        edges = [span.start]
        for mark in sorted(over, key=lambda m: m.span):
            edges += [mark.span.start, mark.span.end]
        edges.append(span.end)
        stretches = [self._trimmed(max(a, span.start), min(b, span.end)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
        left = [s for s in stretches if len(s) > 0]
        return max(left, key=lambda s: (len(s), -s.start)) if left else None

    def _trimmed(self, start: int, end: int) -> Span:
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return Span(start, max(start, end))
