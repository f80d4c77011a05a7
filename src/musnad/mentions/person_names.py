"""One name of a person in its forms: in full, by its family name, by its last two words."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks.ground import NAME_SECOND

#: Words that make one family name with the word behind them.
_PARTS = frozenset(word_set("mentions.person_names.parts"))


def short_forms(person: tuple[str, ...]) -> list[str]:
    """How a person may be called by one part of the name: the family name, or its last two words."""
    if not person:
        return []
    out = [person[-1]]
    if len(person) > 1 and (person[-1] in NAME_SECOND or person[-2] in _PARTS):
        out = [f"{father_of(person[-2])} {person[-1]}"]
    if len(person) > 1:
        out.append(" ".join(person))
        out += [w for w in person[1:-1] if len(w) > 3 and w not in NAME_SECOND]
    return out


def father_of(word: str) -> str:
    """«أبا», «أبي» as «أبو»."""
    return "ابو" if word in ("ابا", "ابي") else word


def compatible(known: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Two forms of a name can be one person: one is part of the other, or first and last agree."""
    a, b = set(known), set(new)
    return a <= b or b <= a or (known[0] == new[0] and known[-1] == new[-1])
