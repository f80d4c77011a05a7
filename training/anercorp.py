"""ANERcorp (CAMeL Lab split, CC BY-SA 4.0) as labels of the project's own tokens.

Its words are cut further where the project cuts («أ)» is two tokens): a word's label goes to its letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from musnad.tagger import labels
from musnad.tagger.pieces import Pieces
from musnad.tagger.windows import Block, cut_block
from musnad.text.fold import fold_with_offsets
from musnad.text.tokens import Token, tokenize

#: Consecutive sentences read together: they come from the same articles.
TOGETHER = 12


@dataclass
class Passage:
    """Consecutive sentences as tokens: pieces, label numbers and, per original word, the token that answers for it."""

    pieces: list[tuple[int, ...]]
    labels: list[int]
    blocks: list[Block]
    answers: list[list[int]]  # per sentence and word
    gold: list[list[str]]  # per sentence and word


def sentences(path: Path) -> list[tuple[list[str], list[str]]]:
    """(words, labels) of each sentence."""
    out: list[tuple[list[str], list[str]]] = []
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.strip():
            word, tag = line.rsplit(" ", 1)
            words.append(word)
            tags.append(tag.strip())
        elif words:
            out.append((words, tags))
            words, tags = [], []
    return out


def load(path: Path, pieces: Pieces) -> list[Passage]:
    every = sentences(path)
    return [passage(every[i : i + TOGETHER], pieces) for i in range(0, len(every), TOGETHER)]


def passage(group: list[tuple[list[str], list[str]]], pieces: Pieces) -> Passage:
    out = Passage([], [], [], [], [])
    bounds = []
    for words, tags in group:
        first = len(out.pieces)
        out.gold.append(tags)
        out.answers.append([_add(out, word, tag, pieces) for word, tag in zip(words, tags, strict=True)])
        bounds.append((first, len(out.pieces)))
    costs = [len(p) for p in out.pieces]
    for i, (first, last) in enumerate(bounds):
        out.blocks += cut_block(first, last, i, False, costs)
    return out


def _add(out: Passage, word: str, tag: str, pieces: Pieces) -> int:
    """Append a word's tokens; returns the one that answers for it."""
    tokens = list(tokenize(fold_with_offsets(word))) or [Token(0, 0, len(word), word, "punct")]
    named = [i for i, t in enumerate(tokens) if t.kind != "punct"] or list(range(len(tokens)))
    answer = len(out.pieces) + named[0]
    end = -1
    for i, token in enumerate(tokens):
        out.pieces.append(pieces.of(word[token.start : token.end], glued=token.start == end))
        end = token.end
        inside = named[0] <= i <= named[-1] and tag != "O"
        label = tag if i == named[0] else f"I-{tag[2:]}"
        out.labels.append(labels.NER.index(label) if inside else 0)
    return answer
