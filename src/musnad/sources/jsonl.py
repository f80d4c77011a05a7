"""A .jsonl file holds an article a line: ``{"id", "text", "published", "outlet", "url"}``.

Only ``text`` must be there. A line that cannot be used becomes an InputError that starts with
``file:line``; the lines after it are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from musnad.errors import InputError
from musnad.model import Article
from musnad.sources.limits import MAX_BYTES, Defaults, check_article, iso_moment, too_large

Found = Article | InputError
_NEXT = 'expected {"id", "text", "published", "outlet", "url"} on one line'


def jsonl_articles(stream: IO[bytes], name: str, defaults: Defaults, first: bytes = b"") -> Iterator[Found]:
    """Every article of a stream. ``first`` is a first line that was read already."""
    count = 0
    for number, line in enumerate(lines_of(stream, first), start=1):
        if line.strip():
            yield from line_articles(line, f"{name}:{number}", defaults)
            count += 1
    if not count:
        yield InputError(f"{name}: empty; {_NEXT}")


def lines_of(stream: IO[bytes], first: bytes = b"") -> Iterator[bytes]:
    """Lines, none held in memory beyond the limit: a longer one comes cut, one byte over the limit."""
    if first:
        yield first.removeprefix(b"\xef\xbb\xbf")
    start = not first
    while line := stream.readline(MAX_BYTES + 1):
        if start:
            line, start = line.removeprefix(b"\xef\xbb\xbf"), False
        rest = line
        while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES + 1)
        yield line


def line_articles(line: bytes, where: str, defaults: Defaults) -> Iterator[Found]:
    """The article of a line, after what is wrong with it."""
    if len(line) > MAX_BYTES:
        yield too_large(where)
        return
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        yield InputError(f"{where}: not UTF-8; save the file as UTF-8")
        return
    except (ValueError, RecursionError):
        yield InputError(f"{where}: not a JSON object; {_NEXT}")
        return
    yield from object_articles(record, where, defaults)


def object_articles(record: Any, where: str, defaults: Defaults) -> Iterator[Found]:
    """The article of an object with the keys of a line, after what is wrong with it."""
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        yield InputError(f'{where}: no "text" in it; {_NEXT}')
        return
    published, problem = _published(record.get("published"), where)
    if problem:
        yield problem
    article = Article(
        record["text"], _name(record.get("id")), published or (None if problem else defaults.published),
        _string(record.get("outlet")) or defaults.outlet, _string(record.get("url")) or defaults.url,
    )  # fmt: skip
    yield check_article(article, where)


def _published(value: Any, where: str) -> tuple[str | None, InputError | None]:
    if value is None or value == "":
        return None, None
    try:
        return iso_moment(str(value)), None
    except ValueError:
        text = f"{where}: published {str(value)[:40]!r} is no ISO 8601 date (2024-04-22T12:00:00+03:00); read without a date"
        return None, InputError(text)


def _name(value: Any) -> str | None:
    """The id as a string; None lets the article be named by its text."""
    return str(value) if isinstance(value, str | int) and str(value) else None


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
