"""Parquet with a column ``text`` and, where there are, ``id, published, outlet, url``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from musnad.archive.forms.record import Record
from musnad.errors import InputError
from musnad.sources import Defaults
from musnad.sources.jsonl import object_articles

_COLUMNS = ("id", "text", "published", "outlet", "url")
#: Rows that are held at once.
_ROWS = 256


def records(path: Path, name: str) -> Iterator[Record]:
    """A record for each row, counted from 1. Days and moments are written in ISO 8601 as they stand, with their zone if they have one."""
    try:
        with pq.ParquetFile(path) as file:
            columns = [c for c in _COLUMNS if c in file.schema_arrow.names]
            if "text" not in columns:
                raise InputError(f'{name}: no column "text"; name the columns id, text, published, outlet, url')
            yield from _rows(file, columns, name)
    except pa.ArrowException as error:
        raise InputError(f"{name}: damaged Parquet file ({str(error).splitlines()[0][:120]}); the rest of it is lost, fetch it again") from error


def _rows(file: Any, columns: list[str], name: str) -> Iterator[Record]:
    number = 0
    for batch in file.iter_batches(_ROWS, columns=columns, use_threads=False):
        for row in batch.to_pylist():
            number += 1
            where = f"{name}:row {number}"
            published = row.get("published")
            if isinstance(published, date):
                row["published"] = published.isoformat()
            yield Record(where, partial(object_articles, row, where, Defaults()))
