"""Sentences with a figure that they hold, or with none: positive, negative, and known to be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from casetools import cases, params, places_of, read, text_of, touches
from musnad.lexicon.reader import Row
from musnad.model import Figure, Report
from musnad.reader import Reader

COLUMNS = (
    "id", "rule", "sentence", "figure", "low", "high", "unit", "effect", "scope", "part_of", "flags", "event", "known",
)  # fmt: skip
CASES = cases(Path(__file__).with_name("cases.tsv"), COLUMNS)


@pytest.mark.parametrize("row", params(CASES))
def test_case(row: Row, reader: Reader) -> None:
    report = read(reader, row)
    text = report.article.text
    if row["figure"] == "-":
        assert not [(f.span.of(text), f.unit) for f in report.figures]
        return
    figure = _the_figure(report, row["figure"])
    bounds = (_number(row["low"]), _number(row["high"]))
    assert (figure.low, figure.high) == bounds, f"{bounds} expected, found {(figure.low, figure.high)}"
    flags = [name for name, on in (("approximate", figure.approximate), ("hedged", figure.hedged)) if on]
    whole = next((f.span.of(text) for f in report.figures if f.id == figure.part_of), "-")
    event = next((n for n in ("killed", "injured") for e in report.events if getattr(e, n) == figure.id), "-")
    assert row["part_of"] in whole, f"part_of: {row['part_of']} expected, found {whole}"
    found = {"unit": figure.unit, "effect": figure.effect or "-", "scope": figure.scope, "flags": "|".join(flags) or "-", "event": event}
    for column, value in found.items():
        assert row[column] in ("", value), f"{column}: {row[column]} expected, found {value}"


def _number(cell: str) -> float | None:
    return None if cell == "None" else float(cell)


def _the_figure(report: Report, words: str) -> Figure:
    text = report.article.text
    at = [f for f in report.figures if touches(f.span, words, text)]
    assert at, f"a figure at {words} expected, found {[f.span.of(text) for f in report.figures]}"
    return at[0]


def test_every_case_is_read() -> None:
    assert len({r["id"] for r in CASES}) == len(CASES)
    assert len(CASES) >= 60
    for row in CASES:
        for words in row.many("figure", "part_of"):
            assert words == "-" or places_of(words, text_of(row)), row.where
        assert (row["figure"] == "-") == (not row["low"]), row.where
        assert row["scope"] in ("", "event", "cumulative", "subset"), row.where
