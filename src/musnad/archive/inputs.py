"""From the names given on the command line to shards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from musnad.archive.forms import FORMS, form_of
from musnad.errors import InputError


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of articles. ``id`` changes when the file does: it is a hash of path, size and time of change."""

    name: str
    path: Path
    id: str


def find_shards(names: Sequence[str]) -> tuple[list[Shard], list[InputError]]:
    """Every shard once, in the order given, folders in the order of their names; and what is no shard."""
    shards: dict[str, Shard] = {}
    problems: list[InputError] = []
    for found in (f for name in names for f in _found(name)):
        if isinstance(found, InputError):
            problems.append(found)
        else:
            shards.setdefault(found.id, found)
    return list(shards.values()), problems


def _found(name: str) -> Iterator[Shard | InputError]:
    path, ends = Path(name), ", ".join(FORMS)
    try:
        if path.is_dir():
            files = [p for p in sorted(path.rglob("*")) if p.is_file() and form_of(p.name)]
            yield from map(_shard, files)
            if not files:
                yield InputError(f"{name}: no shard in this folder ({ends})")
        elif not path.is_file():
            yield InputError(f"{name}: no such file; check the path")
        elif form_of(name):
            yield _shard(path)
        else:
            yield InputError(f"{name}: no form of an archive ({ends}); `musnad add` reads single articles, pages and feeds")
    except OSError as error:
        yield InputError(f"{name}: {error.strerror or error}; check the path")


def _shard(path: Path) -> Shard:
    stat = path.stat()
    state = f"{path.resolve()}|{stat.st_size}|{stat.st_mtime_ns}"
    return Shard(str(path), path.resolve(), hashlib.sha256(state.encode("utf-8", "surrogateescape")).hexdigest()[:16])
