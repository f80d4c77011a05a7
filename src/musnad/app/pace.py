"""How fast a long run is and when it will be done: a bar where somebody is watching, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

#: Seconds between two lines.
EVERY = 30.0


class Pace:
    """Counts what is done of a step. Rates are of this run: what an earlier one did took other time."""

    def __init__(self) -> None:
        self.step, self.total, self.done, self.before = "", 0, 0, 0
        self.since = self.said = time.monotonic()

    def begin(self, step: str, total: int, done: int) -> None:
        """A new step; ``done`` of ``total`` were done before."""
        self.step, self.total, self.done, self.before = step, total, done, done
        self.since = self.said = time.monotonic()

    def advance(self, number: int) -> None:
        """So many more are done."""
        self.done += number
        self.show()

    @property
    def rate(self) -> float:
        """Per second."""
        seconds = time.monotonic() - self.since
        return (self.done - self.before) / seconds if seconds else 0.0

    def line(self) -> str:
        """``12,000 of 100,000 articles, 55.0 a second, 26 min left``"""
        rate = self.rate
        left = f", {_time((self.total - self.done) / rate)} left" if rate else ""
        return f"{self.done:,} of {self.total:,} {self.step}, {rate:.1f} a second{left}"

    def show(self) -> None:
        """A line, if the last one was some time ago or all is done."""
        now = time.monotonic()
        if now - self.said >= EVERY or (self.done >= self.total and now - self.since >= EVERY):
            self.said = now
            click.echo(f"musnad: {self.line()}", err=True)


@contextmanager
def pace() -> Iterator[Pace]:
    """A pace that is shown on standard error."""
    if not sys.stderr.isatty():
        yield Pace()
        return
    from rich.console import Console
    from rich.status import Status

    class Shown(Pace):
        def show(self) -> None:
            status.update(self.line())

    with Status("", console=Console(stderr=True)) as status:
        yield Shown()


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
