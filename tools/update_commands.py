"""Write ``docs/commands.md`` from the program's own help. A test checks that the file is up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from musnad.app.cli import cli

FILE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
HEAD = """# Commands

What `musnad --help` and the help of each command print. This page is generated: `make docs`.

Exit codes: **0** done · **1** something in the input could not be used (the rest was read; each problem is a line on standard
error that names the input and the next step) · **2** wrong usage.
"""


def commands(command: click.Command = cli, path: str = "musnad", parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    """Every command with its help, groups before what they hold."""
    context = click.Context(command, info_name=path.rsplit(" ", 1)[-1], parent=parent, terminal_width=100, max_content_width=100)
    yield path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None:
                yield from commands(child, f"{path} {name}", context)


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for path, text in commands():
        parts.append(f"## {path}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
