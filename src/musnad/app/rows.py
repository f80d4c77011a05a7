"""Lexicon rows as they stand in their files, found again by ``path:line``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from musnad.lexicon.reader import DATA


@lru_cache(maxsize=64)
def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").split("\n"))


def row_text(where: str) -> str | None:
    """The filled cells of a row as ``column=cell``; None when there is no such row."""
    name, _, number = where.rpartition(":")
    path = DATA / name  # an absolute path stays what it is
    if not number.isdigit() or not path.is_file():
        return None
    lines = _lines(path)
    if not 1 < int(number) <= len(lines):
        return None
    return show_cells(lines[0], lines[int(number) - 1])


def show_cells(header: str, line: str) -> str:
    """``column=cell`` for every cell that holds something."""
    cells = zip(header.split("\t"), line.split("\t"), strict=False)
    return "  ".join(f"{column}={cell}" for column, cell in cells if cell)
