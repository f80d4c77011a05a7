"""Other programs on the same articles in the same run.

Only times are found by others for Arabic without a model: ``dateparser`` (installed beside us) and ``mahad``, which wants an old
``regex`` and therefore gets an environment of its own under ``build/``, made when it is not there.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clock import best
from corpus import ROOT
from musnad.model import Article

#: The environment of ``mahad``, and what is installed there.
HOME, WANTED = ROOT / "build" / "peers" / "mahad", ("mahad==0.3.0", "regex<2024")
#: A program for that environment: articles come in as a list of texts; out come seconds of the processor and the number of expressions.
_MAHAD = """
import json, sys, time
from maha.parsers.functions import parse_dimension
texts = json.load(sys.stdin)
parse_dimension(texts[0][:200], time=True)  # its patterns are compiled at the first call
started = time.process_time()
found = sum(len(parse_dimension(text, time=True)) for text in texts)
print(json.dumps([time.process_time() - started, found]))
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """What one program did: seconds of the processor and expressions found; or why it was not measured."""

    name: str
    seconds: float = 0.0
    found: int = 0
    missing: str | None = None


def ours(articles: Sequence[Article]) -> Peer:
    """Tokens and times of this reader."""
    from musnad.mentions.times import find_times
    from musnad.text.document import build_document

    took = best({"ours": lambda: [find_times(build_document(a)) for a in articles]}, 3)["ours"]
    return Peer("tokens and times of this reader", took, sum(len(find_times(build_document(a))) for a in articles))


def dateparser(articles: Sequence[Article]) -> Peer:
    name = "`dateparser` (search, Arabic)"
    try:
        from dateparser.search import search_dates
    except ImportError:
        return Peer(name, missing="it is not installed (`pip install dateparser`)")
    took = best({"it": lambda: [search_dates(a.text, languages=["ar"]) for a in articles]}, 1)["it"]
    return Peer(name, took, sum(len(search_dates(a.text, languages=["ar"]) or ()) for a in articles))


def mahad(articles: Sequence[Article]) -> Peer:
    name = "`mahad` (`parse_dimension(time=True)`)"
    python = _environment()
    if python is None:
        return Peer(name, missing=f"it could not be installed ({', '.join(WANTED)})")
    done = subprocess.run([python, "-c", _MAHAD], input=json.dumps([a.text for a in articles]), capture_output=True, text=True, check=False)
    if done.returncode:
        return Peer(name, missing=f"it failed: {done.stderr.strip().splitlines()[-1:]}")
    took, found = json.loads(done.stdout)
    return Peer(name, took, found)


def _environment() -> Path | None:
    """The interpreter that has ``mahad``; made on demand."""
    python = HOME / "bin" / "python"
    if python.exists() and subprocess.run([python, "-c", "import maha.parsers"], capture_output=True, check=False).returncode == 0:
        return python
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", HOME], capture_output=True, check=False)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *WANTED]
    if made.returncode or subprocess.run(pip, capture_output=True, check=False).returncode:
        print("bench: MAHAD COULD NOT BE INSTALLED: it is not measured", file=sys.stderr, flush=True)
        return None
    return python


def all_peers(articles: Sequence[Article]) -> list[Peer]:
    """This reader first."""
    return [ours(articles), dateparser(articles), mahad(articles)]
