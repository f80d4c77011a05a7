"""Which of several places of one name: the country told beside it, the article's countries, the number of people."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from musnad.lexicon.gazetteer import GazetteerPlace
from musnad.mentions.places.context import Context

#: Where a small town is news for Arabic readers.
ARAB_WORLD = frozenset((
    "DZA", "BHR", "COM", "DJI", "EGY", "IRQ", "JOR", "KWT", "LBN", "LBY", "MRT", "MAR", "OMN", "PSE",
    "QAT", "SAU", "SOM", "SDN", "SYR", "TUN", "ARE", "YEM", "ESH",
))  # fmt: skip
NEIGHBOURS = frozenset(("IRN", "TUR", "ISR", "AFG", "PAK", "ETH", "ERI", "SSD", "TCD", "MLI", "NER"))
#: People that a place must have to be meant without its country being spoken of; and with it.
FLOORS = {"arab": (100_000, 0), "near": (150_000, 5_000), "far": (200_000, 15_000)}
_UNCOUNTED = 300
#: A start for places of a region, and how much its countries being spoken of counts: much of the news is about powers far away.
_REGIONS = {"arab": (1.0, 2.5), "near": (0.3, 2.0), "far": (0.0, 0.25)}


def region(country: str) -> str:
    return "arab" if country in ARAB_WORLD else "near" if country in NEIGHBOURS else "far"


def choose(places: Sequence[GazetteerPlace], context: Context, token: int, told: str | None) -> GazetteerPlace | None:
    """The likeliest place; with a country told beside the name none outside it."""
    if told:
        places = [p for p in places if p.country == told]
    return max(places, key=lambda p: (_score(p, context, token), -p.geonames), default=None)


def _score(place: GazetteerPlace, context: Context, token: int) -> float:
    people = log10(max(place.population, _UNCOUNTED))
    home, trust = _REGIONS[region(place.country)]
    return trust * context.share(place.country, token) + 0.6 * people + home - place.needs


def large_enough(place: GazetteerPlace, context: Context) -> bool:
    """Whether a place is news by its size, or because the article is about its country."""
    alone, spoken_of = FLOORS[region(place.country)]
    if context.has(place.country):
        return place.population >= spoken_of
    elsewhere = region(place.country) == "arab" and any(c in ARAB_WORLD for c in context.countries)
    return place.population >= alone * (2 if elsewhere else 1)  # «السويق» in an article about Yemen is not Oman's
