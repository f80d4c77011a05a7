"""Seconds of the processor, and memory: what a shared machine does not blur."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Mapping


def seconds(work: Callable[[], object]) -> float:
    """Of the processor."""
    started = time.process_time()
    work()
    return time.process_time() - started


def best(work: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The best of several rounds of each, taken in turn."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, what in work.items():
            taken[name].append(seconds(what))
    return {name: min(values) for name, values in taken.items()}


def spent() -> float:
    """Seconds of the processor so far, of this process and of those that it waited for."""
    return sum(os.times()[:4])


def most_memory() -> float:
    """MB that this process held at most. Not ``ru_maxrss``: a child inherits its parent's."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(float(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1e3


def exponent(small: float, large: float, first: float, last: float) -> float:
    """How a total grows from ``first`` at ``small`` to ``last`` at ``large``: 1 is linear, 2 quadratic, 0 constant."""
    return math.log(last / first) / math.log(large / small)
