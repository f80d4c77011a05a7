"""Gathering: a shard's articles are staged in runs, each sorted by month and key.

A run is a Parquet file of its own. What a killed task had staged stays: the file says how many records it took, and the next try passes
over them without parsing. What is wrong with records goes to ``problems`` before the run that it belongs to.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from musnad.archive.forms import Record, form_of
from musnad.archive.layout import UNDATED, Layout
from musnad.archive.rows import safe, source_of
from musnad.archive.tables import schema
from musnad.errors import InputError
from musnad.model import Article, Json
from musnad.store.articles import article_uid

#: A run ends after so many articles, or bytes of them, or records (which may all be bad).
ARTICLES, BYTES, RECORDS = 8_000, 48_000_000, 40_000
#: Small, so that a lot finds its few articles of a run without unpacking the others.
_ROW_GROUP = 128
_STAGED = pa.schema([("month", pa.string()), ("key", pa.string()), ("name", pa.binary()), ("source", pa.binary())])


class Gatherer:
    """A worker's gathering; a task is ``{"id", "name", "path"}`` of a shard."""

    def __init__(self, root: str) -> None:
        self.layout = Layout(Path(root))

    def __call__(self, task: Json) -> Json:
        """Stage what is not staged yet; how many records, articles and problems the shard has."""
        done = staged_runs(self.layout, task["id"])
        taken = sum(run["records"] for run in done)
        records = islice(_guarded(Path(task["path"]), task["name"]), taken, None)
        for number, run in enumerate(_runs(records), start=len(done)):
            self._stage(run, f"{task['id']}-{number:05}")
        return self._close(task)

    def _stage(self, run: _Run, name: str) -> None:
        if run.problems:
            table = pa.Table.from_pylist(run.problems, schema("problems"))
            self.layout.put(self.layout.problems(name), lambda path: pq.write_table(table, path, compression="zstd"))
        counts = {"records": run.records, "articles": len(run.rows), "problems": len(run.problems), "months": run.months}
        columns = list(zip(*sorted(run.rows), strict=True)) or [()] * len(_STAGED)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, _STAGED, strict=True)]
        staged = pa.table(arrays, _STAGED.with_metadata({"counts": json.dumps(counts)}))
        self.layout.put(self.layout.staged / f"{name}.parquet", lambda path: _write_staged(staged, path))

    def _close(self, task: Json) -> Json:
        runs = staged_runs(self.layout, task["id"])
        months: Counter[str] = Counter()
        for run in runs:
            months.update(run["months"])
        counts = {k: sum(run[k] for run in runs) for k in ("records", "articles", "problems")}
        value = {"name": task["name"], **counts, "months": dict(sorted(months.items())), "run": self.layout.runs() + 1}
        self.layout.put_json(self.layout.shard(task["id"]), value)
        return value


class _Run:
    """What will be one staged file."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, bytes, bytes]] = []
        self.problems: list[Json] = []
        self.months: Counter[str] = Counter()
        self.records = self.bytes = 0

    @property
    def full(self) -> bool:
        return len(self.rows) >= ARTICLES or self.bytes >= BYTES or self.records >= RECORDS

    def take(self, record: Record) -> None:
        self.records += 1
        for found in _parsed(record):
            if isinstance(found, Article):
                source, month = source_of(found), month_of(found)
                self.rows.append((month, article_uid(found), found.name.encode("utf-8", "surrogatepass"), source))
                self.months[month] += 1
                self.bytes += len(source)
            else:
                reason = str(found).removeprefix(f"{record.where}: ")
                self.problems.append({"place": safe(record.where), "reason": safe(reason), "stage": "gather", "article": None, "source": None})


def _parsed(record: Record) -> Iterator[Article | InputError]:
    """One record must not end a run over millions."""
    try:
        yield from record.parse()
    except Exception as error:  # named with the record: pages are made by everybody
        what = f"{type(error).__name__}: {error}"[:200]
        yield InputError(f"{record.where}: could not be parsed ({what}); please report this bug with the record")


def _runs(records: Iterator[Record]) -> Iterator[_Run]:
    run = _Run()
    for record in records:
        run.take(record)
        if run.full:
            yield run
            run = _Run()
    if run.records:
        yield run


def _guarded(path: Path, name: str) -> Iterator[Record]:
    """The records of a shard; one that cannot be read to its end ends with a record that says so."""
    cut = form_of(path.name)
    assert cut is not None, name
    try:
        yield from cut(path, name)
    except InputError as error:
        yield _broken(name, str(error))
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield _broken(name, f"{name}: damaged gzip file; the rest of it is lost, fetch it again")
    except OSError as error:
        yield _broken(name, f"{name}: {error.strerror or error}; check the file")


def _broken(name: str, message: str) -> Record:
    return Record(name, lambda: iter([InputError(message)]))


def month_of(article: Article) -> str:
    """The month of publication in the outlet's own zone: the partition."""
    return article.published[:7] if article.published else UNDATED


def staged_runs(layout: Layout, shard: str) -> list[Json]:
    """What each staged run of a shard says of itself."""
    return [_counts(path) for path in sorted(layout.staged.glob(f"{shard}-*.parquet"))]


def _counts(path: Path) -> Json:
    value: Json = json.loads(pq.read_schema(path).metadata[b"counts"])
    return {**value, "file": path.name}


def _write_staged(table: Any, path: Path) -> None:
    pq.write_table(table, path, row_group_size=_ROW_GROUP, compression="zstd", use_dictionary=["month"])
