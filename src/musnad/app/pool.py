"""Reading for a record, in this process or in several, in the order of the input."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from musnad.app.reading import say_notice
from musnad.errors import MusnadError
from musnad.model import Article
from musnad.reader import Reader, open_for_good, open_reader
from musnad.store.articles import Prepared, prepare

T = TypeVar("T")
#: Articles that wait for each process: enough to keep it busy, few enough to hold in memory.
_WAITING = 8


@dataclass(frozen=True, slots=True)
class Unread:
    """An article that made the reader fail."""

    name: str
    problem: str


_reader: Reader | None = None  # of a process of the pool


class Readers:
    """``jobs`` readers. Articles of a stream become packed reports; everything else in it passes through in its place."""

    def __init__(self, jobs: int, lexicon: Path | None, kind: str = "auto") -> None:
        self.lexicon, self.kind = lexicon, kind
        self._own: Reader | None = None
        self._pool: ProcessPoolExecutor | None = None
        self.jobs = jobs

    def run(self, stream: Iterable[Article | T]) -> Iterator[Prepared | Unread | T]:
        """Lazily: an article is read when its place in the output is asked for, or a little before."""
        if self.jobs == 1:
            for item in stream:
                yield self._read(item) if isinstance(item, Article) else item
            return
        waiting: deque[Future[Prepared | Unread] | T] = deque()
        for item in stream:
            waiting.append(self._submit(item) if isinstance(item, Article) else item)
            while waiting and (len(waiting) > self.jobs * _WAITING or not isinstance(waiting[0], Future)):
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())

    def _read(self, article: Article) -> Prepared | Unread:
        if self._own is None:
            self._own = open_for_good(self.kind, self.lexicon)
            say_notice(self._own)
        return read_one(self._own, article)

    def _submit(self, article: Article) -> Future[Prepared | Unread]:
        if self._pool is None:
            say_notice(open_reader(self.kind, self.lexicon))  # a bad row is an error here, not a broken pool
            context = get_context("spawn")  # a fork would take the progress display's threads along
            self._pool = ProcessPoolExecutor(self.jobs, context, _start, (self.lexicon, self.kind, os.getpid()))
        return self._pool.submit(_read_in_pool, article)

    def close(self) -> None:
        """End the processes, let the reader go; what is still waiting is not read."""
        self._own = None
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _result(item: Future[Prepared | Unread] | T) -> Prepared | Unread | T:
    if not isinstance(item, Future):
        return item
    try:
        return item.result()
    except BrokenProcessPool as error:
        raise MusnadError("a reading process was ended from outside (out of memory?); what was added is safe, run the command again") from error


def read_one(reader: Reader, article: Article) -> Prepared | Unread:
    """One article must not end a run over thousands."""
    try:
        return prepare(reader.read(article))
    except Exception as error:  # named with the article: this is a bug of ours
        return Unread(article.name, f"{type(error).__name__}: {error}"[:200])


def _start(lexicon: Path | None, kind: str, parent: int) -> None:
    global _reader
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _reader = open_for_good(kind, lexicon)


def _end_with(parent: int) -> None:
    """A process whose parent was killed would wait for work for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _read_in_pool(article: Article) -> Prepared | Unread:
    assert _reader is not None
    return read_one(_reader, article)
