"""Sentences with somebody named or described: who is who, who is nobody, whose country it is."""

from __future__ import annotations

from pathlib import Path

import pytest

import casetools
from musnad.lexicon.reader import Row
from musnad.model import Entity, Report
from musnad.reader import Reader

COLUMNS = ("id", "rule", "sentence", "words", "with", "apart", "type", "country", "known")
CASES = casetools.cases(Path(__file__).with_name("cases.tsv"), COLUMNS)


def _named(report: Report, words: str) -> list[Entity]:
    """Entities that have a mention in exactly these words, clitics left out."""
    text = report.article.text
    return [e for e in report.entities if any(m.of(text) == words for m in e.mentions)]


@pytest.mark.parametrize("row", casetools.params(CASES))
def test_case(reader: Reader, row: Row) -> None:
    report = casetools.read(reader, row)
    found = _named(report, row["words"])
    shown = [(e.name, [m.of(report.article.text) for m in e.mentions]) for e in report.entities]
    if row["type"] == "-":
        assert not found, f"{row['words']} names nobody, found {shown}"
        return
    assert found, f"{row['words']} is not found: {shown}"
    (one,) = found
    assert row["type"] in ("", one.type)
    for words in row.many("with"):
        assert one in _named(report, words), f"{words} is the same: {shown}"
    for words in row.many("apart"):
        others = _named(report, words)
        assert others, f"{words} is not found: {shown}"
        assert one not in others, f"{words} is another: {shown}"
    if row["country"]:
        assert (one.country or "-") == row["country"]


def test_the_rule_says_what_joined_and_whence_the_country(reader: Reader) -> None:
    rules = {}
    for row in CASES:
        for e in casetools.read(reader, row).entities:
            rules[e.reason.rule.removeprefix("entity.")] = e
    assert any(r.endswith("+linked") for r in rules), "some description takes another up"
    assert all(e.country for r, e in rules.items() if r.endswith("+country"))
    assert any(r.endswith("+country") for r in rules)
