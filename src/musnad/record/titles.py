"""Titles: a matter in one line, in the article's own words and as a formula in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from musnad.lexicon.reader import read_table
from musnad.record.facts import Fact
from musnad.record.identities import Who
from musnad.text.fold import fold

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
        return opening(" ".join(fact.telling.clause[2].split()))
    return shortened(fact.telling.words)


def opening(text: str) -> str:
    """Without the «و» by which a sentence goes on from the one before («واتهمت لندن موسكو»)."""
    first = text.partition(" ")[0]
    goes_on = len(first) > 3 and first[0] == "و" and not any(fold(first).startswith(w) for w in waw_words())
    return text[1:] if goes_on else text


@lru_cache(maxsize=1)
def waw_words() -> tuple[str, ...]:
    """Beginnings of words that have a «و» of their own (``data/waw_words.tsv``)."""
    rows = read_table(Path(__file__).parent / "data" / "waw_words.tsv", ("word", "source"))
    return tuple(fold(r["word"]) for r in rows)


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
