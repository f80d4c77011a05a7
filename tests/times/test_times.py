"""What holds for every time: offsets, order, reasons, linear work; the lexicon's rules; the inferred day."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from musnad.errors import LexiconError
from musnad.lexicon.reader import DATA
from musnad.mentions.times import find_times, infer_published
from musnad.mentions.times.days import days_of, narrow
from musnad.mentions.times.rules import DIGITS, RULES
from musnad.mentions.times.vocabulary import vocabulary
from musnad.model import Article, Json, Time
from musnad.text.document import Document, build_document

FOLDER = DATA / "times"
TEXT = "بيان\nقال الجيش مساء أمس الأحد إن الهدنة تبدأ في 12 مايو/أيار المقبل، بعد ثلاثة أشهر من القتال.\nوأضاف أن عام 2015 كان أسوأ."


def _times(text: str, published: str | None = "2018-04-23T10:00:00+03:00") -> list[Time]:
    return find_times(build_document(Article(text, published=published)))


def _infer(text: str, published: str | None = None) -> Json | None:
    doc: Document = build_document(Article(text, published=published))
    return infer_published(doc, find_times(doc))


def test_ids_spans_and_reasons() -> None:
    times = _times(TEXT)
    assert [t.id for t in times] == [f"t{k}" for k in range(1, len(times) + 1)]
    assert all(a.span.end <= b.span.start for a, b in pairwise(times))
    names = {r.name for r in RULES}
    for t in times:
        assert t.reason.rule in names
        assert t.reason.spans[0] == t.span
        for row in t.reason.rows:
            file, line = row.split(":")
            assert (DATA / file).is_file()
            assert int(line) > 1


def test_lines_that_do_not_tell_are_left_out() -> None:
    text = "عنوان\nقتل جنديان في كمين أمس.\nاقرأ أيضا: انسحاب مفاجئ الأحد\nوقال الجيش إنه يحقق."
    assert [t.span.of(text) for t in _times(text)] == ["أمس"]


def test_a_second_reading_gives_the_same() -> None:
    assert _times(TEXT) == _times(TEXT)


@pytest.mark.parametrize("unit", ["12 ", "الأحد ", "من العام نفسه ", "28 و", "قبل ", "الساعة 9:", "1950-", "ليل ", "و", "12 من الشهر الماضي ", "يوم "])
def test_hostile_repetition_is_linear(unit: str) -> None:
    def seconds(count: int) -> float:
        doc = build_document(Article("نص: " + unit * count, published="2018-04-23T10:00:00+03:00"))
        start = time.process_time()
        find_times(doc)
        return time.process_time() - start

    seconds(100)
    assert seconds(10_000) < 6  # of the processor: 0.7 at rest, 2 on a slow machine; quadratic time would take minutes


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2018-W28-WE", "2018-07-14", "2018-07-15"), ("2018-W01", "2018-01-01", "2018-01-07"), ("2018-Q4", "2018-10-01", "2018-12-31"),
        ("2018-H1", "2018-01-01", "2018-06-30"), ("2016-02", "2016-02-01", "2016-02-29"), ("196", "1960-01-01", "1969-12-31"),
        ("2018-WI", "2018-12-01", "2019-02-28"), ("2018-04-22TNI", "2018-04-22", "2018-04-22"),
    ],
)  # fmt: skip
def test_days_of_values(value: str, first: str, last: str) -> None:
    days = days_of(value)
    assert days is not None
    assert (days[0].isoformat(), days[1].isoformat()) == (first, last)


@pytest.mark.parametrize("value", [None, "P3M", "PAST_REF", "XXXX-09-30", "2018-02-30", "2018-13"])
def test_values_without_days(value: str | None) -> None:
    assert days_of(value) is None


def test_edges_part_a_period() -> None:
    days = days_of("2018-04")
    assert days is not None
    assert narrow(days, "start")[1].day == 10
    assert (narrow(days, "mid")[0].day, narrow(days, "mid")[1].day) == (11, 20)
    assert narrow(days, "end")[0].day == 21


def test_unreal_dates_have_no_value_that_lies() -> None:
    (found,) = _times("وقع الهجوم في 31 فبراير 2018.")
    assert (found.value, found.first_day) == (None, None)


def test_hijri_dates_out_of_range_are_left_open() -> None:
    assert all(t.value is None for t in _times("صدر في 3 رجب 1200 هـ.") if t.reason.rule == "day")


def test_published_from_a_dated_today() -> None:
    found = _infer("أعلن الوزير أمس السبت 12 مايو 2018 استقالته. وقال اليوم الأحد إنه باق.")
    assert found is not None
    assert (found["first_day"], found["last_day"]) == ("2018-05-13", "2018-05-13")


def test_published_from_weekdays_and_a_full_date() -> None:
    found = _infer("وقع الهجوم الأحد 22 أبريل 2018 قرب الحدود. وأعلنت الحكومة اليوم الاثنين الحداد.")
    assert found is not None
    assert (found["first_day"], found["last_day"]) == ("2018-04-23", "2018-04-23")
    assert found["reason"]["rule"] == "weekday-dated"


def test_published_only_after_a_full_date() -> None:
    found = _infer("وقع الاتفاق في 14 يوليو 2015 وقال الوزير اليوم الاثنين إنه انتهى.")
    assert found is not None
    assert (found["first_day"], found["last_day"]) == ("2015-07-20", None)


@pytest.mark.parametrize("text", ["قال اليوم الاثنين إنه باق.", "لا وقت هنا.", "أعلن اليوم 12 مايو 2018 ذلك، وأعلن اليوم 3 مايو 2019 غيره."])
def test_published_is_not_guessed(text: str) -> None:
    assert _infer(text) is None


def test_published_is_not_inferred_when_known() -> None:
    assert _infer("أعلن أمس السبت 12 مايو 2018 استقالته.", "2018-05-13T00:00:00+00:00") is None


def test_every_class_of_the_lexicon_is_used() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in Path(str(FOLDER)).parents[2].joinpath("mentions/times").glob("*.py"))
    words = vocabulary()
    classes = {s.cls for senses in words.senses.values() for s in senses}
    assert [c for c in sorted(classes | set(words.groups)) if f'"{c}"' not in source and f" {c}" not in source] == []


def test_every_rule_can_start() -> None:
    classes = {s.cls for senses in vocabulary().senses.values() for s in senses} | {DIGITS}
    assert len({r.name for r in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.starts <= classes, rule.name


def test_a_form_with_two_answers_is_an_error(tmp_path: Path) -> None:
    for file in FOLDER.glob("*.tsv"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "months.tsv").open("a", encoding="utf-8") as out:
        out.write("حزيران\tmonth\t7\t\n")
    with pytest.raises(LexiconError, match=r"months\.tsv:\d+: 'حزيران' is already a month"):
        vocabulary(tmp_path)


def test_a_wrong_column_count_names_the_line(tmp_path: Path) -> None:
    for file in FOLDER.glob("*.tsv"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    with (tmp_path / "units.tsv").open("a", encoding="utf-8") as out:
        out.write("دهر\tunit\n")
    with pytest.raises(LexiconError, match=r"units\.tsv:\d+: 4 cells expected, found 2"):
        vocabulary(tmp_path)
