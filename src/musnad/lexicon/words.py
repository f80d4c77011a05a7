"""What a single written word can be: one :class:`WordInfo` per folded form, kept after first use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from musnad.lexicon.lexicon import Lexicon, Nisba
from musnad.lexicon.phrases import clitic_variants
from musnad.lexicon.verbs import VerbForm

_NOUN_SUFFIXES = ("هما", "هم", "هن", "ها", "نا", "كم", "ه", "ي")
_PASSIVE = frozenset(("pass",))


@dataclass(frozen=True, slots=True)
class WordInfo:
    """Readings of a folded word.

    ``conj``/``prep`` are clitics cut for the noun reading, ``art`` whether ال stands there. ``verbs``
    are third-person readings first. ``function`` is its class in ``function_words.tsv`` or "".
    """

    norm: str
    function: str
    verbs: tuple[VerbForm, ...]
    nisba: Nisba | None
    nisba_cut: int
    adjective: str
    art: bool
    prep: str
    conj: str
    name_like: str  # "first" "surname" "common" or ""
    finite: bool  # a third-person verb reading exists


@dataclass(frozen=True, slots=True)
class Signs:
    """What may begin with a folded word, whatever stands behind it: most words of an article begin nothing.

    ``titles`` and ``heads`` count nouns with ال or a possessive too; ``given`` is a first name, with a clitic or without.
    ``says`` marks a finite verb of saying.
    """

    names: bool
    titles: bool
    heads: bool
    given: bool
    says: bool


class Words(dict[str, WordInfo]):
    """Look-up of words, ``words(norm)``, with a memory that is bounded by :data:`LIMIT` forms.

    It is the dict of its memory, as it is asked a thousand times for an article: what is known never leaves the interpreter's C code.
    """

    #: An archive of years meets all forms again and again: a full memory is emptied, some seconds of work in ten thousand articles, and does not grow.
    LIMIT = 100_000

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon
        #: What may begin with a folded word: ``words.signs[norm]``.
        self.signs = _SignsOf(self)
        self._stems: dict[str, tuple[tuple[str, str, bool, str], ...]] = {}

    __call__ = dict.__getitem__

    def __missing__(self, norm: str) -> WordInfo:
        if len(self) >= self.LIMIT:
            self.clear()
        info = self[norm] = self._look(norm)
        return info

    def _look(self, norm: str) -> WordInfo:
        lex = self.lexicon
        function = self._function(norm)
        nisba, cut = self._nisba(norm)
        conj, prep, art = _clitics(norm)
        verbs = () if function and function != "aux" else lex.verbs.lookup(norm)
        if any(v.mood != "sub" for v in verbs):
            # «تستعد» is the plain imperfect of استعد before it is a shortened form of استعاد.
            verbs = tuple(v for v in verbs if v.mood != "sub")
        verbs = tuple(sorted(verbs, key=lambda v: ("3" not in v.person, v.voice == _PASSIVE)))
        if verbs and any(v.cut or v.suffix for v in verbs) and self._listed_noun(norm):
            verbs = tuple(v for v in verbs if not v.cut and not v.suffix)
        if art and verbs and not any(v.cut for v in verbs) and norm.startswith("ال"):
            verbs = tuple(v for v in verbs if v.suffix == "")
        return WordInfo(
            norm, function, verbs, nisba, cut, self._adjective(norm), art, prep, conj, self._name_like(norm),
            any("3" in v.person for v in verbs),
        )  # fmt: skip

    def _listed_noun(self, norm: str) -> bool:
        """«وزارة», «وفد»: a listed noun as it stands is not و and a verb."""
        lex = self.lexicon
        return bool(lex.heads.get(norm) or lex.titles.get(norm) or lex.names.get(norm))

    def _function(self, norm: str) -> str:
        functions = self.lexicon.functions
        found = functions.get(norm)
        if found is None and len(norm) > 2 and norm[0] in "وف":
            found = functions.get(norm[1:])
        return found or ""

    def _nisba(self, norm: str) -> tuple[Nisba | None, int]:
        for word, cut in clitic_variants(norm):
            found = self.lexicon.nisbas.get(word)
            if found is None and word.startswith("ال") and len(word) > 4:
                found = self.lexicon.nisbas.get(word[2:])
            if found:
                return found, cut
        return None, 0

    def _adjective(self, norm: str) -> str:
        bare = norm[2:] if norm.startswith("ال") else norm
        return self.lexicon.adjectives.get(bare, "")

    def _name_like(self, norm: str) -> str:
        first = self.lexicon.first_names.get(norm)
        if first:
            return "common" if first[1] else "first"
        surname = self.lexicon.surnames.get(norm)
        if surname:
            return "common" if surname[0] else "surname"
        return ""

    def noun_stems(self, norm: str) -> tuple[tuple[str, str, bool, str], ...]:
        """Ways to read a word as a noun: ``(stem, clitics in front, definite by ال, suffix)``, plainest first."""
        found = self._stems.get(norm)
        if found is None:
            if len(self._stems) >= self.LIMIT:
                self._stems.clear()
            found = self._stems[norm] = tuple(self._noun_stems(norm))
        return found

    def _noun_stems(self, norm: str) -> list[tuple[str, str, bool, str]]:
        out: list[tuple[str, str, bool, str]] = []
        for word, cut in clitic_variants(norm):
            front = norm[:cut] or ("ل" if word.startswith("ال") and norm.startswith("لل") else "")
            if word.startswith("ال") and len(word) > 3:
                out.append((word[2:], front, True, ""))
            else:
                out.append((word, front, False, ""))
                out += [(stem, front, False, s) for stem, s in _without_suffix(word)]
        return out


class _SignsOf(dict[str, Signs]):
    """The signs of every word met so far, as bounded as the words."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, norm: str) -> Signs:
        if len(self) >= Words.LIMIT:
            self.clear()
        words, lex = self._words, self._words.lexicon
        stems = {norm, *(word for word, _ in clitic_variants(norm)), *(stem for stem, *_ in words.noun_stems(norm))}
        titles, heads = (not index.by_first.keys().isdisjoint(stems) for index in (lex.titles, lex.heads))
        given = norm in lex.first_names or (norm[0] in "ولب" and norm[1:] in lex.first_names)
        says = any(v.lemma in lex.cue_verbs and "3" in v.person and not v.suffix for v in words(norm).verbs[:2])
        found = self[norm] = _signs(lex.names.opens(norm), titles, heads, given, says)
        return found


#: One object for each combination: there are few, and many words.
_signs = lru_cache(maxsize=None)(Signs)


def _without_suffix(word: str) -> list[tuple[str, str]]:
    out = []
    for suffix in _NOUN_SUFFIXES:
        stem = word[: -len(suffix)]
        if len(stem) < 2 or not word.endswith(suffix):
            continue
        if suffix != "ي":
            if stem.endswith("ت"):
                out.append((stem[:-1] + "ه", suffix))
            out.append((stem, suffix))
            if stem.endswith(("ي", "و")):
                out.append((stem + "ن", suffix))
        break
    return out


def _clitics(norm: str) -> tuple[str, str, bool]:
    """Clitics a word seems to carry before ال, by writing alone."""
    conj = norm[0] if len(norm) > 4 and norm[0] in "وف" else ""
    rest = norm[1:] if conj else norm
    if rest.startswith("لل") and len(rest) > 3:
        return conj, "ل", True
    if rest.startswith(("بال", "كال")) and len(rest) > 5:
        return conj, rest[0], True
    if rest.startswith("ال") and len(rest) > 3:
        return conj, "", True
    return "", "", norm.startswith("ال") and len(norm) > 3
