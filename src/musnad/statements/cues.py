"""The cues of reported speech as listed in ``cues.tsv``, indexed for look-up."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.lexicon.lexicon import CUE_COLUMNS, Lexicon
from musnad.lexicon.phrases import PhraseIndex, clitic_variants
from musnad.lexicon.verbs import VerbForm
from musnad.lexicon.words import Words
from musnad.text.fold import fold

_SUFFIXES = ("هما", "هم", "ها", "ه")


@dataclass(frozen=True, slots=True)
class Cue:
    """A listed cue. ``takes`` names how its content may follow (see docs/how-it-reads.md)."""

    cue: str
    kind: str  # verb masdar participle noun preposition phrase
    stance: str
    evidential: str
    takes: frozenset[str]
    where: str


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue in a document: tokens ``first``..``last`` (exclusive), clitic letters cut in front."""

    cue: Cue
    first: int
    last: int
    cut: int
    verb: VerbForm | None = None
    suffix: str = ""

    @property
    def conj(self) -> bool:
        """Whether و or ف joins it to what stands before."""
        return self.cut > 0 if self.verb is None else bool(self.verb.conj)


class CueTable:
    """Look-up of cues at a token."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self.words = words
        self.verbs: dict[str, Cue] = {}
        self._known: dict[str, bool] = {}
        self.phrases: PhraseIndex[Cue] = PhraseIndex()
        self.nouns: dict[str, Cue] = {}
        self._all: list[Cue] = []
        self.colon = Cue(":", "colon", "assert", "neutral", frozenset(("colon",)), "")
        for row in lexicon.rows("cues.tsv", CUE_COLUMNS):
            cue = Cue(
                row["cue"], row["kind"], row["stance"], row["evidential"], frozenset(row.many("takes")), row.where
            )
            self._all.append(cue)
            if cue.kind == "colon":
                self.colon = cue
                continue
            if cue.kind == "verb":
                self.verbs[cue.cue] = cue
            elif cue.kind in ("phrase", "preposition"):
                for form in row.many("cue", "forms"):
                    self.phrases.add(form, cue)
            else:
                for form in row.many("cue", "forms"):
                    self.nouns.setdefault(fold(form), cue)

    def all(self) -> list[Cue]:
        """Every listed cue, in file order."""
        return list(self._all)

    def at(self, norms: list[str], i: int, end: int) -> CueHit | None:
        """The cue that begins at word ``i``: a phrase before a single word, a verb before a noun."""
        silent = self._known.get(norms[i])
        if silent or (silent is None and self._silent(norms[i])):
            return None
        hit = self.phrases.longest(norms, i)
        if hit and hit.last <= end:
            return CueHit(hit.items[0], hit.first, hit.last, hit.cut)
        return self._noun(norms, i, participles_only=True) or self._verb(norms, i) or self._noun(norms, i)

    def _silent(self, norm: str) -> bool:
        """Whether no cue can begin with this word; remembered, since this holds for most words of an article."""
        if len(self._known) >= self.words.LIMIT:
            self._known.clear()
        speaks = self.phrases.opens(norm) or any(form.lemma in self.verbs for form in self.words(norm).verbs)
        silent = self._known[norm] = not (speaks or any(word in self.nouns for word, _ in clitic_variants(norm)))
        return silent

    def _verb(self, norms: list[str], i: int) -> CueHit | None:
        for form in self.words(norms[i]).verbs:
            cue = self.verbs.get(form.lemma)
            if cue and "3" in form.person:
                return CueHit(cue, i, i + 1, form.cut, form, form.suffix)
        return None

    def _noun(self, norms: list[str], i: int, participles_only: bool = False) -> CueHit | None:
        for word, cut in clitic_variants(norms[i]):
            cue = self.nouns.get(word)
            if cue and (cue.kind == "participle") == participles_only:
                suffix = next((s for s in _SUFFIXES if word.endswith(s) and len(word) > len(s) + 2), "")
                return CueHit(cue, i, i + 1, cut, None, suffix)
        return None

