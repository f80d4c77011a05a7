"""CSV (RFC 4180, UTF-8) with a header line that names ``text`` and, where there are, ``id, published, outlet, url``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from musnad.archive.forms.record import Found, Record, opened
from musnad.errors import InputError
from musnad.sources import Defaults
from musnad.sources.jsonl import object_articles
from musnad.sources.limits import MAX_BYTES

#: What the codec makes of bytes that are no UTF-8 (PEP 383).
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


def records(path: Path, name: str) -> Iterator[Record]:
    """A record for each row; ``where`` is the line that the row begins in. InputError when the header has no ``text``."""
    csv.field_size_limit(MAX_BYTES)
    with opened(path, name) as stream:
        rows = csv.reader(io.TextIOWrapper(stream, "utf-8-sig", "surrogateescape", newline=""))
        header = [cell.strip().lower() for cell in next(rows, [])]
        if "text" not in header:
            raise InputError(f'{name}: no column "text" in its first line; name the columns id, text, published, outlet, url')
        while True:
            where = f"{name}:{rows.line_num + 1}"
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Record(where, partial(_damaged, where, str(error)))
                continue
            if row:
                yield Record(where, partial(_row, header, row, where))


def _damaged(where: str, problem: str) -> Iterator[Found]:
    yield InputError(f"{where}: no row of CSV ({problem}); check the quotation marks")


def _row(header: list[str], row: list[str], where: str) -> Iterator[Found]:
    if any(_NOT_UTF8.search(cell) for cell in row):
        yield InputError(f"{where}: not UTF-8; save the file as UTF-8")
    elif len(row) != len(header):
        yield InputError(f"{where}: {len(row)} cells where the first line has {len(header)}; check the quotation marks")
    else:
        yield from object_articles(dict(zip(header, row, strict=True)), where, Defaults())


