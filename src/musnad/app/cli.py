"""The command line. What a command needs is imported inside it, so that ``musnad --version`` is quick.

Exit codes: 0 done, 1 something in the input could not be used (the rest was), 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from musnad import __version__
from musnad.app.options import (
    IsoMoment,
    RecordPlace,
    article_options,
    as_of_option,
    json_option,
    lang_option,
    lexicon_option,
    one_options,
    question_options,
    reader_option,
    record_option,
)
from musnad.app.output import use_utf8
from musnad.errors import InputError, MusnadError
from musnad.store.databases import Place

DONE, PARTLY, USAGE, STOPPED = 0, 1, 2, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="musnad", message="%(prog)s %(version)s")
def cli() -> None:
    """Read Arabic news: who did what to whom, when and where, and who says so."""


@cli.command()
@click.argument("inputs", nargs=-1, metavar="[FILE ... | -]")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "jsonl", "timeml"]),
    help="text for people (default on a terminal); else json for one article, jsonl for many; timeml (XML) for one article.",
)  # fmt: skip
@click.option("--all", "show_all", is_flag=True, help="In text, show less certain events too.")
@article_options
def read(inputs: tuple[str, ...], **options: Any) -> int:
    """Print a report of each article.

    FILE is a plain text file (one article), a .jsonl or .jsonl.gz file with
    {"id", "text", "published", "outlet", "url"} on each line, or a folder of those; - is standard input.
    """
    from musnad.app.reading import read_command

    return read_command(_inputs(inputs), **options)


@cli.command()
@click.argument("file")
@click.argument("fact", required=False)
@click.option("--record", type=RecordPlace(), metavar="RECORD", help="Explain a KEY of this record instead of a file.")
@json_option
@article_options
def explain(file: str, fact: str | None, record: Place | None, as_json: bool, **options: Any) -> int:
    """Say why: rule, lexicon rows and words.

    FACT is an id that `musnad read` prints (s3, v1, e2, t4, p1, f1) or a key; without it, every fact of FILE. With --record, FILE
    is the key of anything in the record.
    """
    if record:
        from musnad.app.questions.reasons import explain_record

        return explain_record(file, fact, record, options["lang"], as_json)
    from musnad.app.explain import explain_command

    if as_json:
        raise click.UsageError("--json is for --record; a file's reasons are in: musnad read FILE --format json")
    return explain_command(file, fact, **options)


@cli.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT ...]")
@record_option
@click.option(
    "--from-archive", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR", help="Add the reports of this archive, without reading.",
)
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option("--allow-private", is_flag=True, help="Fetch addresses on your own machine and network too.")
@click.option("--published", type=IsoMoment(), help="Publication date of plain text; relative days count from it.")
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--url", metavar="URL", help="Where it was published.")
@lexicon_option
@reader_option
@json_option
def add(inputs: tuple[str, ...], **options: Any) -> int:
    """Put articles into a record.

    INPUT is what `musnad read` takes, or the address of a page or a feed (RSS, Atom). Articles that the record has are passed over, so that a run that was
    stopped can be started again. Without INPUT the record is put together anew if it has to be.
    """
    from musnad.app.adding import add_command

    return add_command(inputs, **options)


@cli.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT ...")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR", help="The archive; it goes on where it was stopped.")
@click.option("--engine", type=click.Choice(["native", "ray"]), default="native", show_default=True, help="This machine, or the cluster that RAY_ADDRESS names.")
@click.option("--jobs", type=click.IntRange(1), help="Processes that read; as many as there are cores unless given.")
@click.option("--batch", type=click.IntRange(1), default=1_000, show_default=True, metavar="N", help="About how many articles a process holds; a kill loses no more.")
@lexicon_option
@reader_option
@json_option
def archive(inputs: tuple[str, ...], **options: Any) -> int:
    """Read an archive too large for one process into a data set of Parquet files.

    INPUT is a shard or a folder of them: .parquet, .jsonl, .jsonl.gz, .csv, .csv.gz, .warc, .warc.gz. Every article is read once, however often it
    stands in them; run it again after it was stopped, or with more shards. What could not be used is in DIR/problems. `musnad add
    --from-archive DIR` makes a record of it; see docs/archive.md.
    """
    from musnad.app.archiving import archive_command

    return archive_command(inputs, **options)


@cli.command()
@click.argument("words", nargs=-1, required=True)
@question_options
def search(words: tuple[str, ...], **options: Any) -> int:
    """Find articles that hold all WORDS.

    A word is found with and without the article, hamza and what is written on to it; "in quotation marks" words stand
    together; names are found in Latin letters too. --since and --until are days of publication.
    """
    from musnad.app.questions.lists import search_command

    return search_command(" ".join(words), **options)


@cli.command()
@question_options
def matters(**options: Any) -> int:
    """List what is told: each happening or proposition once, the weightiest first."""
    from musnad.app.questions.lists import list_command

    return list_command("matters", **options)


@cli.command()
@click.option("--all", "show_all", is_flag=True, help="Show less certain matters too.")
@question_options
def timeline(show_all: bool, **options: Any) -> int:
    """List what happened by day."""
    from musnad.app.questions.lists import list_command

    return list_command("timeline", show_all=show_all, **options)


@cli.command()
@question_options
def disputes(**options: Any) -> int:
    """List who holds what against whom."""
    from musnad.app.questions.lists import list_command

    return list_command("disputes", **options)


@cli.command()
@question_options
def processes(**options: Any) -> int:
    """List what goes on: talks, truces, campaigns, with phases and deadlines."""
    from musnad.app.questions.lists import list_command

    return list_command("processes", **options)


@cli.command()
@question_options
def actors(**options: Any) -> int:
    """List who has a part in what is told."""
    from musnad.app.questions.lists import list_command

    return list_command("actors", **options)


@cli.command()
@question_options
def figures(**options: Any) -> int:
    """List what was counted, by whom, and how it changed."""
    from musnad.app.questions.lists import list_command

    return list_command("figures", **options)


@cli.command()
@click.argument("matter")
@one_options
def compare(matter: str, **options: Any) -> int:
    """Put the outlets that tell MATTER (a key) side by side: naming, figures, sources, who is left out."""
    from musnad.app.questions.lists import one_command

    return one_command("compare", matter, **options)


@cli.command()
@click.argument("key")
@one_options
def show(key: str, **options: Any) -> int:
    """Show all of what KEY names.

    KEY is printed by the other questions: a matter, dispute, process, identity, figure, statement, event or article; an article's
    id or URL will do.
    """
    from musnad.app.questions.lists import one_command

    return one_command("show", key, **options)


@cli.command()
@record_option
@click.option("--to", type=click.Choice(["jsonl", "csv", "parquet", "polecat", "acled", "geojson", "jsonld", "timeml", "ical", "html"]), required=True, help="The format; see docs/exports.md.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="PATH", help="The file; for csv and parquet a folder, or a .csv or .parquet file for events alone; for timeml a folder.")
@click.option("--matter", metavar="KEY", help="The matter that html is of.")
@as_of_option
@click.option("--lang", type=click.Choice(["en", "ar"]), help="Language of the labels: of html en, of ical ar unless given.")
def export(**options: Any) -> int:
    """Write a record in another format.

    jsonl is everything; csv and parquet are tables; polecat is the table of POLECAT, in PLOVER terms; acled has ACLED's columns, with
    a second table of what has no place there; geojson is a map of matters; jsonld is claims and who vouches for them, linked;
    timeml is each article with its times and events marked; ical is a calendar of what is planned; html is a report of one matter
    that needs no other file.
    """
    from musnad.app.exporting import export_command

    return export_command(**options)


@cli.command()
@click.argument("key", required=False)
@click.argument("action", required=False, type=click.Choice(["same", "different", "wrong", "set", "undo"]), metavar="ACTION")
@click.argument("values", nargs=-1, metavar="[VALUE ...]")
@record_option
@click.option("--who", metavar="NAME", help="Who decides; your user name unless given.")
@json_option
def correct(key: str | None, action: str | None, values: tuple[str, ...], **options: Any) -> int:
    """Correct a record; it remembers who did and when.

    \b
    KEY same OTHER        two actors, facts, matters or articles are one and the same
    KEY different OTHER   they are not; OTHER may be a form of an actor's name
    KEY wrong             a statement or event that the article does not tell
    KEY set FIELD=VALUE   status=denied, actors=e3,e4, place=null, stance=deny, ...
    NUMBER undo           takes back a correction

    Without KEY, all corrections are listed.
    """
    from musnad.app.deciding import correct_command

    return correct_command(key=key, action=action, values=values, **options)


@cli.command()
@record_option
@click.option("--accept", is_flag=True, help="Take the new reports over.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Articles whose differences are shown.")
@lexicon_option
@reader_option
@json_option
def reread(**options: Any) -> int:
    """Read the articles of a record anew and show what differs: facts gained, lost and changed, with their words.

    Use it after an update, or to try lexicon rows of your own (--lexicon DIR). Nothing is written without --accept. With --json
    there is a line for each article that differs, and a last one with the counts.
    """
    from musnad.app.rereading import reread_command

    return reread_command(**options)


@cli.command()
@record_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen. Anything but this machine needs a token.")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True)
@click.option("--edit", is_flag=True, help="Let people correct facts; without it nothing can be changed.")
@click.option("--token", envvar="MUSNAD_TOKEN", metavar="TOKEN", help="Who asks has to know it (also MUSNAD_TOKEN).")
@click.option("--new-token", is_flag=True, help="Make a token and print the link with it.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A name that the server may be asked under, behind a proxy.")
def serve(**options: Any) -> int:
    """Show the record in a browser, and answer over HTTP (described at /api/openapi.json)."""
    from musnad.app.api.serve import serve_command

    return serve_command(**options)


@cli.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS ...")
@record_option
@click.option("--every", type=click.IntRange(30), default=600, show_default=True, metavar="SECONDS", help="How long to wait between two rounds.")
@click.option("--once", is_flag=True, help="One round, then end.")
@click.option("--atom", "atom_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write what changed to an Atom file.")
@click.option("--outlet", metavar="NAME", help="Who publishes the feeds.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of a private network too.")
@lang_option
@json_option
def watch(feeds: tuple[str, ...], **options: Any) -> int:
    """Read FEEDS again and again, add what is new to the record, and print what changed.

    FEEDS are addresses of RSS or Atom feeds, or anything that `musnad add` takes.
    """
    from musnad.app.watching import watch_command

    return watch_command(feeds, **options)


@cli.command()
@record_option
def mcp(record: Place) -> int:
    """Serve the questions to a language model, read-only (Model Context Protocol, on standard input and output)."""
    from musnad.app.tooling import mcp_command

    return mcp_command(record)


@cli.group()
def lexicon() -> None:
    """Look into the lexicon."""


@lexicon.command()
@click.argument("word", nargs=-1, required=True)
@lexicon_option
def lookup(word: tuple[str, ...], lexicon: Path | None) -> int:
    """Print every row that lists WORD (spelling variants fall together)."""
    from musnad.app.lookup import lookup_command

    return lookup_command(" ".join(word), lexicon)


@lexicon.command()
@lexicon_option
def check(lexicon: Path | None) -> int:
    """Check every lexicon file, yours included, and print each problem as path:line."""
    from musnad.app.lookup import check_command

    return check_command(lexicon)


def _inputs(inputs: tuple[str, ...]) -> tuple[str, ...]:
    if inputs:
        return inputs
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("nothing to read: give FILE, or - for standard input")
    return ("-",)


def main() -> None:
    """Run and exit; whatever goes wrong on purpose ends in one line on standard error."""
    use_utf8()
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except MusnadError as error:
        click.echo(f"musnad: {error}", err=True)
        code = PARTLY if isinstance(error, InputError) else USAGE
    sys.exit(code if isinstance(code, int) else DONE)
