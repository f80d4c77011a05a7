"""``musnad watch``: feeds are read again and again; what changed is printed and written as an Atom feed."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from musnad.app.adding import Adding
from musnad.app.bidi import isolate
from musnad.app.labels import Labels
from musnad.app.output import to_json
from musnad.app.paint import Paint
from musnad.app.pool import Readers
from musnad.app.room.atom import atom
from musnad.app.room.changes import changes
from musnad.app.room.room import Room
from musnad.errors import RecordError
from musnad.model import Json
from musnad.sources import Defaults, open_sources
from musnad.store.databases import Place
from musnad.store.filters import Filter
from musnad.store.record import Record

#: How many changes the Atom file holds, and over how many days.
ENTRIES, DAYS = 100, 31


def watch_command(
    feeds: Sequence[str], record: Place, every: int, once: bool, atom_file: Path | None, lang: str, as_json: bool, outlet: str | None, allow_private: bool
) -> int:
    """Until stopped, or once; 1 when something could not be used the last time."""
    target = Record(record, create=True)
    watcher = Watcher(target, Labels(lang), as_json)
    with closing(Readers(1, None)) as readers:
        while True:
            problems = watcher.round(feeds, Defaults(None, outlet, None), readers, allow_private)
            if atom_file:
                write(atom_file, watcher.atom(record.stem))
            if once:
                return 1 if problems else 0
            time.sleep(every)


class Watcher:
    """One record, and the changes that have been told already."""

    def __init__(self, record: Record, labels: Labels, as_json: bool) -> None:
        self.record, self.labels, self.as_json, self.paint = record, labels, as_json, Paint(sys.stdout.isatty())
        record.refresh()
        self._room = Room(record.path)
        self._told = {c["id"] for c in self._changes()["changes"]}

    def round(self, feeds: Sequence[str], defaults: Defaults, readers: Readers, allow_private: bool) -> int:
        """Read the feeds once, put the record together, and tell what is new; how many problems there were."""
        from musnad.sources.fetch import Fetcher
        from musnad.sources.web import Web

        web = Web(Fetcher(allow_private), self.record.has_url, self.record.feed_marks, self.record.mark_feed)
        run = Adding(self.record, lambda name: None)
        run.run(open_sources(feeds, defaults, web), readers)
        self.record.refresh()
        found = self._changes()
        fresh = [c for c in found["changes"] if c["id"] not in self._told]
        self._told |= {c["id"] for c in fresh}
        for change in fresh:
            click.echo(to_json(change) if self.as_json else self._line(found, change))
        if run.added and not self.as_json:
            click.echo(f"{run.added:,} added, {len(fresh):,} changes", err=True)
        return run.problems

    def atom(self, name: str) -> bytes:
        found = self._changes()
        return atom({**found, "changes": found["changes"][:ENTRIES]}, name, self.labels)

    def _changes(self) -> Json:
        with self._room.ask() as ask:
            found = changes(ask, Filter(), DAYS, limit=2_000)
            return {**found, "articles": ask.which([c["fact"] for c in found["changes"]])}

    def _line(self, found: Json, change: Json) -> str:
        article = found["articles"].get(change["fact"]["article"], {})
        words = (change["fact"].get("quote") or change["fact"])["words"]
        who = " ← ".join(isolate(x, self.labels.rtl) for x in (change["by_name"], change.get("outlet") or article.get("outlet")) if x)
        key = change.get("dispute") or change.get("process") or change.get("matter") or ""
        parts: list[Any] = [change["day"], self.paint(self.labels(f"change.{change['what']}"), "bold"), f"«{isolate(words[:160], self.labels.rtl)}»", who, self.paint(key, "dim")]
        return " · ".join(p for p in parts if p)


def write(path: Path, data: bytes) -> None:
    """Whole or not at all: a feed reader may look at any time."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise RecordError(f"{path}: cannot be written ({error.strerror}); choose another --atom") from error
