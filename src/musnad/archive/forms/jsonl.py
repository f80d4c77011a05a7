"""JSON lines: an article a line, as ``musnad read`` takes them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from musnad.archive.forms.record import Record, opened
from musnad.sources import Defaults
from musnad.sources.jsonl import line_articles, lines_of


def records(path: Path, name: str) -> Iterator[Record]:
    """A record for each line that is not empty."""
    with opened(path, name) as stream:
        for number, line in enumerate(lines_of(stream), start=1):
            if line.strip():
                where = f"{name}:{number}"
                yield Record(where, partial(line_articles, line, where, Defaults()))
