"""Terms: days by which something is to be, told by a phrase before a time («في موعد أقصاه 31 آذار/مارس», «خلال 72 ساعة»)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from musnad.lexicon.reader import read_table
from musnad.record.days import covered, ordinal
from musnad.record.model import Json
from musnad.text.fold import fold

_LENGTH = re.compile(r"P(?:(\d+)([DWM])|T(\d+)H)$")
_DAYS = {"D": 1, "W": 7, "M": 30}
#: Characters before a time in which its phrase ends, and after it in which another day may be named as its start.
NEAR = 24
#: Days ahead within which a term is one; «خلال عام 2030» is a plan.
FAR = 400


@dataclass(frozen=True, slots=True)
class Term:
    """A day by which something is to be («في موعد أقصاه 31 آذار», «خلال 72 ساعة»): ``start``/``end`` of phrase and time."""

    key: str
    day: int
    start: int
    end: int
    words: str
    sentence: int


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    """The phrases of ``data/deadline_phrases.tsv``, folded, the longest first."""
    rows = read_table(Path(__file__).parent / "data" / "deadline_phrases.tsv", ("phrase", "source"))
    listed = sorted((fold(r["phrase"]) for r in rows), key=len, reverse=True)
    return re.compile(rf"(?:^|\s)(?:{'|'.join(map(re.escape, listed))})\s*$")


def find_terms(text: str, times: Iterable[Json], published: int | None, sentence: Callable[[int], int]) -> list[Term]:
    """Terms of an article that end after its publication, in order. ``times`` are those of its report."""
    out = []
    ordered = sorted(times, key=lambda t: (t["start"], t["end"]))
    for n, time in enumerate(ordered):
        before = text[max(0, time["start"] - NEAR) : time["start"]]
        if published is None or not _phrases().search(fold(before).rstrip(" \"«“")):
            continue
        if not _ahead(text, time):
            continue
        start = _anchor(text, time, ordered[:n]) or published
        day = _due(time, start)
        if day is None or not published < day <= published + FAR:
            continue
        key = blake2b(f"{text}|term|{time['start']}".encode(), digest_size=8).hexdigest()
        out.append(Term(key, day, time["start"], time["end"], text[time["start"] : time["end"]], sentence(time["start"])))
    return out


_PAST = re.compile(r"ماض|اخير|سابق|فايت|منصرم|فقط")
_AHEAD = re.compile(r"علي ان |سوف |(?:^| )(?:و|ف)?س[تي]\w|مهل|يجب|ينبغي|يتعين|مقرر|موعد|بحلول|قبل |يعتزم|تعهد|يلتزم|لمغادر|ان [تي]\w+ .{0,40}$")


def _ahead(text: str, time: Json) -> bool:
    """Whether a time looks ahead: no «الماضية» in or behind it, and a future, a duty or a plan before it in the sentence."""
    if _PAST.search(fold(text[time["start"] : time["end"] + 10])):
        return False
    return bool(_AHEAD.search(fold(re.split(r"[.\n]", text[max(0, time["start"] - 160) : time["start"]])[-1])))


def _anchor(text: str, time: Json, before: list[Json]) -> int | None:
    """The day that a length counts from when the words point back to it: «خلال أسبوعين من ذلك التاريخ»."""
    after = fold(text[time["end"] : time["end"] + NEAR])
    if not re.match(r"\s*من (?:ذلك|هذا) (?:التاريخ|اليوم|الموعد)", after):
        return None
    days = [d[1] for t in before if (d := covered(t.get("value") or ""))]
    return days[-1] if days else None


def _due(time: Json, start: int) -> int | None:
    value = time.get("value") or ""
    if m := _LENGTH.match(value):
        return start + (int(m[1]) * _DAYS[m[2]] if m[1] else -(-int(m[3]) // 24))
    if time.get("type") == "DATE" and time.get("last_day"):
        return ordinal(time["last_day"])
    return None
