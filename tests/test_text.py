"""The text layer: folding, tokens, segments, quotations, lines, encodings."""

from __future__ import annotations

import importlib.util
import json
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from musnad.errors import InputError
from musnad.model import Article, Span
from musnad.text.document import build_document
from musnad.text.encoding import decode
from musnad.text.fold import fold, fold_with_offsets
from musnad.text.language import detect_language
from musnad.text.layout import BODY, HEADLINE, SKIPPED, SUBHEADING, classify_lines
from musnad.text.quotes import MAX_DEPTH, find_quotes
from musnad.text.segments import paragraph_spans, segment_spans
from musnad.text.tokens import tokenize

SCORER = ROOT.parent / "shared" / "gold" / "score.py"
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي أإآىةؤئء\u064b\u0651\u0640\u200f0123٤٥۶.,،؛!?؟:\"“”«»'()\n-–Aaéﻻﷲﷺـﻷۀکیٱ\U0001f600"
texts = st.text(alphabet=st.sampled_from(_LETTERS), max_size=200) | st.text(max_size=80)


# --- fold --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "looked_up"),
    [
        ("أإآٱا", "ااااا"),
        ("مستشفى", "مستشفي"),
        ("فرقة", "فرقه"),
        ("مسؤول", "مسوول"),
        ("رئيس", "رييس"),
        ("مُحَمَّد", "محمد"),
        ("العـــراق", "العراق"),
        ("کیف", "كيف"),
        ("٢٠٢٤", "2024"),
        ("۱۴۰۳", "1403"),
        ("ﻻ", "لا"),
        ("ﷲ", "الله"),
        ("\u200fبغداد\u200e", "بغداد"),
        ("و\u200cف", "وف"),
        ("لبنان", "لبنان"),
    ],
)
def test_fold(written: str, looked_up: str) -> None:
    assert fold(written) == looked_up


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_folded_offsets_map_back(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    for i in range(len(folded.text)):
        start, end = folded.back(i, i + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[i] in fold(text[start:end])


@given(texts)
def test_tokens_map_back(text: str) -> None:
    folded = fold_with_offsets(text)
    for token in tokenize(folded):
        assert 0 <= token.start < token.end <= len(text)
        assert token.norm in fold(text[token.start : token.end])


# --- tokens ------------------------------------------------------------------------------------


def _norms(text: str) -> list[str]:
    return [t.norm for t in tokenize(fold_with_offsets(text))]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("قال الوزير:", ["قال", "الوزير", ":"]),
        ("1,200 جندي", ["1,200", "جندي"]),
        ("٢٫٥ مليون", ["2٫5", "مليون"]),
        ("الأربعاء،", ["الاربعاء", "،"]),
        ("#الاتحاد_الأوروبي", ["الاتحاد", "_", "الاوروبي"]),
        ("السبت-الأحد", ["السبت", "-", "الاحد"]),
        ("", []),
        ("ًٌٍ", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [n for n in _norms(text) if n != "_"] == [n for n in tokens if n != "_"]


# --- segments ----------------------------------------------------------------------------------


def _gold_segments(text: str) -> list[tuple[int, int]]:
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [tuple(s) for s in module.segments(text)]


@pytest.mark.skipif(not SCORER.is_file(), reason="../shared/gold/score.py is not at hand")
def test_segments_are_the_scorers() -> None:
    for path in sorted((ROOT / "examples" / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert [(s.start, s.end) for s in segment_spans(text)] == _gold_segments(text)


@pytest.mark.skipif(not SCORER.is_file(), reason="../shared/gold/score.py is not at hand")
@given(texts)
@settings(max_examples=60, deadline=None)  # a machine that others use too has pauses
def test_segments_are_the_scorers_for_any_text(text: str) -> None:
    assert [(s.start, s.end) for s in segment_spans(text)] == _gold_segments(text)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("أ. ب", ["أ.", "ب"]),
        ("قال «نعم.» ثم خرج", ["قال «نعم.", "ثم خرج"]),
        ("هل انتهت؟ لا!", ["هل انتهت؟", "لا!"]),
        ("سطر\n\nسطر", ["سطر", "سطر"]),
        ("بلغت 2.5 مليون", ["بلغت 2.5 مليون"]),
        ("\n \n", []),
        ("", []),
    ],
)
def test_segments(text: str, segments: list[str]) -> None:
    assert [s.of(text) for s in segment_spans(text)] == segments


@given(texts)
def test_segments_and_tokens_of_a_document_agree(text: str) -> None:
    doc = build_document(Article(text))
    for segment in doc.segments:
        for token in doc.tokens[segment.first : segment.last]:
            assert segment.span.start <= token.start < segment.span.end
            assert token.segment == segment.index


# --- quotations --------------------------------------------------------------------------------


def _quotes(text: str) -> list[str]:
    return [q.inner.of(text) for q in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("قال «نعم»", ["نعم"]),
        ("قال “نعم”", ["نعم"]),
        ('قال "نعم" ثم "لا"', ["نعم", "لا"]),
        ("قال «إن “الأمر” انتهى»", ["إن “الأمر” انتهى", "الأمر"]),
        ("قال “بدأ العمل. وانتهى أمس”", ["بدأ العمل. وانتهى أمس"]),
        ("قال “لم يغلق\nسطر آخر", ["لم يغلق"]),
        ("بلا علامة» هنا", []),
        ("قال: «»", []),
        ("قال «أ» و«ب»", ["أ", "ب"]),
    ],
)
def test_quotes(text: str, inner: list[str]) -> None:
    assert _quotes(text) == inner


@given(texts)
def test_quotes_lie_inside_their_paragraph_and_nest(text: str) -> None:
    quotes = find_quotes(text)
    for q in quotes:
        assert "\n" not in q.outer.of(text)
        assert q.outer.covers(q.inner)
        assert 0 <= q.depth < MAX_DEPTH
    for a in quotes:
        for b in quotes:
            assert not a.outer.overlaps(b.outer) or a.outer.covers(b.outer) or b.outer.covers(a.outer)


def test_a_million_quotation_marks_take_linear_time() -> None:
    for marks in ('"', "«", "“”", '«"', "»"):
        started = time.process_time()
        find_quotes(marks * (1_000_000 // len(marks)))
        assert time.process_time() - started < 10


# --- lines -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("واشنطن – الناس نيوز ::", "واشنطن", "الناس نيوز"),
        ("بغداد (رويترز) - قال مسؤول إن الوضع هادئ.", "بغداد", "رويترز"),
        ("القاهرة - أ ف ب - قال مسؤول إن الوضع هادئ.", "القاهرة", "أ ف ب"),
        ("دبي، الإمارات العربية المتحدة (CNN)-- قال مسؤول إن الوضع هادئ.", "دبي", "CNN"),
        ("القاهرة - د ب أ: قالت مصادر إن الوضع هادئ.", "القاهرة", "د ب أ"),
        ("نجامينا – الخبر نت ::", "نجامينا", "الخبر نت"),
    ],
)
def test_datelines(line: str, place: str, agency: str) -> None:
    text = f"{line}\nوأضاف أن العمل مستمر في المنطقة."
    _, dateline = classify_lines(text, paragraph_spans(text))
    assert dateline is not None
    assert (dateline.place, dateline.agency) == (place, agency)


@pytest.mark.parametrize(
    "line",
    [
        "قال الوزير: لا نريد الحرب.",
        "الرئيس - كما قال - لن يحضر.",
        "اتفاق (سري) بين البلدين - مصادر تكشف التفاصيل",
    ],
)
def test_no_dateline(line: str) -> None:
    text = f"{line}\nوأضاف أن العمل مستمر في المنطقة."
    _, dateline = classify_lines(text, paragraph_spans(text))
    assert dateline is None


def test_kinds_of_lines() -> None:
    text = (
        "عنوان الخبر في سطر\nبغداد (رويترز) - قال مسؤول إن الوضع هادئ.\n“عنوان فرعي قصير”\nوأضاف أن العمل مستمر.\n"
        "اقرأ أيضا: خبر آخر\n(إعداد فلان للنشرة العربية - تحرير فلانة)"
    )
    lines, _ = classify_lines(text, paragraph_spans(text))
    assert [line.kind for line in lines] == [HEADLINE, BODY, SUBHEADING, BODY, SKIPPED, SKIPPED]


# --- encodings and languages -------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_encodings(codec: str) -> None:
    text = "قال الوزير إن «الوضع» هادئ.\nوأضاف أن العمل مستمر."
    assert decode(text.replace("\n", "\r\n").encode(codec), "x.txt") == text


_BINARY = [b"\x00\x01\x02" * 50, b"\x89PNG\r\n\x1a\n" + b"\x00" * 20, bytes(range(256)) * 4, b"\xed\xa0\x80abc"]
_DAMAGED = ["قال الوزير إن الوضع".encode()[:-1], "قال \ud800 الوزير".encode("utf-8", "surrogatepass")]


@pytest.mark.parametrize("data", [*_BINARY, *_DAMAGED])
def test_not_a_text(data: bytes) -> None:
    with pytest.raises(InputError, match=r"x\.txt: not a text file"):
        decode(data, "x.txt")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قال الوزير إن الوضع في البلاد هادئ", "ar"),
        ("وزیر امور خارجه گفت که این کشور برای صلح تلاش می کند و از آن حمایت کرد", "fa"),
        ("وزیر اعظم نے کہا ہے کہ یہ ملک کے لیے بہتر ہے اور اس میں", "ur"),
        ("שר החוץ אמר כי המצב רגוע", "he"),
        ("The minister said that the situation was calm", "en"),
        ("Министр заявил, что ситуация спокойная", "ru"),
        ("", "und"),
        ("123 456 !!!", "und"),
        ("ًٌٍَُِّْ", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_spans_are_values() -> None:
    span = Span(2, 5)
    assert len(span) == 3
    assert span.of("0123456") == "234"
    assert span.overlaps(Span(4, 9))
    assert not span.overlaps(Span(5, 9))
    assert Span(0, 9).covers(span)


def test_fold_table_is_rebuilt_from_unicode() -> None:
    """No presentation form of a letter is left in the folded view."""
    for cp in (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)):
        if unicodedata.decomposition(chr(cp)):
            assert not re.search("[\ufb50-\ufdff\ufe70-\ufefc]", fold(chr(cp))), hex(cp)


def test_examples_are_the_same_in_both_places() -> None:
    folder = ROOT / "examples"
    with (folder / "articles.jsonl").open(encoding="utf-8") as lines:
        records = {r["id"]: r for r in map(json.loads, lines)}
    files = {p.stem: p for p in Path(folder / "articles").glob("*.txt")}
    assert set(records) == set(files)
    for name, path in files.items():
        assert records[name]["text"] == path.read_text(encoding="utf-8")
        assert 130 <= len(records[name]["text"].split()) <= 400, name
