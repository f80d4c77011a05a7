"""The plan of a run: which lots there are to read.

A lot is a month and a range of keys. Keys are hashes, so that equal ranges hold about as many articles; how many ranges a month is cut
into hangs on nothing but the number of its articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from musnad.archive.gather import staged_runs
from musnad.archive.layout import Layout, load_json
from musnad.model import Json

_KEYS = 1 << 32  # ranges are cut by the first 8 hex digits


def make_plan(layout: Layout, batch: int) -> Json | None:
    """Lots of about ``batch`` articles out of all shards gathered for this run; None when there is none. Written before it is given."""
    run = layout.runs() + 1
    shards = {path.stem: value for path in sorted((layout.inner / "shards").glob("*.json")) if (value := load_json(path))["run"] == run}
    if not shards:
        return None
    months: Counter[str] = Counter()
    for value in shards.values():
        months.update(value["months"])
    files = [staged["file"] for shard in shards for staged in staged_runs(layout, shard) if staged["articles"]]
    counts = {k: sum(value[k] for value in shards.values()) for k in ("articles", "problems")}
    plan = {"run": run, **counts, "files": files, "lots": list(_lots(run, months, batch))}
    layout.put_json(layout.plan, plan)
    return plan


def _lots(run: int, months: Counter[str], batch: int) -> Iterator[Json]:
    for month, articles in sorted(months.items()):
        ranges = -(-articles // batch)
        for number in range(ranges):
            low, high = (_KEYS * n // ranges for n in (number, number + 1))
            about = articles * (number + 1) // ranges - articles * number // ranges
            yield {
                "name": f"{run:03}-{month}-{number:05}", "part": f"part-{run:03}-{number:05}.parquet", "month": month, "articles": about,
                "low": f"{low:08x}", "high": f"{high:08x}" if high < _KEYS else None,
            }  # fmt: skip


def open_lots(layout: Layout, plan: Json) -> Sequence[Json]:
    """Lots of a plan that were not read yet."""
    return [lot for lot in plan["lots"] if not layout.lot(lot["name"]).exists()]
