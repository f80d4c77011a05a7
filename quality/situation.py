"""How well the record finds what a careful reader finds in an example situation.

``python -m quality.situation [FOLDER] [--show]`` reads ``articles.jsonl`` and ``expected.json`` of the folder (default
``examples/situation``), builds the record and compares both. What is found and what is expected meet where their passages overlap
in the articles' text; the program's own names for things are never compared. A phase, a deadline and a copy must also agree in
what they say (name, day, outcome, group).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from musnad.model import Article
from musnad.reader import Reader
from musnad.record import Situation, StoredArticle, build_record
from musnad.record.model import Dispute, FactRef, Process

Json = dict[str, Any]
FOLDER = Path(__file__).parent.parent / "examples" / "situation"
#: The expectations' words for the record's kinds.
OUTCOMES = {"met": "met", "silent": "passed", "missed": "passed"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article, by the article's hash."""

    article: str
    start: int
    end: int

    def meets(self, fact: FactRef) -> bool:
        return bool(self.article == fact.article and self.start < fact.end and fact.start < self.end)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one measure."""

    name: str
    right: int
    found: int
    expected: int

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.expected if self.expected else 1.0
        return f"{self.name:<18} precision {precision:.2f}  recall {recall:.2f}  ({self.right} right, {self.found} found, {self.expected} expected)"


class Example:
    """Articles of a folder, read, with the expectations about them."""

    def __init__(self, folder: Path) -> None:
        self.expected: Json = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        self.sources: dict[str, Json] = {d["id"]: d for d in map(json.loads, lines)}
        reader = Reader()
        self.articles: list[StoredArticle] = []
        self.hashes: dict[str, str] = {}
        for d in self.sources.values():
            article = Article(d["text"], d["id"], d["published"], d["outlet"], d["url"])
            self.hashes[d["id"]] = article.hash
            report = reader.read(article).json()
            self.articles.append(StoredArticle(article.hash, d["url"], d["outlet"], d["published"], None, d["text"], report))

    def passage(self, p: Json) -> Passage:
        start = self.sources[p["article"]]["text"].index(p["quote"])
        return Passage(self.hashes[p["article"]], start, start + len(p["quote"]))

    def passages(self, found: Iterable[Json]) -> list[Passage]:
        return [self.passage(p) for p in found]


def meet(passages: Sequence[Passage], facts: Iterable[FactRef]) -> bool:
    return any(p.meets(f) for f in facts for p in passages)


def score_disputes(example: Example, situation: Situation) -> tuple[Score, list[str]]:
    """A dispute is right when each of its sides rests on a passage of each expected side."""
    taken: set[str] = set()
    missing = []
    for d in example.expected["disputes"]:
        sides = [example.passages(s["statements"]) for s in d["sides"]]
        hit = next((f for f in situation.disputes if f.key not in taken and all(_side_in(s, f) for s in sides)), None)
        if hit:
            taken.add(hit.key)
        else:
            missing.append(f"missing dispute {d['id']}: {d['proposition_en']}")
    extra = [f"no such dispute: {f.kind} {f.proposition}" for f in situation.disputes if f.key not in taken]
    return Score("disputes", len(taken), len(situation.disputes), len(example.expected["disputes"])), missing + extra


def _side_in(passages: Sequence[Passage], found: Dispute) -> bool:
    return any(meet(passages, s.facts) for s in found.sides)


def score_processes(example: Example, situation: Situation) -> tuple[list[Score], list[str]]:
    """A process is right when it shares phases with an expected one; of the phases, those of the same name and passage."""
    taken: dict[str, str] = {}
    notes = []
    phases_right = phases_expected = 0
    for e in example.expected["processes"]:
        phases_expected += len(e["phases"])
        told = [(p["phase"], example.passages(p["told"])) for p in e["phases"]]
        ranked = sorted(((_common(told, f), f.key, f) for f in situation.processes if f.key not in taken), key=lambda x: (-x[0][1], -x[0][0], x[1]))
        if not ranked or ranked[0][0][1] == 0:
            notes.append(f"missing process {e['id']} ({e['kind']})")
            continue
        (named, _), key, found = ranked[0]
        taken[key] = e["id"]
        phases_right += named
        have = [p.name for p in found.phases]
        notes.append(f"process {e['id']}: expected {[p for p, _ in told]} → {e['state']}; found {have} → {found.state}")
    notes += [f"no such process: {f.kind} {f.title_ar}" for f in situation.processes if f.key not in taken]
    phases_found = sum(len(f.phases) for f in situation.processes if f.key in taken)
    return [
        Score("processes", len(taken), len(situation.processes), len(example.expected["processes"])),
        Score("phases", phases_right, phases_found, phases_expected),
    ], notes  # fmt: skip


def _common(told: Sequence[tuple[str, Sequence[Passage]]], found: Process) -> tuple[int, int]:
    named = sum(any(p.name == name and meet(passages, [p.fact]) for p in found.phases) for name, passages in told)
    touched = sum(any(meet(passages, [p.fact]) for p in found.phases) for _, passages in told)
    return named, touched


def score_matters(example: Example, situation: Situation) -> tuple[Score, list[str]]:
    """Pairs of expected passages in one matter. Matters about who did what share passages with the deed's own and count as it."""
    merged = _families(example)
    where: dict[tuple[str, int], set[str]] = {}
    labels: dict[tuple[str, int], str] = {}
    for family, passages in merged.items():
        for n, p in enumerate(passages):
            labels[family, n] = family
            where[family, n] = {m.key for m in situation.matters if any(f.kind == "event" and p.meets(f) for f in m.facts)}
    right = found = expected = 0
    for a, b in combinations(sorted(where), 2):
        same, together = labels[a] == labels[b], bool(where[a] & where[b])
        right += same and together
        found += together
        expected += same
    lost = [f"no matter for {k[0]}: passage {k[1]}" for k, v in sorted(where.items()) if not v]
    return Score("matters (pairs)", right, found, expected), lost


def _families(example: Example) -> dict[str, list[Passage]]:
    matters = {m["id"]: m for m in example.expected["matters"]}
    out: dict[str, list[Passage]] = {}
    for m in matters.values():
        if m["kind"] != "process":
            out.setdefault(m["of"] if m["of"] in matters and matters[m["of"]]["kind"] != "process" else m["id"], []).extend(example.passages(m["about"]))
    return out


def score_copies(example: Example, situation: Situation) -> Score:
    def pairs(groups: Iterable[Sequence[str]]) -> Iterator[frozenset[str]]:
        return (frozenset(p) for g in groups for p in combinations(g, 2))

    expected = set(pairs([example.hashes[a] for a in c["articles"]] for c in example.expected["copies"]))
    versions = set(pairs([example.hashes[a] for a in c["articles"]] for c in example.expected["versions"]))
    found = set(pairs(c.members for c in situation.copies)) - versions
    return Score("copies (pairs)", len(expected & found), len(found), len(expected))


def score_deadlines(example: Example, situation: Situation) -> tuple[Score, list[str]]:
    """A deadline is right with its day and its outcome; those that need not be found count neither way."""
    found = [d for p in situation.processes for d in p.deadlines]
    right, notes, optional = 0, [], 0
    for e in example.expected["deadlines"]:
        same = [d for d in found if d.day == e["day"]]
        hit = next((d for d in same if d.state == OUTCOMES[e["outcome"]]), None)
        if not e["required"]:
            optional += len(same) > 0
            continue
        right += hit is not None
        silent = len(e["published_after"]) if e["outcome"] == "silent" else None
        notes.append(f"deadline {e['id']} {e['day']} {e['outcome']} ({silent}): found {[(d.state, d.silent_after) for d in same]}")
    required = [e for e in example.expected["deadlines"] if e["required"]]
    return Score("deadlines", right, len({d.day for d in found}) - optional, len(required)), notes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--show", action="store_true", help="name what is missing and what is too much")
    options = parser.parse_args()
    example = Example(options.folder)
    situation = build_record(example.articles)
    notes: list[str] = []
    scores: list[Score] = []
    for result in (score_matters(example, situation), score_disputes(example, situation), score_deadlines(example, situation)):
        scores.append(result[0])
        notes += result[1]
    processes, process_notes = score_processes(example, situation)
    scores += [*processes, score_copies(example, situation)]
    print(*scores, sep="\n")
    if options.show:
        print(*notes, *process_notes, sep="\n")


if __name__ == "__main__":
    main()
