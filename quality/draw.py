"""Draw facts at random from real articles, for a judge who reads them without seeing rules or code.

    python quality/draw.py KIND [--number 100] [--seed 1] [--articles FILE] > sheet.tsv

KIND is ``places``, ``figures``, ``chains``, ``modes`` or ``aspects``. Each line of the sheet has a number, the article's id,
the passage with the words in question marked ⟦so⟧, and what the program says of them, in plain words. The judge adds
``right``, ``wrong`` or ``unclear``. Articles and facts are drawn by a fixed seed: the same sheet tomorrow.
The sheets hold other people's text and stay out of the repository; the tables of results are in ``docs/quality.md``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from musnad.app.view import SURE
from musnad.model import Article
from musnad.reader import open_reader
from scoring import SHARED

Json = dict[str, Any]
#: Characters of context on each side of the words in question.
AROUND = 260
#: At most this many facts of one article, so that no long one fills the sheet.
PER_ARTICLE = 2


def articles(path: Path, seed: int) -> Iterator[Article]:
    """The articles of a JSONL file in an order that the seed fixes."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    rows = [json.loads(line) for line in text.split("\n") if line]
    random.Random(seed).shuffle(rows)
    for d in rows:
        yield Article(d["text"], d["id"], d["published"], d.get("outlet"), d.get("url"))


def passage(text: str, *spans: tuple[int, int]) -> str:
    """The text around some spans, each marked ⟦so⟧, on one line."""
    start, end = max(0, min(a for a, _ in spans) - AROUND), min(len(text), max(b for _, b in spans) + AROUND)
    out, at = [], start
    for a, b in sorted(set(spans)):
        if a >= at:
            out += [text[at:a], "⟦", text[a:b], "⟧"]
            at = b
    return " ".join("".join([*out, text[at:end]]).split())


def span(x: Json) -> tuple[int, int]:
    return x["start"], x["end"]


def places(text: str, r: Json) -> Iterator[tuple[str, str]]:
    entities = {e["id"]: e for e in r["entities"]}
    for p in r["places"]:
        e = entities[p["entity"]]
        if p["lat"] is not None and p["precision"] != "country":
            yield passage(text, span(e["mentions"][0])), f"{e['name']} ({e['name_en']}): {p['precision']} in {p['country']}, {p['lat']}, {p['lon']}"


def figures(text: str, r: Json) -> Iterator[tuple[str, str]]:
    entities = {e["id"]: e for e in r["entities"]}
    for f in r["figures"]:
        bounds = f"{f['low']}" if f["low"] == f["high"] else f"{f['low']} to {f['high']}"
        of = f" of {entities[f['of']]['name']}" if f["of"] else ""
        marks = ", ".join(m for m in ("approximate", "hedged") if f[m])
        yield passage(text, span(f)), f"{bounds} {f['unit']}{of}; effect {f['effect']}; scope {f['scope']}{'; ' + marks if marks else ''}"


def chains(text: str, r: Json) -> Iterator[tuple[str, str]]:
    entities = {e["id"]: e for e in r["entities"]}
    for s in r["statements"]:
        if s["chain"]:
            names = " ← ".join(entities[c["entity"]]["name"] for c in s["chain"])
            yield passage(text, span(s), span(s["cue"])), f"said by: {names}; stance {s['stance']}"


def _event(text: str, r: Json, e: Json) -> str:
    entities = {x["id"]: x["name"] for x in r["entities"]}
    return f"{e['type']}: {[entities[a] for a in e['actors']]} → {[entities[a] for a in e['recipients']]}"


def modes(text: str, r: Json) -> Iterator[tuple[str, str]]:
    for e in r["events"]:
        if e["mode"] and e["confidence"] >= SURE:
            yield passage(text, span(e["trigger"])), f"type {e['type']}, mode {e['mode']}"


def aspects(text: str, r: Json) -> Iterator[tuple[str, str]]:
    for e in r["events"]:
        if e["aspect"]:
            spans = [span(s) for s in e["reason"]["spans"]]
            yield passage(text, span(e["trigger"]), *spans), f"{_event(text, r, e)}; aspect {e['aspect']}"


KINDS: dict[str, Callable[[str, Json], Iterator[tuple[str, str]]]] = {
    "places": places, "figures": figures, "chains": chains, "modes": modes, "aspects": aspects,
}  # fmt: skip


def draw(kind: str, number: int, seed: int, path: Path) -> Iterator[tuple[str, str, str]]:
    """``(article id, passage, claim)`` until there are enough."""
    reader, rng, count = open_reader(), random.Random(seed), 0
    for article in articles(path, seed):
        found = list(KINDS[kind](article.text, reader.read(article).json()))
        for words, claim in rng.sample(found, min(PER_ARTICLE, len(found))):
            yield article.name, words, claim
            count += 1
            if count == number:
                return


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=Path, default=SHARED / "articles" / "ant.jsonl.gz")
    args = parser.parse_args()
    if not args.articles.is_file():
        print(f"{args.articles} is not there; name a JSONL file with --articles", file=sys.stderr)
        return 2
    for n, row in enumerate(draw(args.kind, args.number, args.seed, args.articles), start=1):
        print(n, *row, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
