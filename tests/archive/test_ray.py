"""The same archive on a Ray cluster."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from shards import lines, write_jsonl

from musnad.archive.back import digest
from program import run_program


@pytest.mark.skipif(find_spec("ray") is None, reason="RAY IS NOT INSTALLED: --engine ray is not tested (pip install 'musnad[ray]')")
def test_ray_makes_the_same_archive(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", lines(40))
    for engine in ("native", "ray"):
        done = run_program("archive", path, "--out", tmp_path / engine, "--engine", engine, "--jobs", "2", "--batch", "5", seconds=300)
        assert done.returncode == 0, done.stderr
    assert digest(tmp_path / "native") == digest(tmp_path / "ray")
