"""Write ``tests/golden/*.json``: the reports of the examples, a fact a line, so that a change is read as a diff.

Line numbers of lexicon rows and the lexicon's hash are left out: they change with every row that is added.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from musnad.app.output import to_json
from musnad.model import Article, Report
from musnad.reader import Reader

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "golden"
EXAMPLES = ROOT / "examples" / "articles.jsonl"


def _without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: [re.sub(r":\d+$", "", w) for w in v] if k == "rows" else _without_lines(v) for k, v in value.items()}
    return [_without_lines(v) for v in value] if isinstance(value, list) else value


def golden(report: Report) -> str:
    """The report as lines: a key, or a fact with its own words, on each."""
    lines = []
    for key, value in _without_lines(report.json()).items():
        if key == "quality":
            continue
        if isinstance(value, list):
            lines += [f"{key}: {to_json(_with_words(item, report.article.text))}" for item in value]
        else:
            lines.append(f"{key}: {to_json(value)}")
    return "\n".join(lines) + "\n"


def _with_words(fact: Any, text: str) -> Any:
    if not isinstance(fact, dict):
        return fact
    span = fact if "start" in fact else fact.get("trigger")
    return {**fact, "words": text[span["start"] : span["end"]]} if span else fact


def articles() -> list[Article]:
    """The example articles."""
    with EXAMPLES.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [Article(r["text"], r["id"], r["published"], r["outlet"], r["url"]) for r in records]


def main() -> None:
    reader = Reader()
    for article in articles():
        (FOLDER / f"{article.name}.txt").write_text(golden(reader.read(article)), encoding="utf-8")


if __name__ == "__main__":
    main()
