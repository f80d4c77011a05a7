"""The folded view of a text: what look-up sees, with offsets back to the article's own characters.

Nothing is thrown away: the fold only makes a second string. Look-up treats as one what Arabic
newsrooms write differently: أ إ آ ٱ ا · ى ي ی · ة ه · ؤ و · ئ ي · ک ك, all digits, presentation forms;
diacritics, tatweel and invisible controls are left out (DESIGN.md, "Text").
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

_SAME = {
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": "ا",
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": "ا",
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": "ا",
    "\N{ARABIC LETTER ALEF WASLA}": "ا",
    "\N{ARABIC LETTER ALEF MAKSURA}": "ي",
    "\N{ARABIC LETTER FARSI YEH}": "ي",
    "\N{ARABIC LETTER TEH MARBUTA}": "ه",
    "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}": "و",
    "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}": "ي",
    "\N{ARABIC LETTER KEHEH}": "ك",
    "\N{ARABIC LETTER SWASH KAF}": "ك",
    "\N{ARABIC LETTER HEH GOAL}": "ه",
    "\N{ARABIC LETTER HEH DOACHASHMEE}": "ه",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
}
_DROPPED_RANGES = (
    ("\N{ARABIC SIGN SALLALLAHOU ALAYHE WASSALLAM}", "\N{ARABIC SMALL KASRA}"),
    ("\N{ARABIC FATHATAN}", "\N{ARABIC WAVY HAMZA BELOW}"),
    ("\N{ARABIC LETTER SUPERSCRIPT ALEF}", "\N{ARABIC LETTER SUPERSCRIPT ALEF}"),
    ("\N{ARABIC SMALL HIGH LIGATURE SAD WITH LAM WITH ALEF MAKSURA}", "\N{ARABIC SMALL HIGH SEEN}"),
    ("\N{ARABIC TATWEEL}", "\N{ARABIC TATWEEL}"),
    ("\N{ARABIC LETTER MARK}", "\N{ARABIC LETTER MARK}"),
    ("\N{ZERO WIDTH SPACE}", "\N{RIGHT-TO-LEFT MARK}"),
    ("\N{LEFT-TO-RIGHT EMBEDDING}", "\N{RIGHT-TO-LEFT OVERRIDE}"),
    ("\N{WORD JOINER}", "\N{NOMINAL DIGIT SHAPES}"),
    ("\N{ZERO WIDTH NO-BREAK SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}"),
    ("\N{SOFT HYPHEN}", "\N{SOFT HYPHEN}"),
)


def _build_table() -> dict[int, str]:
    table = {ord(k): v for k, v in _SAME.items()}
    for first, last in _DROPPED_RANGES:
        for cp in range(ord(first), ord(last) + 1):
            table[cp] = ""
    for digit in range(10):
        table[0x0660 + digit] = table[0x06F0 + digit] = str(digit)
    for cp in (*range(0xFB50, 0xFDFF), *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(cp)).strip()
        if plain != chr(cp):
            table[cp] = "".join(table.get(ord(c), c) for c in plain)
    return table


#: Code point → what look-up sees. Rebuilt from Unicode's own data, never typed in.
TABLE = _build_table()
#: Characters whose folded form is not exactly one character long, so that offsets shift.
_SHIFTING = re.compile("[" + "".join(re.escape(chr(c)) for c, v in sorted(TABLE.items()) if len(v) != 1) + "]")


def fold(text: str) -> str:
    """The folded form of a string, without offsets. Use it for lexicon keys."""
    return text.translate(TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. ``origin[i]`` is the offset in the original of folded character ``i``.

    ``origin`` has one more item than ``text``: the length of the original.
    """

    text: str
    origin: Sequence[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the folded stretch ``start:end`` (trailing marks included)."""
        if start >= end:
            return self.origin[start], self.origin[start]
        return self.origin[start], max(self.origin[end], self.origin[end - 1] + 1)


def fold_with_offsets(text: str) -> Folded:
    """Fold a text and remember where each character came from. Linear in the text's length."""
    if not _SHIFTING.search(text):
        return Folded(text.translate(TABLE), range(len(text) + 1))
    origin = array("l")
    after = 0  # behind the last character that shifts; up to the next one, one character gives one
    for match in _SHIFTING.finditer(text):
        i = match.start()
        origin.extend(range(after, i))
        origin.extend([i] * len(TABLE[ord(match.group())]))
        after = i + 1
    origin.extend(range(after, len(text) + 1))
    return Folded(text.translate(TABLE), origin)
