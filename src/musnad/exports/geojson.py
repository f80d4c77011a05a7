"""Matters on a map: GeoJSON (RFC 7946), a point for each matter whose place has coordinates."""

from __future__ import annotations

from typing import TextIO

from musnad.exports.places import places_of
from musnad.exports.safe import to_json
from musnad.model import Json
from musnad.store import schema
from musnad.store.queries import Ask


def write_geojson(ask: Ask, out: TextIO) -> None:
    """A FeatureCollection, a feature a line, by key. ``without_place`` counts the matters that are left out."""
    points = places_of(ask, on_a_map=True)
    out.write('{"type": "FeatureCollection", "features": [')
    count = total = 0
    for matter in ask.stream(schema.matter):
        total += 1
        place = points.get(matter["place"] or "")
        if place is not None:
            out.write((",\n" if count else "\n") + to_json(_feature(ask, matter, place)))
            count += 1
    out.write(f'\n], "as_of": {to_json(ask.as_of)}, "without_place": {total - count}}}\n')


def _feature(ask: Ask, matter: Json, place: Json) -> Json:
    who = {key: x["name"] for key, x in ask.who(matter).items()}
    keep = ("key", "type", "mode", "status", "first_day", "last_day", "title_ar", "title_en", "confidence", "weight")
    return {
        "type": "Feature", "id": matter["key"],
        "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
        "properties": {
            **{k: matter[k] for k in keep}, **{side: [who[k] for k in matter[side] if k in who] for side in ("actors", "recipients")},
            "place": who.get(matter["place"]), "precision": place["precision"], "country": place["country"],
            "geonames": place["geonames"], "origins": [o["name"] for o in matter["origins"]], "articles": len(matter["articles"]),
        },
    }  # fmt: skip
