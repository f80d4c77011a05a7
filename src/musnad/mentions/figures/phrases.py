"""Listed phrases matched on folded tokens, forwards or backwards from a position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from musnad.lexicon.phrases import clitic_variants, phrase_key

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase on tokens ``first``..``last`` (exclusive); ``cut`` letters of clitics in front."""

    first: int
    last: int
    cut: int
    item: T


class PhraseTable(Generic[T]):
    """Phrases by first and by last word. The first word of a phrase may carry clitics."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, item in entries:
            key = phrase_key(phrase)
            if len(key) > 1:
                self._last.setdefault(key[-1], []).append((key, item))
            self._first.setdefault(key[0], []).append((key, item))
        for bucket in (*self._first.values(), *self._last.values()):
            bucket.sort(key=lambda pair: -len(pair[0]))

    def at(self, norms: Sequence[str], i: int, end: int) -> Found[T] | None:
        """The longest phrase that begins at token ``i``."""
        if i >= end:
            return None
        for word, cut in clitic_variants(norms[i]):
            for key, item in self._first.get(word, ()):
                n = len(key)
                if i + n <= end and all(norms[i + k] == key[k] for k in range(1, n)):
                    return Found(i, i + n, cut, item)
        return None

    def before(self, norms: Sequence[str], i: int, start: int) -> Found[T] | None:
        """The longest phrase that ends right before token ``i``."""
        if i <= start:
            return None
        for key, item in self._last.get(norms[i - 1], ()):
            first = i - len(key)
            if first >= start and all(norms[first + k] == key[k] for k in range(1, len(key))):
                cut = _cut_to(norms[first], key[0])
                if cut is not None:
                    return Found(first, i, cut, item)
        for word, cut in clitic_variants(norms[i - 1]):
            for key, item in self._first.get(word, ()):
                if len(key) == 1:
                    return Found(i - 1, i, cut, item)
        return None

    def within(self, norms: Sequence[str], first: int, last: int) -> Iterator[Found[T]]:
        """All phrases that begin in a stretch and end in it."""
        for i in range(first, last):
            found = self.at(norms, i, last)
            if found:
                yield found


def _cut_to(norm: str, word: str) -> int | None:
    if norm == word:
        return 0
    return next((cut for variant, cut in clitic_variants(norm) if variant == word), None)
