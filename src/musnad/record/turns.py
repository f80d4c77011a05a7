"""How a turn is told: as news, in passing («منذ بدء الاحتجاجات»), or only wished, feared or refused («دعا إلى تمديد الهدنة»)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from musnad.lexicon.reader import read_table
from musnad.lexicon.word_sets import word_set
from musnad.record.words import words_of
from musnad.text.fold import fold

#: Words before the word of a turn among which one is looked for that makes it a wish.
NEAR, NEXT = 13, 1
#: Characters that so many words can take.
_WINDOW = 130
#: What is written to the word of a turn, before it.
_CLITICS = re.compile(r"[^\W\d_]+$")
#: The word behind that of the turn.
_AFTER = re.compile(r"\w+\s+(\w+)")
#: Letters with which the imperfect begins (that of «تستأنف» begins perfects too).
_IMPERFECT = word_set("record.turns.imperfect")
#: With what a thing began or ended takes itself no turn («بدأت الحرب بهجوم»): what is written to it is a row's.
_BOUNDS, _WRITTEN = frozenset(("begin", "end")), re.compile(r"\b[^\W\d_]$")


@lru_cache(maxsize=1)
def _rows() -> dict[tuple[str, str], str]:
    """``(where, folded word)`` → effect, of ``data/turn_context.tsv``."""
    rows = read_table(Path(__file__).parent / "data" / "turn_context.tsv", ("word", "where", "effect", "source"))
    return {(r["where"], fold(r["word"])): r["effect"] for r in rows}


def standing(text: str, first: int, turn: int, trigger: int, aspect: str) -> str | None:
    """``wish``, ``aside``, ``ahead`` («ستختتم الزيارة») or ``since`` («منذ بدء …», whose day is that of the turn), or None for what is told as news.

    ``first`` is where the sentence begins, ``turn`` where the word of the turn does, ``trigger`` the event's own.
    """
    rows = _rows()
    if aspect in _BOUNDS and turn < trigger and (written := _WRITTEN.search(text[turn:trigger])) and ("by", written[0]) in rows:
        return rows["by", written[0]]
    if (after := _AFTER.match(text, turn)) and (effect := rows.get(("after", fold(after[1])))):
        return effect
    before = text[max(first, turn - _WINDOW) : turn]
    if effect := rows.get(("verb", text[turn : turn + 2])):
        return effect
    clitics = _CLITICS.search(before)
    if clitics and (effect := next((e for c in fold(clitics[0]) if (e := rows.get(("clitic", c)))), None)):
        return effect
    words = [_bare(w) for w in words_of(before[: clitics.start()] if clitics else before)]
    near = next((e for w in reversed(words[-NEAR:]) if (e := rows.get(("near", w)))), None)
    may = rows.get(("imperfect", words[-1])) if words and text[turn] in _IMPERFECT else None  # «قد يستأنف» may; «قد استأنف» has
    return may or near or next((e for w in words[-NEXT:] if (e := rows.get(("next", w)))), None)


def _bare(word: str) -> str:
    """Without what is written to it («ولاحتمال», «المحتمل»), where a row has the rest."""
    rows, rest = _rows(), word
    while len(rest) > 2 and not any((w, rest) in rows for w in ("near", "next")):
        cut = next((c for c in ("ال", "و", "ف", "ل", "ب") if rest.startswith(c)), None)
        if cut is None:
            return word
        rest = rest[len(cut) :]
    return rest
