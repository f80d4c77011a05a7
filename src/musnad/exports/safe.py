"""Text that any file can hold."""

from __future__ import annotations

import json
import re
from typing import Any

_SURROGATES = re.compile("[\ud800-\udfff]")


def to_json(value: Any) -> str:
    """One line of JSON with Arabic as it is; lone surrogates, which UTF-8 cannot hold, are written ``\\ud800``."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _SURROGATES.sub(lambda m: f"\\u{ord(m.group()):04x}", text)


def whole_characters(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which UTF-8 cannot hold; offsets stay right."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Words with single spaces between; a lone surrogate becomes U+FFFD."""
    return whole_characters(" ".join(text.split()))


def cell(value: Any) -> str:
    """A table's cell: one line, empty for what is missing, true and false for truth values, ``; `` between several."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(cell(v).replace(";", ",") for v in value)
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return one_line(str(value))
