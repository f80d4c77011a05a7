"""Matters in the columns of ACLED (acleddata.com, Codebook 2024), for whoever lays them beside ACLED's own table.

A row is a matter that is told as having occurred and that ACLED's codebook has a place for. ACLED's identifiers are ACLED's to
give: ``event_id_cnty`` and ``timestamp`` stay empty. The matters without a place there are counted in a table of their own.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from musnad.exports.acled_codes import Coding, armed_side, coding_of, country_row, group_of, inter_of
from musnad.exports.places import places_of
from musnad.exports.safe import cell
from musnad.model import Json
from musnad.store import schema
from musnad.store.queries import Ask

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp", "musnad_key", "musnad_disputed", "musnad_confidence",
)  # fmt: skip
LEFT_OUT = ("type", "mode", "status", "reason", "matters")
#: What a matter's status says of what happened: something did, by somebody's account.
_OCCURRED = frozenset(("asserted", "confirmed", "disputed", "suspended"))
#: The longest spans of days that ACLED's time precisions 1, 2 and 3 stand for; it codes nothing vaguer than a month.
_PRECISIONS = ((1, 1), (7, 2), (31, 3))
_GEO = {"city": 1, "facility": 1, "admin": 3, "region": 3}
#: Events that need no second side.
_ONE_SIDED = frozenset(("Protests", "Riots", "Strategic developments"))
#: In the order in which ACLED writes two kinds as an interaction.
_CODES = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "External/Other forces", "Civilians",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Case:
    """A matter with who has a part in it (identities), and what ACLED calls it, or why it has no place there."""

    matter: Json
    actors: Sequence[Json]
    recipients: Sequence[Json]
    coding: Coding | None
    reason: str | None


def write_acled(ask: Ask, out: TextIO) -> None:
    """A header line, then a line for each matter, by key."""
    places, deaths = places_of(ask, on_a_map=False), _deaths(ask)
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n", restval="")
    writer.writeheader()
    for case in _cases(ask):
        if case.coding is not None:
            row = _row(ask, case, case.coding, places.get(case.matter["place"] or ""), deaths.get(case.matter["key"]))
            writer.writerow({k: cell(v) for k, v in row.items()})


def write_left_out(ask: Ask, out: TextIO) -> None:
    """How many matters of which kind have no row, and why."""
    counts = Counter((c.matter["type"], c.matter["mode"] or "", c.matter["status"], c.reason) for c in _cases(ask) if c.reason)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(LEFT_OUT)
    writer.writerows((*kind, number) for kind, number in sorted(counts.items()))


def _cases(ask: Ask) -> Iterator[_Case]:
    people = {i["key"]: {k: i[k] for k in ("name", "name_en", "type", "country", "sector")} for i in ask.stream(schema.identity)}
    for matter in ask.stream(schema.matter):
        # Places and things are what ACLED has no actor columns for; what they are tells nothing of who bears arms.
        actors, recipients = ([p for k in matter[s] if (p := people.get(k)) and group_of(p)] for s in ("actors", "recipients"))
        if matter["status"] not in _OCCURRED:
            yield _Case(matter, actors, recipients, None, "not told as having occurred")
            continue
        coding, reason = coding_of(matter["type"], matter["mode"], {group_of(r) for r in recipients}, armed_side([*actors, *recipients]))
        yield _Case(matter, actors, recipients, coding, reason)


def _deaths(ask: Ask) -> dict[str, float]:
    """Matter key → its figure of dead. Lines of one matter count parts of one another, so the highest is taken, never a sum."""
    out: dict[str, float] = {}
    for line in ask.stream(schema.figure_line):
        if line["effect"] == "killed" and line["best"] is not None:
            out[line["matter"]] = max(line["best"], out.get(line["matter"], 0.0))
    return out


def _row(ask: Ask, case: _Case, coding: Coding, place: Json | None, deaths: float | None) -> Json:
    m = case.matter
    return {
        **_day(m), "disorder_type": coding.disorder, "event_type": coding.event, "sub_event_type": coding.sub_event,
        **_sides(case, coding, (place or {}).get("country")), **_where(ask, m, place),
        "source": list(dict.fromkeys(a["outlet"] for a in ask.which({"articles": m["articles"]}).values() if a["outlet"])),
        "notes": _notes(m, deaths), "fatalities": int(deaths or 0),
        "musnad_key": m["key"], "musnad_disputed": m["status"] == "disputed", "musnad_confidence": m["confidence"],
    }  # fmt: skip


def _day(matter: Json) -> Json:
    """The first day told, with how wide the days are; nothing where none is told or only more than a month."""
    if matter["first_day"] is None:
        return {}
    first, last = (date.fromisoformat(matter[k]) for k in ("first_day", "last_day"))
    precision = next((p for longest, p in _PRECISIONS if (last - first).days < longest), None)
    return {"event_date": matter["first_day"], "year": first.year, "time_precision": precision} if precision else {}


def _sides(case: _Case, coding: Coding, country: str | None) -> Json:
    one, two = (case.recipients, case.actors) if coding.actor1 == "recipients" else (case.actors, case.recipients)
    inter = [inter_of(side[0], country) if side else "" for side in (one, two)]
    if one and coding.event in ("Protests", "Riots"):
        inter[0] = "Protesters" if coding.event == "Protests" else "Rioters"
    known = sorted((i for i in inter if i), key=_CODES.index)
    hurt = coding.disorder == "Political violence" and {group_of(r) for r in case.recipients} == {"civilians"}
    alone = bool(one and inter[0] and not two) and coding.event in _ONE_SIDED  # elsewhere the other side is not told, which is not "only"
    interaction = "-".join(known) if len(known) == 2 else f"{inter[0]} only" if alone else ""
    out: Json = {"interaction": interaction, "civilian_targeting": "Civilian targeting" if hurt else ""}
    for number, side, kind in ((1, one, inter[0]), (2, two, inter[1])):
        names = [p["name_en"] or p["name"] for p in side]
        out |= {f"actor{number}": names[0] if names else "", f"assoc_actor_{number}": names[1:], f"inter{number}": kind}
    return out


def _where(ask: Ask, matter: Json, place: Json | None) -> Json:
    """What is known of the place; of one that no article places anywhere, its name."""
    found = ask.who({"place": matter["place"]}).get(matter["place"] or "", {})
    name = found.get("name_en") or found.get("name")
    if place is None:
        return {"location": name}
    level = place["precision"]
    return {
        **country_row(place["country"]), "admin1": name if level == "admin" else None, "location": name if level != "country" else None,
        "latitude": place["lat"], "longitude": place["lon"], "geo_precision": _GEO.get(level),
    }  # fmt: skip


def _notes(matter: Json, deaths: float | None) -> str:
    origins = ", ".join(o["name"] for o in matter["origins"])
    notes = [f"{matter['title_ar']} [{matter['title_en']}].", f"According to: {origins}." if origins else ""]
    notes.append("Disputed." if matter["status"] == "disputed" else "")
    notes.append("No number of dead is told; 0 as in ACLED." if deaths is None else "")
    return " ".join(n for n in notes if n)
