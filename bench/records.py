"""A record as it grows: what adding, putting together, memory, the file and questions cost at each size.

    python bench/records.py RECORD ARTICLES.jsonl

adds the articles and prints one line of JSON; :func:`growth` does that for one size after the other, each in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from clock import exponent, most_memory, seconds, spent
from corpus import every
from musnad.app.adding import Adding
from musnad.app.pool import Readers
from musnad.sources import Defaults, open_sources
from musnad.store.filters import Filter
from musnad.store.queries import Questions
from musnad.store.record import Record

#: Sizes at which a record is looked at, as far as is asked for.
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
#: What is measured at each size, with what a larger value means and whether it counts for each article.
Row = dict[str, Any]


def add(record: Path, source: Path) -> Row:
    """Add the articles with the lexicon reader, in this process."""
    made = Record(record, create=True)
    readers = Readers(1, None, "lexicon")
    run = Adding(made, lambda _: None)
    before = made.counts()["articles"]
    adding = _cost(lambda: run.run(open_sources([str(source)], Defaults()), readers))
    readers.close()
    build = _cost(made.refresh)
    number = made.counts()["articles"]
    return {"articles": number, "adding": 1000 * adding / max(1, number - before), "build": build, "memory": most_memory(), "file": record.stat().st_size / 1e6}


def _cost(work: Callable[[], object]) -> float:
    before = spent()
    work()
    return spent() - before


def ask(record: Path) -> Row:
    """The slowest question of the whole record, the first one as of an earlier day, and the slowest after it."""
    from soak_record import question_times

    times = question_times(record)
    slowest = max(times, key=lambda name: times[name])
    q = Questions(record)
    with q.ask() as asked:
        days = [d for (d,) in asked.connection.exec_driver_sql("SELECT day FROM article WHERE day IS NOT NULL ORDER BY day")]
    day = days[len(days) * 9 // 10]
    first = _cost(lambda: q.matters(Filter(as_of=day)))
    later = max(min(seconds(lambda name=name: getattr(q, name)(Filter(as_of=day))) for _ in range(3)) for name in ("matters", "timeline", "disputes", "processes", "actors", "figures"))  # type: ignore[misc]  # a default binds the loop's name
    return {"question": 1000 * times[slowest], "slowest": slowest, "first": first, "later": 1000 * later}


def growth(most: int, folder: Path) -> list[Row]:
    """One row for each size up to ``most``: the corpus, and beyond it articles grown from it (``quality/grow.py``)."""
    from grow import grown, line_of

    stream, record, done = grown(list(every()), most), folder / "growing.db", 0
    out: list[Row] = []
    for size in [s for s in SIZES if s <= most]:
        part = folder / "part.jsonl"
        part.write_text("\n".join(map(line_of, islice(stream, size - done))), encoding="utf-8")
        done = size
        asked = [sys.executable, str(Path(__file__)), str(record), str(part)]
        row = json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()[-1])
        print(f"bench: a record of {size:,} articles: {row}", file=sys.stderr, flush=True)
        out.append(row)
    return out


def exponents(rows: Sequence[Row]) -> dict[str, float]:
    """From the smallest to the largest record; of what counts for each article, of its total too."""
    first, last = rows[0], rows[-1]
    found = {k: exponent(first["articles"], last["articles"], first[k], last[k]) for k in ("build", "memory", "file", "question", "first", "later")}
    return {"adding": 1 + exponent(first["articles"], last["articles"], first["adding"], last["adding"]), **found}


def grow_in_temporary(most: int) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="musnad-bench-") as name:
        return growth(most, Path(name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("articles", type=Path)
    args = parser.parse_args()
    print(json.dumps({**add(args.record, args.articles), **ask(args.record)}))


if __name__ == "__main__":
    main()
