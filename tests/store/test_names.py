"""Names and words as people type them."""

from __future__ import annotations

import contextlib

import pytest

from musnad.errors import UsageError
from musnad.store.names import name_key, without_article, word_forms
from musnad.store.search import Query, parse, passage


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Kata'ib Hezbollah", "kataib hezbollah"),
        ("Al-Assad", "assad"),
        ("al Assad", "assad"),
        ("Erdoğan", "erdogan"),
        ("إسرائيل", "اسراييل"),
        ("  حزبُ   اللّه ", "حزب الله"),
        ("!?", ""),
    ],
)
def test_name_key(typed: str, key: str) -> None:
    assert name_key(typed) == key


@pytest.mark.parametrize(("word", "bare"), [("الجيش", "جيش"), ("والجيش", "جيش"), ("للجيش", "جيش"), ("وزاره", "وزاره"), ("الله", "الله"), ("بلد", "بلد")])
def test_without_article(word: str, bare: str) -> None:
    assert without_article(word) == bare


def test_word_forms() -> None:
    assert {"جيش", "الجيش", "والجيش", "للجيش", "بالجيش", "وجيش"} <= set(word_forms("الجيش"))
    assert word_forms("reuters") == ("reuters",)


def test_parse() -> None:
    assert parse('قصف "حزب الله" Abu Bakr الجيش') == Query((("قصف",), ("حزب", "الله"), ("الجيش",)), (("abu", "bakr"),))
    with pytest.raises(UsageError, match="no word"):
        parse("؟ ! ()")


@pytest.mark.parametrize("text", ['"', "«", "a OR b", "NEAR(", "text:x", "*", "ق" * 10_000, "' OR 1=1 --", "\ud800 قال"])
def test_whatever_is_typed_is_only_words(text: str) -> None:
    with contextlib.suppress(UsageError):
        parse(text)


def test_passage_is_the_sentence_with_most_of_it() -> None:
    text = "قال الوزير إن الوضع هادئ.\nوقصف الجيشُ المدينة القديمة.\nوقصف آخرون."
    start, end = passage(text, parse("قصف الجيش"))
    assert text[start:end].startswith("وقصف الجيشُ")
