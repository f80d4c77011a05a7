"""Titles: a matter in one line, in the article's own words and as a formula in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from musnad.record.facts import Fact
from musnad.record.identities import Who

#: Characters of a title.
LONGEST = 160


def is_headline(fact: Fact, title: str | None) -> bool:
    """Whether a mention is what its article's headline tells first, and tells as so: then the headline says it best."""
    t = fact.telling
    return title is not None and len(title) <= LONGEST and t.sentence == 0 and t.leads and not (t.negated or fact.denials or fact.status == "denied")


def title_ar(fact: Fact, title: str | None = None) -> str:
    """The headline if a mention is what it tells (``title``), else its clause, else the mention's own words, cut at a word's end."""
    if title is not None and is_headline(fact, title):
        return title
    if fact.telling.clause:
        return " ".join(fact.telling.clause[2].split())
    return shortened(fact.telling.words)


def shortened(text: str) -> str:
    """An article's words on one line, cut at a word's end."""
    words = " ".join(text.split())
    if words == text and len(words) <= LONGEST:
        return text  # not a second time in memory
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rsplit(" ", 1)[0] + " …"


def title_en(type_: str, mode: str | None, actors: Sequence[Who], recipients: Sequence[Who], place: Who | None, day: str | None) -> str:
    """``ASSAULT/aerial: A → B, in C, 2018-02-24``."""
    head = type_ + (f"/{mode}" if mode else "")
    sides = " → ".join([_names(side) for side in (actors, recipients) if side])
    where = f"in {place.name_en or place.name}" if place else ""
    return f"{head}: " + ", ".join([p for p in (sides, where, day or "") if p])


def _names(side: Sequence[Who]) -> str:
    return " + ".join([w.name_en or w.name for w in side[:3]])


def name_of(key: str, who: Mapping[str, Who]) -> str:
    found = who.get(key)
    return (found.name_en or found.name) if found else key
