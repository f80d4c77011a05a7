"""The forms that shards come in. Each module has ``records(path, name)``, which cuts a shard into records without parsing them.

Cutting is cheap and parsing is not (a page takes 20 ms), so that a run that goes on after a kill can pass over what was parsed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from musnad.archive.forms import csv, jsonl, parquet, warc
from musnad.archive.forms.record import Record

Records = Callable[[Path, str], Iterator[Record]]
#: The end of a file's name → what cuts it.
FORMS: dict[str, Records] = {
    ".jsonl": jsonl.records, ".jsonl.gz": jsonl.records, ".ndjson": jsonl.records, ".ndjson.gz": jsonl.records,
    ".csv": csv.records, ".csv.gz": csv.records,
    ".parquet": parquet.records,
    ".warc": warc.records, ".warc.gz": warc.records,
}  # fmt: skip


def form_of(name: str) -> Records | None:
    """What cuts a file of this name, or None when its form is not known."""
    return next((cut for end, cut in FORMS.items() if name.lower().endswith(end)), None)


__all__ = ["FORMS", "Record", "form_of"]
