"""Small sets of words that rules compare with, kept as data: ``word_sets.tsv``, one word a row, by the rule's place in the code.

Read once, as shipped; a user's own rows do not reach them, as they are part of rules and not names or triggers.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from musnad.errors import LexiconError
from musnad.lexicon.reader import DATA, read_table

FILE = "word_sets.tsv"
COLUMNS = ("set", "word", "source")


@lru_cache(maxsize=1)
def _sets() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in read_table(DATA / FILE, COLUMNS, COLUMNS):
        found.setdefault(row["set"], []).append(row["word"])
    return {name: tuple(words) for name, words in found.items()}


def word_set(name: str) -> tuple[str, ...]:
    """The words of a set, in file order. Raises LexiconError for a set that the file does not have."""
    words = _sets().get(name)
    if words is None:
        raise LexiconError(FILE, f"there is no set {name!r}")
    return words
