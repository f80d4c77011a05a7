"""What runs in a process of the engine. Imported after :mod:`musnad.archive.engine` has quietened daft."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from typing import Any

import daft

from musnad.model import Json

Work = Callable[[Json], Json]


class Worker:
    """Builds ``work(*arguments)`` once and calls it with each task. ``owned``: ends with the process that started it."""

    def __init__(self, work: Callable[..., Work], arguments: tuple[Any, ...], owned: bool) -> None:
        if owned:
            threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
        self.work = work(*arguments)

    @daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)
    def answer(self, tasks: daft.Series) -> list[str]:
        """Answers to tasks, both as JSON."""
        return [json.dumps(self.work(json.loads(task))) for task in tasks.to_pylist()]


def _end_with(parent: int) -> None:
    """A process whose parent was killed would read on for nobody."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
