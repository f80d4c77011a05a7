"""The benchmark on texts of our own: what it computes, not how fast anything is."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from musnad.model import Article
from musnad.reader import open_reader

sys.path += [str(ROOT / "bench"), str(ROOT / "quality")]

import page  # a folder of programs, not a package
import peers
import reading
import records
from clock import exponent
from published import FIGURES

LINES = ["أعلن وزير الخارجية أمس الأحد أن المحادثات بين الجانبين ستستأنف الأسبوع المقبل في العاصمة.", "وقالت الوزارة إن الاجتماع عقد في بغداد."]


def test_an_article_of_a_length() -> None:
    words = len(reading.of_length(100, LINES * 20).text.split())
    assert 100 <= words < 115


def test_exponents() -> None:
    assert reading.length_exponent({1_000: 70.0, 10_000: 70.0}) == pytest.approx(1.0)
    assert reading.length_exponent({1_000: 7.0, 10_000: 70.0}) == pytest.approx(2.0), "ten times the time for each word: quadratic"
    assert exponent(1_000, 10_000, 5.0, 5.0) == pytest.approx(0.0)


def test_shares_add_up() -> None:
    shares = reading.stages(open_reader("lexicon"), [Article("\n".join(LINES))] * 3)
    assert 0.9 < sum(shares.values()) <= 1.0001
    assert "mentions" in shares


def test_a_record_grows(tmp_path: Path) -> None:
    """What is measured of a record, on the example situation; adding it again finds nothing new."""
    record = tmp_path / "r.db"
    row = records.add(record, ROOT / "examples" / "situation" / "articles.jsonl")
    assert row["articles"] == 36
    assert row["adding"] > 0
    asked = records.ask(record)
    assert asked["question"] > 0
    assert asked["slowest"]
    json.dumps({**row, **asked})


def test_a_peer_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(peers, "HOME", tmp_path / "mahad")
    monkeypatch.setattr(peers, "WANTED", (str(tmp_path / "no-such-wheel.whl"),))
    missing = peers.mahad([Article(LINES[0])])
    assert missing.missing
    assert "MAHAD COULD NOT BE INSTALLED" in capsys.readouterr().err


def test_published_figures_have_a_source() -> None:
    assert all(f.source for f in FIGURES)


def test_the_page() -> None:
    both = ("lexicon", "model")
    rows = [
        {"articles": n, "adding": 20.0, "build": n / 100, "memory": 300.0, "file": n / 50, "question": 100.0, "slowest": "compare", "first": n / 90, "later": 90.0}
        for n in (1_000, 10_000)
    ]
    measured = page.Measured(
        300, 1.5, {"lexicon": 60.0, "model": 15.0}, {k: {"rate": 100.0, "clock": 0.9, "processor": 0.95, "memory": 250.0} for k in both}, dict.fromkeys(both, 1.0),
        {"lexicon": dict.fromkeys(reading.LENGTHS, 50.0)}, {"lexicon": {"mentions": 1.0}}, rows,
        [peers.Peer("ours", 1.0, 118), peers.Peer("slow", 8.0, 80), peers.Peer("gone", missing="no")], 20,
    )  # fmt: skip
    text = page.page(measured)
    assert "4.0 times as fast" in text
    assert "load up to 1.5" in text
    assert "| lexicon | 50 | 50 | 50 | 50 | 50 | 1.00 |" in text
    assert "| putting it together, s | 10.0 | 100.0 | 10.0 | 1.00 |" in text
    assert "| reading and storing, ms an article | 20.0 | 20.0 | 1.0 | 1.00 |" in text
    assert "| slow | 8.0 | 80 |" in text
    assert "not measured: no" in text
