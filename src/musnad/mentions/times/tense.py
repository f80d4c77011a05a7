"""Whether a day told without its week lies behind or ahead: the nearest verb or cue before it decides."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.mentions.times.view import View
from musnad.mentions.times.vocabulary import Vocabulary

_WINDOW = 14
_STOPS = frozenset((".", "؟", "!", ";", "؛"))
_FUTURE = ("سي", "ست", "سن", "سا", "وسي", "وست", "فسي", "فست")


@dataclass(frozen=True, slots=True)
class Direction:
    ahead: bool
    word: int | None = None  # position of the word that decided


def direction(view: View, i: int, words: Vocabulary) -> Direction:
    """The direction of an expression that starts at token ``i``."""
    for k in range(i - 1, max(-1, i - 1 - _WINDOW), -1):
        norm = view.norm(k)
        if norm in _STOPS:
            break
        if norm in words.past_verbs:
            return Direction(False, k)
        if norm in words.planned or is_future_verb(norm, words):
            return Direction(True, k)
    return Direction(False)


def is_future_verb(norm: str, words: Vocabulary) -> bool:
    """«سيلتقي», «ستعقد»: a future verb, not «سياسي»."""
    if len(norm) < 5 or not norm.startswith(_FUTURE) or norm.startswith(("سا", "سن")):
        return False
    bare = norm[1:] if norm[0] in "وف" else norm
    return bare not in words.no_future and not bare.startswith(("سياس", "سيطر", "سيار", "سياد", "سيدات"))
