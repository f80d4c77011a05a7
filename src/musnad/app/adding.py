"""``musnad add``: from inputs to a record.

Reading takes nearly all the time and holds no lock. What was read is stored a batch at a time, so that a kill loses the
reading of one batch at most; the next run passes over what is there. When the inputs are done, the record is put together.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import click

from musnad.app.output import to_json
from musnad.app.pool import Readers, Unread
from musnad.app.progress import progress
from musnad.errors import InputError, MusnadError
from musnad.model import Article, Json
from musnad.sources import Defaults, Source, open_sources
from musnad.store.articles import Prepared, prepare
from musnad.store.databases import Place
from musnad.store.record import Record
from musnad.store.revive import revive

#: Articles that are looked up, and stored, together; and after how many seconds fewer are stored.
BATCH, SECONDS = 50, 5.0


@dataclass(frozen=True, slots=True)
class End:
    """A source is done: all that it gave comes before this in the stream."""

    source: Source


Item = Article | InputError | End


class Adding:
    """One run of ``musnad add``: what it did, and where."""

    def __init__(self, record: Record, advance: Callable[[str], None]) -> None:
        self.record, self.advance = record, advance
        self.added = self.known = self.problems = 0

    def run(self, sources: Sequence[Source], readers: Readers) -> None:
        """Read and store everything that the record does not have."""
        batch: list[Prepared] = []
        since = time.monotonic()
        for item in readers.run(self._unknown(sources)):
            if isinstance(item, Prepared):
                batch.append(item)
                self.advance(str(item.row["name"]))
            elif isinstance(item, Unread):
                self._warn(f"article {item.name} could not be read ({item.problem}); please report this bug with the article")
            elif isinstance(item, InputError):
                self._warn(str(item))
            if len(batch) >= BATCH or time.monotonic() - since > SECONDS or _must_store(item):
                batch, since = self._store(batch), time.monotonic()
            if isinstance(item, End) and item.source.done:
                item.source.done()
        self._store(batch)

    def take(self, reports: Iterable[tuple[Article, Json]]) -> None:
        """Store reports that were made before, as of an archive, and that the record does not have."""
        stream = iter(reports)
        while some := list(islice(stream, BATCH)):
            missing = set(map(id, self.record.missing([article for article, _ in some])))
            new = [prepare(revive(article, report)) for article, report in some if id(article) in missing]
            self.known += len(some) - len(new)
            self._store(new)
            for article, _ in some:
                self.advance(article.name)

    def _store(self, batch: list[Prepared]) -> list[Prepared]:
        added = self.record.add(batch)
        self.added += added
        self.known += len(batch) - added
        return []

    def _unknown(self, sources: Sequence[Source]) -> Iterator[Item]:
        """The stream of the sources without the articles that the record has."""
        stream = _stream(sources)
        while items := list(islice(stream, BATCH)):
            articles = [i for i in items if isinstance(i, Article)]
            missing = set(map(id, self.record.missing(articles)))
            self.known += len(articles) - len(missing)
            yield from (i for i in items if not isinstance(i, Article) or id(i) in missing)

    def _warn(self, message: str) -> None:
        self.problems += 1
        click.echo(f"musnad: {message}", err=True)


def _stream(sources: Sequence[Source]) -> Iterator[Item]:
    for source in sources:
        yield from source.articles()
        yield End(source)


def _must_store(item: object) -> bool:
    """What a source remembers when it is done must not run ahead of the record."""
    return isinstance(item, End) and item.source.done is not None


def add_command(
    inputs: Sequence[str],
    record: Place,
    from_archive: Path | None,
    jobs: int,
    allow_private: bool,
    as_json: bool,
    published: str | None,
    outlet: str | None,
    url: str | None,
    lexicon: Path | None,
    reader: str,
) -> int:
    """Add every article of the inputs; 1 when something could not be used."""
    target = Record(record, create=bool(inputs or from_archive))
    web = None
    if any(i.startswith(("http://", "https://")) for i in inputs):
        from musnad.sources.fetch import Fetcher
        from musnad.sources.web import Web

        web = Web(Fetcher(allow_private), target.has_url, target.feed_marks, target.mark_feed)
    sources = open_sources(inputs, Defaults(published, outlet, url), web)
    with progress(sources, many=bool(from_archive)) as advance, closing(Readers(jobs, lexicon, reader)) as readers:
        run = Adding(target, advance)
        if from_archive:
            run.take(_archived(from_archive))
        run.run(sources, readers)
    target.refresh()
    _say(run, as_json)
    return 1 if run.problems else 0


def _archived(root: Path) -> Iterator[tuple[Article, Json]]:
    try:
        from musnad.archive.back import articles_of
    except ImportError as error:
        raise MusnadError(f"{root}: reading an archive needs more packages: pip install 'musnad[archive]'") from error
    return articles_of(root)


def _say(run: Adding, as_json: bool) -> None:
    counts = {"added": run.added, "known": run.known, "problems": run.problems, **run.record.counts()}
    if as_json:
        click.echo(to_json(counts))
        return
    words = [f"{run.added:,} added", f"{run.known:,} known before"] + ([f"{run.problems:,} with problems"] if run.problems else [])
    held = (f"{counts[k]:,} {k}" for k in ("articles", "matters", "disputes", "processes"))
    click.echo(f"{run.record.path}: {', '.join(words)}; it holds {', '.join(held)}")
