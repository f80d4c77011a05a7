"""Tasks on daft: in processes of this machine (its native runner), or on a Ray cluster, with nothing else changed.

A task and its answer are small objects of JSON; what they are about lies on the disk, which the machines of a cluster share. So
daft moves next to nothing, and what is in memory is the tasks that run.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Sequence
from typing import Any

from musnad.errors import MusnadError
from musnad.model import Json

ENGINES = ("native", "ray")
NEEDS = "archives need more packages: pip install 'musnad[archive]'"
NEEDS_RAY = "a Ray cluster needs more packages: pip install 'musnad[ray]'"
#: Before daft and Ray are imported: nothing is reported to anybody, no bars over ours, no log of theirs to ours.
_QUIET = {
    "DO_NOT_TRACK": "true", "SCARF_NO_ANALYTICS": "true", "DAFT_ANALYTICS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0",
    "RAY_USAGE_STATS_ENABLED": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}  # fmt: skip


class Engine:
    """daft with one of :data:`ENGINES`. A process has one, as daft does. MusnadError when its packages are not there."""

    def __init__(self, name: str, jobs: int | None) -> None:
        os.environ.update({k: v for k, v in _QUIET.items() if k not in os.environ})
        try:
            import daft
        except ImportError as error:
            raise MusnadError(NEEDS) from error
        self.daft, self.name = daft, name
        if name == "ray":
            self.jobs = jobs or self._start_ray()
            daft.set_runner_ray()
        else:
            self.jobs = jobs or len(os.sched_getaffinity(0))
            daft.set_runner_native()

    def _start_ray(self) -> int:
        """Join the cluster that RAY_ADDRESS names, or start one here; how many cores it has."""
        try:
            import ray
        except ImportError as error:
            raise MusnadError(NEEDS_RAY) from error
        if not ray.is_initialized():
            ray.init(log_to_driver=False, logging_level=logging.ERROR)
        return max(1, int(ray.cluster_resources().get("CPU", 1)))  # type: ignore[no-untyped-call]  # of Ray

    def run(self, work: type, arguments: Sequence[Any], tasks: Sequence[Json]) -> Iterator[Json]:
        """The answers as they come, in no order. ``work(*arguments)`` is built once in each process and called with each task.

        MusnadError when a process ends before its tasks do.
        """
        if not tasks:
            return
        from musnad.archive.worker import Worker

        native = self.name == "native"
        options: dict[str, Any] = {"use_process": True} if native else {"cpus": 1}
        make = self.daft.cls(Worker, max_concurrency=min(self.jobs, len(tasks)), **options)
        frame = self.daft.from_pydict({"task": [json.dumps(task) for task in tasks]})
        frame = frame if native else frame.into_batches(1)  # or Ray would give all tasks to one worker
        answers = frame.select(make(work, tuple(arguments), native).answer(frame["task"]).alias("answer"))
        try:
            for row in answers.iter_rows(results_buffer_size=1):
                yield json.loads(row["answer"])
        except Exception as error:  # whatever an engine says when a process of its own is gone
            what = f"{type(error).__name__}: {error}".replace("\n", " ")[:300]
            raise MusnadError(f"a reading process ended before its work did ({what}); what was read is safe, run the same command again") from error
