"""Every word set is asked for by a rule, and every rule's set is there."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT
from musnad.errors import LexiconError
from musnad.lexicon.reader import DATA, read_table
from musnad.lexicon.word_sets import COLUMNS, FILE, word_set

ASKED = re.compile(r'word_set\("([^"]+)"\)')


def test_sets_and_rules_belong_together() -> None:
    asked = {name for path in (ROOT / "src").rglob("*.py") for name in ASKED.findall(path.read_text(encoding="utf-8"))}
    assert asked == {row["set"] for row in read_table(DATA / FILE, COLUMNS, COLUMNS)}


def test_no_word_stands_twice_in_a_set() -> None:
    rows = [(row["set"], row["word"]) for row in read_table(DATA / FILE, COLUMNS, COLUMNS)]
    assert len(rows) == len(set(rows))


def test_a_set_that_is_not_there_is_named() -> None:
    with pytest.raises(LexiconError, match=r"word_sets\.tsv.*no set 'nowhere'"):
        word_set("nowhere")
