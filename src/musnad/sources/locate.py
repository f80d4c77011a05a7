"""From the names given on the command line to sources, in the order given."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from musnad.errors import InputError
from musnad.model import Article
from musnad.sources.jsonl import jsonl_articles
from musnad.sources.limits import MAX_BYTES, Defaults
from musnad.sources.plain import plain_article
from musnad.sources.unpack import unpacked

if TYPE_CHECKING:
    from musnad.sources.web import Web

Found = Article | InputError
STDIN = "-"
_JSONL = (".jsonl", ".jsonl.gz", ".ndjson")
_PAGES = (".html", ".htm", ".xhtml")
_FEEDS = (".rss", ".atom", ".xml")
_FOLDER = (".txt", *_JSONL, *_PAGES, *_FEEDS)
_NOT_READ = {
    ".json": "one JSON object a line is read: save it as .jsonl",
    ".pdf": "PDF is not read: save the article's text as .txt",
    ".docx": "Word files are not read: save the article's text as .txt",
    ".gz": "only .jsonl.gz is unpacked: unpack it first",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One input. ``many``: it can hold more than one article. ``articles`` opens it when called.

    ``done``, if there is one, is called when all of its articles have been stored.
    """

    name: str
    many: bool
    articles: Callable[[], Iterator[Found]]
    done: Callable[[], None] | None = None


def open_sources(names: Sequence[str], defaults: Defaults, web: Web | None = None) -> list[Source]:
    """A source for every file, for ``-``, for every file of a folder that can be read, and with ``web`` for every address."""
    out: list[Source] = []
    for name in names:
        if name == STDIN:
            out.append(_stdin(sys.stdin.buffer, defaults))
        elif name.startswith(("http://", "https://")):
            out.append(_address(name, defaults, web))
        elif Path(name).is_dir():
            out += _folder(Path(name), defaults)
        else:
            out.append(_file(Path(name), defaults))
    return out


def _address(url: str, defaults: Defaults, web: Web | None) -> Source:
    if web is None:
        problem = InputError(f"{url}: addresses are read into a record: musnad add {url} --record FILE")
        return Source(url, False, lambda: iter([problem]))
    return Source(url, True, lambda: web.articles(url, defaults), lambda: web.done(url))


def _folder(folder: Path, defaults: Defaults) -> list[Source]:
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name.endswith(_FOLDER)]
    if files:
        return [_file(p, defaults) for p in files]
    problem = InputError(f"{folder}: no .txt, .jsonl, .jsonl.gz, .html or feed (.rss, .atom, .xml) in this folder")
    return [Source(str(folder), True, lambda: iter([problem]))]


def _file(path: Path, defaults: Defaults) -> Source:
    name = str(path)
    if name.endswith(_JSONL):
        return Source(name, True, lambda: _guarded(name, _open_jsonl(path, name, defaults)))
    if name.lower().endswith(_PAGES):
        return Source(name, False, lambda: _guarded(name, _open_page(path, name, defaults)))
    if name.lower().endswith(_FEEDS):
        return Source(name, True, lambda: _guarded(name, _open_feed(path, name, defaults)))
    advice = _NOT_READ.get(path.suffix.lower())
    if advice:
        problem = InputError(f"{name}: {advice}")
        return Source(name, False, lambda: iter([problem]))
    return Source(name, False, lambda: _guarded(name, _open_plain(path, name, defaults)))


def _open_plain(path: Path, name: str, defaults: Defaults) -> Iterator[Found]:
    with path.open("rb") as stream:
        yield plain_article(stream.read(MAX_BYTES + 1), name, defaults)


def _open_page(path: Path, name: str, defaults: Defaults) -> Iterator[Found]:
    from musnad.sources.html import html_article

    with path.open("rb") as stream:
        yield html_article(stream.read(MAX_BYTES + 1), name, defaults)


def _open_feed(path: Path, name: str, defaults: Defaults) -> Iterator[Found]:
    from musnad.sources.feeds import feed_articles

    with path.open("rb") as stream:
        yield from feed_articles(stream.read(MAX_BYTES + 1), name, defaults)


def _open_jsonl(path: Path, name: str, defaults: Defaults) -> Iterator[Found]:
    with unpacked(path, name) if name.endswith(".gz") else path.open("rb") as stream:
        yield from jsonl_articles(stream, name, defaults)


def _stdin(stream: IO[bytes], defaults: Defaults) -> Source:
    """Standard input: .jsonl if its first line is a JSON object, else the text of one article."""
    name = "standard input"
    first = stream.readline(MAX_BYTES + 1)
    if first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return Source(name, True, lambda: jsonl_articles(stream, name, defaults, first))
    data = first + stream.read(max(0, MAX_BYTES + 1 - len(first)))
    return Source(name, False, lambda: iter([plain_article(data, name, defaults)]))


def _guarded(name: str, found: Iterator[Found]) -> Iterator[Found]:
    """The same articles; a file that cannot be opened or unpacked ends with a message."""
    try:
        yield from found
    except FileNotFoundError:
        yield InputError(f"{name}: no such file; check the path, or use - for standard input")
    except PermissionError:
        yield InputError(f"{name}: not allowed to read it; check its permissions")
    except InputError as error:
        yield error
    except (gzip.BadGzipFile, EOFError, zlib.error):
        yield InputError(f"{name}: damaged gzip file; the rest of it is lost, fetch it again")
    except OSError as error:
        yield InputError(f"{name}: {error.strerror or error}; check the path")
