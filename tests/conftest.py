"""What tests share: the repository's places and one reader, built once."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Commands in tests read with rules and lists alone, which is fast; tests of the learned reader ask for it by name.
os.environ.setdefault("MUSNAD_READER", "lexicon")
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "quality")]

from musnad.model import Article, Report  # noqa: E402  the path above is for tools and quality
from musnad.reader import Reader, open_reader  # noqa: E402


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def model_reader() -> Reader:
    """The learned reader; without its libraries or weights the tests that ask for it fail, as setup brings both."""
    return open_reader("model")


def example_records() -> list[dict[str, Any]]:
    """The example articles as ``examples/articles.jsonl`` has them."""
    with (ROOT / "examples" / "articles.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def example_articles() -> list[Article]:
    return [Article(r["text"], r["id"], r["published"], r["outlet"], r["url"]) for r in example_records()]


@pytest.fixture(scope="session")
def example_reports(reader: Reader) -> list[Report]:
    return [reader.read(a) for a in example_articles()]
