"""The articles that are measured on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "quality"))

from grow import ANT  # noqa: E402  # it lies beside, not in the package
from musnad.model import Article  # noqa: E402
from musnad.sources import Defaults, open_sources  # noqa: E402


def every() -> Iterator[Article]:
    """All articles of the corpus, in its order."""
    if not ANT.is_file():
        raise SystemExit(f"{ANT}: the corpus is not there; MUSNAD_SHARED names another folder")
    (source,) = open_sources([str(ANT)], Defaults())
    return (a for a in source.articles() if isinstance(a, Article))


def first() -> Article:
    return next(every())


def spread(number: int) -> list[Article]:
    """Every n-th article, so that all outlets and months are there."""
    found = list(every())
    return found[:: max(1, len(found) // number)][:number]
