"""What a record answers: the laws of an answer, filters, and words as people type them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from conftest import example_records
from musnad.app.bidi import FSI, PDI
from musnad.app.labels import Labels
from musnad.errors import UsageError
from musnad.lexicon.reader import read_table
from musnad.record import model
from musnad.record.processes.kinds import DATA
from musnad.store.databases import Place
from musnad.store.filters import Filter
from musnad.store.queries import Questions
from program import EXAMPLES, Records, run_program

LISTS = ("matters", "timeline", "disputes", "processes", "actors", "figures")


@pytest.fixture(scope="module")
def questions(either_record: Place) -> Questions:
    return Questions(either_record)


def _refs(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"article", "start", "end", "words"} <= value.keys():
            yield value
        for item in value.values():
            yield from _refs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _refs(item)


@pytest.mark.parametrize("name", LISTS)
def test_every_word_of_an_answer_stands_in_its_article(questions: Questions, name: str) -> None:
    texts = {r["id"]: r["text"] for r in example_records()}
    answer = getattr(questions, name)(Filter(), limit=None)
    for ref in _refs(answer[name]):
        text = texts[answer["articles"][ref["article"]]["id"]]
        assert text[ref["start"] : ref["end"]] == ref["words"]


@pytest.mark.parametrize("name", LISTS)
def test_total_limit_and_offset(questions: Questions, name: str) -> None:
    ask = getattr(questions, name)
    everything = ask(Filter(), limit=None)
    assert everything["total"] == len(everything[name])
    some = ask(Filter(), limit=2, offset=1)
    assert some["total"] == everything["total"]
    assert some[name] == everything[name][1:3]


def test_matters_are_there_with_who_has_a_part(questions: Questions) -> None:
    answer = questions.matters(Filter(), limit=None)
    assert answer["matters"]
    for matter in answer["matters"]:
        for key in (*matter["actors"], *matter["recipients"]):
            assert answer["identities"][key]["name"]
        assert all(uid in answer["articles"] for uid in matter["articles"])


def test_filters_narrow(questions: Questions) -> None:
    everything = questions.matters(Filter(), limit=None)["matters"]
    assault = questions.matters(Filter(type="assault"), limit=None)["matters"]
    assert assault == [m for m in everything if m["type"] == "ASSAULT"]
    denied = questions.matters(Filter(status="denied"), limit=None)["matters"]
    assert denied == [m for m in everything if m["status"] == "denied"]
    france = questions.matters(Filter(country="fra"), limit=None)["matters"]
    assert 0 < len(france) < len(everything)
    outlet = questions.matters(Filter(outlet="مرفأ"), limit=None)
    assert {a["outlet"] for a in outlet["articles"].values()} == {"مرفأ برس"}
    both = questions.matters(Filter(type="ASSAULT", outlet="مرفأ برس"), limit=None)["matters"]
    assert both == [m for m in assault if m in outlet["matters"]]


def test_days_narrow(questions: Questions) -> None:
    for m in questions.timeline(Filter(since="2022-01-01", until="2022-12-31"), limit=None)["timeline"]:
        assert m["day"] <= "2022-12-31"
        assert (m["last_day"] or m["day"]) >= "2022-01-01"
    days = [m["day"] for m in questions.timeline(Filter(), limit=None)["timeline"] if m["day"]]
    assert days == sorted(days)


@pytest.mark.parametrize("name", ["فرنسا", "France", "france", "فَرنسا"])
def test_an_actor_by_any_of_its_names(questions: Questions, name: str) -> None:
    answer = questions.matters(Filter(actor=name), limit=None)
    assert answer["matters"]
    for m in answer["matters"]:
        assert "France" in {answer["identities"][k]["name_en"] for k in (*m["actors"], *m["recipients"])}


@pytest.mark.parametrize("chosen", [Filter(actor="قراصنة المريخ"), Filter(place="Atlantis"), Filter(outlet="لا أحد"), Filter(actor="؟")])
def test_nobody_like_that(questions: Questions, chosen: Filter) -> None:
    with pytest.raises(UsageError, match="--"):
        questions.matters(chosen)


@pytest.mark.parametrize("words", ["القواعد الفرنسية", "قواعد فرنسيه", "القَواعد", '"القواعد الفرنسية"', "France", "«القواعد الفرنسية في تشاد»", "قواعد France"])
def test_search_finds(questions: Questions, words: str) -> None:
    answer = questions.search(words, Filter())
    assert "01-sahel-bases" in {answer["articles"][r["article"]]["id"] for r in answer["results"]}
    texts = {r["id"]: r["text"] for r in example_records()}
    for r in answer["results"]:
        assert texts[answer["articles"][r["article"]]["id"]][r["start"] : r["end"]] == r["words"]


def test_search_finds_nothing_else(questions: Questions) -> None:
    assert questions.search("القواعد الفرنسية زززز", Filter())["total"] == 0
    assert questions.search('"الفرنسية القواعد"', Filter())["total"] == 0
    assert questions.search("فرنسا", Filter(until="2001-01-01"))["total"] == 0


def test_as_of_is_the_record_of_what_was_published_by_then(tmp_path: Path, records: Records, either_record: Place) -> None:
    day = "2022-06-13"
    earlier = tmp_path / "earlier.jsonl"
    with earlier.open("w", encoding="utf-8") as out:
        for r in example_records():
            if r["published"][:10] <= day:
                out.write(json.dumps(r, ensure_ascii=False) + "\n")
    alone, whole = records.new(), records.copy(either_record)
    assert run_program("add", earlier, "--record", alone).returncode == 0
    for name in LISTS:
        then = getattr(Questions(whole), name)(Filter(as_of=day), limit=None)
        then_ = getattr(Questions(alone), name)(Filter(), limit=None)
        assert then[name] == then_[name], name
        assert then["now"] == then_["now"]


def test_order_of_arrival_changes_no_answer(tmp_path: Path, records: Records, either_record: Place) -> None:
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    for order in list(permutations((0, 1, 2)))[1::2]:
        record = records.new()
        for third in order:
            part = tmp_path / "part.jsonl"
            part.write_text("\n".join(lines[third::3]), encoding="utf-8")
            assert run_program("add", part, "--record", record).returncode == 0
        for name in LISTS:
            assert getattr(Questions(record), name)(Filter(), limit=None) == getattr(Questions(either_record), name)(Filter(), limit=None)


def test_a_read_only_record_is_answered(records: Records, either_record: Place) -> None:
    record = records.copy(either_record)
    if not isinstance(record, Path):
        pytest.skip("tests/store/test_postgres.py has the like of it for roles")
    record.chmod(0o444)
    before = record.read_bytes()
    assert run_program("matters", "--record", record).returncode == 0
    assert run_program("matters", "--record", record, "--as-of", "2022-06-13").returncode == 0
    assert record.read_bytes() == before


def test_show_and_explain_every_kind_of_key(either_record: Place, questions: Questions) -> None:
    # The example articles tell of no process; the example situation's are shown in test_databases.py.
    keys = [getattr(questions, name)(Filter(), limit=1)[name][0]["key"] for name in LISTS if name != "processes"]
    matter = questions.matters(Filter(), limit=1)["matters"][0]
    keys += [matter["facts"][0]["key"], matter["articles"][0], "02-port-attack"]
    for key in keys:
        shown = run_program("show", key, "--record", either_record)
        assert shown.returncode == 0, key
        assert shown.stdout.count(FSI) == shown.stdout.count(PDI) > 0
        assert json.loads(run_program("show", key, "--record", either_record, "--json").stdout)["value"]
        explained = run_program("explain", key, "--record", either_record)
        assert explained.returncode == 0, key
        assert "rule" in explained.stdout
        assert "words" in explained.stdout
    missing = run_program("show", "0000000000000000", "--record", either_record)
    assert missing.returncode == 2
    assert "nothing with this key" in missing.stderr


def test_compare(either_record: Place, questions: Questions) -> None:
    matter = next(m for m in questions.matters(Filter(), limit=None)["matters"] if m["actors"])
    answer = questions.compare(matter["key"])
    told = answer["outlets"][0]["told"][0]
    assert set(told) == {"article", "naming", "verbs", "agent", "figures", "sources"}
    assert run_program("compare", matter["key"], "--record", either_record).returncode == 0
    assert run_program("compare", "nothing", "--record", either_record).returncode == 2


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_lines_for_people(either_record: Place, name: str, lang: str) -> None:
    done = run_program(name, "--record", either_record, "--lang", lang)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert done.stdout.count(FSI) == done.stdout.count(PDI)
    assert "column." not in done.stdout
    assert "question." not in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [("matters",), ("matters", "--record", "x.db", "--since", "yesterday"), ("search", "--record", "x.db"), ("matters", "--record", "x.db", "--limit", "0")],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert run_program(*arguments).returncode == 2


def test_every_label_is_there() -> None:
    labels = Labels("ar")
    lists = {
        "state": model.STATES, "act": model.ACTS, "phase": model.PHASES, "process": model.PROCESS_KINDS, "dispute": model.DISPUTE_KINDS,
        "deadline": model.DEADLINE_STATES, "question": ("matter", "dispute", "process", "identity", "figure", "copies", "article"),
    }  # fmt: skip
    titled = {r["kind"]: (r["ar"], r["en"]) for r in read_table(DATA / "process_kinds.tsv", ("kind", "ar", "en", "source"))}
    assert {k: (labels(f"process.{k}"), Labels("en")(f"process.{k}")) for k in model.PROCESS_KINDS} == titled, "a process is titled as it is labelled"
    assert [f"{k}.{v}" for k, values in lists.items() for v in values if f"{k}.{v}" not in labels._words] == []


def test_no_such_record(tmp_path: Path) -> None:
    done = run_program("matters", "--record", tmp_path / "none.db")
    assert done.returncode == 1
    assert "no such record" in done.stderr


def test_answers_are_quick(questions: Questions) -> None:
    questions.matters(Filter())
    started = time.perf_counter()
    questions.matters(Filter())
    assert time.perf_counter() - started < 0.3
