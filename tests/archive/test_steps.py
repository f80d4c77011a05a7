"""Gathering, planning and reading, step by step and without an engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from shards import line, lines, write_jsonl

from musnad.archive import gather
from musnad.archive.back import articles_of
from musnad.archive.gather import Gatherer, staged_runs
from musnad.archive.layout import Layout
from musnad.archive.lots import LotReader
from musnad.archive.plan import make_plan, open_lots
from musnad.model import Article, Json
from musnad.reader import Reader
from musnad.store.articles import article_uid


def task(path: Path) -> Json:
    return {"id": path.stem, "name": path.name, "path": str(path)}


def planned(layout: Layout, batch: int = 10) -> Json:
    plan = make_plan(layout, batch)
    assert plan is not None
    return plan


def lot_reader(layout: Layout, plan: Json, reader: Any) -> LotReader:
    out = LotReader.__new__(LotReader)  # its own reader would take a second to build
    out.layout, out.reader, out.files = layout, reader, [str(layout.staged / f) for f in plan["files"]]
    return out


def problems(layout: Layout) -> list[Json]:
    rows = [row for path in sorted((layout.root / "problems").glob("*.parquet")) for row in pq.read_table(path).to_pylist()]
    return sorted(rows, key=lambda row: row["place"])


def test_a_killed_gathering_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "ARTICLES", 4)
    layout, parsed, real = Layout(tmp_path / "out"), [], gather._parsed
    path = write_jsonl(tmp_path / "a.jsonl", lines(14))

    def until(last: int) -> Any:
        def parse(record: Any) -> Any:
            if len(parsed) == last:
                raise KeyboardInterrupt
            parsed.append(record.where)
            return real(record)

        return parse

    monkeypatch.setattr(gather, "_parsed", until(10))
    with pytest.raises(KeyboardInterrupt):
        Gatherer(str(layout.root))(task(path))
    assert [run["records"] for run in staged_runs(layout, "a")] == [4, 4]
    assert not layout.shard("a").exists()
    del parsed[:]
    monkeypatch.setattr(gather, "_parsed", until(99))
    value = Gatherer(str(layout.root))(task(path))
    assert parsed == [f"a.jsonl:{n}" for n in range(9, 15)]
    assert (value["records"], value["articles"], value["months"]["undated"]) == (14, 14, 1)


def test_lots_hold_every_article_of_their_month_once(tmp_path: Path, reader: Reader) -> None:
    layout = Layout(tmp_path / "out")
    for name, found in (("a", lines(60)), ("b", [*lines(30, 40), line(3, id="a-better-name"), line(4, id="z")])):
        Gatherer(str(layout.root))(task(write_jsonl(tmp_path / f"{name}.jsonl", found)))
    plan = planned(layout)
    assert plan["articles"] == 92
    assert max(lot["articles"] for lot in plan["lots"]) <= 10
    assert sum(lot["articles"] for lot in plan["lots"]) == 92
    work = lot_reader(layout, plan, reader)
    answers = [work(lot) for lot in plan["lots"]]
    assert (sum(a["added"] for a in answers), sum(a["known"] for a in answers)) == (70, 22)
    assert open_lots(layout, plan) == []
    names = sorted(article.name for article, _ in articles_of_new(layout))
    assert names == sorted({*(f"a{n}" for n in range(70)), "a-better-name"} - {"a3"})  # of several names the smallest


def articles_of_new(layout: Layout) -> list[tuple[Article, Json]]:
    layout.put_json(layout.about, {})
    return list(articles_of(layout.root))


def test_what_the_reader_cannot_read_is_kept_with_the_reason(tmp_path: Path, reader: Reader) -> None:
    class Failing:
        def read(self, article: Article) -> Any:
            if article.id == "a2":
                raise ValueError("no idea")
            return reader.read(article)

    layout = Layout(tmp_path / "out")
    Gatherer(str(layout.root))(task(write_jsonl(tmp_path / "a.jsonl", [*lines(4), {"id": "x"}])))
    plan = planned(layout)
    work = lot_reader(layout, plan, Failing())
    assert sum(work(lot)["problems"] for lot in plan["lots"]) == 1
    bad, failed = problems(layout)
    assert (bad["place"], bad["stage"]) == ("a.jsonl:5", "gather")
    assert 'no "text" in it' in bad["reason"]
    assert (failed["place"], failed["stage"]) == ("a2", "read")
    assert "ValueError: no idea" in failed["reason"]
    assert line(2)["text"].encode() not in failed["source"]  # as JSON: the line breaks are written out
    assert failed["article"] == article_uid(Article(*(line(2)[k] for k in ("text", "id", "published", "outlet", "url"))))


def test_lone_surrogates_come_back_as_they_were(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "s", "text": "\\ud800 قالت وزارة الدفاع إن جنديا قتل."}\n', encoding="utf-8")
    layout = Layout(tmp_path / "out")
    Gatherer(str(layout.root))(task(path))
    plan = planned(layout)
    lot_reader(layout, plan, reader)(plan["lots"][0])
    ((article, report),) = articles_of_new(layout)
    assert article.text == "\ud800 قالت وزارة الدفاع إن جنديا قتل."
    assert report == reader.read(article).json()


def test_lots_hang_on_the_inputs_alone(tmp_path: Path) -> None:
    """Cut into other shards and gathered in another order: the same lots."""
    plans = []
    for name, cuts in (("one", [40]), ("two", [7, 33])):
        layout, first = Layout(tmp_path / name), 0
        for number, size in enumerate(cuts):
            Gatherer(str(layout.root))(task(write_jsonl(tmp_path / f"{name}{number}.jsonl", lines(size, first))))
            first += size
        plans.append(planned(layout)["lots"])
    assert plans[0] == plans[1]
