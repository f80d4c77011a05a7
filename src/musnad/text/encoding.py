"""Bytes to text: UTF-8 first, then the code pages that Arabic newsrooms still send."""

from __future__ import annotations

import re

from musnad.errors import InputError

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_ARABIC = re.compile("[\u0621-\u064a]")


def decode(data: bytes, name: str) -> str:
    """The text of a file.

    UTF-8 (with or without a byte order mark), UTF-16 with one, or windows-1256.
    Line ends become ``\\n``. Raises InputError for binary data and for text in no known encoding.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _try(data, "utf-16")
    else:
        text = _try(data, "utf-8-sig")
        if text is None:
            text = _legacy(data)
    if text is None or _is_binary(text):
        raise InputError(f"{name}: not a text file (UTF-8 or windows-1256 expected); give the article's text, or .jsonl")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _legacy(data: bytes) -> str | None:
    """windows-1256 if that gives Arabic letters; a damaged UTF-8 file does not."""
    text = _try(data, "cp1256")
    if text is None or b"\x00" in data or _damaged_utf8(data):
        return None
    letters = sum(ch.isalpha() for ch in text)
    return text if letters and len(_ARABIC.findall(text)) >= 0.5 * letters else None


def _damaged_utf8(data: bytes) -> bool:
    """Mostly valid UTF-8 with a broken place: guessing another code page would print nonsense."""
    repaired = data.decode("utf-8", "replace")
    foreign = sum(ord(ch) > 127 for ch in repaired)
    return repaired.count("\N{REPLACEMENT CHARACTER}") < 0.5 * max(foreign, 1)


def _is_binary(text: str) -> bool:
    sample = text[:8192]
    return "\x00" in sample or len(_CONTROL.findall(sample)) > 0.02 * max(len(sample), 1)
