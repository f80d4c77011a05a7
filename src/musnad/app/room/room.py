"""One record as the situation room sees it: questions one at a time per view, and answers that are kept while they hold."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import func, select

from musnad.errors import UsageError
from musnad.store import schema
from musnad.store.articles import changes
from musnad.store.databases import Place
from musnad.store.queries import Ask, Questions

T = TypeVar("T")
#: Answers that are kept in memory; the spots of one map's places alone may be 300, each of them a few numbers.
KEPT = 512


class Room:
    """Questions to one record, from many threads."""

    def __init__(self, path: Place) -> None:
        self.path = path
        self.questions = Questions(path)
        self._as_of = threading.Lock()  # two days that are put together at once would push each other out
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._keeping = threading.Lock()

    @contextmanager
    def ask(self, as_of: str | None = None) -> Iterator[Ask]:
        """The whole record, or as of a day. UsageError for a day before the first article."""
        day = self.day(as_of)
        if day is None:
            with self.questions.ask() as ask:
                yield ask
            return
        with self._as_of, self.questions.ask(day) as ask:
            yield ask

    def day(self, as_of: str | None) -> str | None:
        """The day to ask for: None when it leaves nothing out."""
        if as_of is None:
            return None
        with self.questions.ask() as ask:
            a = schema.article.c
            first = ask.connection.execute(select(func.min(a.day))).scalar()
            if first is None or as_of < first:
                raise UsageError(f"as of {as_of}: the record begins on {first}; ask for that day or a later one")
            return as_of if ask.now and as_of < ask.now else None

    def once(self, ask: Ask, name: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, kept until the record changes or is put together anew."""
        key = (ask.view, changes(ask.connection), name)
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[return-value]  # same key, same make
        made = make()
        with self._keeping:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made
