"""Tables as Parquet, read back with pyarrow."""

from __future__ import annotations

import csv
import datetime
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from conftest import ROOT
from musnad.exports.tables import TABLES
from situation import exported, record_of, situation

__all__ = ["situation"]


def test_every_table_has_the_rows_of_its_csv(situation: Path, tmp_path: Path) -> None:
    tables, texts = exported(situation, "parquet", tmp_path / "p"), exported(situation, "csv", tmp_path / "c")
    assert {p.stem for p in tables.iterdir()} == set(TABLES)
    for name, (columns, _) in TABLES.items():
        table = pq.read_table(tables / f"{name}.parquet")
        assert set(columns) <= set(table.column_names)
        with (texts / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert table.num_rows == len(rows) > 0, name
        first = columns[0]
        assert table[first].to_pylist() == [r[first] for r in rows], name


def test_types_are_real(situation: Path, tmp_path: Path) -> None:
    folder = exported(situation, "parquet", tmp_path / "p")
    events = pq.read_table(folder / "events.parquet")
    assert events.schema.field("actors").type == pa.list_(pa.string())
    assert events.schema.field("first_day").type == pa.date32()
    assert events.schema.field("confidence").type == pa.float64()
    assert pq.read_schema(folder / "articles.parquet").field("published_utc").type == pa.timestamp("ms", "UTC")
    assert pq.read_schema(folder / "statements.parquet").field("direct").type == pa.bool_()
    evening = [r for r in events.to_pylist() if r["date"] == "2025-03-01TEV"]
    assert evening
    assert all(r["first_day"] == r["last_day"] == datetime.date(2025, 3, 1) for r in evening)
    assert any(r["place"] is None for r in events.to_pylist())


def test_spans_are_of_the_text_and_keys_join(situation: Path, tmp_path: Path) -> None:
    folder = exported(situation, "parquet", tmp_path / "p")
    texts = {a["article"]: a["text"] for a in pq.read_table(folder / "articles.parquet").to_pylist()}
    people = set(pq.read_table(folder / "identities.parquet")["key"].to_pylist())
    matters = set(pq.read_table(folder / "matters.parquet")["key"].to_pylist())
    for name in ("events", "statements", "figures"):
        for row in pq.read_table(folder / f"{name}.parquet").to_pylist():
            assert texts[row["article"]][row["start"] : row["end"]] == row["words"]
            assert row["matter"] is None or row["matter"] in matters
            assert set(row.get("actor_identities", [])) <= people


def test_a_moment_needs_a_zone(tmp_path: Path) -> None:
    text = "قصف الجيش المدينة أمس."
    record = record_of(tmp_path, *({"text": text, "published": p} for p in ("2024-04-22", "2024-04-22T12:00", "2024-04-22T01:00:00+03:00")))
    rows = pq.read_table(exported(record, "parquet", tmp_path / "p") / "articles.parquet").to_pylist()
    found = {r["published"]: (r["published_day"], r["published_utc"]) for r in rows}
    day = datetime.date(2024, 4, 22)
    moment = datetime.datetime(2024, 4, 21, 22, tzinfo=datetime.UTC)
    assert found == {"2024-04-22": (day, None), "2024-04-22T12:00": (day, None), "2024-04-22T01:00:00+03:00": (day, moment)}


def test_one_file_is_the_events_and_as_of_holds(situation: Path, tmp_path: Path) -> None:
    alone = exported(situation, "parquet", tmp_path / "events.parquet")
    assert alone.read_bytes() == (exported(situation, "parquet", tmp_path / "p") / "events.parquet").read_bytes()
    early = pq.read_table(exported(situation, "parquet", tmp_path / "early.parquet", "--as-of", "2025-03-05"))
    assert 0 < early.num_rows < pq.read_table(alone).num_rows
    assert max(p[:10] for p in early["published"].to_pylist()) <= "2025-03-05"


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path) -> None:
    record = record_of(tmp_path, {"text": "قصف الجيش المدينة أمس.", "published": "2024-04-22"})
    out = tmp_path / "x.parquet"
    code = "import sys; sys.modules['pyarrow'] = None; from musnad.app.cli import main; main()"
    args = ["export", "--record", str(record), "--to", "parquet", "--out", str(out)]
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert 'pip install "musnad[parquet]"' in done.stderr
    assert not out.exists()
