"""Articles in a record: each once, whatever comes in which order, and as it was."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest
from sqlalchemy import select

from musnad.errors import RecordError
from musnad.model import Article, Report
from musnad.store import schema
from musnad.store.articles import article_uid, load, prepare
from musnad.store.databases import dialect_of
from musnad.store.record import Record
from program import Records


@pytest.fixture
def record(records: Records) -> Record:
    return Record(records.new(), create=True)


def plain(text: str, **values: str) -> Report:
    return Report(Article(text, **values), "ar", quality=(("reader", "r"), ("lexicon", "l"), ("model", None)))


def test_what_comes_back_is_what_came_in(record: Record, example_reports: list[Report]) -> None:
    assert record.add([prepare(r) for r in example_reports]) == len(example_reports)
    with record.connect() as connection:
        found = {k.uid: k for k in load(connection)}
    assert len(found) == len(example_reports)
    for report in example_reports:
        kept = found[article_uid(report.article)]
        assert kept.article == report.article
        assert kept.report == report.json()


def test_adding_twice_adds_once(record: Record, example_reports: list[Report]) -> None:
    prepared = [prepare(r) for r in example_reports]
    assert record.add(prepared) == len(prepared)
    assert record.add(prepared) == 0
    assert record.missing([r.article for r in example_reports]) == []


def test_the_same_words_from_two_outlets_are_two_articles(record: Record) -> None:
    one, two = plain("قال الوزير.", outlet="أ"), plain("قال الوزير.", outlet="ب")
    assert record.add([prepare(one), prepare(two)]) == 2


def test_of_several_names_the_smallest_stays(records: Records) -> None:
    reports = [plain("قال الوزير.", id=name) for name in "bca"]
    names = set()
    for order in permutations(reports):
        record = Record(records.new(), create=True)
        for report in order:
            if record.missing([report.article]):
                record.add([prepare(report)])
        with record.connect() as connection:
            names.add(tuple(connection.execute(select(schema.article.c.name)).scalars()))
    assert names == {("a",)}
    for order in permutations(reports):  # all at once, as the lines of a file come
        assert [a.name for a in Record(records.new(), create=True).missing([r.article for r in order])] == ["a"]


def test_lone_surrogates_and_nulls_do_not_stop_it(record: Record) -> None:
    report = plain("قال \ud800 الوزير\x00", id="\udfff", outlet="\ud83d\x00", url="https://x/\ud800")
    assert record.add([prepare(report)]) == 1
    assert record.missing([report.article]) == []
    assert not record.has_url("https://y/\x00")
    with record.connect() as connection:
        (kept,) = load(connection)
    assert kept.article.text == report.article.text


def test_a_batch_is_all_or_nothing(record: Record) -> None:
    good, bad = prepare(plain("قال الوزير.")), prepare(plain("قالت الوزيرة."))
    bad = replace(bad, row={**bad.row, "language": None})
    with pytest.raises(RecordError, match=r"(?i)not.null"):
        record.add([good, bad])
    assert record.counts()["articles"] == 0
    assert record.add([good]) == 1


def test_every_table_follows_its_articles(record: Record, example_reports: list[Report]) -> None:
    prepared = [prepare(r) for r in example_reports]
    random.Random(3).shuffle(prepared)
    record.add(prepared)
    with record.connect() as connection:
        facts = connection.execute(select(schema.fact.c.key)).scalars().all()
        words = connection.execute(dialect_of(connection).matching([["قال"]])).all()
    assert len(facts) == sum(len(r.statements) + len(r.events) for r in example_reports)
    assert words


def test_putting_together_happens_only_when_something_changed(record: Record, example_reports: list[Report]) -> None:
    record.add([prepare(example_reports[0])])
    assert record.refresh()
    assert not record.refresh()
    record.add([prepare(example_reports[1])])
    assert record.refresh()
    record.decide("wrong", "k", "desk")
    assert record.refresh()
    assert record.refresh("2000-01-01")
    assert not record.refresh("2000-01-01")
