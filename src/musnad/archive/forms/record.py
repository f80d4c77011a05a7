"""One record of a shard, not parsed yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from musnad.errors import InputError
from musnad.model import Article
from musnad.sources.unpack import unpacked

Found = Article | InputError


@dataclass(frozen=True, slots=True)
class Record:
    """``where`` names it (``file:line``); ``parse`` gives its article, after what is wrong with it."""

    where: str
    parse: Callable[[], Iterator[Found]]


@contextmanager
def opened(path: Path, name: str) -> Iterator[IO[bytes]]:
    """The bytes of a shard, unpacked if it is a .gz; InputError for what unpacks out of all proportion."""
    if path.name.lower().endswith(".gz"):
        with unpacked(path, name) as stream:
            yield stream
    else:
        with path.open("rb") as stream:
            yield stream
