"""Gold reports as labels of the project's own tokens (shared/gold/GUIDE.md says what the reports mean)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from musnad.model import STANCES, STATUSES, Article
from musnad.tagger import labels
from musnad.text.document import Document, build_document

IGNORED = -100
_CLITICS = "وفبكلس"
#: What a token may have behind a surface: short vowels and tatweel.
_MARKS = "".join(chr(c) for c in range(0x64B, 0x653)) + "\N{ARABIC TATWEEL}"
#: How many letters of clitics may stand before a surface in its token («وبال…»).
_MAX_CLITICS = 3

Json = dict[str, Any]


@dataclass(frozen=True)
class Query:
    """What a pointer should answer from one word. ``groups``: for each entity meant, the words that would be right."""

    task: str
    word: int
    groups: tuple[tuple[int, ...], ...]
    weight: float = 1.0


@dataclass
class Example:
    """One article with, for each head, a label number per token (IGNORED where there is none)."""

    id: str
    document: Document
    heads: dict[str, list[int]]
    queries: list[Query] = field(default_factory=list)


def load(docs: Path, golds: Path) -> list[Example]:
    """All annotated articles of two files, in the order of the gold file."""
    texts = {row["id"]: row["text"] for row in _rows(docs)}
    return [example(row["id"], texts[row["id"]], row) for row in _rows(golds)]


def _rows(path: Path) -> Iterator[Json]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def example(name: str, text: str, gold: Json) -> Example:
    document = build_document(Article(text=text))
    n = len(document.tokens)
    heads = {head: [0] * n for head in ("participant", "trigger", "begins", "cue")}
    heads |= {head: [IGNORED] * n for head in ("ner", "status", "stance")}
    out = Example(name, document, heads)
    mentions = entity_mentions(document, gold["entities"])
    _participants(out, gold["entities"], mentions)
    starts = {entity: tuple(sorted({first for first, _ in spans})) for entity, spans in mentions.items()}
    _antecedents(out, mentions)
    for event in gold["events"]:
        _event(out, event, starts)
    for statement in gold["statements"]:
        _statement(out, statement, starts)
    return out


def occurrences(text: str, surface: str) -> Iterator[tuple[int, int]]:
    at = text.find(surface)
    while at >= 0:
        yield at, at + len(surface)
        at = text.find(surface, at + 1)


def aligned(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """The tokens of a span, last exclusive, when it ends with one and begins with one or behind its clitics."""
    tokens = document.tokens
    first, last = document.token_at(start), document.token_at(end - 1)
    if max(first, last) >= len(tokens) or (tokens[last].end != end and document.text[end : tokens[last].end].strip(_MARKS)):
        return None
    before = document.text[tokens[first].start : start]
    if before and (len(before) > _MAX_CLITICS or before.strip(_CLITICS)):
        return None
    return first, last + 1


def entity_mentions(document: Document, entities: Iterable[Json]) -> dict[str, list[tuple[int, int]]]:
    """Token spans of every occurrence of every surface; those inside a longer one only where an entity has no other."""
    found: dict[str, set[tuple[int, int]]] = {}
    for entity in entities:
        places = (aligned(document, *s) for surface in entity["surfaces"] for s in occurrences(document.text, surface))
        found[entity["id"]] = {p for p in places if p}
    everything = {s for spans in found.values() for s in spans}
    out = {}
    for name, spans in found.items():
        outer = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in everything)]
        out[name] = sorted(outer or list(spans))
    return out


def _participants(out: Example, entities: Iterable[Json], mentions: dict[str, list[tuple[int, int]]]) -> None:
    index = {label: i for i, label in enumerate(labels.PARTICIPANTS)}
    spans = sorted(((a, b, e["type"]) for e in entities for a, b in mentions[e["id"]]), key=lambda s: (s[0] - s[1], s[0]))
    row = out.heads["participant"]
    for first, last, kind in spans:
        if not any(row[first:last]):
            row[first:last] = [index[f"B-{kind}"]] + [index[f"I-{kind}"]] * (last - first - 1)


def _antecedents(out: Example, mentions: dict[str, list[tuple[int, int]]]) -> None:
    """Each mention points to the earlier ones of its entity. A word that two entities begin with asks nothing."""
    whose = Counter(first for spans in mentions.values() for first in {first for first, _ in spans})
    for spans in mentions.values():
        starts = sorted({first for first, _ in spans if whose[first] == 1})
        for n, word in enumerate(starts):
            out.queries.append(Query("antecedent", word, (tuple(starts[:n]),) if n else ()))


def nth(text: str, surface: str, n: int, start: int = 0) -> tuple[int, int]:
    at = start - 1
    for _ in range(n):
        at = text.find(surface, at + 1)
        if at < 0:
            raise ValueError(f"not in the text: {surface!r} (occurrence {n})")
    return at, at + len(surface)


def _event(out: Example, event: Json, starts: dict[str, tuple[int, ...]]) -> None:
    document = out.document
    start, end = nth(document.text, event["trigger"], event.get("nth", 1))
    first, last = document.token_at(start), document.token_at(end - 1)
    heads = out.heads
    for word in range(first, last + 1):
        if word == first or not heads["trigger"][word]:
            heads["trigger"][word] = labels.TRIGGERS.index(event["type"])
            heads["status"][word] = STATUSES.index(event["status"])
    heads["begins"][first] = 1
    meant = {"actor": event["actors"], "recipient": event["recipients"], "source": event["sources"],
             "place": [event["place"]] if event["place"] else []}  # fmt: skip
    askers = sorted({first, last})
    for role, entities in meant.items():
        groups = tuple(starts[e] for e in entities)
        out.queries += [Query(role, word, groups, 1 / len(askers)) for word in askers]


def _statement(out: Example, statement: Json, starts: dict[str, tuple[int, ...]]) -> None:
    document = out.document
    start, _ = nth(document.text, statement["content_start"], statement.get("nth", 1))
    end = nth(document.text, statement["content_end"], 1, start)[1]
    place = find_cue(document, statement["cue"], start, end)
    if place is None:
        return
    first, last = place
    heads = out.heads
    heads["cue"][first:last] = [1] + [2] * (last - first - 1)
    heads["stance"][first] = STANCES.index(statement["stance"])
    speaker = statement["speaker"]
    out.queries += [
        Query("content_start", first, ((document.token_at(start),),)),
        Query("content_end", first, ((document.token_at(end - 1),),)),
        Query("speaker", first, (starts[speaker],) if speaker else ()),
    ]


def find_cue(document: Document, cue: str, start: int, end: int) -> tuple[int, int] | None:
    """Tokens of the cue that stands nearest to a statement's content; before it rather than after or in it."""

    def far(span: tuple[int, int]) -> tuple[bool, int]:
        a, b = span
        gap = start - b if b <= start else a - end + 10 if a >= end else a - start + 20
        return aligned(document, a, b) is None, gap

    spans = sorted(occurrences(document.text, cue), key=far)
    if not spans:
        return None
    a, b = spans[0]
    first, last = document.token_at(a), document.token_at(b - 1)
    return (first, last + 1) if last < len(document.tokens) else None
