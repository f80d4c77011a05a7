"""``musnad archive`` as people use it: all forms, again, with more, killed, at once; and what becomes of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from shards import line, lines, page, warc_record, write_csv, write_jsonl, write_parquet, write_warc

from musnad.archive.back import articles_of, digest
from musnad.archive.build import _locked
from musnad.archive.layout import Layout
from musnad.archive.tables import TABLES
from program import run_program

NUMBER = 90


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """90 articles in three forms, some in two of them; a page in the fourth; three records that are none."""
    folder = tmp_path_factory.mktemp("shards")
    write_jsonl(folder / "a.jsonl.gz", [*lines(40), {"id": "no text"}])
    write_csv(folder / "b.csv", [*lines(30, 30), line(200, published="gestern", text="  ")])
    write_parquet(folder / "c.parquet", lines(30, 60))
    write_warc(folder / "d.warc.gz", [warc_record("https://example.org/page", page(1))])
    return folder


@pytest.fixture(scope="module")
def peaceful(shards: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a run that nothing disturbed, with one process."""
    out = tmp_path_factory.mktemp("archive") / "out"
    done = run_program("archive", shards, "--out", out, "--jobs", "1", "--batch", "10", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"added": NUMBER + 1, "known": 10, "problems": 3}
    return out


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.glob("*/**/*.parquet") if "_archive" not in path.parts}


def test_every_article_is_there_once_and_as_it_is_read(peaceful: Path, reader: object) -> None:
    found = {article.name: (article, report) for article, report in articles_of(peaceful)}
    assert len(found) == digest(peaceful)[1] == NUMBER + 1
    article, report = found["a31"]
    assert report == reader.read(article).json()  # type: ignore[attr-defined]
    assert article.text == line(31)["text"]


def test_duckdb_reads_it(peaceful: Path) -> None:
    told = f"read_parquet('{peaceful}/events/*/*.parquet', hive_partitioning = true)"
    killed = duckdb.sql(f"SELECT sum(killed_low) FROM {told} WHERE month = '2024-04' AND type = 'ASSAULT' AND day = '2024-04-04'").fetchall()
    expected = [r for a, r in articles_of(peaceful) if (a.published or "")[:10] == "2024-04-04"]
    figures = [{f["id"]: f["low"] for f in r["figures"]}.get(e["killed"]) for r in expected for e in r["events"] if e["type"] == "ASSAULT"]
    assert killed == [(sum(f for f in figures if f is not None),)]
    assert killed[0][0] > 0
    chains, joined = f"FROM '{peaceful}/chains/*/*.parquet' c", f"JOIN '{peaceful}/articles/*/*.parquet' a ON a.key = c.article"
    mapped = duckdb.sql(f"SELECT count(*) {chains} {joined} WHERE c.words = substr(a.text, c.start + 1, c.\"end\" - c.start)").fetchall()
    assert mapped == duckdb.sql(f"SELECT count(*) {chains}").fetchall()


def test_pandas_reads_it(peaceful: Path) -> None:
    articles = pd.read_parquet(peaceful / "articles")
    assert len(articles) == NUMBER + 1
    assert set(articles["month"]) == {"2024-04", "2024-05", "2024-06", "undated"}
    assert list(articles.columns) == [name for name, _, _ in TABLES["articles"]] + ["month"]
    for table in ("entities", "statements", "events", "times", "chains"):
        rows = pd.read_parquet(peaceful / table)
        assert set(rows["article"]) <= set(articles["key"]), table
        if table != "chains":
            assert len(rows) == articles[table].sum(), table


def test_what_could_not_be_used_is_in_the_side_table(peaceful: Path, shards: Path) -> None:
    problems = pd.read_parquet(peaceful / "problems").set_index("place")["reason"]
    assert 'no "text" in it' in problems[f"{shards}/a.jsonl.gz:41"]
    assert sorted(reason.partition(" ")[0] for reason in problems) == ["empty;", "no", "published"]


def test_again_nothing_is_new_and_more_is_added(peaceful: Path, shards: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    subprocess.run(["cp", "-r", peaceful, out], check=True)
    again = run_program("archive", shards, "--out", out)
    assert again.returncode == 0
    assert f"{out}: 0 added, 101 known before" in again.stdout
    assert files_of(out) == files_of(peaceful)
    more = write_jsonl(tmp_path / "more.jsonl", lines(30, 80))
    done = run_program("archive", shards, more, "--out", out, "--json")
    assert json.loads(done.stdout) == {"added": 20, "known": 111, "problems": 0}
    assert sorted(a.name for a, _ in articles_of(out) if a.url != "https://example.org/page") == sorted(f"a{n}" for n in range(110))


def _start(*args: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "musnad", *map(str, args)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_killed_and_run_again_it_is_the_same(peaceful: Path, shards: Path, tmp_path: Path) -> None:
    """Killed when nothing was read yet and again among the lots; then with two processes to the end. Byte for byte."""
    out = tmp_path / "out"
    layout, kept = Layout(out), {}
    for lots in (0, 3):
        process = _start("archive", shards, "--out", out, "--jobs", "2", "--batch", "10")
        while process.poll() is None and not _came_to(layout, lots):
            time.sleep(0.01)
        assert process.poll() is None, "it was done before it was killed"
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(1.5)  # its processes notice
        now = {path: path.stat().st_mtime_ns for path in layout.lots.glob("*.json")}
        time.sleep(1)
        assert now == {path: path.stat().st_mtime_ns for path in layout.lots.glob("*.json")}, "somebody still reads"
        assert kept.items() <= now.items(), "what had been read was read again"
        kept = now
    assert kept
    done = run_program("archive", shards, "--out", out, "--jobs", "2", "--batch", "10", "--json")
    assert json.loads(done.stdout) == {"added": NUMBER + 1, "known": 10, "problems": 3}
    assert digest(out) == digest(peaceful)
    assert files_of(out) == files_of(peaceful)
    assert sorted(os.listdir(out / "_archive")) == ["archive.json", "lock", "plans", "shards"]


def _came_to(layout: Layout, lots: int) -> bool:
    return layout.plan.exists() and len(list(layout.lots.glob("*.json"))) >= lots


def test_a_record_of_it_is_a_record_of_the_articles(peaceful: Path, shards: Path, tmp_path: Path) -> None:
    """Added from the archive or read anew: the same export."""
    jsonl = write_jsonl(tmp_path / "all.jsonl", [{k: getattr(a, k) for k in ("id", "text", "published", "outlet", "url")} for a, _ in articles_of(peaceful)])
    exports = []
    for name, args in (("read", [jsonl]), ("archived", ["--from-archive", peaceful])):
        record, out = tmp_path / f"{name}.db", tmp_path / f"{name}.export"
        added = run_program("add", *args, "--record", record, "--json")
        assert added.returncode == 0, added.stderr
        assert json.loads(added.stdout)["added"] == NUMBER + 1
        assert run_program("export", "--record", record, "--to", "jsonl", "--out", out).returncode == 0
        exports.append(out.read_bytes())
    assert exports[0] == exports[1]
    again = run_program("add", "--from-archive", peaceful, "--record", tmp_path / "archived.db", "--json")
    assert [json.loads(again.stdout)[k] for k in ("added", "known")] == [0, NUMBER + 1]


def test_add_says_when_a_folder_is_no_archive(tmp_path: Path) -> None:
    done = run_program("add", "--from-archive", tmp_path, "--record", tmp_path / "r.db")
    assert done.returncode == 1
    assert f"{tmp_path}: no archive; make one with: musnad archive INPUT --out" in done.stderr


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", lines(2))
    with _locked(Layout(tmp_path / "out")):
        done = run_program("archive", path, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "another musnad archive is writing to it" in done.stderr


def test_another_reader_does_not_mix_in(peaceful: Path, shards: Path, tmp_path: Path) -> None:
    about = json.loads((peaceful / "_archive" / "archive.json").read_text())
    out = tmp_path / "out"
    Layout(out).put_json(Layout(out).about, {**about, "lexicon": "older"})
    done = run_program("archive", shards, "--out", out)
    assert done.returncode == 2
    assert "was read by another reader (lexicon older there" in done.stderr


def test_nothing_to_use(tmp_path: Path) -> None:
    done = run_program("archive", tmp_path / "none.jsonl", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "no such file" in done.stderr
    assert not (tmp_path / "out").exists()
