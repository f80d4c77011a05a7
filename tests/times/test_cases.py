"""Sentences with the times that they hold: positive, negative, and failures that are known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from musnad.lexicon.reader import Row, read_table
from musnad.mentions.times import find_times
from musnad.model import Article
from musnad.text.document import build_document

COLUMNS = ("label", "kind", "published", "text", "times")
CASES = read_table(Path(__file__).with_name("cases.tsv"), COLUMNS, COLUMNS[:4])
_EXPECTED = re.compile(r"(.+?) \[(\w+) (\S+) (\S+) (\S+)\]")


def _found(row: Row) -> list[tuple[str, ...]]:
    published = None if row["published"] == "-" else row["published"]
    doc = build_document(Article(row["text"], published=published))
    return [
        (t.span.of(row["text"]), t.type, t.value or "-", t.first_day or "-", t.last_day or "-")
        for t in find_times(doc)
    ]  # fmt: skip


def _expected(row: Row) -> list[tuple[str, ...]]:
    return [m.groups() for part in row["times"].split(" ; ") if (m := _EXPECTED.fullmatch(part))]


def _param(row: Row) -> object:
    marks = pytest.mark.xfail(strict=True) if row["kind"] == "known_failure" else ()
    return pytest.param(row, id=row["label"], marks=marks)


@pytest.mark.parametrize("row", [_param(r) for r in CASES])
def test_case(row: Row) -> None:
    assert _found(row) == _expected(row)


def test_every_case_is_read() -> None:
    for row in CASES:
        assert row["kind"] in ("positive", "negative", "known_failure")
        assert len(_expected(row)) == (len(row["times"].split(" ; ")) if row["times"] else 0), row.where
        assert (row["kind"] == "negative") == (not row["times"]), row.where
