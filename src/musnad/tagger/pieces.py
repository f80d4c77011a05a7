"""Words as pieces of the encoder's vocabulary (sentencepiece, Apache-2.0)."""

from __future__ import annotations

import re
from typing import Protocol

#: Ids with a meaning of their own, as in XLM-R: <s>, padding, </s>, unknown.
BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
#: Longer words are broken text; their tail tells nothing.
MAX_PIECES, MAX_LETTERS = 12, 64
#: The encoder never saw these inside words: diacritics, tatweel, the Arabic letter mark and the zero-width joiner.
_STRIPPED = re.compile("[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}\N{ARABIC LETTER SUPERSCRIPT ALEF}\N{ARABIC TATWEEL}\N{ARABIC LETTER MARK}\N{ZERO WIDTH JOINER}]")


class Processor(Protocol):
    """The part of ``sentencepiece.SentencePieceProcessor`` that is used."""

    def encode(self, text: str) -> list[int]: ...

    def piece_to_id(self, piece: str) -> int: ...


class Pieces:
    """Piece ids of single words, remembered. Sentencepiece counts <unk> <s> </s> first, the weights <s> <pad> </s> <unk>."""

    def __init__(self, processor: Processor, remembered: int = 50_000) -> None:
        self._processor = processor
        self._space = processor.piece_to_id("\N{LOWER ONE EIGHTH BLOCK}")
        self._known: dict[tuple[str, bool], tuple[int, ...]] = {}
        self._remembered = remembered

    def of(self, word: str, *, glued: bool) -> tuple[int, ...]:
        """The word's ids, at least one. ``glued``: no white space stands before it (punctuation, mostly)."""
        key = (word, glued)
        ids = self._known.get(key)
        if ids is None:
            if len(self._known) >= self._remembered:
                self._known.clear()
            ids = self._known[key] = self._encode(word, glued)
        return ids

    def _encode(self, word: str, glued: bool) -> tuple[int, ...]:
        found = self._processor.encode(_STRIPPED.sub("", word[:MAX_LETTERS]))
        if glued and len(found) > 1 and found[0] == self._space:
            found = found[1:]
        return tuple(i + 1 if i >= 3 else UNKNOWN for i in found[:MAX_PIECES]) or (UNKNOWN,)
