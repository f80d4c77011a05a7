"""How far a long run has come, on standard error, when somebody is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from musnad.sources import Source


@contextmanager
def progress(sources: Sequence[Source], many: bool = False) -> Iterator[Callable[[str], None]]:
    """Gives a function to call with the name of each source after an article of it was read."""
    many = many or len(sources) > 1 or any(s.many for s in sources)
    if not many or not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} articles · {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda name: bar.update(task, advance=1, description=name)
