"""What the tagger's pointers say of a pair of entities: does one take the other up (mention ranking, Denis & Baldridge 2008)?"""

from __future__ import annotations

from collections.abc import Sequence

from musnad.lexicon.words import Words
from musnad.mentions.draft import Draft
from musnad.mentions.owners import owners
from musnad.mentions.told import Told
from musnad.tagger.advice import SILENT, Advice, bin_of
from musnad.text.document import Document


class Pointed:
    """Pointers of one article's mentions, by the entities that they point at. Without a tagger it says nothing."""

    def __init__(self, doc: Document, words: Words, drafts: Sequence[Draft], advice: Advice = SILENT) -> None:
        self.active = advice.active
        #: First word of a mention → entity → how likely it is meant again there.
        self._mass: dict[int, dict[int, float]] = {}
        #: First word of a mention → how likely nobody told before is meant.
        self._new: dict[int, float] = {}
        if self.active:
            self._ask(doc, words, drafts, advice)

    def _ask(self, doc: Document, words: Words, drafts: Sequence[Draft], advice: Advice) -> None:
        mentions = sorted((m for d in drafts for m in d.mentions), key=lambda m: (m.first, -m.last))
        owner = owners(doc, words, [mentions])
        for first in {m.first for m in mentions}:
            pointer = advice.antecedent(first)
            assert pointer is not None
            mass = self._mass[first] = {}
            for word, p in pointer.words.items():
                if word in owner:
                    mass[owner[word]] = mass.get(owner[word], 0.0) + p
            self._new[first] = pointer.none

    def join(self, gone: int, into: int) -> None:
        """One entity's mentions are another's from now on."""
        for mass in self._mass.values():
            if gone in mass:
                mass[into] = mass.get(into, 0.0) + mass.pop(gone)

    def marks(self, earlier: Told, later: Told) -> tuple[str, ...]:
        """The likeliest pointer between the two, and how likely the later one is told for the first time where it first stands."""
        if not self.active:
            return ()
        likeliest = max(self._between(later, earlier.index), self._between(earlier, later.index))
        return f"tag:{bin_of(likeliest)}", f"tagnew:{bin_of(self._new[later.start])}"

    def _between(self, one: Told, other: int) -> float:
        return max(self._mass[m.first].get(other, 0.0) for m in one.draft.mentions)
