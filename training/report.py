"""report.md: what was trained on what, how it went and how good it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from evaluate import Scores
from fit import Curve, Plan


@dataclass
class Measured:
    """``scores`` by set; articles of 350 words a second on one core; bytes of the weights file."""

    scores: dict[str, Scores]
    speed: float
    size: int


def render(
    measured: Measured, plans: Mapping[str, Plan], curves: Mapping[str, Curve], hashes: Mapping[str, str],
    temperatures: Mapping[str, float], machine: str,
) -> str:  # fmt: skip
    return "\n".join([
        "# The tagger's training", "", "Written by `run.py`; do not edit.", "",
        f"{measured.size / 1e6:.1f} MB, {measured.speed:.1f} articles of 350 words a second on one core ({machine}).", "",
        *_scores(measured.scores), *_curves(curves), *_plans(plans), *_pairs("Temperatures", temperatures), *_pairs("Data (SHA-256)", hashes),
    ])  # fmt: skip


def _scores(scores: Mapping[str, Scores]) -> Iterator[str]:
    for name, rows in scores.items():
        yield from (f"## {name}", "", "| | P | R | F1 or accuracy | n |", "| --- | --- | --- | --- | --- |")
        for row, values in rows.items():
            yield f"| {row} | {values.get('p', '')} | {values.get('r', '')} | {values.get('f1', values.get('acc'))} | {values['n']:.0f} |"
        yield ""


def _curves(curves: Mapping[str, Curve]) -> Iterator[str]:
    for name, curve in curves.items():
        minutes = sum(row["seconds"] for row in curve) / 60
        heads = [key for key in curve[-1] if key not in ("epoch", "seconds")]
        yield from (f"## Losses of {name} ({minutes:.0f} minutes)", "", "| epoch | " + " | ".join(heads) + " |")
        yield "|" + " --- |" * (len(heads) + 1)
        for row in curve:
            yield f"| {row['epoch']:.0f} | " + " | ".join(f"{row.get(h, float('nan')):.3f}" for h in heads) + " |"
        yield ""


def _plans(plans: Mapping[str, Plan]) -> Iterator[str]:
    yield from ("## Plans", "")
    for name, plan in plans.items():
        yield f"- {name}: " + ", ".join(f"{k} {v}" for k, v in asdict(plan).items())
    yield ""


def _pairs(title: str, pairs: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"## {title}", "", *(f"- {key}: {value}" for key, value in pairs.items()), "")
