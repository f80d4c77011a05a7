"""The example situation as a record, and exports of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import ROOT, run_program

SITUATION = ROOT / "examples" / "situation" / "articles.jsonl"


@pytest.fixture(scope="session")
def situation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the example situation; tests only ask it."""
    path = tmp_path_factory.mktemp("situation") / "situation.db"
    assert run_program("add", SITUATION, "--record", path).returncode == 0
    return path


def exported(record: Path, to: str, out: Path, *more: str) -> Path:
    done = run_program("export", "--record", record, "--to", to, "--out", out, *more)
    assert done.returncode == 0, done.stderr
    return out


def record_of(folder: Path, *articles: dict[str, str]) -> Path:
    """A record of articles written for one test."""
    source, record = folder / "a.jsonl", folder / "r.db"
    source.write_text("\n".join(json.dumps({"id": str(i), **a}) for i, a in enumerate(articles)), encoding="utf-8")
    assert run_program("add", source, "--record", record).returncode == 0
    return record


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
