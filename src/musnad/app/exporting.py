"""``musnad export``: a record in another format."""

from __future__ import annotations

from pathlib import Path

import click

from musnad.exports import export
from musnad.store.databases import Place


def export_command(record: Place, to: str, out: Path, as_of: str | None, matter: str | None, lang: str | None) -> int:
    """Write it and say where."""
    for path in export(record, to, out, as_of=as_of, matter=matter, lang=lang):
        click.echo(str(path))
    return 0
