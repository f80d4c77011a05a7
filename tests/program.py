"""The program in a process of its own, and a record of the example articles. Test modules import what they need."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples" / "articles.jsonl"


def run_program(*args: str | Path, preexec: Callable[[], None] | None = None, seconds: int = 120) -> subprocess.CompletedProcess[str]:
    """``musnad ARGS``; a traceback is never an answer."""
    command = [sys.executable, "-m", "musnad", *map(str, args)]
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
