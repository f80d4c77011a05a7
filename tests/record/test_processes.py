"""What is a process and what is none: turns told as news, of one thing that goes on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from make import Json, article

from musnad.record import StoredArticle, build_record
from musnad.record.processes.kinds import noun_kind
from musnad.record.titles import opening
from musnad.record.turns import standing
from musnad.record.words import stems_of

CASES = list(csv.DictReader((Path(__file__).parent / "turns.tsv").open(encoding="utf-8"), delimiter="\t"))
NAMES: Json = {
    "حكومة الواحة": {"type": "government", "name_en": "Government of the Oasis", "country": "IRQ"},
    "حركة السهل": {"type": "armed_group", "name_en": "Plain Movement"},
    "جبهة الساحل": {"type": "armed_group", "name_en": "Coast Front"},
    "سلمى الراوي": {"type": "person", "name_en": "Salma al-Rawi", "country": "IRQ"},
    "نادر الحكيم": {"type": "person", "name_en": "Nader al-Hakim", "country": "IRQ"},
    "سلطنة عمان": {"type": "country", "name_en": "Oman", "country": "OMN"},
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[c["sentence"] for c in CASES])
def test_how_a_turn_is_told(case: dict[str, str]) -> None:
    text = case["sentence"]
    assert standing(text, 0, text.index(case["turn"]), text.index(case["trigger"]), case["aspect"]) == (case["standing"] or None)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("تعليق مناورات مشتركة", "exercise"), ("وقف إطلاق النار", "truce"), ("وقف إطلاق الصواريخ", None), ("جولة من المحادثات", "talks"),
        ("وقف التحقيق في حملة الانتخابات", "none"), ("سحب القوات من المعسكر", "withdrawal"), ("إغلاق الطريق", None),
    ],
)  # fmt: skip
def test_what_goes_on_is_told_by_its_noun(words: str, kind: str | None) -> None:
    assert noun_kind(stems_of(words)) == kind


def told(
    day: str, text: str, trigger: str, aspect: str | None, *actors: str, type_: str = "CONSULT", recipients: tuple[str, ...] = (),
    outlet: str = "الخبر", **more: object,
) -> StoredArticle:  # fmt: skip
    event = {"type": type_, "trigger": trigger, "words": text.rstrip("."), "actors": list(actors), "recipients": list(recipients), "aspect": aspect, **more}
    return article(text, day=day, outlet=outlet, actors=NAMES, events=[event])


def talks() -> list[StoredArticle]:
    two = ("حكومة الواحة", "حركة السهل")
    return [
        told("2025-03-01", "بدأت حكومة الواحة وحركة السهل محادثات في الميناء القديم.", "محادثات", "begin", *two),
        told("2025-03-05", "علقت حكومة الواحة وحركة السهل محادثات الميناء القديم.", "محادثات", "suspend", *two, outlet="الجسر"),
    ]


def test_turns_of_the_same_parties_are_one_process() -> None:
    (p,) = build_record(talks()).processes
    assert (p.kind, p.state, [x.name for x in p.phases]) == ("talks", "suspended", ["begun", "suspended"])
    assert p.title_en == "talks: Government of the Oasis – Plain Movement" or p.title_en == "talks: Plain Movement – Government of the Oasis"


def test_the_quoted_words_hold_the_turn() -> None:
    (p,) = build_record(talks()).processes
    assert all(any(w in x.fact.words for w in ("بدأت", "علقت")) for x in p.phases)


def test_talks_with_another_party_are_another_process() -> None:
    other = told("2025-03-06", "استأنفت حكومة الواحة وجبهة الساحل محادثات الميناء القديم.", "محادثات", "resume", "حكومة الواحة", "جبهة الساحل")
    found = build_record([*talks(), other]).processes
    assert [[x.name for x in p.phases] for p in found] == [["begun", "suspended"]]


def test_after_months_of_silence_it_is_another() -> None:
    later = told("2025-07-06", "استأنفت حكومة الواحة وحركة السهل محادثات في الميناء القديم.", "محادثات", "resume", "حكومة الواحة", "حركة السهل")
    assert all("resumed" not in {x.name for x in p.phases} for p in build_record([*talks(), later]).processes)


def test_a_wish_is_no_phase() -> None:
    wish = told("2025-03-07", "دعا الوسيط حكومة الواحة وحركة السهل إلى استئناف محادثات الميناء القديم.", "محادثات", "resume", "حكومة الواحة", "حركة السهل")
    (p,) = build_record([*talks(), wish]).processes
    assert [x.name for x in p.phases] == ["begun", "suspended"]


def test_what_is_told_again_is_no_further_phase() -> None:
    again = told("2025-03-06", "وكانت حكومة الواحة وحركة السهل قد علقت محادثات الميناء القديم.", "محادثات", "suspend", "حكومة الواحة", "حركة السهل", outlet="الوادي")
    (p,) = build_record([*talks(), again]).processes
    assert [x.name for x in p.phases] == ["begun", "suspended"]


def test_a_plan_and_what_calls_it_off() -> None:
    visit = [
        told("2025-03-01", "تزور سلمى الراوي سلطنة عمان في العاشر من آذار/مارس.", "تزور", None, "سلمى الراوي", recipients=("سلطنة عمان",), mode="visit", date="2025-03-10", status="planned"),
        told("2025-03-04", "ألغت سلمى الراوي زيارة كانت مقررة إلى سلطنة عمان.", "زيارة", "cancel", "سلمى الراوي", type_="REJECT", recipients=("سلطنة عمان",), mode="meet", outlet="الجسر"),
    ]  # fmt: skip
    (p,) = build_record(visit).processes
    assert (p.kind, [x.name for x in p.phases], p.phases[0].day, p.phases[1].day) == ("visit", ["planned", "cancelled"], "2025-03-10", None)


def test_visits_of_two_people_are_two() -> None:
    visits = [
        told("2025-03-01", "تزور سلمى الراوي سلطنة عمان في العاشر من آذار/مارس.", "تزور", None, "سلمى الراوي", recipients=("سلطنة عمان",), mode="visit", date="2025-03-10", status="planned"),
        told("2025-03-04", "ألغى نادر الحكيم زيارة كانت مقررة إلى سلطنة عمان.", "زيارة", "cancel", "نادر الحكيم", type_="REJECT", recipients=("سلطنة عمان",), mode="meet", outlet="الجسر"),
    ]  # fmt: skip
    assert build_record(visits).processes == ()


@pytest.mark.parametrize(("told", "title"), [("واتهمت لندن موسكو", "اتهمت لندن موسكو"), ("والتقى الرئيسان", "التقى الرئيسان"), ("وصل الوفد", "وصل الوفد"), ("وزارة الدفاع تنفي", "وزارة الدفاع تنفي"), ("واشنطن تنسحب", "واشنطن تنسحب"), ("ولي العهد يزور المدينة", "ولي العهد يزور المدينة")])  # fmt: skip
def test_a_title_does_not_go_on_from_a_sentence_before(told: str, title: str) -> None:
    assert opening(told) == title
