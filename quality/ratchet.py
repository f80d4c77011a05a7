"""Floors that only an explicit ``--update`` moves, and that noise does not trip.

A headline row fails when its F1 lies further below its floor than half the width of its bootstrap
interval: with 24 articles such an interval is about ± 0.05, so a smaller loss says nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scoring import Result

FLOORS = Path(__file__).with_name("floors.json")
Floors = dict[str, Any]


def load_floors() -> Floors:
    """The floors by set; empty when none were written yet."""
    return dict(json.loads(FLOORS.read_text(encoding="utf-8"))) if FLOORS.is_file() else {}


def floors_of(result: Result) -> Floors:
    """A set's entry in the file."""
    return {
        "gold_sha256": result.sha256,
        "f1": {k: result.rows[k]["f1"] for k in sorted(result.intervals)},
    }


def write_floors(floors: Floors) -> None:
    """One set after the other, sorted, so that a change is a small diff."""
    FLOORS.write_text(json.dumps(floors, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def failures(name: str, result: Result, floors: Floors) -> list[str]:
    """What fell below its floor, in words. A set without floors, or with another gold file, fails nothing here."""
    entry = floors.get(name)
    if not entry or entry["gold_sha256"] != result.sha256:
        return []
    out = []
    for row, floor in entry["f1"].items():
        if row not in result.intervals:
            out.append(f"{name}: row {row!r} has a floor but was not scored")
            continue
        low, high = result.intervals[row]
        f1, slack = result.rows[row]["f1"], (high - low) / 2
        if f1 < floor - slack:
            out.append(f"{name}: {row} F1 {f1:.3f} fell below its floor {floor:.3f} by more than {slack:.3f}")
    return out


def stale(name: str, result: Result, floors: Floors) -> str | None:
    """Why the floors of a set cannot be compared, or None."""
    entry = floors.get(name)
    if not entry:
        return f"{name}: no floors yet; write them with --update"
    if entry["gold_sha256"] != result.sha256:
        return f"{name}: the gold file has changed since the floors were written; look at the scores, then --update"
    return None
