"""Digests beside reports: whether they are there, of another form or none, and whatever people corrected, the record says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from musnad.model import Report
from musnad.record import Situation, build_record
from musnad.record.plain import FORM
from musnad.store import derive, schema
from musnad.store.articles import load, prepare
from musnad.store.connect import open_engine
from musnad.store.record import Record


def directly(record: Record) -> Situation:
    """What the reports say together, without any digest that is kept."""
    with record.connect() as connection:
        links, fields = derive.decisions(connection)
        return build_record((k.stored(fields) for k in load(connection)), links)


def kept(record: Record) -> tuple[Situation, int]:
    """The same out of digests, and how many had to be made anew."""
    with record.connect() as connection:
        found, _, made = derive.situation(connection)
        return found, len(made)


@pytest.fixture
def record(tmp_path: Path, example_reports: list[Report]) -> Record:
    out = Record(tmp_path / "r.db", create=True)
    out.add([prepare(r) for r in example_reports])
    return out


def test_a_record_is_put_together_from_digests(record: Record) -> None:
    assert kept(record) == (directly(record), 0)


def test_what_is_missing_or_of_another_form_is_made_anew_and_kept(record: Record) -> None:
    d = schema.digest.c
    with open_engine(record.path, write=True).begin() as connection:
        connection.execute(delete(schema.digest).where(d.article == 1))
        connection.execute(update(schema.digest).where(d.article == 2).values(form=FORM - 1, body=b""))
    assert kept(record) == (directly(record), 2)
    assert record.refresh()
    assert kept(record) == (directly(record), 0)
    with record.connect() as connection:
        assert connection.execute(select(func.count()).select_from(schema.digest).where(d.form == FORM)).scalar_one() == record.counts()["articles"]


def test_what_people_corrected_is_in_it(record: Record, example_reports: list[Report]) -> None:
    report = next(r for r in example_reports if r.events)
    before = directly(record)
    record.decide("set", report.events[0].key, "a reader", field="status", value="hypothetical")
    found, made = kept(record)
    assert found == directly(record) != before
    assert made == 0, "what is kept of an article is without corrections"


def test_another_report_has_another_digest(record: Record, example_reports: list[Report]) -> None:
    report = next(r for r in example_reports if r.events)
    with record.connect() as connection:
        number = connection.execute(select(schema.article.c.id).where(schema.article.c.hash == report.article.hash)).scalar_one()
    emptied = Report(report.article, report.language, quality=report.quality)
    record.replace([(number, prepare(emptied))])
    assert kept(record) == (directly(record), 0)
