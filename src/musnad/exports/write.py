"""From a record to a file: whole or not at all."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from musnad.errors import RecordError, TooLargeError, UsageError
from musnad.exports.acled import write_acled, write_left_out
from musnad.exports.geojson import write_geojson
from musnad.exports.html import write_html
from musnad.exports.ical import write_ical
from musnad.exports.jsonl import write_jsonl
from musnad.exports.jsonld import write_jsonld
from musnad.exports.parquet import write_parquet
from musnad.exports.polecat import write_polecat
from musnad.exports.tables import TABLES, write_table
from musnad.exports.timeml import file_name, write_timeml
from musnad.store.databases import Place
from musnad.store.queries import Ask, Questions

FORMATS = ("jsonl", "csv", "parquet", "polecat", "acled", "geojson", "jsonld", "timeml", "ical", "html")
#: Formats that are one file of text, with what writes it.
_SINGLE: dict[str, Callable[[Ask, TextIO], None]] = {
    "jsonl": write_jsonl, "polecat": write_polecat, "geojson": write_geojson, "jsonld": write_jsonld,
}  # fmt: skip
Writer = Callable[[BinaryIO], None]
Part = tuple[Path, Writer]


def export(record: Place, to: str, out: Path, *, as_of: str | None = None, matter: str | None = None, lang: str | None = None) -> list[Path]:
    """Write a record, or one matter of it (``html``); the files that were written.

    ``csv`` and ``parquet`` write a folder of tables, or the table of events if ``out`` ends in .csv or .parquet; ``timeml``
    writes a folder with a file for each article; ``acled`` writes a second table beside ``out`` with what it leaves out.
    ``lang`` is the language of ``html`` (en unless given) and ``ical`` (ar unless given). Raises UsageError for options that
    do not go together or a library that is not installed, RecordError for what cannot be written.
    """
    questions = Questions(record)
    with questions.ask(as_of) as ask:
        return write_view(questions, ask, to, out, matter=matter, lang=lang)


def write_view(questions: Questions, ask: Ask, to: str, out: Path, *, matter: str | None = None, lang: str | None = None, most: int | None = None) -> list[Path]:
    """:func:`export` of one snapshot. TooLargeError as soon as there are more than ``most`` bytes; what was written until then stays in the folder."""
    if (to == "html") != (matter is not None):
        raise UsageError("--to html writes one matter: give its key with --matter" if to == "html" else "--matter is for --to html")
    budget = Budget(most)
    if to == "html":
        shown = questions.show(str(matter), ask.as_of)
        if shown["kind"] != "matter":
            raise UsageError(f"{matter}: is of kind {shown['kind']}, no matter; musnad matters --record FILE lists them")
        return [_whole(out, _text(partial(write_html, ask, shown, lang or "en")), budget)]
    return [_whole(path, write, budget) for path, write in _parts(ask, to, out, lang)]


class Budget:
    """Bytes that may still be written; None is no limit."""

    def __init__(self, most: int | None) -> None:
        self.most, self.left = most, most

    def spend(self, size: int) -> None:
        if self.left is not None and self.most is not None:
            self.left -= size
            if self.left < 0:
                raise TooLargeError(f"more than {self.most // 1_000_000:,} MB: narrow the filters, or write it on the command line (musnad export)")


class _Counted(io.RawIOBase):
    """A file that is written to within a budget."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        super().__init__()
        self._stream, self._budget = stream, budget

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._budget.spend(memoryview(data).nbytes)
        return self._stream.write(data)

    def tell(self) -> int:
        return self._stream.tell()


def _parts(ask: Ask, to: str, out: Path, lang: str | None) -> Iterator[Part]:
    """The files of a format, each with what fills it."""
    if to in ("csv", "parquet"):
        yield from _tables(ask, to, out)
    elif to == "timeml":
        yield from _articles(ask, out)
    elif to == "acled":
        yield out, _text(partial(write_acled, ask))
        yield out.with_name(f"{out.stem}.left_out.csv"), _text(partial(write_left_out, ask))
    elif to == "ical":
        yield out, _text(partial(write_ical, ask, lang or "ar"))
    else:
        yield out, _text(partial(_SINGLE[to], ask))


def _tables(ask: Ask, to: str, out: Path) -> Iterator[Part]:
    def fill(name: str) -> Writer:
        return partial(write_parquet, ask, name) if to == "parquet" else _text(partial(write_table, ask, name))

    if out.suffix == f".{to}":
        yield out, fill("events")
        return
    _make_folder(out)
    for name in TABLES:
        yield out / f"{name}.{to}", fill(name)


def _articles(ask: Ask, out: Path) -> Iterator[Part]:
    """A TimeML file for each article. A folder with files of other articles would be read as if they belonged to this export."""
    _make_folder(out)
    names = {file_name(kept) for kept, _ in ask.reports()}
    strange = sorted(p.name for p in out.glob("*.tml") if p.name not in names)
    if strange:
        raise RecordError(f"{out}: holds {strange[0]}, which is of no article of this export; choose an empty folder with --out")
    for kept, report in ask.reports():
        yield out / file_name(kept), _text(partial(write_timeml, report, kept.article.text))


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(f"{out}: cannot be made ({error.strerror}); choose another folder with --out") from error


def _text(write: Callable[[TextIO], None]) -> Writer:
    """What writes text, as what writes bytes: UTF-8, line ends as they are written."""

    def into(stream: BinaryIO) -> None:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        write(text)
        text.flush()
        text.detach()

    return into


def _whole(out: Path, write: Writer, budget: Budget) -> Path:
    """Write beside the file and put it in its place when it is done."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            write(stream if budget.most is None else cast(BinaryIO, _Counted(stream, budget)))
        part.replace(out)
    except OSError as error:
        what = f"{out}: cannot be written ({error.strerror}); what was there before is still there"
        raise RecordError(f"{what}. Choose another --out, or free some room") from error
    finally:
        part.unlink(missing_ok=True)
    return out
