"""What ACLED calls what PLOVER has types for, and whom: ``data/acled_*.tsv``, read strictly."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from musnad.errors import LexiconError
from musnad.lexicon.reader import Row, read_table
from musnad.model import ENTITY_TYPES, EVENT_TYPES, SECTORS, Json

_DATA = Path(__file__).parent / "data"
_VIOLENT, _SHOWN, _STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"
#: ACLED's event types with their sub-event types (Codebook 2024), each with its disorder type.
SUB_EVENTS: dict[str, dict[str, str]] = {
    "Battles": dict.fromkeys(("Government regains territory", "Non-state actor overtakes territory", "Armed clash"), _VIOLENT),
    "Protests": {
        "Excessive force against protesters": f"{_VIOLENT}; {_SHOWN}", "Protest with intervention": _SHOWN, "Peaceful protest": _SHOWN,
    },
    "Riots": {"Violent demonstration": _SHOWN, "Mob violence": _VIOLENT},
    "Explosions/Remote violence": dict.fromkeys(
        (
            "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED",
            "Grenade",
        ),
        _VIOLENT,
    ),
    "Violence against civilians": dict.fromkeys(("Sexual violence", "Attack", "Abduction/forced disappearance"), _VIOLENT),
    "Strategic developments": dict.fromkeys(
        (
            "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
            "Looting/property destruction", "Non-violent transfer of territory", "Other",
        ),
        _STRATEGIC,
    ),
}  # fmt: skip
NEEDS = ("any", "civilians", "armed", "armed_side")
_NO_TYPE = "no place in ACLED's codebook"
_NO_SIDE = "its place in ACLED's codebook depends on who bears arms, which is not told or is otherwise"


@dataclass(frozen=True, slots=True)
class Coding:
    """ACLED's words for a matter. ``actor1`` is the side (actors, recipients) that ACLED puts first."""

    disorder: str
    event: str
    sub_event: str
    actor1: str


def coding_of(type_: str, mode: str | None, targets: Collection[str], armed: bool) -> tuple[Coding | None, str | None]:
    """The coding, or None and why. ``targets`` are the groups of the recipients; ``armed``: some side bears arms.

    A row for armed recipients goes before one for civilians: where both are hurt, ACLED codes a clash.
    """
    rows = _codings().get((type_, mode or ""))
    if rows is None:
        return None, _NO_TYPE
    met = {"any": True, "armed": "armed" in targets, "civilians": "civilians" in targets and "armed" not in targets, "armed_side": armed}
    found = next((coding for needs, coding in rows.items() if met[needs]), None)
    return found, None if found else _NO_SIDE


def group_of(identity: Json) -> str:
    """``armed``, ``civilians`` or ``other``; empty for a place or thing, which is no actor."""
    return _actor(identity)[1]


def armed_side(identities: Iterable[Json]) -> bool:
    return any(group_of(i) == "armed" for i in identities)


def inter_of(identity: Json, country: str | None) -> str:
    """ACLED's kind of actor. A state's forces outside of it are external; where a country is not known nothing is."""
    inter = _actor(identity)[0]
    abroad = country is not None and identity["country"] is not None and identity["country"] != country
    return "External/Other forces" if inter == "State forces" and abroad else inter


def country_row(iso3: str | None) -> Json:
    """ISO number, name and region of a country as ACLED writes them."""
    return _countries().get(iso3 or "", {})


def _actor(identity: Json) -> tuple[str, str]:
    rows = _actors()
    return rows.get((identity["type"], identity["sector"] or "")) or rows.get((identity["type"], ""), ("", ""))


@lru_cache(maxsize=1)
def _codings() -> dict[tuple[str, str], dict[str, Coding]]:
    """(type, mode) → what a row needs → its coding."""
    columns = ("type", "mode", "needs", "event_type", "sub_event_type", "actor1")
    out: dict[tuple[str, str], dict[str, Coding]] = {}
    for row in read_table(_DATA / "acled_events.tsv", columns, ("type", "needs", "event_type", "sub_event_type", "actor1")):
        _one_of(row, "type", EVENT_TYPES)
        _one_of(row, "needs", NEEDS)
        _one_of(row, "event_type", SUB_EVENTS)
        _one_of(row, "sub_event_type", SUB_EVENTS[row["event_type"]])
        _one_of(row, "actor1", ("actors", "recipients"))
        kind = out.setdefault((row["type"], row["mode"]), {})
        if row["needs"] in kind:
            raise LexiconError(row.where, f"{row['type']} {row['mode']} {row['needs']} stands in an earlier row")
        disorder = SUB_EVENTS[row["event_type"]][row["sub_event_type"]]
        kind[row["needs"]] = Coding(disorder, row["event_type"], row["sub_event_type"], row["actor1"])
    return out


@lru_cache(maxsize=1)
def _actors() -> dict[tuple[str, str], tuple[str, str]]:
    """(entity type, sector) → kind of actor, group."""
    out: dict[tuple[str, str], tuple[str, str]] = {}
    for row in read_table(_DATA / "acled_actors.tsv", ("type", "sector", "inter", "group"), ("type", "group")):
        _one_of(row, "type", ENTITY_TYPES)
        _one_of(row, "sector", ("", *SECTORS))
        _one_of(row, "group", ("armed", "civilians", "other"))
        if (row["type"], row["sector"]) in out:
            raise LexiconError(row.where, f"{row['type']} {row['sector']} stands in an earlier row")
        out[row["type"], row["sector"]] = row["inter"], row["group"]
    return out


@lru_cache(maxsize=1)
def _countries() -> dict[str, Json]:
    rows = read_table(_DATA / "acled_countries.tsv", ("iso3", "iso", "country", "region"), ("iso3", "country"))
    return {r["iso3"]: {k: r[k] for k in ("iso", "country", "region")} for r in rows}


def _one_of(row: Row, column: str, allowed: Collection[str]) -> None:
    if row[column] not in allowed:
        raise LexiconError(row.where, f"column {column}: {row[column]!r} is none of {', '.join(a for a in allowed if a)}")
