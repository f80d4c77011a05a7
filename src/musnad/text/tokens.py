"""Tokens: words, numbers and punctuation marks of the folded text, with offsets in the original."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from musnad.text.fold import Folded

# Hash and underscore («#الاتحاد_الأوروبي») only join words; look-up passes over them.
_TOKEN = re.compile(r"(?P<number>\d+(?:[.,٫٬]\d+)*)|(?P<word>[^\W\d_]+)|(?P<punct>[^\w\s#])")


@dataclass(slots=True)
class Token:
    """One token. ``start``/``end`` are offsets in the original, ``norm`` is the folded form."""

    index: int
    start: int
    end: int
    norm: str
    kind: str  # word number punct
    segment: int = -1
    quoted: int = -1  # index of the innermost quotation, -1 outside

    @property
    def is_word(self) -> bool:
        return self.kind == "word"


def tokenize(folded: Folded) -> Iterator[Token]:
    """All tokens in order. Whitespace yields none."""
    back = folded.back
    same = isinstance(folded.origin, range)  # nothing has shifted
    for index, match in enumerate(_TOKEN.finditer(folded.text)):
        start, end = match.span() if same else back(*match.span())
        yield Token(index, start, end, match.group(), match.lastgroup or "punct")
