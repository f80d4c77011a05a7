"""Where things lie in an archive, and how they get there whole.

::

    DIR/articles/month=2018-05/part-001-0000.parquet   tables: see musnad.archive.tables
    DIR/problems/part-….parquet                        what could not be used, with the reason
    DIR/_archive/archive.json                          version of the schema, and which reader reads
    DIR/_archive/shards/ID.json                        one for each shard that was gathered
    DIR/_archive/plans/001.json                        the lots of each run that was finished
    DIR/_archive/plan.json, lots/, staged/, temporary/ what a run that is not finished needs

Readers of Parquet data sets pass over names that begin with ``_``.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from musnad.model import Json

#: The month of an article without a day of publication. A null would be right, but pandas cannot read a partition of nulls.
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths within an archive. Everything is written under a temporary name on the same disk and then renamed."""

    root: Path

    @property
    def inner(self) -> Path:
        return self.root / "_archive"

    @property
    def about(self) -> Path:
        return self.inner / "archive.json"

    @property
    def plan(self) -> Path:
        return self.inner / "plan.json"

    @property
    def temporary(self) -> Path:
        return self.inner / "temporary"

    @property
    def staged(self) -> Path:
        return self.inner / "staged"

    @property
    def lots(self) -> Path:
        return self.inner / "lots"

    def shard(self, shard: str) -> Path:
        """Says that a shard was gathered."""
        return self.inner / "shards" / f"{shard}.json"

    def lot(self, lot: str) -> Path:
        """Says that a lot was read."""
        return self.lots / f"{lot}.json"

    def finished(self, run: int) -> Path:
        return self.inner / "plans" / f"{run:03}.json"

    def runs(self) -> int:
        """How many runs were finished."""
        return len(list((self.inner / "plans").glob("*.json")))

    def table(self, name: str, month: str) -> Path:
        return self.root / name / f"month={month}"

    def problems(self, part: str) -> Path:
        return self.root / "problems" / f"part-{part}.parquet"

    def put(self, path: Path, write: Callable[[Path], None]) -> None:
        """A file, whole or not at all."""
        self.temporary.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.temporary / uuid4().hex
        write(temporary)
        os.replace(temporary, path)

    def put_json(self, path: Path, value: Json) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=1)
        self.put(path, lambda temporary: _write(temporary, text))

    def clear_temporary(self) -> None:
        """What a killed run left half written."""
        shutil.rmtree(self.temporary, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="surrogateescape")


def load_json(path: Path) -> Json:
    value: Json = json.loads(path.read_text(encoding="utf-8", errors="surrogateescape"))
    return value
