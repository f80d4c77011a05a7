"""The calendar of what is planned, read back with icalendar."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from musnad.exports.ical import _escaped, _folded, _words
from musnad.record.model import ACTS, DEADLINE_STATES
from situation import exported, record_of, situation

__all__ = ["situation"]

UTC = datetime.UTC


def _entries(path: Path) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert calendar["VERSION"] == "2.0"
    entries = calendar.walk("VEVENT")
    assert not [e.errors for e in entries if e.errors]
    assert len({e["UID"] for e in entries}) == len(entries)
    return entries


def _of(record: Path, folder: Path, *more: str) -> list[Any]:
    return _entries(exported(record, "ical", folder / "x.ics", *more))


def _record(folder: Path, *texts: tuple[str, str]) -> Path:
    return record_of(folder, *({"text": t, "published": p, "outlet": f"وكالة {i}", "url": f"https://a.example/{i}"} for i, (t, p) in enumerate(texts)))


def test_the_situation(situation: Path, tmp_path: Path) -> None:
    found = {(e["DTSTART"].dt.isoformat(), str(e["STATUS"])): e for e in _of(situation, tmp_path)}
    (talks,) = (e for (_, status), e in found.items() if status == "TENTATIVE")  # called off for the 8th; the reader dates it by the article, the 7th
    assert "مقرر: «بغداد تستضيف" in talks["DESCRIPTION"]
    visit = found["2025-03-26", "CANCELLED"]
    assert str(visit["SUMMARY"]) == "[ألغي] يزور وزير الدفاع الإيطالي بغداد"
    assert visit["DTEND"].dt == datetime.date(2025, 3, 27)
    assert str(visit["URL"]) == "https://difaf-tv.example/news/italy-minister"
    for words in ("«يزور وزير الدفاع الإيطالي بغداد»", "وزارة الدفاع الإيطالية", "https://almarsa.example/arab/italy-visit"):
        assert words in visit["DESCRIPTION"]
    assert len([day for day, _ in found if day == "2025-03-26"]) == 1, "announced and called off is one visit"
    deadlines = [e for e in found.values() if e["CATEGORIES"].to_ical() == b"DEADLINE"]
    assert {e["DTSTART"].dt.isoformat() for e in deadlines} >= {"2025-03-31", "2025-04-05"}
    assert all(str(e["SUMMARY"]).startswith("مهلة: ") for e in deadlines)


def test_languages(situation: Path, tmp_path: Path) -> None:
    arabic, english = _of(situation, tmp_path), _of(situation, tmp_path, "--lang", "en")
    assert [e["UID"] for e in arabic] == [e["UID"] for e in english]
    assert next(str(e["SUMMARY"]) for e in english if e["STATUS"] == "CANCELLED").startswith("[cancelled] CONSULT/visit: ")
    assert any(str(e["SUMMARY"]).startswith("Deadline: ") for e in english)


def test_what_is_not_called_off_yet(situation: Path, tmp_path: Path) -> None:
    """As of the day before it was called off, the visit stands; its key is the same."""
    (before,) = [e for e in _of(situation, tmp_path, "--as-of", "2025-03-24") if e["DTSTART"].dt.isoformat() == "2025-03-26"]
    (after,) = [e for e in _of(situation, tmp_path) if e["DTSTART"].dt.isoformat() == "2025-03-26"]
    assert before["STATUS"] == "CONFIRMED"
    assert before["UID"] == after["UID"]
    assert before["DTSTAMP"].dt == datetime.datetime(2025, 3, 20, 6, tzinfo=UTC), "the latest article on it"
    assert after["DTSTAMP"].dt == datetime.datetime(2025, 3, 25, 13, tzinfo=UTC)


def test_a_clock_time_floats(tmp_path: Path) -> None:
    text = "قال الناطق إن وزير الخارجية سيزور بغداد يوم الخميس 25 أبريل الساعة 10:30 صباحا."
    (entry,) = _of(_record(tmp_path, (text, "2024-04-22T12:00:00+03:00")), tmp_path)
    assert entry["DTSTART"].dt == datetime.datetime(2024, 4, 25, 10, 30)
    assert "DTEND" not in entry


def test_a_zone_that_is_told_makes_it_utc(tmp_path: Path) -> None:
    text = "قال الناطق إن وزير الخارجية سيزور بغداد يوم الخميس 25 أبريل الساعة 10:30 بتوقيت غرينتش."
    (entry,) = _of(_record(tmp_path, (text, "2024-04-22T12:00:00+03:00")), tmp_path)
    assert entry["DTSTART"].dt == datetime.datetime(2024, 4, 25, 10, 30, tzinfo=UTC)


def test_of_a_far_zone_the_day_is_left(tmp_path: Path) -> None:
    """10:30 in Damascus is another moment elsewhere, and a floating time would claim that it is not."""
    text = "قال الناطق إن وزير الخارجية سيزور بغداد يوم الخميس 25 أبريل الساعة 10:30 بتوقيت دمشق."
    (entry,) = _of(_record(tmp_path, (text, "2024-04-22T12:00:00+03:00")), tmp_path)
    assert entry["DTSTART"].dt == datetime.date(2024, 4, 25)


def test_the_past_and_the_vague_are_not_planned(tmp_path: Path) -> None:
    past = "زار وزير الخارجية بغداد يوم الأحد 21 أبريل."
    vague = "قال الناطق إن وزير الداخلية سيزور دمشق العام المقبل."
    assert _of(_record(tmp_path, (past, "2024-04-22"), (vague, "2024-04-22")), tmp_path) == []


def test_lines_are_folded_between_characters(situation: Path, tmp_path: Path) -> None:
    content = exported(situation, "ical", tmp_path / "x.ics").read_bytes()
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    assert any(line.startswith(b" ") for line in lines)


@pytest.mark.parametrize("text", ["a" * 300, "ب" * 200, "a" + "€" * 100, "𐎀" * 60, ""])
def test_folding_is_undone_by_taking_out_line_ends(text: str) -> None:
    folded = _folded(text)
    assert folded.replace("\r\n ", "") == text
    assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))


def test_escapes() -> None:
    assert _escaped("a,b;c\\d\ne\x07\u200ff") == "a\\,b\\;c\\\\d\\nef"


def test_there_are_words_for_every_act() -> None:
    assert {f"act.{a}" for a in ACTS} | {f"deadline.{s}" for s in DEADLINE_STATES} <= set(_words())
