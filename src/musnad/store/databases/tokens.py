"""Words as FTS5's tokenizer ``unicode61 remove_diacritics 0`` finds them, so that both databases index the same ones.

Its rule (sqlite.org/fts5.html#unicode61_tokenizer): a run of letters, numbers and private-use characters, with combining marks of the
block U+0300 once it has begun, in small letters one by one. A test compares the two on random text.
"""

from __future__ import annotations

import re

#: ``\\w`` without the underscore is letters and numbers; the marks are the bits of ``sqlite3FtsUnicodeIsdiacritic``.
_MARKS = "".join(chr(768 + bit) for bit in range(32) if 0x08029FDF >> bit & 1) + "".join(chr(800 + bit) for bit in range(18) if 0x000361F8 >> bit & 1)
_LETTER = "(?:[^\\W_]|[\ue000-\uf8ff])"
_TOKEN = re.compile(f"{_LETTER}(?:{_LETTER}|[{_MARKS}])*")


def tokens(text: str) -> list[str]:
    """Every word of a text, in its order."""
    return [_small(word) for word in _TOKEN.findall(text)]


def _small(word: str) -> str:
    """Unicode's simple case folding: no letter becomes two."""
    low = word.casefold()
    return low if len(low) == len(word) else "".join(next((s for s in (c.casefold(), c.lower()) if len(s) == 1), c) for c in word)
