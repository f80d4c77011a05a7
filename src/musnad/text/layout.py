"""What kind of line each line is: headline, dateline, credit, caption, «اقرأ أيضا», sub-heading, body.

Lines that are not the article's own prose (credits, captions, pointers to other articles, buttons)
yield no facts. A sub-heading in quotation marks repeats words of the article; it yields none either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from musnad.model import Span
from musnad.text.fold import fold

HEADLINE, BODY, SKIPPED, SUBHEADING = "headline", "body", "skipped", "subheading"

_DASH = r"(?:--+|[–—-]|::|:)"
# «واشنطن – الناس نيوز ::», «بغداد (رويترز) -», «القاهرة - أ ف ب», «دبي، الإمارات العربية المتحدة (CNN)--»
_DATELINE = re.compile(
    r"\s*(?:"
    r"(?P<place1>[^\W\d_][^\n()/:–—-]{1,60}?)?\s*\((?P<agency1>[^()\n]{2,40})\)\s*(?:--+|[–—-]|:)"
    r"|\((?P<agency4>CNN)\s?--+"
    r"|(?P<place2>[^\W\d_][^\n()/:–—\"“«-]{1,40}?)\s*[–—-]\s*(?P<agency2>[^\n:–—\"“«-]{2,40}?)\s*(?:::|:|--+|[–—-](?=\s))"
    r"|(?P<place3>[^\W\d_][^\n()/:–—\"“«-]{1,30}?)\s*(?:[–—/-]|,|،)\s*(?P<agency3>أ ?ف ?ب|أ\.ف\.ب|ا ف ب|رويترز|د ب أ|أ ب|وام|واس|قنا|سانا|وفا|شينخوا|CNN|AFP|الأناضول)(?=\s|[-–—:])\s*(?:::|:|--+|[–—-])?"
    r")\s*"
)
_MEDIA_WORD = re.compile(
    r"(?<!\w)(?:نيوز|رويترز|وكاله|وكالات|ا ف ب|ا\.ف\.ب|د ب ا|CNN|AFP|BBC|بي بي سي|سي ان ان|الاناضول|قناه|صحيفه|سكاي"
    r"|فرانس|العربيه|الجزيره|نت|مراسل|خاص|برس|سبوتنيك|تاس|شينخوا|ا ب|Reuters|وام|واس|سانا|واع|بترا|كونا|قنا|وفا|نيوز عربيه)(?!\w)"
)
_POINTER = re.compile(
    r"^[\s\W]*(?:اقرا ايضا|اقرا المزيد|اقراوا ايضا|اقرا ايضاً|اقرا كذلك|اقرا عن|للمزيد|شاهد ايضا|شاهدوا ايضا|شاهد الفيديو|قد يهمك|"
    r"مواضيع ذات صله|روابط ذات صله|اخبار ذات صله|موضوعات ذات صله|مقالات ذات صله|تابعونا|لمتابعه|يمكنكم استلام|يمكنكم تسلم|اضغط هنا|انقر هنا|"
    r"حمل تطبيق|حملوا تطبيق|اشترك|اشتركوا|شارك هذا|المزيد حول)"
)
_CAPTION = re.compile(r"^\s*(?:صوره ارشيفيه|صوره:|الصوره:|صور:|مصدر الصوره|تعليق علي الصوره|تعليق الصوره|التعليق علي الصوره|ارشيفيه\b|فيديو:)")
_CREDIT = re.compile(
    r"^\s*(?:(?:فرانس ?24|رويترز|وكالات|ا ?ف ?ب|د ?ب ?ا|ا ?ب|سكاي نيوز عربيه|الحره|العربيه\.?نت|وام|واس|بي بي سي|CNN|AFP|AP|Reuters|مع|و|في|"
    r"/|،|,|-|–|\s)+)\s*\.?\s*$"
    r"|^\s*\*+ ?(?:نقلا عن|جميع المقالات)"
    r"|^\s*(?:تحرير|اعداد|ترجمه|كتابه|المصدر|المصادر|تغطيه|شارك في التغطيه)\s*[:：]"
    r"|^\s*\((?:اعداد|تحرير|تغطيه|شارك)[^)]*\)\s*$"
    r"|^\s*ا?علم[اً]+ ?[اأ]ن (?:موقع )?CNN|^\s*ويشار (?:الي|علي) ان موقع CNN"
    r"|^[\s\-_=*•.]+$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its kind. ``body`` starts behind a dateline."""

    span: Span
    kind: str
    body: int


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """The dateline's words: place (city alone) and agency as written, and the whole stretch."""

    place: str | None
    agency: str | None
    span: Span


def _agency_ok(agency: str, place: str | None, rule: int) -> bool:
    folded = fold(agency)
    if _MEDIA_WORD.search(folded):
        return True
    return rule == 1 and not place and folded.isascii() and folded.isupper()


def find_dateline(text: str, line: Span) -> FoundDateline | None:
    """The dateline at the start of a line, or None. A plausible agency is required."""
    match = _DATELINE.match(text, line.start, min(line.end, line.start + 140))
    if not match:
        return None
    rule = next(n for n in (1, 2, 3, 4) if match.group(f"agency{n}"))
    agency = match.group(f"agency{rule}").strip()
    place = match.group(f"place{rule}") if rule != 4 else None
    if place and len(place.split()) > 8:
        return None
    if not _agency_ok(agency, place, rule):
        return None
    city = re.split("[،,]", place)[0].strip() if place else None
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return FoundDateline(city or None, agency, Span(start, match.end()))


def _is_subheading(line: str) -> bool:
    """«“لجنة مستقبل التحالف”»: a short line wholly in quotation marks, without a verb's full stop."""
    bare = line.strip()
    return 4 < len(bare) < 60 and bare[0] in "“«\"" and bare[-1] in "”»\"" and bare[1:-1].count(bare[0]) == 0


def _kind(text: str, span: Span, position: int, count: int) -> str:
    line = text[span.start : span.end]
    head = fold(line[:80])
    if _POINTER.match(head) or _CAPTION.match(head):
        return SKIPPED
    if len(line) < 300 and _CREDIT.match(fold(line)):
        return SKIPPED
    if 0 < position < count - 1 and _is_subheading(line):
        return SUBHEADING
    return BODY


def classify_lines(text: str, lines: list[Span]) -> tuple[list[Line], FoundDateline | None]:
    """Every non-empty line with its kind, and the dateline of the first three lines, if any.

    The first line is the headline unless it carries the dateline, is long, or ends as a sentence does.
    """
    out: list[Line] = []
    dateline: FoundDateline | None = None
    for position, span in enumerate(lines):
        kind = _kind(text, span, position, len(lines))
        body = span.start
        if dateline is None and position < 3 and kind == BODY:
            dateline = find_dateline(text, span)
            if dateline and dateline.span.end >= span.end - 1 and position == 0 and len(lines) == 1:
                dateline = None
            if dateline:
                body = dateline.span.end
        first = position == 0 and kind == BODY and not dateline and len(lines) > 1
        if first and len(span) < 200 and not text[span.start : span.end].rstrip().endswith("."):
            kind = HEADLINE
        out.append(Line(span, kind, body))
    return out, dateline
