"""What tests share: the repository's places and one reader, built once."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "quality")]

from musnad.model import Article, Report  # noqa: E402  the path above is for tools and quality
from musnad.reader import Reader  # noqa: E402


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


def example_records() -> list[dict[str, Any]]:
    """The example articles as ``examples/articles.jsonl`` has them."""
    with (ROOT / "examples" / "articles.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def example_articles() -> list[Article]:
    return [Article(r["text"], r["id"], r["published"], r["outlet"], r["url"]) for r in example_records()]


@pytest.fixture(scope="session")
def example_reports(reader: Reader) -> list[Report]:
    return [reader.read(a) for a in example_articles()]
