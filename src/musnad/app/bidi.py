"""Right-to-left words in a line of a terminal: isolated, never reordered by us.

What comes from an article is shown between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE, so that
it cannot turn the labels, numbers and arrows around it. Controls that the article brings along are
left out of what is shown: they could undo the isolation, or steer the terminal.
"""

from __future__ import annotations

import re
import unicodedata

FSI, PDI = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_BIDI_CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI_CONTROLS}]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """One line without controls. A lone surrogate, which no terminal can show, becomes U+FFFD."""
    return _SPACE.sub(" ", _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub("", text))).strip()


def isolate(text: str, rtl_line: bool = False) -> str:
    """The text as an isolated run if its direction differs from the line's, else as it is."""
    shown = clean(text)
    against = _has_strong(shown, ("L",)) if rtl_line else False
    return f"{FSI}{shown}{PDI}" if against or _has_strong(shown, ("R", "AL")) else shown


def shorten(text: str, limit: int) -> str:
    """At most about ``limit`` characters: the first and the last words, with «…» between."""
    shown = clean(text)
    if len(shown) <= limit:
        return shown
    head = shown[: limit * 2 // 3].rsplit(" ", 1)[0]
    tail = shown[-(limit // 3) :].split(" ", 1)[-1]
    return f"{head} … {tail}"


def _has_strong(text: str, classes: tuple[str, ...]) -> bool:
    return any(unicodedata.bidirectional(ch) in classes for ch in text)
