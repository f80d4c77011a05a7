"""Phrase look-up: which listed phrases begin at a token, longest first.

Keys are folded words. Clitics in front of the first word (و ف ب ك ل, and ل + ال written «لل») are tried
after the word as it stands, so «وفد» is found before «و» + «فد».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from musnad.text.fold import fold

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+")


def phrase_key(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase."""
    return tuple(_WORD.findall(fold(phrase)))


@lru_cache(maxsize=30_000)
def clitic_variants(norm: str) -> tuple[tuple[str, int], ...]:
    """Ways to read a folded word as clitics + word: ``(word, characters that belong to the clitics)``.

    «لل…» is ل + ال…; there the ل cannot be cut off in writing, so nothing is cut.
    """
    out = [(norm, 0)]
    if len(norm) < 4:
        return tuple(out)
    if norm[0] in "وف":
        rest = norm[1:]
        out.append((rest, 1))
        out += [(w, n + 1) for w, n in _after_conjunction(rest)]
    else:
        out += _after_conjunction(norm)
    return tuple(out)


def _after_conjunction(norm: str) -> list[tuple[str, int]]:
    if norm.startswith("لل") and len(norm) > 4:
        return [("ال" + norm[2:], 0), ("الل" + norm[2:], 0)]
    if norm[0] in "بكل" and len(norm) > 3:
        return [(norm[1:], 1)]
    return []


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found: tokens ``first``..``last`` (exclusive), letters of clitics cut from the first."""

    first: int
    last: int
    cut: int
    items: tuple[T, ...]


@dataclass(slots=True)
class Bucket(Generic[T]):
    """Phrases with one first word: items by the words that follow, and the lengths that occur, longest first."""

    items: dict[tuple[str, ...], list[T]] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)


@dataclass(slots=True)
class PhraseIndex(Generic[T]):
    """A dictionary of phrases. ``add`` while building; look-ups never change it."""

    by_first: dict[str, Bucket[T]] = field(default_factory=dict)

    def add(self, phrase: str, item: T) -> None:
        key = phrase_key(phrase)
        if not key:
            return
        bucket = self.by_first.setdefault(key[0], Bucket())
        items = bucket.items.setdefault(key[1:], [])
        if item not in items:
            items.append(item)
        if len(key) - 1 not in bucket.lengths:
            bucket.lengths.append(len(key) - 1)
            bucket.lengths.sort(reverse=True)

    def opens(self, word: str) -> bool:
        """Whether any phrase begins with this word, clitics cut or not; most words of an article do not."""
        return any(variant in self.by_first for variant, _ in clitic_variants(word))

    def get(self, phrase: str) -> list[T]:
        """Items of exactly this phrase."""
        key = phrase_key(phrase)
        bucket = self.by_first.get(key[0]) if key else None
        return bucket.items.get(key[1:], []) if bucket else []

    def everything(self) -> Iterator[T]:
        """All items, in the order in which their phrases were added."""
        for bucket in self.by_first.values():
            for items in bucket.items.values():
                yield from items

    def longest(self, norms: Sequence[str], i: int, clitics: bool = True) -> Hit[T] | None:
        """The longest phrase that begins at word ``i``; of equals, the one with fewest clitics cut."""
        best: Hit[T] | None = None
        for hit in self.matches(norms, i, clitics):
            if best is None or hit.last > best.last:
                best = hit
        return best

    def matches(self, norms: Sequence[str], i: int, clitics: bool = True) -> Iterator[Hit[T]]:
        """For each reading of the first word, the longest phrase."""
        variants = clitic_variants(norms[i]) if clitics else ((norms[i], 0),)
        for word, cut in variants:
            bucket = self.by_first.get(word)
            if bucket is None:
                continue
            for n in bucket.lengths:
                items = bucket.items.get(tuple(norms[i + 1 : i + 1 + n])) if n else bucket.items[()]
                if items:
                    yield Hit(i, i + 1 + n, cut, tuple(items))
                    break
