"""What tests share: the repository's places and one reader, built once."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Commands in tests read with rules and lists alone, which is fast; tests of the learned reader ask for it by name.
os.environ.setdefault("MUSNAD_READER", "lexicon")
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "quality")]

from musnad.model import Article, Report  # noqa: E402  the path above is for tools and quality
from musnad.reader import Reader, open_reader  # noqa: E402
from musnad.store.databases import Place  # noqa: E402
from postgres import Server, missing, running  # noqa: E402
from program import EXAMPLES, Records, run_program  # noqa: E402


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for the session. Where there can be none, what needs it says so loudly."""
    why = missing()
    if why:
        pytest.skip(why)
    with running() as server:
        yield server


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest) -> Server | None:
    """What asks for this runs against each database: None stands for files."""
    found: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    return found


@pytest.fixture
def records(tmp_path_factory: pytest.TempPathFactory, server: Server | None) -> Records:
    """New records, in each database in turn."""
    return Records(tmp_path_factory.mktemp("records"), server)


@pytest.fixture(scope="session")
def either_record(tmp_path_factory: pytest.TempPathFactory, server: Server | None) -> Place:
    """The example articles, in each database in turn; tests only ask it."""
    place = Records(tmp_path_factory.mktemp("record"), server).new()
    done = run_program("add", EXAMPLES, "--record", place)
    assert done.returncode == 0, done.stderr
    return place


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
