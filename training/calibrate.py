"""Temperatures: how much each head's scores must be softened so that they mean what they say on unseen articles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gold import IGNORED, Example
from musnad.tagger import labels
from musnad.tagger.tags import Tags

Rows = list[tuple[NDArray[np.float32], list[int]]]  # log-probabilities and the right columns
#: Tried in this order; the first of equals wins.
GRID = [round(0.6 + 0.05 * i, 2) for i in range(49)]


def temperatures(tagged: Sequence[tuple[Example, Tags]]) -> dict[str, float]:
    """The temperature of each head that makes the gold likeliest. The tags must come from weights without any."""
    rows: dict[str, Rows] = {}
    for example, tags in tagged:
        _word_rows(example, tags, rows)
        _pointer_rows(example, tags, rows)
    return {name: min(GRID, key=lambda t, found=found: _loss(found, t)) for name, found in sorted(rows.items())}  # type: ignore[misc]


def _word_rows(example: Example, tags: Tags, rows: dict[str, Rows]) -> None:
    for view in tags.views:
        for name, where in labels.columns().items():
            for i in range(view.core, len(view.words)):
                wanted = example.heads[name][view.words[i]]
                if wanted != IGNORED:
                    rows.setdefault(name, []).append((view.logits[i, where], [wanted]))


def _pointer_rows(example: Example, tags: Tags, rows: dict[str, Rows]) -> None:
    for query in example.queries:
        place = tags.places.get(query.word)
        if place is None:
            continue
        words = tags.views[place[0]].words.tolist()
        where = {word: i for i, word in enumerate(words)}
        logs = np.log(np.maximum(tags._answer(query.task, place), 1e-9))
        for group in query.groups or (None,):
            absent = len(words) + (0 if group is None else 1)
            right = [where[w] for w in group or () if w in where]
            rows.setdefault(query.task, []).append((logs, right or [absent]))


def _loss(rows: Rows, temperature: float) -> float:
    """Mean −log of the probability of the right columns."""
    total = 0.0
    for length in sorted({len(r) for r, _ in rows}):
        same = [(r, right) for r, right in rows if len(r) == length]
        scores = np.stack([r for r, _ in same]) / temperature
        scores -= scores.max(axis=1, keepdims=True)
        mask = np.zeros(scores.shape, bool)
        for i, (_, right) in enumerate(same):
            mask[i, right] = True
        raised = np.exp(scores)
        total -= float(np.log((raised * mask).sum(axis=1) / raised.sum(axis=1)).sum())
    return total / len(rows)
