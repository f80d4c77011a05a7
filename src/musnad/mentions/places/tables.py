"""What people know about places, read from ``lexicon/data``: heads, words beside a name, ambiguous names, GeoNames ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from musnad.errors import LexiconError
from musnad.lexicon.gazetteer import Gazetteer, GazetteerPlace
from musnad.lexicon.lexicon import COUNTRY_ID_COLUMNS, PLACE_HEAD_COLUMNS, Lexicon, Name
from musnad.lexicon.phrases import clitic_variants
from musnad.lexicon.reader import Row
from musnad.text.fold import fold

AMBIGUOUS_COLUMNS = ("name", "also", "evidence", "before", "after", "source")
CUE_COLUMNS = ("class", "forms", "source")
#: What shows that an ambiguous name is the place: see docs/lexicon.md.
EVIDENCE = ("head", "locative", "exact", "context", "free", "home", "none")
#: How sure a word beside a name makes it a place.
CUE_CLASSES = ("strong", "weak", "from", "near", "direction", "owner", "never")
PRECISIONS = ("city", "admin", "country", "region", "facility")
NAMED = ("self", "of", "own")
_CAPITAL = "عاصمه"  # the one head that takes ال before a name


@dataclass(frozen=True, slots=True)
class PlaceHead:
    """«مدينة», «معبر»: ``named`` tells whose name follows: the place itself, the town it is of, its own."""

    head: str
    kind: str
    precision: str
    named: str
    where: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that is something else as well, and the evidence that it needs to be the place."""

    name: str
    evidence: str
    before: frozenset[str]
    after: frozenset[str]
    where: str


@dataclass(frozen=True, slots=True)
class CountryIds:
    """GeoNames ids of a country and its capital, and the capital's coordinates (degrees, WGS 84)."""

    country: int
    capital: int | None
    lat: float | None
    lon: float | None
    where: str


class PlaceTables:
    """Everything looked up about places. Built once; raises LexiconError with ``path:line`` for a bad row."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.lexicon, self.gazetteer = lexicon, gazetteer
        self.heads: dict[str, PlaceHead] = {}
        self.cues: dict[str, str] = {}
        self.ambiguous: dict[str, Ambiguous] = {}
        self.countries: dict[str, CountryIds] = {}
        self.capitals = {n.country: n for n in lexicon.names.everything() if n.kind == "capital" and n.country}
        self._read_heads(lexicon.rows("place_heads.tsv", PLACE_HEAD_COLUMNS))
        self._read_cues(lexicon.rows("place_cues.tsv", CUE_COLUMNS, ("class", "forms")))
        self._read_ambiguous(lexicon.rows("ambiguous_places.tsv", AMBIGUOUS_COLUMNS, ("name", "also", "evidence")))
        self._read_countries(lexicon.rows("country_ids.tsv", COUNTRY_ID_COLUMNS, ("iso3", "geonames")))

    def head(self, word: str) -> tuple[PlaceHead, int] | None:
        """The place head that a folded word is, and how many letters of clitics stand before it."""
        for variant, cut in clitic_variants(word):
            found = self.heads.get(_CAPITAL if variant == "ال" + _CAPITAL else variant)
            if found:
                return found, cut
        return None

    def cue(self, word: str) -> str:
        """The class of a folded word beside a name, with or without و in front; or ""."""
        return self.cues.get(word) or (self.cues.get(word[1:], "") if word[:1] in ("و", "ف") else "")

    def capital(self, country: str) -> Name | None:
        """The listed name of a country's capital."""
        return self.capitals.get(country)

    def _read_heads(self, rows: Iterable[Row]) -> None:
        for row in rows:
            _check(row, "precision", PRECISIONS)
            _check(row, "named", NAMED)
            head = PlaceHead(row["head"], row["kind"], row["precision"], row["named"], row.where)
            for form in row.many("head", "forms"):
                self.heads.setdefault(fold(form), head)

    def _read_cues(self, rows: Iterable[Row]) -> None:
        for row in rows:
            _check(row, "class", CUE_CLASSES)
            for form in row.many("forms"):
                self.cues[fold(form)] = row["class"]

    def _read_ambiguous(self, rows: Iterable[Row]) -> None:
        for row in rows:
            _check(row, "evidence", EVIDENCE)
            before, after = (frozenset(map(fold, row.many(c))) for c in ("before", "after"))
            self.ambiguous[fold(row["name"])] = Ambiguous(row["name"], row["evidence"], before, after, row.where)

    def _read_countries(self, rows: Iterable[Row]) -> None:
        for row in rows:
            try:
                capital = int(row["capital"]) if row["capital"] else None
                lat, lon = (float(row[c]) if row[c] else None for c in ("lat", "lon"))
                self.countries[row["iso3"]] = CountryIds(int(row["geonames"]), capital, lat, lon, row.where)
            except ValueError as error:
                raise LexiconError(row.where, f"a number expected: {error}") from None


def _check(row: Row, column: str, allowed: tuple[str, ...]) -> None:
    if row[column] not in allowed:
        raise LexiconError(row.where, f"column {column}: {row[column]!r} is none of {', '.join(allowed)}")


def gazetteer_name(place: GazetteerPlace) -> Name:
    """A place of the gazetteer as a listed name, so that resolution treats it as one."""
    return Name(place.name, place.name_en, "place", place.country, None, "f", "place", False, place.where, "city")
