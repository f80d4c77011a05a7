"""From a record to a file: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TextIO

from musnad.errors import RecordError, UsageError
from musnad.exports.geojson import write_geojson
from musnad.exports.html import write_html
from musnad.exports.jsonl import write_jsonl
from musnad.exports.polecat import write_polecat
from musnad.exports.tables import TABLES, write_table
from musnad.store.databases import Place
from musnad.store.queries import Ask, Questions

FORMATS = ("jsonl", "csv", "polecat", "geojson", "html")
Writer = Callable[[TextIO], None]


def export(record: Place, to: str, out: Path, *, as_of: str | None = None, matter: str | None = None, lang: str = "en") -> list[Path]:
    """Write a record, or one matter of it (``html``); the files that were written.

    ``csv`` writes a folder of tables, or the table of events if ``out`` ends in .csv.
    """
    if (to == "html") != (matter is not None):
        raise UsageError("--to html writes one matter: give its key with --matter" if to == "html" else "--matter is for --to html")
    questions = Questions(record)
    with questions.ask(as_of) as ask:
        if to == "html":
            shown = questions.show(str(matter), as_of)
            if shown["kind"] != "matter":
                raise UsageError(f"{matter}: is of kind {shown['kind']}, no matter; musnad matters --record FILE lists them")
            return [_whole(out, partial(write_html, ask, shown, lang))]
        if to == "csv" and out.suffix != ".csv":
            _make_folder(out)
            return [_whole(out / f"{name}.csv", partial(write_table, ask, name)) for name in TABLES]
        return [_whole(out, _of_record(ask, to))]


def _of_record(ask: Ask, to: str) -> Writer:
    if to == "csv":
        return partial(write_table, ask, "events")
    return partial({"jsonl": write_jsonl, "polecat": write_polecat, "geojson": write_geojson}[to], ask)


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(f"{out}: cannot be made ({error.strerror}); choose another folder with --out") from error


def _whole(out: Path, write: Writer) -> Path:
    """Write beside the file and put it in its place when it is done."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            write(stream)
        part.replace(out)
    except OSError as error:
        what = f"{out}: cannot be written ({error.strerror}); what was there before is still there"
        raise RecordError(f"{what}. Choose another --out, or free some room") from error
    finally:
        part.unlink(missing_ok=True)
    return out
