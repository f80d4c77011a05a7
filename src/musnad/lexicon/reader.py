"""The strict reader of lexicon files. A corrupt row is an error with ``path:line``, never a guess.

A lexicon file is UTF-8 and tab separated; its first line names the columns; a line that starts with
``#`` is a comment; several values in one cell are separated by ``|``; an empty cell is "none".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from musnad.errors import LexiconError

DATA = Path(__file__).parent / "data"
_BAD = {
    "\N{ZERO WIDTH NO-BREAK SPACE}": "byte order mark",
    "\N{RIGHT-TO-LEFT MARK}": "right-to-left mark",
    "\N{LEFT-TO-RIGHT MARK}": "left-to-right mark",
    "\N{NO-BREAK SPACE}": "no-break space",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``where`` is ``file:line`` relative to the data folder, cells by column name."""

    where: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def get(self, column: str) -> str | None:
        """The cell, or None when it is empty."""
        return self.cells[column] or None

    def many(self, *columns: str) -> list[str]:
        """All values of these columns, in order, without repeats."""
        values = [v for c in columns for v in self.cells[c].split("|") if v]
        return list(dict.fromkeys(values))


def read_table(path: Path, columns: Sequence[str], required: Sequence[str] = ()) -> list[Row]:
    """All rows of a lexicon file.

    Raises LexiconError with ``path:line`` for a wrong header, a wrong number of cells, an empty
    required cell, white space at a cell's edge, text that is not NFC, or an invisible character.
    """
    return list(_rows(path, columns, required or columns[:1]))


def _rows(path: Path, columns: Sequence[str], required: Sequence[str]) -> Iterator[Row]:
    name = str(path.relative_to(DATA)) if path.is_relative_to(DATA) else str(path)
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    if lines[0].split("\t") != list(columns):
        raise LexiconError(f"{name}:1", f"columns must be {', '.join(columns)}; found {lines[0]!r}")
    clean = unicodedata.is_normalized("NFC", text) and not any(bad in text for bad in _BAD)
    width = len(columns)
    for number, line in enumerate(lines[1:], start=2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != width:
            raise LexiconError(f"{name}:{number}", f"{width} cells expected, found {len(cells)}")
        row = Row(f"{name}:{number}", dict(zip(columns, cells, strict=True)))
        if not clean:
            _check_characters(row)
        _check_cells(row, required)
        yield row


def _check_characters(row: Row) -> None:
    for column, cell in row.cells.items():
        if column == "note":
            continue
        if not unicodedata.is_normalized("NFC", cell):
            raise LexiconError(row.where, f"column {column}: not in Unicode normal form C: {cell!r}")
        for bad, label in _BAD.items():
            if bad in cell:
                raise LexiconError(row.where, f"column {column}: {label} inside {cell!r}")


def _check_cells(row: Row, required: Sequence[str]) -> None:
    for column in required:
        if not row.cells[column]:
            raise LexiconError(row.where, f"column {column} must not be empty")
    for column, cell in row.cells.items():
        if cell != cell.strip() or "||" in cell:
            raise LexiconError(row.where, f"column {column}: stray space or empty value in {cell!r}")
