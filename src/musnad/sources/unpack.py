"""Unpacking gzip without falling for a bomb: a small file that unpacks to more than anybody has room for."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from musnad.errors import InputError

#: From here on the ratio counts; the same small file repeated a few times is no bomb.
FREE = 64_000_000
#: News in JSON packs to a quarter or a tenth; what packs to less than a hundredth is none.
RATIO = 100


class _Watched(io.RawIOBase):
    """A gzip stream that gives up when what comes out is out of proportion to what went in."""

    def __init__(self, packed: IO[bytes], name: str) -> None:
        self._packed, self._name = packed, name
        self._stream = gzip.GzipFile(fileobj=packed)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # any writable buffer
        data = self._stream.read1(len(view))
        view[: len(data)] = data
        self._given += len(data)
        if self._given > FREE and self._given > RATIO * self._packed.tell():
            raise InputError(f"{self._name}: unpacks to more than {RATIO} times its size, which no article does; unpack and look at it first")
        return len(data)


@contextmanager
def unpacked(path: Path, name: str) -> Iterator[IO[bytes]]:
    """The unpacked bytes of a .gz file; reading raises InputError for a bomb."""
    with path.open("rb") as packed:
        yield cast(IO[bytes], io.BufferedReader(_Watched(packed, name), 1 << 16))
