"""``musnad reread``: what today's reader, or another lexicon, makes of the articles of a record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import click

from musnad.app.bidi import isolate, shorten
from musnad.app.output import to_json
from musnad.app.pool import Readers, Unread
from musnad.model import Article
from musnad.store.articles import Kept, Prepared, load
from musnad.store.databases import Place
from musnad.store.differences import Difference, differences
from musnad.store.pack import unpack_json
from musnad.store.record import Record

_BATCH = 50


@dataclass(slots=True)
class Tally:
    """What was found in how many articles."""

    articles: int = 0
    different: int = 0
    problems: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def json(self) -> dict[str, object]:
        counts = {f"{kind} {change}": n for (kind, change), n in sorted(self.counts.items())}
        return {"articles": self.articles, "different": self.different, "problems": self.problems, "facts": counts}


def reread_command(record: Place, lexicon: Path | None, reader: str, accept: bool, jobs: int, as_json: bool, limit: int) -> int:
    """Print every difference, then how many; with ``accept`` the new reports take the place of the old ones."""
    target, tally = Record(record), Tally()
    batch: list[tuple[int, Prepared]] = []
    with closing(Readers(jobs, lexicon, reader)) as readers, target.connect() as connection:
        for kept, read in _pairs(readers, load(connection)):
            tally.articles += 1
            if isinstance(read, Unread):
                tally.problems += 1
                click.echo(f"musnad: article {read.name} could not be read ({read.problem}); it stays as it was", err=True)
                continue
            report = unpack_json(read.report)
            found = differences(kept.article.text, kept.report, report)
            if found:
                tally.different += 1
                tally.counts.update((d.kind, d.change) for d in found)
                _say(kept, found, as_json, quiet=tally.different > limit)
            if accept and report != kept.report:
                batch.append((kept.id, read))
            if len(batch) >= _BATCH:
                target.replace(batch)
                batch = []
    target.replace(batch)
    if accept:
        target.refresh()
    _close(tally, accept, as_json, limit)
    return 1 if tally.problems else 0


def _pairs(readers: Readers, articles: Iterator[Kept]) -> Iterator[tuple[Kept, Prepared | Unread]]:
    def stream() -> Iterator[Kept | Article]:
        for kept in articles:
            yield kept
            yield kept.article

    items = readers.run(stream())
    for kept in items:
        read = next(items)
        assert isinstance(kept, Kept)
        assert isinstance(read, Prepared | Unread)
        yield kept, read


def _say(kept: Kept, found: list[Difference], as_json: bool, quiet: bool) -> None:
    if as_json:
        click.echo(to_json({"article": kept.uid, "id": kept.article.name, "differences": [d.json() for d in found]}))
    elif not quiet:
        click.echo(f"{isolate(kept.article.name)} {isolate(kept.title or '')}".rstrip())
        for d in found:
            click.echo("    " + _line(d))
        click.echo()


def _line(d: Difference) -> str:
    sign = {"gained": "+", "lost": "-", "changed": "~"}[d.change]
    words = f"«{isolate(shorten(d.words, 100))}»"
    fields = "; ".join(f"{f}: {isolate(shorten(b, 60)) or '—'} → {isolate(shorten(a, 60)) or '—'}" for f, b, a in d.fields)
    return " · ".join(p for p in (f"{sign} {d.kind} {d.what}".rstrip(), words, fields) if p)


def _close(tally: Tally, accept: bool, as_json: bool, limit: int) -> None:
    if as_json:
        click.echo(to_json(tally.json()))
        return
    if tally.different > limit:
        click.echo(f"… and {tally.different - limit:,} more articles; --limit shows more, --json all")
    for (kind, change), number in sorted(tally.counts.items()):
        click.echo(f"{kind} {change}: {number:,}")
    then = "accepted" if accept else "nothing was written; --accept takes them over"
    click.echo(f"{tally.different:,} of {tally.articles:,} articles read differently" + (f"; {then}" if tally.different else ""))
