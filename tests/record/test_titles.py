"""In which words a matter stands."""

from __future__ import annotations

from make import Json, article

from musnad.record import build_record

STATES: Json = {
    "الواحة": {"type": "country", "name_en": "Oasis", "country": "IRQ"},
    "السهل": {"type": "country", "name_en": "Plain", "country": "OMN"},
}  # fmt: skip


def title(text: str, trigger: str, words: str, **more: object) -> str:
    event = {"type": "SANCTION", "mode": "expel", "trigger": trigger, "words": words, "actors": ["الواحة"], "recipients": ["السهل"], **more}
    (matter,) = build_record([article(text, actors=STATES, events=[event])]).matters
    return matter.title_ar


def test_a_headline_that_tells_it() -> None:
    text = "الواحة تطرد خمسة دبلوماسيين من السهل وسط أزمة متصاعدة\nوأعلنت الوزارة ذلك في بيان."
    assert title(text, "تطرد", "الواحة تطرد خمسة دبلوماسيين من السهل") == "الواحة تطرد خمسة دبلوماسيين من السهل وسط أزمة متصاعدة"


def test_a_headline_that_denies_it_is_no_title() -> None:
    text = "مصدر ينفي أن الواحة طردت خمسة دبلوماسيين من السهل\nوقال المصدر إن الخبر مختلق."
    assert title(text, "طردت", "الواحة طردت خمسة دبلوماسيين من السهل", status="denied") != text.split("\n")[0]


def test_a_clause_begins_with_its_verb_and_not_with_what_it_goes_on_from() -> None:
    text = "تصعيد جديد بين الجارين\nوطردت الواحة خمسة دبلوماسيين من السهل مساء الأحد، في تصعيد جديد."
    assert title(text, "طردت", "الواحة خمسة دبلوماسيين من السهل") == "طردت الواحة خمسة دبلوماسيين من السهل مساء الأحد"


def test_an_accusation_says_of_what() -> None:
    text = "تصعيد جديد بين الجارين\nوتتهم الواحة السهل (الجار الجنوبي) بدعم «جماعات مسلحة» على الحدود المشتركة منذ أعوام. ولم ترد السهل."
    told = title(text, "تتهم", "الواحة السهل", type="ACCUSE", mode="allege")
    assert told == "تتهم الواحة السهل (الجار الجنوبي) بدعم «جماعات مسلحة» على الحدود المشتركة منذ أعوام"
