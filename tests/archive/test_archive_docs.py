"""docs/archive.md: its code runs, and its tables are those of the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from shards import lines, write_csv

import update_archive
from conftest import ROOT
from program import EXAMPLES, run_program

PAGE = (ROOT / "docs" / "archive.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the page's commands were run."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "shards").mkdir()
    (folder / "shards" / "a.jsonl").write_bytes(EXAMPLES.read_bytes())
    write_csv(folder / "shards" / "b.csv", lines(12))
    for command in re.findall(r"^\$ musnad (.+)$", PAGE, re.MULTILINE):
        words = [str(folder / w) if w in ("shards/", "archive", "situation.db") and i else w for i, w in enumerate(command.split())]
        assert run_program(*words).returncode == 0, command
    return folder


def test_the_tables_are_the_programs() -> None:
    assert update_archive.page(PAGE) == PAGE, "run `make docs`"


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_the_code_runs(folder: Path, number: int) -> None:
    done = subprocess.run([sys.executable, "-c", BLOCKS[number]], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 5
