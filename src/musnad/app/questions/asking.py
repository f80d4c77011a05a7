"""What every question does: ask, then print JSON, or lines for people with what they have to know on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import click

from musnad.app.labels import Labels
from musnad.app.output import to_json
from musnad.app.paint import Paint
from musnad.app.questions.page import Page
from musnad.model import Json
from musnad.store.databases import Place
from musnad.store.queries import Questions


def ask(record: Place, as_json: bool, lang: str, question: Callable[[Questions], Json], lines: Callable[[Page], Iterator[str]]) -> int:
    """Print the answer; 0, since an answer may be empty."""
    answer = question(Questions(record))
    if as_json:
        click.echo(to_json(answer, indent=1))
        return 0
    page = Page(answer, Labels(lang), Paint(sys.stdout.isatty()))
    for line in lines(page):
        click.echo(line)
    for note in answer["notes"]:
        click.echo(f"musnad: {note}", err=True)
    return 0
