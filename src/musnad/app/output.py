"""Reports as JSON: the standard library's, the same bytes every time, whatever the text holds."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

_SURROGATES = re.compile("[\ud800-\udfff]")


def to_json(value: Any, indent: int | None = None) -> str:
    """JSON with Arabic as it is. Lone surrogates, which UTF-8 cannot hold, are written ``\\ud800``."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _SURROGATES.sub(lambda m: f"\\u{ord(m.group()):04x}", text)


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what cannot be encoded is escaped, so that output never fails."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
