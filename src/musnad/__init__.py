"""Musnad reads Arabic news: who did what to whom, when and where, and who says so.

>>> import musnad
>>> report = musnad.read("قالت وزارة الدفاع …", published="2024-04-22T12:00:00+03:00")
>>> report.json()["statements"]

The names in ``__all__`` are the whole public interface; they are imported when first asked for, so
that ``import musnad`` costs nothing.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from musnad.errors import InputError, LexiconError, MusnadError, UsageError
    from musnad.model import (
        Article,
        Dateline,
        Entity,
        Event,
        Figure,
        Link,
        Place,
        Reason,
        Report,
        Span,
        Statement,
        Time,
    )
    from musnad.reader import Reader

__version__ = "0.1.0"

_HOMES = {
    "Reader": "musnad.reader",
    **dict.fromkeys(("InputError", "LexiconError", "MusnadError", "UsageError"), "musnad.errors"),
    **dict.fromkeys(
        (
            "Article", "Dateline", "Entity", "Event", "Figure", "Link", "Place", "Reason", "Report", "Span",
            "Statement", "Time",
        ),
        "musnad.model",
    ),
}  # fmt: skip

__all__ = [
    "Article",
    "Dateline",
    "Entity",
    "Event",
    "Figure",
    "InputError",
    "LexiconError",
    "Link",
    "MusnadError",
    "Place",
    "Reader",
    "Reason",
    "Report",
    "Span",
    "Statement",
    "Time",
    "UsageError",
    "__version__",
    "read",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'musnad' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


@lru_cache(maxsize=4)
def _reader(lexicon: Path | None) -> Reader:
    from musnad.reader import open_reader

    return open_reader(user_lexicon=lexicon)


def read(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    lexicon: Path | None = None,
) -> Report:
    """Read one article, with the learned model where it is installed. ``published`` is ISO 8601; ``lexicon`` is a folder of your own rows, which win.

    For many articles build a :class:`Reader` yourself; this function keeps one for each lexicon folder.
    """
    from musnad.model import Article

    return _reader(lexicon).read(Article(text, published=published, outlet=outlet, url=url))
