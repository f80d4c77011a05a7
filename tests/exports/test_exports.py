"""Each format, read back by a library that other people use for it."""

from __future__ import annotations

import csv
import json
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import geojson
import lxml.html
import pytest

from conftest import example_records
from musnad.app.cli import cli
from musnad.exports import FORMATS
from musnad.exports.polecat import COLUMNS, QUADS
from musnad.exports.safe import cell
from musnad.exports.tables import TABLES
from musnad.model import EVENT_TYPES
from musnad.store.filters import Filter
from musnad.store.queries import Questions
from program import EXAMPLES, example_record, run_program
from situation import exported, files_of

__all__ = ["example_record"]


def test_jsonl_is_everything(example_record: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in exported(example_record, "jsonl", tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()]
    articles = {line["value"]["id"]: line for line in lines if line["kind"] == "article"}
    assert {i: a["text"] for i, a in articles.items()} == {r["id"]: r["text"] for r in example_records()}
    matters = Questions(example_record).matters(Filter(), limit=None)["matters"]
    assert [line["value"] for line in lines if line["kind"] == "matter"] == sorted(matters, key=lambda m: m["key"])
    texts = {a["key"]: a["text"] for a in articles.values()}
    for line in lines:
        for fact in line["value"].get("facts", []) if line["kind"] == "matter" else []:
            assert texts[fact["article"]][fact["start"] : fact["end"]] == fact["words"]


def test_the_command_knows_every_format() -> None:
    (option,) = [p for p in cli.commands["export"].params if p.name == "to"]
    assert tuple(option.type.choices) == FORMATS  # type: ignore[attr-defined]


def test_csv_tables_join(example_record: Path, tmp_path: Path) -> None:
    folder = exported(example_record, "csv", tmp_path / "tables")
    tables = {}
    for name, (columns, _) in TABLES.items():
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            tables[name] = list(csv.DictReader(stream, strict=True))
        assert all(tuple(row) == columns for row in tables[name]), name
    assert len(tables["articles"]) == len(example_records())
    articles, matters = {a["article"] for a in tables["articles"]}, {m["key"] for m in tables["matters"]}
    assert tables["events"]
    for name in ("events", "statements", "figures"):
        assert {row["article"] for row in tables[name]} <= articles
        assert {row["matter"] for row in tables[name]} <= matters | {""}
    alone = exported(example_record, "csv", tmp_path / "events.csv")
    assert alone.read_bytes() == (folder / "events.csv").read_bytes()


def test_polecat_has_its_forty_columns(example_record: Path, tmp_path: Path) -> None:
    assert len(COLUMNS) == 40
    assert set(QUADS) == set(EVENT_TYPES)
    with exported(example_record, "polecat", tmp_path / "x.txt").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", strict=True))
    assert rows
    for row in rows:
        assert tuple(row) == COLUMNS
        assert None not in row.values()
        assert row["Event Type"] in EVENT_TYPES
        assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row["Event Date"])
        assert re.fullmatch(r"([A-Z]{3}(; [A-Z]{3})*)?", row["Actor Country"])
        assert row["Publication Date"]
    occurred = sum(1 for r in _events(example_record) if r["status"] == "occurred")
    assert len(rows) == occurred


def _events(record: Path) -> list[dict[str, str]]:
    with Questions(record).ask() as ask:
        return [e for _, report in ask.reports() for e in report["events"]]


def test_geojson_is_valid(example_record: Path, tmp_path: Path) -> None:
    found = geojson.loads(exported(example_record, "geojson", tmp_path / "x.geojson").read_text(encoding="utf-8"))
    assert isinstance(found, geojson.FeatureCollection)
    assert found.is_valid, found.errors()
    total = Questions(example_record).matters(Filter())["total"]
    assert len(found["features"]) + found["without_place"] == total
    for feature in found["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_html_needs_nothing_else(example_record: Path, tmp_path: Path, lang: str) -> None:
    for matter in Questions(example_record).matters(Filter(), limit=5)["matters"]:
        path = exported(example_record, "html", tmp_path / "m.html", "--matter", matter["key"], "--lang", lang)
        page = lxml.html.parse(str(path)).getroot()
        assert page.get("lang") == lang
        assert page.get("dir") == ("rtl" if lang == "ar" else "ltr")
        assert page.findtext(".//h1") == " ".join(matter["title_ar"].split())
        marked = [m.text_content() for m in page.iter("mark")]
        assert {" ".join(h["words"].split()) for h in matter["history"]} <= set(marked)
        assert not list(page.iter("script", "link", "img", "iframe", "object"))
        assert "url(" not in path.read_text(encoding="utf-8")


def test_html_is_safe_with_hostile_words(tmp_path: Path) -> None:
    line = {
        "id": "<b>", "text": "<script>alert(1)</script>\nقال الوزير <img src=x onerror=alert(1)> إن الجيش قصف المدينة أمس الأحد.",
        "published": "2024-04-22T12:00:00+03:00", "outlet": '"><script>alert(2)</script>', "url": "javascript:alert(3)",
    }  # fmt: skip
    source, record = tmp_path / "a.jsonl", tmp_path / "r.db"
    source.write_text(json.dumps(line), encoding="utf-8")
    assert run_program("add", source, "--record", record).returncode == 0
    for matter in Questions(record).matters(Filter(), limit=None)["matters"]:
        page = lxml.html.parse(str(exported(record, "html", tmp_path / "m.html", "--matter", matter["key"]))).getroot()
        assert not list(page.iter("script", "img"))
        assert not [a for a in page.iter("a") if not a.get("href", "").startswith("http")]


def test_html_asks_for_a_matter(example_record: Path, tmp_path: Path) -> None:
    out = tmp_path / "m.html"
    assert run_program("export", "--record", example_record, "--to", "html", "--out", out).returncode == 2
    assert run_program("export", "--record", example_record, "--to", "html", "--out", out, "--matter", "02-port-attack").returncode == 2
    assert run_program("export", "--record", example_record, "--to", "jsonl", "--out", out, "--matter", "x").returncode == 2
    assert not out.exists()


def test_a_file_is_whole_or_as_it_was(example_record: Path, tmp_path: Path) -> None:
    done = run_program("export", "--record", example_record, "--to", "jsonl", "--out", tmp_path / "no" / "x.jsonl")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), (True, "true"), (2.0, "2"), (2.5, "2.5"), ("a\n b\t", "a b"), (["a;b", None, "c"], "a,b; ; c"), ("\ud800", "\ufffd")]
)
def test_cells(value: object, shown: str) -> None:
    assert cell(value) == shown


RECORD_FORMATS = tuple(to for to in FORMATS if to != "html")  # html is of one matter


def _all(record: Path, folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    for to in RECORD_FORMATS:
        exported(record, to, folder / to)
    return files_of(folder)


def test_killed_and_in_another_order_is_the_same_bytes(example_record: Path, tmp_path: Path) -> None:
    """The acceptance of the record: killed at random moments, or fed in any order, it says the same."""
    expected = _all(example_record, tmp_path / "whole")
    record, dice = tmp_path / "killed.db", random.Random(7)
    for _ in range(5):
        lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
        dice.shuffle(lines)
        part = tmp_path / "part.jsonl"
        part.write_text("\n".join(lines), encoding="utf-8")
        process = subprocess.Popen([sys.executable, "-m", "musnad", "add", str(part), "--record", str(record)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.3, 3.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert run_program("add", EXAMPLES, "--record", record).returncode == 0
    assert _all(record, tmp_path / "killed") == expected


def test_no_clock_in_an_export(example_record: Path, tmp_path: Path) -> None:
    today = time.strftime("%Y-%m-%d")
    for name, content in _all(example_record, tmp_path / "all").items():
        assert today.encode() not in content, name
        assert today.replace("-", "").encode() not in content, name
