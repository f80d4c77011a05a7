"""Whether a day told without its week lies behind or ahead: the nearest verb or cue before it decides."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.mentions.times.view import View
from musnad.mentions.times.vocabulary import Tense

#: How many tokens back a verb still governs a date.
_WINDOW = 14
#: How far before a future verb «كان» makes it the future of then.
_AUXILIARY = 7
_STOPS = frozenset((".", "؟", "!", ";", "؛"))


@dataclass(frozen=True, slots=True)
class Direction:
    """``word`` is the position of the word that decided; None when nothing did."""

    ahead: bool
    word: int | None = None
    since: bool = False


def direction(view: View, i: int, words: Tense) -> Direction:
    """The direction of an expression that starts at token ``i``."""
    if view.norm(i - 1) in words.since:
        return Direction(False, i - 1, since=True)
    for k in range(i - 1, max(-1, i - 1 - _WINDOW), -1):
        norm = view.norm(k)
        if norm in _STOPS:
            break
        bare = _bare(norm)
        if bare in words.past or (norm in words.relative and _finished(view.norm(k + 1), words)):
            return Direction(False, k)
        if bare in words.planned or is_future_verb(norm, words) or _first_person(view, k, words):
            return Direction(not _was(view, k, words), k)
    return Direction(False)


def _bare(norm: str) -> str:
    """A word without «و» or «ف» before it."""
    return norm[1:] if norm[:1] in ("و", "ف") and len(norm) > 3 else norm


def _finished(norm: str, words: Tense) -> bool:
    """A word after «التي» that is no verb of the present or the future."""
    return bool(norm) and norm[0] not in "يتس" and norm not in words.planned


def _first_person(view: View, k: int, words: Tense) -> bool:
    """«سأعلن», with its hamza; «سنعقد»."""
    norm, raw = view.norm(k), view.text[view.tokens[k].start :][:3]
    future = raw.startswith("سأ") or (norm.startswith("سن") and len(norm) >= 5)
    return future and not norm.startswith(words.no_future)


def _was(view: View, k: int, words: Tense) -> bool:
    """«كانت المحادثات ستنتهي الجمعة», but not «كانت قد أعلنت أنهم سيدخلون الأربعاء»."""
    for j in range(k - 1, max(-1, k - 1 - _AUXILIARY), -1):
        if view.norm(j) == "ان":
            return False
        if _bare(view.norm(j)) in words.pluperfect:
            return True
    return False


def is_future_verb(norm: str, words: Tense) -> bool:
    """«سيلتقي», «ستعقد»: a future verb, not «سياسي»."""
    bare = _bare(norm)
    return len(bare) >= 5 and bare.startswith(("سي", "ست")) and not bare.startswith(words.no_future)
