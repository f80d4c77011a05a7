"""Reports scored against gold with the shared ``score.py``, which is loaded from its own place."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from musnad.model import Article
from musnad.reader import Reader

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import annotated  # noqa: E402  its way to gold is the tools'

SHARED = Path(os.environ.get("MUSNAD_SHARED", ROOT.parent / "shared"))
GOLD = SHARED / "gold"
SETS = ("dev", "stance_dev")
#: Articles of the corpus that we annotated ourselves (``tools/annotated.py``) and keep from training, weights and rules.
UNSEEN, UNSEEN_FILE = "unseen", Path(__file__).with_name("unseen.jsonl.gz")
CORPUS = SHARED / "articles" / "ant.jsonl.gz"
#: Ends the name of a set that lexicon and model have read.
WITH_MODEL = "+model"

Table = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Result:
    """The scorer's rows for one set, the bootstrap intervals of its headline rows, and the gold file's hash."""

    rows: Table
    intervals: dict[str, tuple[float, float]]
    sha256: str


def available() -> tuple[str, ...]:
    """The sets that are at hand."""
    if not (GOLD / "score.py").is_file():
        return ()
    return (*(s for s in SETS if (GOLD / f"{s}.gold.jsonl").is_file()), *([UNSEEN] if CORPUS.is_file() else []))


def scorer() -> ModuleType:
    """``score.py`` as a module."""
    spec = importlib.util.spec_from_file_location("musnad_score", GOLD / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(GOLD / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(path: Path) -> dict[str, Any]:
    """Records of a .jsonl file by id."""
    with path.open(encoding="utf-8") as lines:
        return {r["id"]: r for r in map(json.loads, lines)}


def unseen() -> tuple[dict[str, Any], dict[str, Any]]:
    """Documents and gold of the unseen set; the texts are the corpus's."""
    docs, golds = annotated.gold_of(SHARED, UNSEEN_FILE)
    return {d["id"]: d for d in docs}, {g["id"]: g for g in golds}


def reports(reader: Reader, docs: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What the reader says of each document, as ``musnad read`` would print it."""
    return {
        d["id"]: reader.read(Article(d["text"], d["id"], d["published"], d["outlet"], d["url"])).json() for d in docs
    }


def score(reader: Reader, name: str) -> Result:
    """Read a set and score it."""
    module = scorer()
    gold_file = UNSEEN_FILE if name == UNSEEN else GOLD / f"{name}.gold.jsonl"
    docs, golds = unseen() if name == UNSEEN else (load(GOLD / f"{name}.docs.jsonl"), load(gold_file))
    predictions = reports(reader, docs.values())
    rows: Table = module.score(docs, golds, predictions)
    keys = [k for k in module.HEADLINE if k in rows]
    bounds = module.intervals(docs, golds, predictions, keys)
    return Result(rows, bounds, hashlib.sha256(gold_file.read_bytes()).hexdigest())


def merged(results: Iterable[Result], row: str) -> dict[str, Any]:
    """One row over several sets: counts added up."""
    found = [r.rows[row] for r in results if row in r.rows]
    tp, fp, fn = (sum(f[k] for f in found) for k in ("tp", "fp", "fn"))
    f1 = 2 * tp / (2 * tp + fp + fn) if tp else 0.0
    return {"tp": tp, "fp": fp, "fn": fn, "f1": round(f1, 4)}
