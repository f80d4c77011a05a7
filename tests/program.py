"""The program in a process of its own, and a record of the example articles. Test modules import what they need."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from musnad.store.databases import Address, Place
from postgres import Server

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "articles.jsonl"


def run_program(*args: str | Place, preexec: Callable[[], None] | None = None, seconds: int = 120) -> subprocess.CompletedProcess[str]:
    """``musnad ARGS``; a traceback is never an answer."""
    command = [sys.executable, "-m", "musnad", *(a.url if isinstance(a, Address) else str(a) for a in args)]
    done = subprocess.run(command, capture_output=True, timeout=seconds, check=False, preexec_fn=preexec)
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(command, done.returncode, out, err)


@pytest.fixture(scope="session")
def example_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the example articles; tests only ask it."""
    path = tmp_path_factory.mktemp("record") / "examples.db"
    done = run_program("add", EXAMPLES, "--record", path)
    assert done.returncode == 0, done.stderr
    return path


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class Records:
    """New places for records of one kind, and copies of old ones."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        self._folder, self._server, self._numbers = folder, server, count(1)

    def new(self) -> Place:
        """A place where nothing is yet."""
        return self._server.new() if self._server else self._folder / f"{next(self._numbers)}.db"

    def copy(self, place: Place) -> Place:
        if isinstance(place, Path):
            return Path(shutil.copy(place, str(self.new())))
        assert self._server
        return self._server.new(place)
