"""The gazetteer: 26,000 places of GeoNames by their Arabic names, parsed when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from musnad.errors import LexiconError
from musnad.lexicon.phrases import clitic_variants
from musnad.text.fold import fold

COLUMNS = ("geonames", "name", "aliases", "name_en", "country", "admin1", "lat", "lon", "population", "needs", "source")


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """One place. Coordinates are degrees, WGS 84."""

    geonames: int
    name: str
    name_en: str
    country: str
    lat: float
    lon: float
    population: int
    needs: bool
    where: str


class Gazetteer:
    """Look-up of place names by folded words."""

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        self._lines = text.split("\n")
        self._file = path.name
        if tuple(self._lines[0].split("\t")) != COLUMNS:
            raise LexiconError(f"{path.name}:1", f"columns must be {', '.join(COLUMNS)}")
        self._by_name: dict[str, list[int]] = {}
        self._lengths: dict[str, int] = {}
        for number, line in enumerate(fold(text).split("\n")):
            if number and line and line[0] != "#":
                _, name, aliases, _ = line.split("\t", 3)
                for form in {name, *aliases.split("|")} if aliases else (name,):
                    self._add(form, number)
        self._parsed: dict[int, GazetteerPlace] = {}

    def _add(self, form: str, number: int) -> None:
        self._by_name.setdefault(form, []).append(number)
        first, _, rest = form.partition(" ")
        if rest:
            words = rest.count(" ") + 2
            if self._lengths.get(first, 1) < words:
                self._lengths[first] = words

    def named(self, folded_name: str) -> list[GazetteerPlace]:
        """All places of that folded name, most people first."""
        return sorted((self._parse(n) for n in self._by_name.get(folded_name, ())), key=lambda p: (-p.population, p.geonames))

    def at(self, where: str) -> GazetteerPlace | None:
        """The place of a row named ``gazetteer.tsv:LINE``; None for rows of other files."""
        name, _, line = where.partition(":")
        return self._parse(int(line) - 1) if name == self._file else None

    def begins(self, norm: str) -> bool:
        """Whether some name may begin at a folded word, with clitics or without."""
        return any(word in self._by_name or word in self._lengths for word, _ in clitic_variants(norm))

    def longest(self, norms: Sequence[str], i: int, clitics: bool = True) -> tuple[int, int, str] | None:
        """``(end, letters cut, folded name)`` of the longest name that begins at word ``i``."""
        for word, cut in clitic_variants(norms[i]) if clitics else ((norms[i], 0),):
            for length in range(min(self._lengths.get(word, 1), len(norms) - i), 0, -1):
                name = " ".join((word, *norms[i + 1 : i + length]))
                if name in self._by_name:
                    return i + length, cut, name
        return None

    def _parse(self, number: int) -> GazetteerPlace:
        found = self._parsed.get(number)
        if found is None:
            c = self._lines[number].split("\t")
            if len(c) != len(COLUMNS):
                raise LexiconError(f"{self._file}:{number + 1}", f"{len(COLUMNS)} cells expected, found {len(c)}")
            found = self._parsed[number] = GazetteerPlace(
                int(c[0]), c[1], c[3], c[4], float(c[6]), float(c[7]), int(c[8] or 0), c[9] == "y", f"{self._file}:{number + 1}"
            )
        return found
