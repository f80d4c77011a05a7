"""Shards cut into records: every form, and what is wrong with them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from shards import line, lines, page, warc_record, write_csv, write_jsonl, write_parquet, write_warc

from musnad.archive.forms import FORMS, form_of
from musnad.archive.gather import _guarded, _parsed
from musnad.archive.inputs import find_shards
from musnad.errors import InputError
from musnad.model import Article


def found_in(path: Path) -> list[Article | InputError]:
    return [found for record in _guarded(path, path.name) for found in _parsed(record)]


def articles_in(path: Path) -> list[Article]:
    found = found_in(path)
    assert not [f for f in found if isinstance(f, InputError)]
    return [f for f in found if isinstance(f, Article)]


def problems_in(path: Path) -> list[str]:
    return [str(f) for f in found_in(path) if isinstance(f, InputError)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.ndjson", "a.csv", "a.parquet"])
def test_the_same_articles_in_every_form(tmp_path: Path, name: str) -> None:
    write = write_jsonl if "json" in name else write_csv if "csv" in name else write_parquet
    expected = [Article(x["text"], x["id"], x["published"], x["outlet"], x["url"]) for x in lines(12)]
    assert articles_in(write(tmp_path / name, lines(12))) == expected


def test_moments_of_parquet_keep_their_zone(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "a.parquet", [line(0, published=datetime(2024, 4, 22, 9, tzinfo=UTC))])
    assert articles_in(path)[0].published == "2024-04-22T09:00:00+00:00"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_of_a_warc(tmp_path: Path, name: str) -> None:
    url = "https://example.org/1"
    others = [
        warc_record("https://example.org/2", b"gone", "404 Not Found"),
        warc_record("https://example.org/3", b"\x89PNG", kind="image/png"),
        warc_record("https://example.org/4", page(4), type_="request"),
    ]
    (article,) = articles_in(write_warc(tmp_path / name, [*others, warc_record(url, page(1))]))
    assert article.text.startswith("بيان جديد رقم 1\n")
    assert (article.outlet, article.published, article.url) == ("وكالة", "2024-05-03T10:00:00+03:00", url)


def test_the_day_of_the_crawl_is_not_the_day_of_publication(tmp_path: Path) -> None:
    bare = page(1).replace(b"datePublished", b"x")
    (article,) = articles_in(write_warc(tmp_path / "a.warc", [warc_record("https://example.org/1", bare)]))
    assert article.published is None


def test_bad_records_are_named_and_the_others_are_there(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [line(0), line(1, published="gestern"), line(2, text="  "), line(3)])
    with path.open("ab") as out:
        out.write(b"x,\xff\xfe,2024-04-22,o,u\r\nonly,two\r\n")
    found = found_in(path)
    assert [f.id for f in found if isinstance(f, Article)] == ["a0", "a1", "a3"]
    problems = problems_in(path)
    for number, says in ((0, "is no ISO 8601 date"), (1, "empty"), (2, "not UTF-8"), (3, "2 cells where the first line has 5")):
        assert says in problems[number]
    assert problems[0].startswith("a.csv:5: ")  # articles have three lines each


def test_a_page_without_an_article_is_a_problem(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc", [warc_record("https://example.org/1", b"<html><body></body></html>")])
    assert "a.warc:https://example.org/1: no" in problems_in(path)[0]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_damaged_shards_end_with_a_reason(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"a{name}"
    path.write_bytes(b"\x1f\x8b\x08\x00 broken \x00\xff" if name.endswith(".gz") else b"PAR1 broken \xff\x00")
    (problem,) = problems_in(path)
    assert problem.startswith(f"a{name}")
    assert any(word in problem for word in ("damaged", "no column", "not UTF-8")), problem


def test_a_shard_cut_off_keeps_what_came_before(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl.gz", lines(400))
    path.write_bytes(path.read_bytes()[:-40])
    assert len([f for f in found_in(path) if isinstance(f, Article)]) > 100
    assert "damaged gzip file" in problems_in(path)[-1]


def test_shards_are_found_once_and_what_is_none_is_named(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "b.jsonl", lines(1))
    write_csv(tmp_path / "a.csv", lines(1))
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    names = [str(tmp_path), str(tmp_path / "b.jsonl"), str(tmp_path / "notes.txt"), str(tmp_path / "none.csv"), str(tmp_path / "empty")]
    shards, problems = find_shards(names)
    assert [s.path.name for s in shards] == ["a.csv", "b.jsonl"]
    assert [s in str(p) for s, p in zip(("no form of an archive", "no such file", "no shard in this folder"), problems, strict=True)] == [True] * 3
    assert form_of("x.PARQUET") is FORMS[".parquet"]
    before = shards[0].id
    write_csv(tmp_path / "a.csv", lines(2))
    assert find_shards([str(tmp_path / "a.csv")])[0][0].id != before
