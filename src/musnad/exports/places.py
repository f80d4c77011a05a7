"""Where the places of a record lie: articles may take one name for different places."""

from __future__ import annotations

from musnad.model import Json
from musnad.store.queries import Ask


def places_of(ask: Ask, *, on_a_map: bool) -> dict[str, Json]:
    """Identity key → the place that most articles take it for; the smallest GeoNames id on a tie.

    With ``on_a_map`` only places with coordinates count.
    """
    votes: dict[str, dict[tuple[int, str, float, float], list[Json]]] = {}
    for kept, report in ask.reports():
        people = ask.people(kept.id) if report["places"] else {}
        for place in report["places"]:
            located = place["lat"] is not None and place["lon"] is not None
            if place["entity"] in people and (located or not on_a_map):
                spot = (place["geonames"] or 0, place["country"] or "", place["lat"] or 0.0, place["lon"] or 0.0)
                votes.setdefault(people[place["entity"]]["key"], {}).setdefault(spot, []).append(place)
    return {key: min(spots.items(), key=lambda s: (-len(s[1]), s[0]))[1][0] for key, spots in votes.items()}
