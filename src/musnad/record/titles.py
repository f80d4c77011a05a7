"""Titles: a matter in one line, in the article's own words and as a formula in English."""

from __future__ import annotations

from collections.abc import Mapping

from musnad.record.facts import Fact
from musnad.record.identities import Who
from musnad.record.model import Matter

#: Characters of a title.
LONGEST = 160


def title_ar(fact: Fact) -> str:
    """The words of the surest mention, cut at a word's end."""
    return shortened(fact.telling.words)


def shortened(text: str) -> str:
    """An article's words on one line, cut at a word's end."""
    words = " ".join(text.split())
    if words == text and len(words) <= LONGEST:
        return text  # not a second time in memory
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rsplit(" ", 1)[0] + " …"


def title_en(matter: Matter, who: Mapping[str, Who]) -> str:
    """``ASSAULT/aerial: A → B, in C, 2018-02-24``."""
    head = matter.type + (f"/{matter.mode}" if matter.mode else "")
    sides = " → ".join(s for s in (_names(matter.actors, who), _names(matter.recipients, who)) if s)
    where = f"in {name_of(matter.place, who)}" if matter.place else ""
    return f"{head}: " + ", ".join(p for p in (sides, where, matter.first_day or "") if p)


def _names(keys: tuple[str, ...], who: Mapping[str, Who]) -> str:
    return " + ".join(name_of(k, who) for k in keys[:3])


def name_of(key: str, who: Mapping[str, Who]) -> str:
    found = who.get(key)
    return (found.name_en or found.name) if found else key
