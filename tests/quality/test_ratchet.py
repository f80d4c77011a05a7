"""The quality ratchet: the floors hold on the development sets, and the ratchet itself tells loss from noise."""

from __future__ import annotations

import warnings

import pytest

import ratchet
import scoring
from musnad.reader import Reader
from ratchet import failures, floors_of, load_floors, stale
from scoring import Result


def _result(f1: float, low: float, high: float, sha: str = "a") -> Result:
    row = {"p": f1, "r": f1, "f1": f1, "tp": 1, "fp": 1, "fn": 1}
    return Result({"event": row, "time value": row}, {"event": (low, high)}, sha)


@pytest.mark.parametrize(
    ("f1", "fails"),
    [(0.60, False), (0.50, False), (0.46, False), (0.45, False), (0.44, True), (0.0, True)],
)
def test_only_a_loss_beyond_half_the_interval_fails(f1: float, fails: bool) -> None:
    floors = {"dev": floors_of(_result(0.50, 0.45, 0.55))}
    assert bool(failures("dev", _result(f1, f1 - 0.05, f1 + 0.05), floors)) is fails


def test_another_gold_file_is_not_compared() -> None:
    floors = {"dev": floors_of(_result(0.50, 0.45, 0.55))}
    other = _result(0.1, 0.05, 0.15, sha="b")
    assert failures("dev", other, floors) == []
    assert "gold file has changed" in (stale("dev", other, floors) or "")
    assert "no floors yet" in (stale("new", other, floors) or "")


def test_a_row_that_is_gone_fails() -> None:
    floors = {"dev": {"gold_sha256": "a", "f1": {"event": 0.5, "lost": 0.4}}}
    assert failures("dev", _result(0.5, 0.45, 0.55), floors) == ["dev: row 'lost' has a floor but was not scored"]


@pytest.mark.parametrize("kind", ["", scoring.WITH_MODEL])
@pytest.mark.parametrize("name", scoring.SETS)
def test_floors_hold(reader: Reader, model_reader: Reader, name: str, kind: str) -> None:
    if name not in scoring.available():
        message = f"{scoring.GOLD} has no {name}: the quality of the reader is NOT measured (MUSNAD_SHARED names another folder)"
        warnings.warn(message, stacklevel=1)
        pytest.skip(message)
    floors = load_floors()
    row = name + kind
    assert row in floors, f"no floors for {row}: run `{ratchet.FLOORS.parent}/run.py --update`"
    result = scoring.score(model_reader if kind else reader, name)
    assert stale(row, result, floors) is None
    assert failures(row, result, floors) == []
