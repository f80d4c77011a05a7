"""The table of POLECAT, the event data in PLOVER terms: 40 columns, tabs between (doi:10.7910/DVN/AJGVIT).

A row is an event of one article that is told as having occurred; POLECAT has no column for what is planned, denied or
hypothetical, nor for who says so. Cells for which Musnad has no value stay empty: see docs/exports.md.
"""

from __future__ import annotations

import csv
import re
from typing import TextIO

from musnad.exports.safe import cell
from musnad.model import Json
from musnad.store.queries import Ask

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
#: PLOVER's four classes of event types.
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "VERBAL COOPERATION"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "MATERIAL COOPERATION"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "VERBAL CONFLICT"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "MATERIAL CONFLICT"),
}
_ORGANIZATIONS = ("organization", "government", "military", "armed_group", "media")
_LOCATIONS = ("country", "place")


def write_polecat(ask: Ask, out: TextIO) -> None:
    """A header line, then a line for each event that occurred, by the day of its article."""
    writer = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n", restval="")
    writer.writeheader()
    for kept, report in ask.reports():
        people = ask.people(kept.id)
        story = _story(report, people)
        for event in report["events"]:
            if event["status"] == "occurred":
                sides = {**_side("Actor", event["actors"], report, people), **_side("Recipient", event["recipients"], report, people)}
                row = {**_event(event), **sides, **_place(event, report), **story}
                writer.writerow({k: cell(v) for k, v in row.items()})


def _event(event: Json) -> Json:
    day = event["date"] if re.fullmatch(r"\d{4}-\d\d-\d\d", event["date"] or "") else None
    return {
        "Event ID": event["key"], "Event Date": day, "Event Type": event["type"], "Event Mode": event["mode"],
        "Quad Code": QUADS[event["type"]], "Contexts": event["contexts"],
    }  # fmt: skip


def _side(side: str, ids: list[str], report: Json, people: dict[str, Json]) -> Json:
    there = [e for e in report["entities"] if e["id"] in ids]
    sectors = [e["sector"] for e in there if e["sector"]]
    return {
        f"{side} Name": [_name(e, people) for e in there], f"{side} Country": [e["country"] for e in there if e["country"]],
        f"Primary {side} Sector": sectors[0] if sectors else None, f"{side} Sectors": sectors, f"{side} Name Raw": [e["name"] for e in there],
    }  # fmt: skip


def _name(entity: Json, people: dict[str, Json]) -> str:
    """English where known: POLECAT's names are those of the English Wikipedia."""
    identity = people.get(entity["id"], {})
    return str(entity["name_en"] or identity.get("name_en") or identity.get("name") or entity["name"])


def _place(event: Json, report: Json) -> Json:
    entity = next((e for e in report["entities"] if e["id"] == event["place"]), None)
    if entity is None:
        return {}
    name = entity["name_en"] or entity["name"]
    out = {"Raw Placename": entity["name"], "Placename": name, "Country": entity["country"]}
    place = next((p for p in report["places"] if p["entity"] == event["place"]), None)
    if place is not None:
        out |= {"Country": place["country"], "Latitude": place["lat"], "Longitude": place["lon"], "GeoNames ID": place["geonames"]}
        level = {"city": "City", "admin": "Province"}.get(place["precision"])
        out |= {level: name} if level else {}
    return out


def _story(report: Json, people: dict[str, Json]) -> Json:
    def names(*types: str) -> list[str]:
        return sorted({_name(e, people) for e in report["entities"] if e["type"] in types})

    return {
        "Source": report["outlet"], "Publication Date": (report["published"] or "")[:10], "Story People": names("person"),
        "Story Organizations": names(*_ORGANIZATIONS), "Story Locations": names(*_LOCATIONS),
        "Language": {"ar": "Arabic"}.get(report["language"], report["language"]),
        "Version": "musnad " + "/".join(str(v) for v in report["quality"].values() if v),
    }  # fmt: skip
