"""``musnad archive``: shards in, a data set of reports out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from musnad.app.output import to_json
from musnad.errors import MusnadError


def archive_command(inputs: Sequence[str], out: Path, engine: str, jobs: int | None, batch: int, lexicon: Path | None, reader: str, as_json: bool) -> int:
    """Archive every article of the inputs; 1 when something could not be used."""
    from musnad.archive.engine import NEEDS, Engine

    running = Engine(engine, jobs)
    try:
        from musnad.archive.build import Settings, build_archive
        from musnad.archive.inputs import find_shards
    except ImportError as error:
        raise MusnadError(NEEDS) from error
    from musnad.app.pace import pace

    shards, problems = find_shards(inputs)
    for problem in problems:
        click.echo(f"musnad: {problem}", err=True)
    if not shards:
        return 1
    with pace() as watching:
        outcome = build_archive(out, shards, running, Settings(reader, lexicon, batch), watching)
    if outcome.notice:
        click.echo(f"musnad: read with rules and lists alone: {outcome.notice}", err=True)
    _say(out, outcome.added, outcome.known, outcome.problems, as_json)
    return 1 if problems or outcome.problems else 0


def _say(out: Path, added: int, known: int, problems: int, as_json: bool) -> None:
    if as_json:
        click.echo(to_json({"added": added, "known": known, "problems": problems}))
        return
    words = [f"{added:,} added", f"{known:,} known before"]
    click.echo(f"{out}: {', '.join(words)}" + (f"; {problems:,} with problems, see {out}/problems" if problems else ""))
