"""The examples' reports are those in ``tests/golden``; ``make golden`` writes them anew."""

from __future__ import annotations

import pytest

from musnad.model import Article
from musnad.reader import Reader
from update_golden import FOLDER, articles, golden


@pytest.mark.parametrize("article", articles(), ids=lambda a: a.name)
def test_report_is_the_golden_one(reader: Reader, article: Article) -> None:
    path = FOLDER / f"{article.name}.txt"
    assert path.is_file(), "no golden report: run `make golden`, read it, commit it"
    assert golden(reader.read(article)) == path.read_text(encoding="utf-8"), "run `make golden` and read the diff"


def test_no_golden_report_is_left_over() -> None:
    assert {p.stem for p in FOLDER.glob("*.txt")} <= {a.name for a in articles()}
