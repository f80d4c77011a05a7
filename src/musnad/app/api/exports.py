"""The record in other people's formats, to be taken away: the exports of the command line, narrowed like every view.

A file is written whole before the first byte is sent, so that what goes wrong is an answer and not half a file. Its size is limited, and one is
written at a time: others wait for their turn.
"""

from __future__ import annotations

import tempfile
import threading
import zipfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy import func, select

from musnad.app.api.answers import ERRORS, Json
from musnad.app.api.lists import room_of
from musnad.app.api.params import Chosen
from musnad.app.room.narrowed import narrowed
from musnad.exports.write import write_view
from musnad.store import schema
from musnad.store.filters import Narrowing

exports = APIRouter(prefix="/api", responses=ERRORS, tags=["exports"], default_response_class=Json)
#: Bytes of an export before it is packed, and seconds that one waits for those before it.
MOST_EXPORT, PATIENCE = 64_000_000, 20.0
Name = Literal["jsonl", "csv", "parquet", "polecat", "acled", "geojson", "jsonld", "timeml", "ical", "html"]
#: Format → what the writer is given as its path (a folder without an ending), and how a single file is announced.
FILES: dict[str, tuple[str, str]] = {
    "jsonl": ("musnad.jsonl", "application/jsonl"), "csv": ("musnad-csv", ""), "parquet": ("musnad-parquet", ""),
    "polecat": ("musnad-polecat.tsv", "text/tab-separated-values; charset=utf-8"), "acled": ("musnad-acled.csv", ""),
    "geojson": ("musnad.geojson", "application/geo+json"), "jsonld": ("musnad.jsonld", "application/ld+json"), "timeml": ("musnad-timeml", ""),
    "ical": ("musnad.ics", "text/calendar; charset=utf-8"), "html": ("musnad-matter.html", "text/html; charset=utf-8"),
}  # fmt: skip
_BLOCK = 1 << 16
_turn = threading.Lock()


def _packed(name: str) -> bool:
    return not FILES[name][1]


@exports.get("/exports", summary="What can be taken away, and how much of the record the filters leave")
def get_exports(request: Request, chosen: Chosen) -> Any:
    with room_of(request).ask(chosen.as_of) as ask:
        a, link = schema.article.c, schema.matter_article.c
        matters = Narrowing(ask.connection, ask.view, chosen).matters()
        told = select(link.article).where(link.view == ask.view, link.matter.in_(select(schema.matter.c.no).where(*matters)))
        seen = [a.day <= ask.as_of] if ask.as_of else []
        count = {
            "matters": ask.connection.execute(select(func.count()).select_from(schema.matter).where(*matters)).scalar_one(),
            "articles": ask.connection.execute(select(func.count()).select_from(schema.article).where(*seen, *([a.id.in_(told)] if len(matters) > 1 else []))).scalar_one(),
        }
        rows = [{"format": name, "file": f"{Path(file).stem}.zip" if _packed(name) else file, "there": name != "parquet" or find_spec("pyarrow") is not None, "one": name == "html"} for name, (file, _) in FILES.items()]
        return Json({"exports": rows, "total": len(rows), **count, "most": MOST_EXPORT, "as_of": ask.as_of, "now": ask.now, "notes": list(ask.notes)})


@exports.get("/exports/{name}", summary="One export; several files come as a ZIP", response_class=Response)
def get_export(
    request: Request,
    name: Name,
    chosen: Chosen,
    matter: Annotated[str | None, Query(min_length=1, max_length=200, description="of html: the key of its matter")] = None,
    lang: Annotated[Literal["en", "ar"] | None, Query(description="labels of html (en unless given) and ical (ar)")] = None,
) -> Any:
    if not _turn.acquire(timeout=PATIENCE):
        return Json({"detail": "another export is being written; try again when it is done"}, 429)
    try:
        room = room_of(request)
        with tempfile.TemporaryDirectory(prefix="musnad-") as folder, room.ask(chosen.as_of) as ask:
            out = Path(folder) / FILES[name][0]
            written = write_view(room.questions, narrowed(ask, chosen), name, out, matter=matter, lang=lang, most=MOST_EXPORT)
            return _sent(name, Path(folder), written)
    finally:
        _turn.release()


def _sent(name: str, folder: Path, written: Sequence[Path]) -> StreamingResponse:
    """The file out of a copy without a name, which is gone when it was sent."""
    file, kind = FILES[name]
    copy: IO[bytes] = tempfile.TemporaryFile(prefix="musnad-")  # noqa: SIM115  # closed when it was sent
    if _packed(name):
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as into:
            for path in written:
                entry = zipfile.ZipInfo(str(path.relative_to(folder)))  # without the clock: the same record gives the same bytes
                entry.compress_type = zipfile.ZIP_DEFLATED
                into.writestr(entry, path.read_bytes())
    else:
        with written[0].open("rb") as source:
            while block := source.read(_BLOCK):
                copy.write(block)
    name_ = f"{Path(file).stem}.zip" if _packed(name) else file
    size = copy.tell()
    copy.seek(0)
    headers = {"content-disposition": f'attachment; filename="{name_}"', "content-length": str(size)}
    return StreamingResponse(_blocks(copy), media_type=kind or "application/zip", headers=headers)


def _blocks(copy: IO[bytes]) -> Iterator[bytes]:
    with copy:
        while block := copy.read(_BLOCK):
            yield block
