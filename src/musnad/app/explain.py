"""``musnad explain``: the reason of a fact, with the lexicon rows and the words that it rests on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from musnad.app.facts import event_line, figure_words, place_words, statement_line, time_words
from musnad.app.labels import Labels
from musnad.app.paint import Paint
from musnad.app.reading import Run
from musnad.app.rows import row_text
from musnad.app.view import View
from musnad.errors import UsageError
from musnad.model import Entity, Event, Figure, Place, Report, Statement, Time
from musnad.sources import Defaults, open_sources

Fact = Entity | Time | Place | Figure | Statement | Event


def explain_command(
    file: str,
    fact: str | None,
    published: str | None,
    outlet: str | None,
    url: str | None,
    lexicon: Path | None,
    reader: str,
    lang: str,
) -> int:
    """Print the reasons; UsageError when no article of the file has such a fact."""
    run, labels, found, ids = Run(lexicon, reader), Labels(lang), 0, ""
    for source in open_sources([file], Defaults(published, outlet, url)):
        for report in run.reports(source):
            view = View(report, labels, Paint(sys.stdout.isatty()), show_all=True)
            facts = [f for f in all_facts(report) if fact is None or fact in (f.id, getattr(f, "key", None))]
            found += len(facts)
            ids = ids or _ids(report)
            for number, one in enumerate(facts):
                click.echo(("" if number == 0 else "\n") + "\n".join(explain_fact(view, one)))
    if fact is not None and not found and not run.problems:
        raise UsageError(f"{file}: no fact {fact}; there are {ids or 'none'}")
    return 1 if run.problems else 0


def all_facts(report: Report) -> list[Fact]:
    """Every fact of a report, by kind."""
    return [*report.statements, *report.events, *report.entities, *report.times, *report.places, *report.figures]


def _ids(report: Report) -> str:
    groups = (report.statements, report.events, report.entities, report.times, report.places, report.figures)
    return ", ".join(f"{g[0].id}–{g[-1].id}" if len(g) > 1 else g[0].id for g in groups if g)


def explain_fact(view: View, fact: Fact) -> Iterator[str]:
    """The fact as ``read`` shows it, then rule, rows and words."""
    yield _line(view, fact)
    key = getattr(fact, "key", None)
    if key:
        yield f"    key   {key}"
    reason = fact.reason
    yield f"    rule  {view.isolated(reason.rule)}"
    for where in reason.rows:
        text = row_text(where)
        yield f"    row   {where}  {view.isolated(text) if text else '(row not found)'}"
    for span in reason.spans:
        yield f"    words {view.words(span)} [{span.start}–{span.end}]"


def _line(view: View, fact: Fact) -> str:
    if isinstance(fact, Statement):
        return statement_line(view, fact)
    if isinstance(fact, Event):
        return event_line(view, fact)
    if isinstance(fact, Time):
        return time_words(view, fact)
    if isinstance(fact, Place):
        return place_words(view, fact)
    if isinstance(fact, Figure):
        return figure_words(view, fact)
    return f"{view.paint(fact.id, 'dim')} {view.isolated(fact.name)} · {view.label(f'entity.{fact.type}')}"
