"""Fill the output blocks of ``README.md`` from what the program prints today. A test checks that they are true.

A block stands between ``<!-- demo: COMMAND | ... N -->`` and ``<!-- /demo -->``; the first N lines of the command's
output are shown, and «…» when there are more.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "README.md"
_BLOCK = re.compile(r"(<!-- demo: (?P<command>musnad .+?) \| first (?P<lines>\d+) -->\n).*?(<!-- /demo -->)", re.DOTALL)


#: The record that ``make demo`` makes, and of what.
RECORD, ARTICLES = "build/demo.db", "examples/situation/articles.jsonl"


def output(command: str) -> str:
    """What a ``musnad`` command prints, run from the repository's top."""
    words = [sys.executable, "-m", *shlex.split(command)]
    environment = {**os.environ, "MUSNAD_READER": "auto"}
    if RECORD not in words:
        return subprocess.run(words, cwd=ROOT, capture_output=True, check=True, encoding="utf-8", env=environment).stdout
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "demo.db")
        for line in ([sys.executable, "-m", "musnad", "add", ARTICLES, "--record", record], [record if w == RECORD else w for w in words]):
            done = subprocess.run(line, cwd=ROOT, capture_output=True, check=True, encoding="utf-8", env=environment)
    return done.stdout


def _fill(match: re.Match[str]) -> str:
    command, limit = match["command"], int(match["lines"])
    lines = output(command).rstrip("\n").split("\n")
    shown = lines[:limit] + (["…"] if len(lines) > limit else [])
    body = "\n".join([f"$ {command}", *shown])
    return f"{match[1]}\n```console\n{body}\n```\n\n{match[4]}"


def filled(text: str) -> str:
    """The page with every block as it is today."""
    return _BLOCK.sub(_fill, text)


if __name__ == "__main__":
    FILE.write_text(filled(FILE.read_text(encoding="utf-8")), encoding="utf-8")
