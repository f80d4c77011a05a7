"""The lexicon as one value: every file of ``data/`` read strictly and indexed for look-up.

``load_lexicon`` builds it once; it is passed to whoever needs it and never changes. A user's own
folder may hold files of the same names; its rows win over the shipped ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from musnad.lexicon.phrases import PhraseIndex, phrase_key
from musnad.lexicon.reader import DATA, Row, read_table
from musnad.lexicon.verbs import VerbTable
from musnad.text.fold import fold

ACTOR_COLUMNS = ("name", "aliases", "name_en", "type", "country", "sector", "needs", "source")
PERSON_COLUMNS = ("name", "aliases", "name_en", "gender", "country", "sector", "needs", "offices", "source")
COUNTRY_ID_COLUMNS = ("iso3", "geonames", "capital", "capital_en", "lat", "lon", "source")
COUNTRY_COLUMNS = ("iso3", "name", "aliases", "name_en", "nisba", "people", "capital", "capital_aliases", "source")
SEAT_COLUMNS = ("name", "aliases", "country", "type", "sector", "name_en", "source")
PLACE_COLUMNS = ("name", "aliases", "name_en", "country", "kind", "parent", "needs", "source")
NISBA_COLUMNS = ("nisba", "aliases", "kind", "region_en", "countries", "source")
HEAD_COLUMNS = ("lemma", "forms", "type", "sector", "gender", "number", "acts", "source")
TITLE_COLUMNS = ("title", "forms", "gender_forms", "pattern", "sector", "source")
MINISTRY_COLUMNS = ("portfolio", "forms", "sector", "name_en", "source")
VERB_COLUMNS = ("lemma", "root", "wazn", "masdars", "participles", "class", "source")
CUE_COLUMNS = ("cue", "kind", "stance", "evidential", "takes", "forms", "note", "source")
PLACE_HEAD_COLUMNS = ("head", "forms", "kind", "precision", "named", "source")


@dataclass(frozen=True, slots=True)
class Name:
    """A listed name under one of its forms. ``weak``: this form alone is not enough evidence."""

    name: str
    name_en: str | None
    type: str
    country: str | None
    sector: str | None
    gender: str | None
    kind: str  # country capital seat actor person place
    weak: bool
    where: str
    place_kind: str | None = None
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A common noun that heads a participant or a place, in one written form."""

    lemma: str
    type: str
    sector: str | None
    gender: str
    number: str  # s d p, as written
    collective: bool
    acts: bool
    where: str


@dataclass(frozen=True, slots=True)
class Title:
    """A title or office in one written form."""

    title: str
    gender: str
    number: str
    patterns: frozenset[str]
    sector: str | None
    where: str


@dataclass(frozen=True, slots=True)
class Nisba:
    """An adjective of a country, people or region in one written form."""

    base: str
    country: str | None
    kind: str  # country ethnic religious regional city
    number: str
    gender: str
    where: str


def _strip_al(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def nisba_forms(base: str) -> Iterator[tuple[str, str, str]]:
    """Folded forms of a nisba with gender and number; base ends in ي."""
    b = fold(base)
    if not b.endswith("ي"):
        yield b, "p", "m"
        return
    for suffix, number, gender in (
        ("", "s", "m"), ("ا", "s", "m"), ("ه", "s", "f"), ("ون", "p", "m"), ("ين", "p", "m"), ("و", "p", "m"),
        ("ات", "p", "f"), ("ان", "d", "m"), ("تان", "d", "f"), ("تين", "d", "f"), ("وا", "p", "m"),
    ):  # fmt: skip
        yield b + suffix, number, gender


class Lexicon:
    """All tables. Attributes are read-only by convention; build with :func:`load_lexicon`."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders  # later ones win
        self.names: PhraseIndex[Name] = PhraseIndex()
        self.titles: PhraseIndex[Title] = PhraseIndex()
        self.heads: PhraseIndex[Head] = PhraseIndex()
        self.nisbas: dict[str, Nisba] = {}
        self.functions: dict[str, str] = {}
        self.adjectives: dict[str, str] = {}
        self.first_names: dict[str, tuple[str, bool, str]] = {}
        self.surnames: dict[str, tuple[bool, str]] = {}
        self.cue_verbs: set[str] = set()
        self.participles: set[str] = set()
        self.masdars: set[str] = set()
        #: Participles of all verbs, cues or not: «محاصر», «مسلح».
        self.verb_participles: set[str] = set()
        #: What a head needs to name somebody: «article» («الداخلية»), «tail» («سجن تدمر»).
        self.head_limits: dict[str, str] = {}
        self.portfolios: PhraseIndex[Row] = PhraseIndex()
        self.country_names: dict[str, Name] = {}
        self.verbs = VerbTable(self.path("verb_forms.tsv"))
        self._fill()

    def path(self, name: str) -> Path:
        """A shipped lexicon file (user rows are added, never replace a whole file)."""
        return DATA / name

    def rows(self, pattern: str, columns: tuple[str, ...], required: tuple[str, ...] = ()) -> Iterator[Row]:
        """Rows of all files that fit a glob pattern, shipped files first, in a fixed order."""
        for folder in self.folders:
            for path in sorted(folder.glob(pattern)):
                yield from read_table(path, columns, required)

    @cached_property
    def version(self) -> str:
        """First 12 hex digits of a hash over all lexicon files."""
        digest = hashlib.sha256()
        for folder in self.folders:
            for path in sorted(folder.rglob("*.tsv")):
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()[:12]

    def _fill(self) -> None:
        self._fill_words()
        self._fill_countries()
        self._fill_actors()
        self._fill_persons()
        self._fill_places()
        self._fill_heads()
        self._fill_titles()

    def _fill_words(self) -> None:
        for row in self.rows("function_words.tsv", ("word", "class", "source")):
            self.functions[fold(row["word"])] = row["class"]
        for row in self.rows("adjectives.tsv", ("word", "kind", "source")):
            self._add_adjective(row)
        for row in self.rows("people/first_names.tsv", ("name", "gender", "common", "source")):
            self.first_names[fold(row["name"])] = (row["gender"], row["common"] == "y", row.where)
        for row in self.rows("people/surnames.tsv", ("name", "common", "source")):
            self.surnames[fold(row["name"])] = (row["common"] == "y", row.where)
        for row in self.rows("cues.tsv", CUE_COLUMNS):
            if row["kind"] == "verb":
                self.cue_verbs.add(row["cue"])
            elif row["kind"] == "participle":
                self.participles.update(map(fold, row.many("cue", "forms")))
        for row in self.rows("verbs.tsv", VERB_COLUMNS):
            self.masdars.update(map(fold, row.many("masdars")))
            self.verb_participles.update(map(fold, row.many("participles")))
        for row in self.rows("ministries.tsv", MINISTRY_COLUMNS):
            for form in row.many("portfolio", "forms"):
                self.portfolios.add(form, row)

    def _add_adjective(self, row: Row) -> None:
        base = fold(row["word"])
        endings = ("", "ا", "ه", "ون", "ين", "ات", "ان", "تين", "تان")
        for ending in endings:
            self.adjectives[base + ending] = row["kind"]
        if base == "اعلي":
            self.adjectives["عليا"] = row["kind"]
        if base == "اول":
            self.adjectives["اولي"] = row["kind"]

    def _fill_countries(self) -> None:
        english = {row["iso3"]: row.get("capital_en") for row in self.rows("country_ids.tsv", COUNTRY_ID_COLUMNS, ("iso3", "geonames"))}
        for row in self.rows("countries.tsv", COUNTRY_COLUMNS):
            iso3, en = row["iso3"], row["name_en"]
            name = Name(row["name"], en, "country", iso3, "GOV", "f", "country", False, row.where)
            self.country_names.setdefault(iso3, name)
            for form in row.many("name", "aliases"):
                self.names.add(form, name)
            named = row["capital"] or row["capital_aliases"].partition("|")[0]
            capital = Name(named, english.get(iso3), "place", iso3, None, "f", "capital", False, row.where)
            for form in row.many("capital", "capital_aliases"):
                self.names.add(form, capital)
            for base in row.many("nisba", "people"):
                self._add_nisba(base, iso3, "country", row.where)
        for row in self.rows("nisba_other.tsv", NISBA_COLUMNS):
            countries = row.many("countries")
            for base in row.many("nisba", "aliases"):
                country = countries[0] if len(countries) == 1 else None
                self._add_nisba(base, country, row["kind"], row.where)

    def _add_nisba(self, base: str, country: str | None, kind: str, where: str) -> None:
        base = _strip_al(base)  # before the fold: ألماني begins with أل, not with the article
        base = fold(base).split(" ")[0] if base.startswith(("كوري", "جنوب")) else fold(base)
        for form, number, gender in nisba_forms(base):
            self.nisbas.setdefault(form, Nisba(base, country, kind, number, gender, where))

    def _fill_actors(self) -> None:
        for row in self.rows("seats.tsv", SEAT_COLUMNS):
            self._add_name(row, "seat", row["type"], None, set())
        for row in self.rows("actors/*.tsv", ACTOR_COLUMNS):
            self._add_name(row, "actor", row["type"], None, set(map(fold, row.many("needs"))))

    def _fill_persons(self) -> None:
        for folder in self.folders:
            for path in sorted(folder.glob("people/*.tsv")):
                if path.stem in ("first_names", "surnames"):
                    continue
                for row in read_table(path, PERSON_COLUMNS):
                    self._add_name(row, "person", "person", row.get("gender"), set(map(fold, row.many("needs"))))

    def _fill_places(self) -> None:
        for row in self.rows("places.tsv", PLACE_COLUMNS):
            weak = set(map(fold, row.many("name", "aliases"))) if row["needs"] == "y" else set(map(fold, row.many("needs")))
            self._add_name(row, "place", "place", None, weak)

    def _add_name(self, row: Row, kind: str, type_: str, gender: str | None, weak: set[str]) -> None:
        strong = Name(
            row["name"], row.get("name_en"), type_, row.get("country"),
            row.cells.get("sector") or None, gender, kind, False, row.where, row.cells.get("kind") or None,
            tuple(fold(o) for o in row.cells.get("offices", "").split("|") if o),
        )  # fmt: skip
        feeble = replace(strong, weak=True)
        for form in row.many("name", "aliases"):
            self.names.add(form, feeble if fold(form) in weak else strong)

    def _fill_heads(self) -> None:
        for row in self.rows("heads.tsv", HEAD_COLUMNS):
            for form in row.many("lemma", "forms"):
                number, gender = _number_of(row["lemma"], form, row["gender"])
                head = Head(
                    row["lemma"], row["type"], row.get("sector"), gender, number,
                    row["number"] == "c", row["acts"] == "y", row.where,
                )  # fmt: skip
                self.heads.add(form, head)
        for row in self.rows("head_limits.tsv", ("head", "needs", "source"), ("head", "needs")):
            self.head_limits[row["head"]] = row["needs"]
        for row in self.rows("place_heads.tsv", PLACE_HEAD_COLUMNS):
            for form in row.many("head", "forms"):
                if not self.heads.get(form):
                    self.heads.add(form, Head(row["head"], "place", None, "f", "s", True, False, row.where))

    def _fill_titles(self) -> None:
        for row in self.rows("titles.tsv", TITLE_COLUMNS):
            feminine = set(row.many("gender_forms"))
            for form in row.many("title", "forms"):
                number, _ = _number_of(row["title"], form, "m")
                gender = "f" if form in feminine else "m"
                title = Title(row["title"], gender, number, frozenset(row.many("pattern")), row.get("sector"), row.where)
                self.titles.add(form, title)
                words = form.split(" ")
                if not words[0].startswith("ال") and len(words) == 1:
                    continue


def _number_of(lemma: str, form: str, gender: str) -> tuple[str, str]:
    """Number and gender of a written form next to its lemma, by its ending."""
    first, base = form.split(" ")[0], lemma.split(" ")[0]
    if first in (base, base + "ا"):
        return "s", gender
    stem = base[:-1] + "ت" if base.endswith("ة") else base
    if first == base + "ة":
        return "s", "f"
    if first in (stem + "ان", stem + "تان", stem + "تين"):
        return "d", "f" if first.startswith(stem + "ت") or base.endswith("ة") else gender
    return "p", gender


def load_lexicon(user_folder: Path | None = None) -> Lexicon:
    """Read and index all lexicon files. Raises LexiconError with ``path:line`` for a corrupt row."""
    return Lexicon((DATA, user_folder) if user_folder else (DATA,))


__all__ = ["Head", "Lexicon", "Name", "Nisba", "Title", "load_lexicon", "phrase_key"]
