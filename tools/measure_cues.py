"""Count, on the training articles, how often each cue in each frame tells a statement.

    python tools/measure_cues.py ../shared/gold

writes ``src/musnad/lexicon/data/cue_frames.tsv``. A predicted statement is right when its content
overlaps a gold content by half (intersection over union), as ``score.py`` counts it.
"""

from __future__ import annotations

import collections
import json
import sys
from pathlib import Path
from typing import Any

from musnad.lexicon.reader import DATA
from musnad.model import Article, Statement
from musnad.reader import Reader

Counts = dict[tuple[str, str, str], list[int]]


def gold_spans(text: str, gold: dict[str, Any]) -> list[tuple[int, int]]:
    """Content spans of a gold report, found as GUIDE.md writes them."""
    spans = []
    for s in gold["statements"]:
        start = -1
        for _ in range(s.get("nth", 1)):
            start = text.find(s["content_start"], start + 1)
        end = text.find(s["content_end"], start) + len(s["content_end"])
        spans.append((start, end))
    return spans


def is_right(statement: Statement, spans: list[tuple[int, int]]) -> bool:
    """Whether a content matches a gold content that is still free; takes it from the list."""
    a, b = statement.span.start, statement.span.end
    for span in spans:
        overlap = min(b, span[1]) - max(a, span[0])
        if overlap > 0 and overlap / (max(b, span[1]) - min(a, span[0])) >= 0.5:
            spans.remove(span)
            return True
    return False


def frame_of(rule: str) -> tuple[str, str]:
    """``statement.verb.an/subject.after`` → ``("verb", "an")``."""
    parts = rule.split("/")[0].split(".")[1:]
    return parts[0], parts[1] if len(parts) > 1 else parts[0]


def measure(gold_folder: Path) -> Counts:
    reader = Reader(gated=False)
    names = {c.where: c.cue for c in reader.cues.all()}
    counts: Counts = collections.defaultdict(lambda: [0, 0])
    golds = {g["id"]: g for g in map(json.loads, (gold_folder / "train.gold.jsonl").open(encoding="utf-8"))}
    for line in (gold_folder / "train.docs.jsonl").open(encoding="utf-8"):
        d = json.loads(line)
        report = reader.read(Article(d["text"], d["id"], d["published"], d["outlet"], d["url"]))
        spans = gold_spans(d["text"], golds[d["id"]])
        for s in report.statements:
            cue = names.get(s.reason.rows[0], ":")
            counts[(cue, *frame_of(s.reason.rule))][0 if is_right(s, spans) else 1] += 1
    return counts


def main() -> None:
    counts = measure(Path(sys.argv[1]))
    lines = ["cue\tkind\tframe\tright\twrong\tsource"]
    lines += [f"{c}\t{k}\t{f}\t{n[0]}\t{n[1]}\ttrain" for (c, k, f), n in sorted(counts.items())]
    (DATA / "cue_frames.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(counts)} cues in frames", file=sys.stderr)


if __name__ == "__main__":
    main()
