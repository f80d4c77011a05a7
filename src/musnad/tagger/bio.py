"""From label probabilities to spans: the likeliest sequence in which every inside label continues a span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens ``first``..``last`` exclusive, their label, and the least of their labels' probabilities."""

    first: int
    last: int
    label: str
    prob: float

    def json(self) -> dict[str, Any]:
        return {"first": self.first, "last": self.last, "label": self.label, "prob": self.prob}


def transitions(names: tuple[str, ...]) -> NDArray[np.float32]:
    """[from, to]: 0 where a label may follow another, hugely negative where not."""
    out = np.zeros((len(names), len(names)), np.float32)
    for j, name in enumerate(names):
        if name.startswith("I-"):
            out[[i for i, before in enumerate(names) if before[2:] != name[2:]], j] = _NEVER
    return out


def best_path(probs: NDArray[np.float32], names: tuple[str, ...]) -> list[int]:
    """Viterbi over [words, labels] probabilities."""
    if not len(probs):
        return []
    logs, moves = np.log(np.maximum(probs, np.float32(1e-6))), transitions(names)
    score = logs[0] + moves[0]  # as after O
    back = []
    for row in logs[1:]:
        paths = score[:, None] + moves
        choice = paths.argmax(axis=0)
        back.append(choice)
        score = paths[choice, np.arange(len(names))] + row
    out = [int(score.argmax())]
    for choice in reversed(back):
        out.append(int(choice[out[-1]]))
    return out[::-1]


def decode(probs: NDArray[np.float32], names: tuple[str, ...]) -> tuple[Found, ...]:
    """Spans of the best path."""
    path = best_path(probs, names)
    out: list[Found] = []
    first = 0
    for i in range(len(path) + 1):
        inside = i < len(path) and names[path[i]].startswith("I-")
        if inside:
            continue
        if first < i and path[first]:
            least = min(float(probs[k, path[k]]) for k in range(first, i))
            out.append(Found(first, i, names[path[first]][2:], round(least, 3)))
        first = i
    return tuple(out)
