"""Windows with their labels, and batches of them as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from anercorp import Passage
from gold import IGNORED, Example, Query
from musnad.tagger import labels, windows
from musnad.tagger.distance import buckets, relations
from musnad.tagger.pieces import PAD, UNKNOWN, Pieces
from musnad.tagger.windows import TITLE, Window

#: Pieces in a batch, padding included.
BATCH_PIECES = 1600


@dataclass
class Item:
    """A window, labels of its words per head, and what its pointers should answer."""

    window: Window
    heads: dict[str, list[int]]
    queries: list[tuple[str, int, list[int], float]]  # task, word, right words (or absent ones behind them), weight


@dataclass
class Batch:
    pieces: Tensor
    kinds: Tensor
    mask: Tensor
    begins: Tensor
    ends: Tensor
    heads: dict[str, Tensor]
    pointers: dict[str, tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]]  # item, word, right, weight, distance, relation
    words: list[int]


def example_items(example: Example, pieces: Pieces, size: int = windows.SIZE, context: int = windows.CONTEXT_SIZE) -> list[Item]:
    words = windows.word_pieces(example.document, pieces)
    blocks = windows.document_blocks(example.document, [len(w) for w in words])
    cut = windows.cut_windows(blocks, words, size, context)
    return [_item(window, example.heads, example.queries) for window in cut]


def passage_items(passage: Passage, size: int = windows.SIZE) -> list[Item]:
    blank = [IGNORED] * len(passage.labels)
    heads = {name: blank for name, _ in labels.WORD_HEADS} | {"ner": passage.labels}
    return [_item(w, heads, []) for w in windows.cut_windows(passage.blocks, passage.pieces, size, 0)]


def _item(window: Window, heads: dict[str, list[int]], queries: Sequence[Query]) -> Item:
    place = {word: i for i, word in enumerate(window.words)}
    core = {name: [row[w] if i >= window.core else IGNORED for i, w in enumerate(window.words)] for name, row in heads.items()}
    asked = []
    for query in queries:
        at = place.get(query.word, -1)
        if at >= window.core:
            groups = query.groups or (None,)
            asked += [(query.task, at, _right(g, place), query.weight / len(groups)) for g in groups]
    return Item(window, core, asked)


def _right(group: tuple[int, ...] | None, place: dict[int, int]) -> list[int]:
    """Positions in the window that answer for an entity; negative ones stand for the absent: -2 none, -1 outside."""
    if group is None:
        return [-2]
    return [place[w] for w in group if w in place] or [-1]


def batches(items: Sequence[Item], rng: random.Random | None, limit: int = BATCH_PIECES) -> Iterator[list[Item]]:
    """Items of like length together, at most ``limit`` pieces; in random order when there is ``rng``."""
    order = sorted(range(len(items)), key=lambda i: len(items[i].window.pieces) + (rng.random() * 30 if rng else 0.0))
    groups: list[list[int]] = [[]]
    for i in order:
        group = [*groups[-1], i]
        if groups[-1] and len(group) * max(len(items[j].window.pieces) for j in group) > limit:
            groups.append([i])
        else:
            groups[-1] = group
    if rng:
        rng.shuffle(groups)
    for group in groups:
        if group:
            yield [items[i] for i in group]


def collate(items: Sequence[Item], drop: float = 0.0, rng: np.random.Generator | None = None) -> Batch:
    """Tensors of a batch. ``drop``: share of words whose pieces are hidden, for training."""
    length = max(len(i.window.pieces) for i in items)
    count = max(len(i.window.words) for i in items)
    pieces = np.full((len(items), length), PAD)
    kinds, begins, ends = np.zeros_like(pieces), np.zeros((len(items), count), np.int64), np.zeros((len(items), count), np.int64)
    heads = {name: np.full((len(items), count), IGNORED) for name, _ in labels.WORD_HEADS}
    for row, item in enumerate(items):
        window = item.window
        n, words = len(window.pieces), len(window.words)
        pieces[row, :n], kinds[row, :n] = window.pieces, window.kinds
        begins[row, :words], ends[row, :words] = window.begins, window.ends
        for name, values in item.heads.items():
            heads[name][row, :words] = values
        if rng is not None and drop:
            for word in np.flatnonzero(rng.random(words) < drop):
                pieces[row, window.begins[word] : window.ends[word] + 1] = UNKNOWN
    mask = np.where(pieces == PAD, np.float32(-1e4), np.float32(0))[:, None, None, :]
    as_tensor = torch.from_numpy
    return Batch(
        as_tensor(pieces), as_tensor(kinds), as_tensor(mask), as_tensor(begins), as_tensor(ends),
        {name: as_tensor(values) for name, values in heads.items()},
        {task: _pointer(task, items, count) for task in labels.POINTERS},
        [len(i.window.words) for i in items],
    )  # fmt: skip


def _pointer(task: str, items: Sequence[Item], count: int) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    asked = [(row, *q[1:]) for row, item in enumerate(items) for q in item.queries if q[0] == task]
    right = np.zeros((len(asked), count + len(labels.ABSENT)), bool)
    distance, relation = np.zeros((len(asked), count), np.int64), np.zeros((len(asked), count), np.int64)
    for n, (row, word, positions, _) in enumerate(asked):
        right[n, positions] = True
        window = items[row].window
        segments = np.asarray(window.segments)
        size = len(segments)
        distance[n, :size] = buckets(np.asarray(word), np.arange(size))
        title = np.asarray(window.kinds)[window.begins] == TITLE
        relation[n, :size] = relations(segments[word], segments, title)
    numbers = np.asarray([(a[0], a[1]) for a in asked], np.int64).reshape(-1, 2)
    weight = np.asarray([a[3] for a in asked], np.float32)
    arrays = (numbers[:, 0], numbers[:, 1], right, weight, distance, relation)
    first, second, third, fourth, fifth, sixth = (torch.from_numpy(np.ascontiguousarray(a)) for a in arrays)
    return first, second, third, fourth, fifth, sixth
