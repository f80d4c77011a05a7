"""Verb forms: what a written form can be, from the table that ``tools/build_verb_forms.py`` expands.

60,000 rows are kept as text and parsed when asked for, so that start-up stays short.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from musnad.errors import LexiconError
from musnad.text.fold import fold

COLUMNS = "form\tlemma\ttense\tvoice\tperson\tnumber\tgender\tmood"
_SUFFIXES = ("هما", "هم", "هن", "ها", "ني", "نا", "كم", "ه", "ك")
#: Forms remembered; a full memory is emptied (see Words.LIMIT).
_LIMIT = 100_000


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One analysis of a written form. ``voice``, ``person``, ``number``, ``gender`` hold all that fit."""

    lemma: str
    tense: str  # perf impf
    voice: frozenset[str]  # act pass
    person: frozenset[str]
    number: frozenset[str]
    gender: frozenset[str]
    mood: str
    future: bool = False  # س in front
    purpose: bool = False  # ل in front
    conj: str = ""  # و or ف
    suffix: str = ""  # object pronoun
    cut: int = 0  # letters before the verb form itself
    where: str = ""


class VerbTable:
    """Look-up of folded verb forms with clitics."""

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        self._lines = text.split("\n")
        if self._lines[0] != COLUMNS:
            raise LexiconError(f"{path.name}:1", f"columns must be {COLUMNS!r}")
        self._name = path.name
        self._index: dict[str, list[int]] = {}
        for number, line in enumerate(fold(text).split("\n")):
            if number and line and line[0] != "#":
                self._index.setdefault(line[: line.index("\t")], []).append(number)
        self._cache: dict[str, tuple[VerbForm, ...]] = {}

    def lookup(self, norm: str) -> tuple[VerbForm, ...]:
        """Every reading of a folded word as a verb, plainest first."""
        found = self._cache.get(norm)
        if found is None:
            if len(self._cache) >= _LIMIT:
                self._cache.clear()
            found = self._cache[norm] = tuple(self._analyse(norm))
        return found

    def _analyse(self, norm: str) -> list[VerbForm]:
        exact = self._bare(norm)
        if exact and norm[0] not in "وف":
            return exact
        out = list(exact)
        # «وحث», «وشن»: of three letters only where nothing else is a verb, and with و («فرد», «فرق» are nouns).
        if (len(norm) > 3 and norm[0] in "وف") or (len(norm) == 3 and norm[0] == "و" and not exact):
            out += self._bare(norm[1:], conj=norm[0], cut=1)
        if not out:
            out = self._particles(norm, "", 0)
            if not out and len(norm) > 3 and norm[0] in "وف":
                out = self._particles(norm[1:], norm[0], 1)
        return out

    def _particles(self, norm: str, conj: str, cut: int) -> list[VerbForm]:
        """س of the future, ل of purpose, and object pronouns."""
        out: list[VerbForm] = []
        if len(norm) > 3 and norm[0] == "س" and norm[1] in "ياتن":
            out = self._with_suffix(norm[1:], conj, cut + 1, future=True)
        elif len(norm) > 3 and norm[0] == "ل" and norm[1] in "يتن":
            out = self._with_suffix(norm[1:], conj, cut + 1, purpose=True)
        return out or self._suffixed(norm, conj, cut, False, False)

    def _with_suffix(self, norm: str, conj: str, cut: int, future: bool = False, purpose: bool = False) -> list[VerbForm]:
        bare = [v for v in self._bare(norm, conj, cut, future, purpose) if v.tense == "impf"]
        return bare or [v for v in self._suffixed(norm, conj, cut, future, purpose) if v.tense == "impf"]

    def _suffixed(self, norm: str, conj: str, cut: int, future: bool, purpose: bool) -> list[VerbForm]:
        for suffix in _SUFFIXES:
            stem = norm[: -len(suffix)]
            if len(stem) < 2 or not norm.endswith(suffix):
                continue
            for candidate in _restored(stem):
                found = self._bare(candidate, conj, cut, future, purpose, suffix)
                if found:
                    return found
        return []

    def _bare(
        self, norm: str, conj: str = "", cut: int = 0, future: bool = False, purpose: bool = False, suffix: str = ""
    ) -> list[VerbForm]:
        return [self._parse(n, conj, cut, future, purpose, suffix) for n in self._index.get(norm, ())]

    def _parse(self, number: int, conj: str, cut: int, future: bool, purpose: bool, suffix: str) -> VerbForm:
        _, lemma, tense, voice, person, num, gender, mood = self._lines[number].split("\t")
        return VerbForm(
            lemma, tense, _values(voice), _values(person), _values(num), _values(gender), mood,
            future, purpose, conj, suffix, cut, f"{self._name}:{number + 1}",
        )  # fmt: skip


def _values(cell: str) -> frozenset[str]:
    return frozenset(cell.split("|"))


def _restored(stem: str) -> list[str]:
    """A stem before a pronoun as it is written alone: «نفا»+ه is نفى, «قالو»+ه is قالوا."""
    out = [stem]
    if stem.endswith("ا"):
        out.append(stem[:-1] + "ي")
    if stem.endswith("و"):
        out.append(stem + "ا")
    return out
