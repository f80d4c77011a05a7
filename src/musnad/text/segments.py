"""Segments: what a reader takes as one sentence, cut as GUIDE.md cuts them.

At line ends, and after ``.`` ``!`` ``?`` ``؟`` (and a closing mark) followed by white space.
"""

from __future__ import annotations

import re

from musnad.model import Span

_CUT = re.compile(r"\n+|(?<=[.!?؟])[\"»”']?\s+")
_LINE = re.compile(r"[^\n]+")


def segment_spans(text: str) -> list[Span]:
    """The non-empty segments in order."""
    spans: list[Span] = []
    start = 0
    for match in _CUT.finditer(text):
        if text[start : match.start()].strip():
            spans.append(Span(start, match.start()))
        start = match.end()
    if text[start:].strip():
        spans.append(Span(start, len(text)))
    return spans


def paragraph_spans(text: str) -> list[Span]:
    """The non-empty lines in order."""
    return [Span(*m.span()) for m in _LINE.finditer(text) if m.group().strip()]
