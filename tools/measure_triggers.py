"""Count, on the training articles, how often each trigger row tells an event of its type.

    python tools/measure_triggers.py ../shared/gold

writes ``src/musnad/lexicon/data/trigger_counts.tsv``. A reading is right when gold has an event of
that type in the segment that no nearer reading has taken, as ``score.py`` counts it.
"""

from __future__ import annotations

import collections
import json
import sys
from pathlib import Path
from typing import Any

from musnad.lexicon.reader import DATA
from musnad.model import Article, Event
from musnad.reader import Reader
from musnad.text.segments import segment_spans


def gold_triggers(text: str, gold: dict[str, Any]) -> list[tuple[int, int, str]]:
    """``(start, end, type)`` of gold events."""
    out = []
    for e in gold["events"]:
        start = -1
        for _ in range(e.get("nth", 1)):
            start = text.find(e["trigger"], start + 1)
        out.append((start, start + len(e["trigger"]), e["type"]))
    return out


def match(text: str, golds: list[tuple[int, int, str]], events: tuple[Event, ...]) -> set[str]:
    """Ids of the events that are right."""
    spans = segment_spans(text)

    def home(offset: int) -> int:
        return next((i for i, s in enumerate(spans) if s.start <= offset < s.end), -1)

    left = list(events)
    right: set[str] = set()
    for start, end, type_ in golds:
        here = [e for e in left if e.type == type_ and home(e.trigger.start) == home(start)]
        here.sort(key=lambda e: -max(0, min(end, e.trigger.end) - max(start, e.trigger.start)))
        if here:
            left.remove(here[0])
            right.add(here[0].id)
    return right


def main() -> None:
    folder = Path(sys.argv[1])
    reader = Reader(gated=False)
    rows = {t.where: t for t in reader.triggers.rows}
    withs = {r.where: r["with"] for r in reader.trigger_rows()}
    golds = {g["id"]: g for g in map(json.loads, (folder / "train.gold.jsonl").open(encoding="utf-8"))}
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for line in (folder / "train.docs.jsonl").open(encoding="utf-8"):
        d = json.loads(line)
        report = reader.read(Article(d["text"], d["id"], d["published"], d["outlet"], d["url"]))
        right = match(d["text"], gold_triggers(d["text"], golds[d["id"]]), report.events)
        for e in report.events:
            counts[e.reason.rows[0]][0 if e.id in right else 1] += 1
    lines = ["trigger\tpos\ttype\twith\tright\twrong\tsource"]
    for where, (a, b) in sorted(counts.items(), key=lambda x: (rows[x[0]].lemma, rows[x[0]].pos, x[0])):
        t = rows[where]
        lines.append(f"{t.lemma}\t{t.pos}\t{t.type}\t{withs[where]}\t{a}\t{b}\ttrain")
    (DATA / "trigger_counts.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
