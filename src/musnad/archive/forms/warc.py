"""WARC, as crawlers write it: each page that was answered with 200 is an article. Everything else in it (images, requests, errors) is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from musnad.archive.forms.record import Found, Record
from musnad.errors import InputError
from musnad.sources import Defaults
from musnad.sources.html import html_article
from musnad.sources.limits import MAX_BYTES

_PAGES = ("text/html", "application/xhtml+xml")


def records(path: Path, name: str) -> Iterator[Record]:
    """A record for each page; ``where`` holds its address. The day of the crawl is not taken for the day of publication."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise InputError(f"{name}: a WARC file; reading it needs more packages: pip install 'musnad[archive]'") from error
    try:
        with path.open("rb") as stream:
            for found in ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="all"):
                if _is_page(found):
                    url = found.headers.get("WARC-Target-URI") or ""
                    where = f"{name}:{url}"
                    yield Record(where, partial(_page, found.reader.read(MAX_BYTES + 1), where, url.strip("<>") or None))
    except OSError as error:
        raise InputError(f"{name}: damaged WARC file ({str(error)[:120]}); the rest of it is lost, fetch it again") from error


def _is_page(found: Any) -> bool:
    return bool(found.is_http and found.http_headers and found.http_headers.status_code == 200 and (found.http_content_type or "").lower() in _PAGES)


def _page(data: bytes, where: str, url: str | None) -> Iterator[Found]:
    yield html_article(data, where, Defaults(), url)


