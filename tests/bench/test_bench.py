"""The benchmark on texts of our own: what it computes, not how fast anything is."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from musnad.model import Article
from musnad.reader import open_reader

ROOT = Path(__file__).resolve().parents[2]
LINES = ["أعلن وزير الخارجية أمس الأحد أن المحادثات بين الجانبين ستستأنف الأسبوع المقبل في العاصمة.", "وقالت الوزارة إن الاجتماع عقد في بغداد."]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("musnad_bench", ROOT / "bench" / "bench.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["musnad_bench"] = module
    spec.loader.exec_module(module)
    return module


def test_an_article_of_a_length(bench: ModuleType) -> None:
    words = len(bench.of_length(100, LINES * 20).text.split())
    assert 100 <= words < 115


def test_the_exponent_of_what_is_linear_is_one(bench: ModuleType) -> None:
    assert bench.exponent({1_000: 70.0, 10_000: 70.0}) == pytest.approx(1.0)
    assert bench.exponent({1_000: 7.0, 10_000: 70.0}) == pytest.approx(2.0), "ten times the time for each word: quadratic"


def test_shares_add_up(bench: ModuleType) -> None:
    shares = bench.stages(open_reader("lexicon"), [Article("\n".join(LINES))] * 3)
    assert 0.9 < sum(shares.values()) <= 1.0001
    assert "mentions" in shares


def test_rates_and_page(bench: ModuleType) -> None:
    reader = open_reader("lexicon")
    rate = bench.rates({"lexicon": reader, "model": reader}, [Article(LINES[0])], 1)
    rows = {k: {"rate": v, "start": 1.0, "memory": 300.0} for k, v in rate.items()}
    lengths = {"lexicon": dict.fromkeys(bench.LENGTHS, 50.0)}
    text = bench.page(rows, lengths, {"lexicon": {"mentions": 1.0}}, "no peer\n", 1)
    assert f"| articles for each second of one core | {rate['lexicon']:.0f} |" in text
    assert "| lexicon | 50 | 50 | 50 | 50 | 50 | 1.00 |" in text
