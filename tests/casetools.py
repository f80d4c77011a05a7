"""What the case tables share: reading a row's sentence, and comparing words with spans of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from musnad.lexicon.reader import Row, read_table
from musnad.model import Article, Entity, Report, Span
from musnad.reader import Reader

#: A Monday; the day most sentences are read on.
PUBLISHED = "2024-04-22T12:00:00+03:00"
_reports: dict[tuple[str, str | None], Report] = {}


def cases(path: Path, columns: Sequence[str]) -> list[Row]:
    """The rows of a case table; ``id``, ``rule`` and ``sentence`` must not be empty."""
    return read_table(path, columns, ("id", "rule", "sentence"))


def params(rows: Iterable[Row]) -> list[object]:
    """One test a row; a row with ``known`` must fail, and loses the mark once it passes."""
    return [pytest.param(r, id=r["id"], marks=_mark(r["known"])) for r in rows]


def _mark(known: str) -> Sequence[pytest.MarkDecorator]:
    """Only a wrong reading may be known; a crash never is."""
    return [pytest.mark.xfail(strict=True, raises=AssertionError, reason=known)] if known else []


def text_of(row: Row) -> str:
    """The article of a row: «\\n» stands for a line end, so that a headline can stand over a body."""
    return row["sentence"].replace("\\n", "\n")


def read(reader: Reader, row: Row, published: str | None = PUBLISHED) -> Report:
    """The report of a row's sentence; sentences that stand in several rows are read once."""
    key = (text_of(row), published)
    if key not in _reports:
        _reports[key] = reader.read(Article(key[0], published=published))
    return _reports[key]


def _written(words: str) -> list[str]:
    """The words as they are, and with «لـ» melted into their article («الوزارة», «للوزارة»)."""
    return [words, "لل" + words[2:]] if words.startswith("ال") else [words]


def places_of(words: str, text: str) -> list[Span]:
    """Every occurrence of the words."""
    out = [Span(m.start(), m.end()) for w in _written(words) for m in re.finditer(re.escape(w), text)]
    assert out, f"{words!r} does not stand in the sentence"
    return out


def touches(span: Span, words: str, text: str) -> bool:
    """Whether the span overlaps an occurrence of the words, or of one of several by «|»."""
    return any(span.overlaps(p) for w in words.split("|") for p in places_of(w, text))


def named(entity: Entity, words: str, text: str) -> bool:
    """Whether one of the entity's mentions holds the words."""
    return any(w in m.of(text) for m in entity.mentions for w in _written(words))


def check_entities(ids: Sequence[str], cell: str, report: Report, what: str, ordered: bool = False) -> None:
    """The entities are those that the cell names («-»: none), one each and no other."""
    if not cell:
        return
    text = report.article.text
    expected = [] if cell == "-" else cell.split("|")
    found = [next(e for e in report.entities if e.id == i) for i in ids]
    shown = [e.name for e in found]
    assert len(found) == len(expected), f"{what}: {cell} expected, found {shown}"
    for k, words in enumerate(expected):
        assert any(named(e, words, text) for e in (found[k : k + 1] if ordered else found)), f"{what}: {cell} expected, found {shown}"
