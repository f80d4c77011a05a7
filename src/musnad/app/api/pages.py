"""The web application's files. Every address that is no file is the application itself, which knows its own addresses."""

from __future__ import annotations

import mimetypes
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from musnad.app.labels import LANGUAGES, Labels
from musnad.app.output import to_json

STATIC = Path(__file__).parents[1] / "web" / "static"
pages = APIRouter(include_in_schema=False)
_TYPES = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".json": "application/json", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json"}


def _file(name: str) -> tuple[bytes, str] | None:
    """Bytes and type of a file that was built; None for anything else, wherever it lies."""
    path = (STATIC / name).resolve()
    return _read(path, path.stat().st_mtime_ns) if path.is_relative_to(STATIC) and path.is_file() else None


@lru_cache(maxsize=64)
def _read(path: Path, changed: int) -> tuple[bytes, str]:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return path.read_bytes(), kind


@pages.get("/static/{name:path}")
def static(name: str) -> Response:
    found = _file(name) if "\0" not in name and len(name) < 200 else None
    if found is None:
        return Response("no such file", 404, media_type="text/plain")
    return Response(found[0], media_type=found[1], headers={"cache-control": "public, max-age=31536000, immutable"})


@pages.get("/labels/{lang}.json")
def labels(lang: str) -> Response:
    """The words of the command line, so that both say the same."""
    if lang not in LANGUAGES:
        return Response("no such language", 404, media_type="text/plain")
    return Response(to_json(Labels(lang)._words), media_type="application/json", headers={"cache-control": "public, max-age=3600"})


@pages.get("/{path:path}")
def page(request: Request, path: str) -> Response:
    if path.startswith("api/"):
        return Response('{"detail": "no such question; /api/openapi.json lists them"}', 404, media_type="application/json")
    found = _file("index.html")
    if found is None:
        return Response("The web application is not built; run: make web", 404, media_type="text/plain")
    return Response(found[0], media_type="text/html; charset=utf-8", headers={"cache-control": "no-cache"})
