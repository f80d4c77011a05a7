"""Sentences with an event that they tell, or with none: positive, negative, and known to be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from casetools import PUBLISHED, cases, check_entities, params, places_of, read, text_of, touches
from musnad.lexicon.reader import Row
from musnad.model import ASPECTS, EVENT_TYPES, STATUSES, Event, Report
from musnad.reader import Reader

COLUMNS = (
    "id", "rule", "sentence", "published", "trigger", "type", "mode", "who", "whom",
    "status", "aspect", "deadline", "source", "known",
)  # fmt: skip
CASES = cases(Path(__file__).with_name("cases.tsv"), COLUMNS)


@pytest.mark.parametrize("row", params(CASES))
def test_case(row: Row, reader: Reader) -> None:
    report = read(reader, row, row["published"] or PUBLISHED)
    if row["trigger"].startswith("-"):
        assert not _told(report, row["trigger"][1:], row["type"])
        return
    event = _the_event(report, row)
    for column, value in (("mode", event.mode), ("status", event.status), ("aspect", event.aspect)):
        assert not row[column] or (value or "-") == row[column], f"{column}: {row[column]} expected, found {value}"
    check_entities(event.actors, row["who"], report, "who")
    check_entities(event.recipients, row["whom"], report, "whom")
    check_entities(event.sources, row["source"], report, "source", ordered=True)
    _check_deadline(event, row["deadline"], report)


def _told(report: Report, words: str, kind: str) -> list[tuple[str, str]]:
    """Events of that type (of any, when empty) that touch these words (all, when empty)."""
    text = report.article.text
    return [
        (e.type, e.trigger.of(text))
        for e in report.events
        if kind in ("", e.type) and (not words or touches(e.trigger, words, text))
    ]


def _the_event(report: Report, row: Row) -> Event:
    text = report.article.text
    at = [e for e in report.events if touches(e.trigger, row["trigger"], text)]
    of_type = [e for e in at if row["type"] in ("", e.type)]
    others = [(e.type, e.trigger.of(text)) for e in report.events]
    assert of_type, f"{row['type']} at {row['trigger']} expected, found {others}"
    return of_type[0]


def _check_deadline(event: Event, cell: str, report: Report) -> None:
    if not cell:
        return
    found = next((t.span.of(report.article.text) for t in report.times if t.id == event.deadline), "-")
    assert cell in found, f"deadline: {cell} expected, found {found}"


def test_every_case_is_read() -> None:
    assert len({r["id"] for r in CASES}) == len(CASES)
    assert len(CASES) >= 150
    for row in CASES:
        assert row["trigger"], row.where
        for words in row.many("trigger", "who", "whom", "source", "deadline"):
            assert words == "-" or places_of(words.removeprefix("-"), text_of(row)), row.where
        assert row["type"] in ("", *EVENT_TYPES), row.where
        assert row["status"] in ("", *STATUSES), row.where
        assert row["aspect"] in ("", "-", *ASPECTS), row.where
        assert not row["trigger"].startswith("-") or not row.many("who", "whom", "status", "aspect", "deadline", "source"), row.where
