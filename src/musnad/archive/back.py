"""An archive read back: its articles with their reports, and a hash over all of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from musnad.archive.rows import article_of
from musnad.errors import InputError
from musnad.model import Article, Json

_ROWS = 100
_COLUMNS = ["key", "id", "text", "published", "outlet", "url", "report", "source"]


def articles_of(root: Path) -> Iterator[tuple[Article, Json]]:
    """Articles with their reports, by month and key within a part. InputError when ``root`` is no archive or a part is damaged."""
    for row in _rows(root):
        whole = Article(row["text"], row["id"], row["published"], row["outlet"], row["url"])
        yield article_of(row["source"]) if row["source"] else whole, json.loads(row["report"])


def digest(root: Path) -> tuple[str, int]:
    """SHA-256 over the reports and texts sorted by key, and how many there are; the same for the same articles, however they were read."""
    found = sorted((row["key"], _digest(row)) for row in _rows(root))
    whole = hashlib.sha256()
    for key, one in found:
        whole.update(key.encode() + one)
    return whole.hexdigest(), len(found)


def _digest(row: Json) -> bytes:
    return hashlib.sha256(json.dumps([row[c] for c in _COLUMNS if c != "source"]).encode() + (row["source"] or b"")).digest()


def _rows(root: Path) -> Iterator[Json]:
    if not (root / "_archive" / "archive.json").is_file():
        raise InputError(f"{root}: no archive; make one with: musnad archive INPUT --out {root}")
    for part in sorted((root / "articles").glob("month=*/part-*.parquet")):
        try:
            with pq.ParquetFile(part) as file:
                for batch in file.iter_batches(_ROWS, columns=_COLUMNS, use_threads=False):
                    yield from batch.to_pylist()
        except pa.ArrowException as error:
            raise InputError(f"{part}: damaged; restore a copy, or make the archive again in another folder") from error
