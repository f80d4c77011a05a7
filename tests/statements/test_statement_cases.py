"""Sentences with a statement that they hold, or with none: positive, negative, and known to be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from casetools import cases, check_entities, params, places_of, read, text_of, touches
from musnad.lexicon.reader import Row
from musnad.model import EVIDENTIALS, STANCES, Report, Statement
from musnad.reader import Reader

COLUMNS = (
    "id", "rule", "sentence", "cue", "stance", "speaker", "chain", "direct", "content", "evidential", "about", "known",
)  # fmt: skip
CASES = cases(Path(__file__).with_name("cases.tsv"), COLUMNS)


@pytest.mark.parametrize("row", params(CASES))
def test_case(row: Row, reader: Reader) -> None:
    report = read(reader, row)
    text = report.article.text
    if row["cue"] == "-":
        told = [(s.stance, s.cue.of(text), s.span.of(text)) for s in report.statements if row["stance"] in ("", s.stance)]
        assert not told
        return
    statement = _the_statement(report, row)
    direct = "yes" if statement.direct else "no"
    for column, value in (("stance", statement.stance), ("direct", direct), ("evidential", statement.evidential)):
        assert row[column] in ("", value), f"{column}: {row[column]} expected, found {value}"
    check_entities([statement.speaker] if statement.speaker else [], row["speaker"], report, "speaker")
    check_entities([link.entity for link in statement.chain], row["chain"], report, "chain", ordered=True)
    _check_content(statement.span.of(text), row["content"])
    _check_about(statement, row["about"], report)


def _the_statement(report: Report, row: Row) -> Statement:
    text = report.article.text
    at = [s for s in report.statements if touches(s.cue, row["cue"], text)]
    assert at, f"a statement at {row['cue']} expected, found {[(s.cue.of(text), s.stance) for s in report.statements]}"
    return next((s for s in at if s.stance == row["stance"]), at[0])


def _check_content(found: str, cell: str) -> None:
    if not cell:
        return
    first, last = cell.split("…") if "…" in cell else (cell, cell)
    right = found.startswith(first) and found.endswith(last)
    assert right, f"content: {cell} expected, found «{found}»"


def _check_about(statement: Statement, cell: str, report: Report) -> None:
    if not cell:
        return
    text = report.article.text
    triggers = [e.trigger for e in report.events if e.id in statement.about]
    found = [t.of(text) for t in triggers]
    if cell == "-":
        assert not found, f"about: nothing expected, found {found}"
    else:
        assert any(touches(t, cell, text) for t in triggers), f"about: {cell} expected, found {found}"


def test_every_case_is_read() -> None:
    assert len({r["id"] for r in CASES}) == len(CASES)
    assert len(CASES) >= 100
    for row in CASES:
        assert row["cue"], row.where
        for words in (*row.many("cue", "speaker", "chain", "about"), *filter(None, row["content"].split("…"))):
            assert words == "-" or places_of(words, text_of(row)), row.where
        assert row["stance"] in ("", *STANCES), row.where
        assert row["evidential"] in ("", *EVIDENTIALS), row.where
        assert row["direct"] in ("", "yes", "no"), row.where
