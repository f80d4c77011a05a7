"""The clause around a mention, for a title: from the verb before its first argument to the end of what is said."""

from __future__ import annotations

import re

from musnad.lexicon.word_sets import word_set

#: Characters before and behind a mention within which its clause begins and ends, and those of a title.
LEAD_IN, LEAD_OUT, LONGEST = 50, 60, 90
#: What somebody is accused of takes more.
ACCUSED = 140
_OPENERS, _BY = "|".join(word_set("record.clauses.openers")), "|".join(word_set("record.clauses.of_what"))
_OPENS = re.compile(rf"[،.:؛\n«»\"!؟()–—]\s*|--\s*|\b(?:{_OPENERS})\s+")
_CLOSES, _STOPS = re.compile(r"[،.:؛\n!؟]"), re.compile(r"[.؛\n!؟]")
_OF_WHAT = re.compile(rf"\b(?:{_BY})\w{{3}}")


def clause(text: str, start: int, end: int, accused: bool) -> tuple[int, int, str] | None:
    """Start, end and words of the clause of what stands at ``start``–``end``, if it begins and ends near («اتهمت لندن …»).

    ``accused``: of an accusation, which goes on until it says of what.
    """
    begin = max(0, start - LEAD_IN)
    opened = [m.end() for m in _OPENS.finditer(text, begin, start)] or ([0] if begin == 0 else [])
    last = _accused_of(text, end) if accused else _end(text, end, LEAD_OUT, _CLOSES)
    if not opened or last is None or last - opened[-1] > LONGEST + (ACCUSED if accused else LEAD_OUT):
        return None
    return opened[-1], last, text[opened[-1] : last].strip()


def says_of_what(words: str) -> bool:
    """Whether words behind an accusation say of what («… بدعم جماعات مسلحة»)."""
    return _OF_WHAT.search(words) is not None


def _end(text: str, end: int, reach: int, closes: re.Pattern[str]) -> int | None:
    """Where a clause ends that goes on at ``end``, if near."""
    closed = closes.search(text, end, end + reach)
    return closed.start() if closed else len(text) if len(text) <= end + reach else None


def _accused_of(text: str, end: int) -> int:
    """Where an accusation has said of what («…، الذي يعيش هناك منذ أعوام، بمساعدة جماعة مسلحة»)."""
    last = _end(text, end, ACCUSED, _CLOSES)
    if last is None or not says_of_what(text[end:last]):
        last = _end(text, end, ACCUSED, _STOPS)
    return text.rfind(" ", end, end + ACCUSED) if last is None else last
