"""``musnad read``: from inputs to printed reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from musnad.app.labels import Labels
from musnad.app.output import to_json
from musnad.app.paint import Paint
from musnad.app.progress import progress
from musnad.app.render import render
from musnad.errors import InputError, UsageError
from musnad.model import Article, Report
from musnad.sources import Defaults, Source, open_sources

if TYPE_CHECKING:
    from musnad.reader import Reader


def read_command(
    inputs: Sequence[str],
    format_: str | None,
    show_all: bool,
    published: str | None,
    outlet: str | None,
    url: str | None,
    lexicon: Path | None,
    reader: str,
    lang: str,
) -> int:
    """Print every report in the order of the inputs; 1 when something could not be used."""
    sources = open_sources(inputs, Defaults(published, outlet, url))
    single = len(sources) == 1 and not sources[0].many
    if format_ == "timeml" and not single:
        raise UsageError("--format timeml prints one article; for many: musnad add INPUT --record FILE, then musnad export --to timeml")
    writer = _writer(format_ or _default_format(single), single, Labels(lang), show_all)
    run = Run(lexicon, reader)
    with progress(sources) as advance:
        for source in sources:
            for report in run.reports(source):
                writer.write(report)
                advance(source.name)
    writer.close()
    return 1 if run.problems else 0


class Run:
    """Reads sources with one reader, which is built when the first article is there."""

    def __init__(self, lexicon: Path | None, kind: str = "auto") -> None:
        self.lexicon, self.kind = lexicon, kind
        self.problems = 0
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        if self._reader is None:
            from musnad.reader import open_for_good

            self._reader = open_for_good(self.kind, self.lexicon)
            say_notice(self._reader)
        return self._reader

    def reports(self, source: Source) -> Iterator[Report]:
        """A report for each article of a source; problems go to standard error."""
        for found in source.articles():
            if isinstance(found, InputError):
                self._warn(str(found))
            elif report := self._read(found, source.name):
                yield report

    def _read(self, article: Article, name: str) -> Report | None:
        reader = self.reader
        try:
            return reader.read(article)
        except Exception as error:  # one article must not end a run over thousands
            what = f"{type(error).__name__}: {error}"[:200]
            self._warn(f"{name}: article {article.name} could not be read ({what}); please report this bug with the article")
            return None

    def _warn(self, message: str) -> None:
        self.problems += 1
        click.echo(f"musnad: {message}", err=True)


def say_notice(reader: Reader) -> None:
    """Once, on standard error, when another reader reads than could."""
    if reader.notice:
        click.echo(f"musnad: reading with rules and lists alone: {reader.notice}", err=True)


def _default_format(single: bool) -> str:
    if sys.stdout.isatty():
        return "text"
    return "json" if single else "jsonl"


class _TextWriter:
    """Reports for people, a rule between them."""

    def __init__(self, labels: Labels, show_all: bool) -> None:
        self.labels, self.show_all = labels, show_all
        self.paint = Paint(sys.stdout.isatty())
        self.first = True

    def write(self, report: Report) -> None:
        if not self.first:
            click.echo("\n" + "─" * 60 + "\n")
        self.first = False
        click.echo(render(report, self.labels, self.paint, self.show_all))

    def close(self) -> None:
        """Nothing is left open."""


class _JsonlWriter:
    """A report a line."""

    def write(self, report: Report) -> None:
        click.echo(to_json(report.json()))

    def close(self) -> None:
        """Nothing is left open."""


class _JsonWriter:
    """One object, or an array when the input can hold many articles."""

    def __init__(self, single: bool) -> None:
        self.single = single
        self.count = 0

    def write(self, report: Report) -> None:
        if not self.single:
            click.echo("," if self.count else "[")
        self.count += 1
        click.echo(to_json(report.json(), indent=1), nl=self.single)

    def close(self) -> None:
        if not self.single:
            click.echo("\n]" if self.count else "[]")


class _TimemlWriter:
    """One article as a TimeML document."""

    def write(self, report: Report) -> None:
        from musnad.exports.timeml import write_timeml

        write_timeml(report.json(), report.article.text, sys.stdout)

    def close(self) -> None:
        """Nothing is left open."""


def _writer(format_: str, single: bool, labels: Labels, show_all: bool) -> _TextWriter | _JsonWriter | _JsonlWriter | _TimemlWriter:
    if format_ == "timeml":
        return _TimemlWriter()
    if format_ == "text":
        return _TextWriter(labels, show_all)
    return _JsonWriter(single) if format_ == "json" else _JsonlWriter()
