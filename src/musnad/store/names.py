"""Names and words as people type them: without hamza, with or without the article, in Latin letters.

``name_key`` is how names are kept and asked for; ``word_forms`` is what a word may look like in a text, with what is written
on to it in front.
"""

from __future__ import annotations

import re
import unicodedata

from musnad.text.fold import fold

_MARKS = re.compile("['’‘ʼʻ`´ʿʾ]")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_ARTICLE_LATIN = re.compile(r"\b(?:al|el|an|as|ash|at|ad|ar|az|the) ")
_WITH_ARTICLE = ("ال", "وال", "فال", "بال", "كال", "وبال")
_FRONT = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
_SHORTEST = 3


def name_key(name: str) -> str:
    """Folded, small letters, one space between words; Latin names without accents, apostrophes, hyphens and articles."""
    plain = unicodedata.normalize("NFKD", fold(name).casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _NOT_A_LETTER.sub(" ", _MARKS.sub("", plain)).strip()
    return _ARTICLE_LATIN.sub("", plain)


def without_article(word: str) -> str:
    """«والجيش» and «الجيش» are «جيش»; the letters in front are taken off only together with the article."""
    for front in sorted((*_WITH_ARTICLE, "لل", "ولل"), key=len, reverse=True):
        if word.startswith(front) and len(word) - len(front) >= _SHORTEST:
            return word[len(front) :]
    return word


def word_forms(word: str) -> tuple[str, ...]:
    """Every way in which a folded word may stand in a text."""
    if not ("\u0621" <= word[:1] <= "\u064a"):
        return (word,)
    bare = without_article(word)
    fronts = (*_FRONT, *_WITH_ARTICLE, "لل", "ولل")
    return tuple(dict.fromkeys([word, *(f + bare for f in fronts)]))


def name_forms(key: str) -> tuple[str, ...]:
    """A folded name with and without the article on its first word."""
    bare = without_article(key) if key.startswith("ال") else key
    return tuple(dict.fromkeys([key, bare, "ال" + bare]))


def is_latin(word: str) -> bool:
    return bool(re.match(r"[a-z]", word))
