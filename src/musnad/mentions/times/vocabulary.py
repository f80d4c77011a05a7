"""The words of time: every form with its clitics, so that one dictionary look-up reads a token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from musnad.errors import LexiconError
from musnad.lexicon.reader import DATA, Row, read_table
from musnad.text.fold import fold

_COLUMNS = ("forms", "class", "value", "article")
_WORD_FILES = ("months.tsv", "weekdays.tsv", "units.tsv", "numbers.tsv", "words.tsv", "phrases.tsv")
#: Letters written together with the next word. A span leaves them out.
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
_AL = "ال"


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a word: its class and value, how many tokens it takes and what stands before it."""

    cls: str
    value: str
    definite: bool
    clitic: str
    cut: int  # folded letters that the span leaves out
    rest: tuple[str, ...]  # folded tokens that must follow
    row: str

    @property
    def width(self) -> int:
        return 1 + len(self.rest)


@dataclass(frozen=True, slots=True)
class Feast:
    calendar: str
    month: int
    day: int
    days: int


@dataclass(frozen=True, slots=True)
class Guard:
    """Words beside an expression of some class that make it no time."""

    before: frozenset[str]
    after: frozenset[str]
    row: str


@dataclass(frozen=True, slots=True)
class Tense:
    """The words that turn a date behind or ahead."""

    planned: frozenset[str]
    past: frozenset[str]
    since: frozenset[str]
    pluperfect: frozenset[str]
    relative: frozenset[str]
    no_future: tuple[str, ...]  # beginnings


@dataclass(frozen=True, slots=True)
class Vocabulary:
    senses: Mapping[str, tuple[Sense, ...]]
    feasts: Mapping[str, Feast]
    guards: Mapping[str, Guard]
    tense: Tense
    groups: Mapping[str, frozenset[str]]


def _phrases(row: Row) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The folded words of each form of a row, with whether the article stands before it."""
    article = row["article"]
    for form in row.many("forms"):
        words = tuple(fold(form.replace(".", " . ")).split())
        if article != "only":
            yield words, words[0].startswith(_AL)
        if article in ("both", "only"):
            yield (_AL + words[0], *words[1:]), True
            if article == "both" and words[1:] and not words[1].startswith(_AL):
                yield (_AL + words[0], _AL + words[1], *words[2:]), True


def _clitic_forms(word: str) -> Iterator[tuple[str, str, int]]:
    """The word behind each clitic: form, clitic, letters to cut. «لل» melts into the article and stays."""
    for clitic in _CLITICS:
        if word.startswith(_AL) and clitic.endswith("ل"):
            yield clitic + "ل" + word[2:], clitic, len(clitic) - 1
        else:
            yield clitic + word, clitic, len(clitic)


def _expand(rows: list[tuple[Row, str, str]]) -> dict[str, tuple[Sense, ...]]:
    table: dict[str, dict[tuple[str, tuple[str, ...]], Sense]] = {}
    for row, cls, value in rows:
        for words, definite in _phrases(row):
            for form, clitic, cut in _clitic_forms(words[0]):
                sense = Sense(cls, value, definite, clitic, cut, words[1:], row.where)
                table.setdefault(form, {}).setdefault((cls, words[1:]), sense)
    return {k: tuple(sorted(v.values(), key=lambda s: -s.width)) for k, v in table.items()}


def _check_unique(rows: list[tuple[Row, str, str]]) -> None:
    seen: dict[tuple[str, tuple[str, ...]], str] = {}
    for row, cls, _ in rows:
        for words, _definite in _phrases(row):
            if (cls, words) in seen and seen[cls, words] != row.where:
                raise LexiconError(row.where, f"{' '.join(words)!r} is already a {cls} in {seen[cls, words]}")
            seen[cls, words] = row.where


def _feasts(path: Path) -> tuple[list[tuple[Row, str, str]], dict[str, Feast]]:
    rows, feasts = [], {}
    for row in read_table(path, ("forms", "calendar", "month", "day", "days"), ("forms", "calendar", "month", "day")):
        feasts[row.where] = Feast(row["calendar"], int(row["month"]), int(row["day"]), int(row["days"] or "1"))
        rows.append((Row(row.where, {**row.cells, "article": ""}), "feast", row.where))
    return rows, feasts


def _guards(path: Path) -> dict[str, Guard]:
    out = {}
    for row in read_table(path, ("class", "before", "after", "note"), ("class",)):
        before, after = (frozenset(fold(w) for w in row.many(column)) for column in ("before", "after"))
        out[row["class"]] = Guard(before, after, row.where)
    return out


def _tense(path: Path) -> Tense:
    found: dict[str, set[str]] = {c: set() for c in ("planned", "past", "since", "pluperfect", "relative", "no_future")}
    for row in read_table(path, ("forms", "class", "note"), ("forms", "class")):
        if row["class"] not in found:
            raise LexiconError(row.where, f"column class: one of {', '.join(found)} expected, found {row['class']!r}")
        found[row["class"]].update(fold(f) for f in row.many("forms"))
    sets = {c: frozenset(forms) for c, forms in found.items()}
    beginnings = tuple(sorted(sets.pop("no_future")))
    return Tense(**sets, no_future=beginnings)


def _groups(path: Path) -> dict[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for row in read_table(path, ("group", "forms", "note"), ("group", "forms")):
        if row["group"] in out:
            raise LexiconError(row.where, f"column group: {row['group']!r} has a row already")
        out[row["group"]] = frozenset(fold(f) for f in row.many("forms"))
    return out


@cache
def vocabulary(folder: Path = DATA / "times") -> Vocabulary:
    """The vocabulary of a folder of lexicon files; read once."""
    rows: list[tuple[Row, str, str]] = []
    for name in _WORD_FILES:
        rows += [(r, r["class"], r["value"]) for r in read_table(folder / name, _COLUMNS, ("forms", "class"))]
    feast_rows, feasts = _feasts(folder / "feasts.tsv")
    rows += feast_rows
    _check_unique(rows)
    guards, tense = _guards(folder / "guards.tsv"), _tense(folder / "tense.tsv")
    return Vocabulary(_expand(rows), feasts, guards, tense, _groups(folder / "contexts.tsv"))
