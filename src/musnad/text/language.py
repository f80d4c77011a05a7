"""Which language a text is in, as far as the reader needs it: Arabic or something else.

Persian, Urdu, Kurdish and Uyghur share the script; their own letters and commonest words tell them apart.
Counting only, no model: the answer is needed before any work is done.
"""

from __future__ import annotations

import re

# Runs of letters, counted by their lengths: a run is a word, so there are far fewer of them than letters.
_ARABIC = re.compile("[\u0621-\u064a\ufb50-\ufdff\ufe70-\ufefc]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_HEBREW = re.compile("[\u05d0-\u05ea]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]+")
_CJK = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]+")
_FOREIGN_LETTERS = re.compile("[پچژگٹڈڑںےۆێڵڕۋۇۈېڭەڤہھ]")
_PERSIAN_WORDS = re.compile(r"(?<!\w)(?:است|این|که|را|های|می|از|برای|با|شد|کرد|بود|خود|آن|یک|شده)(?!\w)")
_URDU_WORDS = re.compile(r"(?<!\w)(?:ہے|کے|کی|میں|کا|نے|ہیں|اور|سے|کو|تھا)(?!\w)")
_ARABIC_WORDS = re.compile(r"(?<!\w)(?:في|من|على|إلى|الى|أن|ان|التي|الذي|عن|مع|هذا|هذه|بعد|قال|لم|ما|لا|كان|بين)(?!\w)")
#: Characters looked at; a prefix tells the language of an article.
SAMPLE = 20_000


def _arabic_script(text: str) -> str:
    persian = len(_PERSIAN_WORDS.findall(text))
    urdu = len(_URDU_WORDS.findall(text))
    arabic = len(_ARABIC_WORDS.findall(text))
    letters = len(_FOREIGN_LETTERS.findall(text))
    if urdu > max(persian, arabic):
        return "ur"
    if persian > arabic:
        return "fa"
    if letters > 0.04 * max(len(text), 1) and arabic == 0:
        return "und"
    return "ar"


def _letters(runs: re.Pattern[str], text: str) -> int:
    return sum(map(len, runs.findall(text)))


def detect_language(text: str) -> str:
    """BCP 47 tag: ``ar``, ``fa``, ``ur``, ``he``, ``en`` (any Latin script), ``ru``, ``zh`` or ``und``."""
    text = text[:SAMPLE]
    counts = {
        "ar": _letters(_ARABIC, text),
        "en": _letters(_LATIN, text),
        "he": _letters(_HEBREW, text),
        "ru": _letters(_CYRILLIC, text),
        "zh": _letters(_CJK, text),
    }
    best = max(counts, key=lambda k: (counts[k], k))
    if counts[best] == 0:
        return "und"
    return _arabic_script(text) if best == "ar" else best
