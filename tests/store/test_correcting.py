"""What people decide, and reading anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from musnad.app.output import to_json
from musnad.errors import UsageError
from musnad.model import Report
from musnad.store.articles import load
from musnad.store.corrections import Correction, check, corrected
from musnad.store.databases import Place
from musnad.store.differences import differences
from musnad.store.filters import Filter
from musnad.store.queries import Questions
from musnad.store.revive import revive
from program import Records, run_program


@pytest.fixture
def record(records: Records, either_record: Place) -> Place:
    return records.copy(either_record)


def test_a_report_comes_back_from_its_json(example_reports: list[Report]) -> None:
    for report in example_reports:
        assert revive(report.article, json.loads(to_json(report.json()))).json() == report.json()


def test_correcting_a_field(record: Place) -> None:
    event = _event(record)
    done = run_program("correct", event["key"], "set", "status=planned", "date=null", "--record", record, "--who", "مراجعة")
    assert done.returncode == 0, done.stderr
    shown = Questions(record).show(event["key"])["value"]
    assert (shown["status"], shown["date"], shown["corrected"]) == ("planned", None, ["status", "date"])
    listed = json.loads(run_program("correct", "--record", record, "--json").stdout)
    assert [(d["who"], d["field"], d["value"]) for d in listed] == [("مراجعة", "status", "planned"), ("مراجعة", "date", "null")]
    assert all(d["at"] for d in listed)
    run_program("correct", str(listed[0]["id"]), "undo", "--record", record)
    assert Questions(record).show(event["key"])["value"]["status"] == event["status"]
    assert "(undone)" in run_program("correct", "--record", record).stdout


def _event(record: Place) -> dict[str, str]:
    with Questions(record).ask() as ask:
        _, report = next(ask.reports())
    event: dict[str, str] = next(e for e in report["events"] if e["status"] != "planned")
    return event


def test_a_wrong_fact_leaves_its_matter(record: Place) -> None:
    matter = next(m for m in Questions(record).matters(Filter(), limit=None)["matters"] if len(m["facts"]) == 1)
    assert run_program("correct", matter["facts"][0]["key"], "wrong", "--record", record).returncode == 0
    assert matter["key"] not in {m["key"] for m in Questions(record).matters(Filter(), limit=None)["matters"]}


def test_two_actors_are_one(record: Place) -> None:
    one, two = (a["key"] for a in Questions(record).actors(Filter(), limit=2)["actors"])
    before = Questions(record).actors(Filter(), limit=None)["total"]
    assert run_program("correct", one, "same", two, "--record", record).returncode == 0
    assert Questions(record).actors(Filter(), limit=None)["total"] == before - 1
    number = json.loads(run_program("correct", "--record", record, "--json").stdout)[0]["id"]
    assert run_program("correct", str(number), "undo", "--record", record).returncode == 0
    assert Questions(record).actors(Filter(), limit=None)["total"] == before


@pytest.mark.parametrize(
    "arguments",
    [("nothing", "wrong"), ("EVENT", "set"), ("EVENT", "set", "status=perhaps"), ("EVENT", "set", "colour=red"), ("EVENT", "set", "actors=e999"),
     ("EVENT", "set", "status"), ("EVENT", "same"), ("EVENT", "same", "02-port-attack"), ("02-port-attack", "wrong"), ("99", "undo"), ("EVENT", "colour")],
)  # fmt: skip
def test_wrong_corrections_are_refused(record: Place, arguments: tuple[str, ...]) -> None:
    key = _event(record)["key"]
    done = run_program("correct", *(key if a == "EVENT" else a for a in arguments), "--record", record)
    assert done.returncode == 2
    assert done.stderr
    assert run_program("correct", "--record", record).stdout == "no corrections\n"


def test_corrections_do_not_touch_the_report(example_reports: list[Report]) -> None:
    report = json.loads(to_json(example_reports[0].json()))
    statement = next(s for s in report["statements"] if s["speaker"])
    before = to_json(report)
    out = corrected(report, [Correction(statement["key"], "speaker", "e2"), Correction("other", "stance", "deny")])
    changed = next(s for s in out["statements"] if s["key"] == statement["key"])
    assert changed["speaker"] == changed["chain"][0]["entity"] == "e2"
    assert to_json(report) == before
    assert corrected(report, []) is report
    with pytest.raises(UsageError, match="one of"):
        check("statements", "stance", "maybe", [])


def test_the_same_reading_differs_in_nothing(example_reports: list[Report]) -> None:
    for report in example_reports:
        assert differences(report.article.text, report.json(), report.json()) == []


def test_gained_lost_and_changed(example_reports: list[Report]) -> None:
    report = example_reports[0]
    before, after = (json.loads(to_json(report.json())) for _ in range(2))
    gone = after["statements"].pop()
    after["times"][0]["value"] = "1999"
    after["events"][0]["confidence"] = 0.01
    before["figures"].clear()
    found = differences(report.article.text, before, after)
    assert {(d.kind, d.change) for d in found} >= {("statements", "lost"), ("times", "changed"), ("figures", "gained")}
    assert not [d for d in found if d.kind == "events" and d.change != "changed"]
    lost = next(d for d in found if d.change == "lost" and d.kind == "statements")
    assert lost.words == report.article.text[gone["start"] : gone["end"]]
    assert next(d for d in found if d.kind == "times").fields[0][2] == "1999"


def test_reread_shows_and_accepts(record: Place, tmp_path: Path) -> None:
    (tmp_path / "lexicon" / "actors").mkdir(parents=True)
    header = "name\taliases\tname_en\ttype\tcountry\tsector\tneeds\tsource"
    row = "كتائب أنصار الحدود\t\tBorder Partisans\tarmed_group\tTCD\tREB\t\tdesk"
    (tmp_path / "lexicon" / "actors" / "mine.tsv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert "0 of 10 articles read differently" in run_program("reread", "--record", record).stdout
    shown = run_program("reread", "--record", record, "--lexicon", tmp_path / "lexicon")
    assert shown.returncode == 0
    assert "Border Partisans" in shown.stdout
    assert "nothing was written" in shown.stdout
    assert _english(record) == 0
    lines = [json.loads(x) for x in run_program("reread", "--record", record, "--lexicon", tmp_path / "lexicon", "--json", "--accept").stdout.splitlines()]
    assert lines[-1]["different"] == len(lines) - 1 > 0
    assert _english(record) > 0
    assert Questions(record).matters(Filter())["notes"] == []


def _english(record: Place) -> int:
    with Questions(record).ask() as ask:
        return sum(e["name_en"] == "Border Partisans" for k in load(ask.connection) for e in k.report["entities"])


def test_versions_of_a_page_are_kept_with_their_difference(tmp_path: Path, records: Records) -> None:
    lines = [
        {"text": "عنوان\nقال الوزير إن ثلاثة قتلوا.", "url": "https://example.org/1", "published": "2024-04-21T10:00:00+03:00", "outlet": "وكالة"},
        {"text": "عنوان\nقال الوزير إن خمسة قتلوا.", "url": "https://example.org/1", "published": "2024-04-21T12:00:00+03:00", "outlet": "وكالة"},
    ]
    source, record = tmp_path / "a.jsonl", records.new()
    source.write_text("".join(json.dumps(x) + "\n" for x in reversed(lines)), encoding="utf-8")
    assert run_program("add", source, "--record", record).returncode == 0
    shown = Questions(record).show("https://example.org/1")
    assert shown["text"] == lines[1]["text"]
    assert [v["published"] for v in shown["versions"]] == [x["published"] for x in lines]
    assert shown["versions"][1]["changes"] == ["-قال الوزير إن ثلاثة قتلوا.", "+قال الوزير إن خمسة قتلوا."]
    assert "خمسة" in run_program("show", "https://example.org/1", "--record", record).stdout
