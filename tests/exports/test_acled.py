"""ACLED's columns, read back as a table."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import build_acled_countries
from musnad.exports import acled_codes
from musnad.exports.acled import COLUMNS, LEFT_OUT
from musnad.exports.acled_codes import SUB_EVENTS, armed_side, coding_of, country_row, group_of, inter_of
from musnad.store.filters import Filter
from musnad.store.queries import Questions
from situation import exported, record_of, situation

__all__ = ["situation"]

BOMBED = "قتل 12 مسلحا من تنظيم داعش أمس الأحد في غارة جوية شنها الجيش العراقي على التنظيم في الموصل."


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_every_matter_is_in_one_of_the_two_tables(situation: Path, tmp_path: Path) -> None:
    rows = _rows(exported(situation, "acled", tmp_path / "x.csv"))
    left_out = _rows(tmp_path / "x.left_out.csv")
    assert rows
    assert tuple(rows[0]) == COLUMNS
    assert tuple(left_out[0]) == LEFT_OUT
    matters = Questions(situation).matters(Filter(), limit=None)["matters"]
    assert len(rows) + sum(int(r["matters"]) for r in left_out) == len(matters)
    status = {m["key"]: m["status"] for m in matters}
    assert {status[r["musnad_key"]] for r in rows} <= {"asserted", "confirmed", "disputed", "suspended"}
    assert all((r["musnad_disputed"] == "true") == (status[r["musnad_key"]] == "disputed") for r in rows)
    assert {r["type"] for r in left_out} >= {"CONSULT", "REQUEST", "AID", "ACCUSE"}


def test_cells_are_those_of_the_codebook(situation: Path, tmp_path: Path) -> None:
    kinds = {r["inter"] for r in _table("acled_actors.tsv")} | {"Protesters", "Rioters", "External/Other forces"}
    for row in _rows(exported(situation, "acled", tmp_path / "x.csv")):
        assert row["event_id_cnty"] == row["timestamp"] == "", "ACLED's to give"
        assert row["disorder_type"] == SUB_EVENTS[row["event_type"]][row["sub_event_type"]]
        assert {row["inter1"], row["inter2"]} <= kinds | {""}
        assert bool(row["event_date"]) == bool(row["year"]) == bool(row["time_precision"])
        assert row["year"] == row["event_date"][:4]
        assert row["time_precision"] in ("", "1", "2", "3")
        assert row["fatalities"].isdigit()
        assert bool(row["latitude"]) == bool(row["longitude"])
        assert row["source"]


def _table(name: str) -> list[dict[str, str]]:
    lines = (acled_codes._DATA / name).read_text(encoding="utf-8").splitlines()
    return [dict(zip(lines[0].split("\t"), x.split("\t"), strict=True)) for x in lines[1:] if not x.startswith("#")]


def test_the_disputed_raid(situation: Path, tmp_path: Path) -> None:
    """The situation's raid on القائم, told by six outlets: one row."""
    rows = _rows(exported(situation, "acled", tmp_path / "x.csv"))
    (raid,) = [r for r in rows if r["event_date"] == "2025-03-09" and r["sub_event_type"] == "Air/drone strike"]
    assert (raid["musnad_disputed"], raid["location"], raid["country"], raid["iso"], raid["region"]) == ("true", "Al Qa'im", "Iraq", "368", "Middle East")
    assert raid["actor1"] == "Global Coalition against Daesh"
    assert len(raid["source"].split("; ")) == 6
    assert "Disputed." in raid["notes"]
    assert int(raid["fatalities"]) > 0


def test_one_article(tmp_path: Path) -> None:
    record = record_of(tmp_path, {"text": BOMBED, "published": "2024-04-22T12:00:00+03:00", "outlet": "وكالة التل"})
    (row,) = _rows(exported(record, "acled", tmp_path / "x.csv"))
    assert (row["event_type"], row["sub_event_type"], row["event_date"]) == ("Explosions/Remote violence", "Air/drone strike", "2024-04-21")
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("State forces", "Rebel group", "State forces-Rebel group")
    assert (row["country"], row["location"], row["geo_precision"], row["fatalities"]) == ("Iraq", "Mosul", "1", "12")
    assert row["civilian_targeting"] == ""


def test_as_of_holds(situation: Path, tmp_path: Path) -> None:
    early = {r["musnad_key"] for r in _rows(exported(situation, "acled", tmp_path / "e.csv", "--as-of", "2025-03-06"))}
    late = {r["musnad_key"] for r in _rows(exported(situation, "acled", tmp_path / "x.csv"))}
    assert early
    assert early < late


ARMED = {"type": "armed_group", "sector": "REB", "country": "IRQ"}
ARMY = {"type": "military", "sector": "MIL", "country": "IRQ"}
PEOPLE = {"type": "population", "sector": None, "country": "IRQ"}
MINISTER = {"type": "person", "sector": "GOV", "country": "IRQ"}


@pytest.mark.parametrize(
    ("type_", "mode", "targets", "sub_event"),
    [
        ("ASSAULT", "aerial", set(), "Air/drone strike"),
        ("ASSAULT", None, {"civilians"}, "Attack"),
        ("ASSAULT", None, {"armed", "civilians"}, "Armed clash"),
        ("ASSAULT", None, {"other"}, None),
        ("ASSAULT", "abduct", {"armed"}, None),
        ("PROTEST", "demo", set(), "Peaceful protest"),
        ("PROTEST", "hunger", set(), None),
        ("CONSULT", None, {"armed"}, None),
    ],
)
def test_codings(type_: str, mode: str | None, targets: set[str], sub_event: str | None) -> None:
    coding, reason = coding_of(type_, mode, targets, armed=False)
    assert (coding.sub_event if coding else None) == sub_event
    assert (reason is None) == (sub_event is not None)


def test_an_agreement_is_one_of_armed_sides() -> None:
    assert coding_of("AGREE", None, set(), armed=False)[0] is None
    assert coding_of("AGREE", None, set(), armed=armed_side([PEOPLE, ARMED]))[0] is not None


def test_actors() -> None:
    assert [group_of(x) for x in (ARMED, ARMY, PEOPLE, MINISTER)] == ["armed", "armed", "civilians", "civilians"]
    assert group_of({"type": "place", "sector": None, "country": "IRQ"}) == ""
    assert inter_of(ARMY, "IRQ") == inter_of(ARMY, None) == "State forces"
    assert inter_of(ARMY, "SYR") == "External/Other forces"
    assert inter_of(ARMED, "SYR") == "Rebel group"


def test_countries_are_what_the_tool_writes() -> None:
    assert build_acled_countries.FILE.read_text(encoding="utf-8") == build_acled_countries.table()
    assert country_row("IRQ") == {"iso": "368", "country": "Iraq", "region": "Middle East"}
    assert country_row("XKX")["iso"] == "", "no ISO number was ever given"
    assert country_row(None) == {}


def test_a_bad_row_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = "type\tmode\tneeds\tevent_type\tsub_event_type\tactor1\n"
    (tmp_path / "acled_events.tsv").write_text(head + "PROTEST\t\tany\tProtests\tAttack\tactors\n", encoding="utf-8")
    monkeypatch.setattr(acled_codes, "_DATA", tmp_path)
    with pytest.raises(acled_codes.LexiconError, match=r"acled_events\.tsv:2: column sub_event_type"):
        acled_codes._codings.__wrapped__()
