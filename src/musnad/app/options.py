"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from musnad.sources.limits import iso_moment
from musnad.store.databases.address import Place, place_of

F = TypeVar("F", bound=Callable[..., Any])


class IsoMoment(click.ParamType[str]):
    """An ISO 8601 date, or date and time with or without a zone; kept as it was given."""

    name = "ISO"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return iso_moment(str(value))
        except ValueError:
            self.fail(f"{value!r} is no ISO 8601 date; write 2024-04-22 or 2024-04-22T12:00:00+03:00", param, ctx)


def article_options(command: F) -> F:
    """What plain text does not say about itself, and how it is read."""
    for option in reversed(
        (
            click.option("--published", type=IsoMoment(), help="Publication date of plain text; relative days count from it."),
            click.option("--outlet", metavar="NAME", help="Who published it."),
            click.option("--url", metavar="URL", help="Where it was published."),
            lexicon_option,
            reader_option,
            lang_option,
        )
    ):  # fmt: skip
        command = option(command)
    return command


lexicon_option = click.option(
    "--lexicon", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
    help="Folder with your own lexicon rows; they win over the shipped ones.",
)  # fmt: skip
lang_option = click.option(
    "--lang", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="Language of the labels."
)
reader_option = click.option(
    "--reader", type=click.Choice(["auto", "lexicon", "model"]), default="auto", show_default=True, envvar="MUSNAD_READER",
    help="lexicon: rules and lists alone, fast; model: with the learned tagger; auto: with it where it is installed.",
)  # fmt: skip


class RecordPlace(click.ParamType[Any]):
    """A file, or the address of a PostgreSQL database."""

    name = "record"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Place:
        place = place_of(str(value))
        if isinstance(place, Path):
            click.Path(dir_okay=False).convert(place, param, ctx)
        return place


record_option = click.option(
    "--record", type=RecordPlace(), required=True, metavar="RECORD", help="The record: a file, or postgresql://USER@HOST/DATABASE (docs/teams.md)."
)
json_option = click.option("--json", "as_json", is_flag=True, help="JSON instead of text for people.")


class IsoDay(click.ParamType[str]):
    """An ISO day."""

    name = "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day; write 2024-04-22", param, ctx)


as_of_option = click.option("--as-of", type=IsoDay(), help="Only what was published by the end of this day.")


def question_options(command: F) -> F:
    """Where a question is asked, what it is narrowed to, and how it is answered."""
    for option in reversed(
        (
            record_option,
            click.option("--actor", metavar="NAME", help="Who did it or to whom: a name, in Arabic or Latin letters, or a key."),
            click.option("--country", metavar="ISO3", help="Where, or where somebody with a part in it is from: IRQ, FRA."),
            click.option("--type", metavar="TYPE", help="PLOVER type of an event (ASSAULT), kind of a process (talks)."),
            click.option("--place", metavar="NAME", help="Where: a name or a key."),
            click.option("--since", type=IsoDay(), help="On this day or after it."),
            click.option("--until", type=IsoDay(), help="On this day or before it."),
            click.option("--outlet", metavar="NAME", help="Told by this outlet."),
            click.option("--status", metavar="STATUS", help="asserted, confirmed, denied, disputed, …; of a process: begun, suspended, …"),
            as_of_option,
            click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many, at most."),
            lang_option,
            json_option,
        )
    ):  # fmt: skip
        command = option(command)
    return command


def one_options(command: F) -> F:
    """For questions about one thing."""
    for option in reversed((record_option, as_of_option, lang_option, json_option)):
        command = option(command)
    return command
