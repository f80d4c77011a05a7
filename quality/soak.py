"""Read thousands of real articles on one core: no crash, none over two seconds, speed and memory.

    python quality/soak.py [ARTICLES.jsonl.gz] [--limit N]
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from itertools import islice
from pathlib import Path

from musnad.errors import InputError
from musnad.reader import KINDS, open_reader
from musnad.sources import Defaults, open_sources
from scoring import SHARED

SLOWEST_ALLOWED = 2.0  # seconds for one article (issue "Read one article")


def memory_mb() -> float:
    """The most memory this process held so far. Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def soak(path: Path, limit: int | None, kind: str) -> int:
    """Read them all; the exit code."""
    started = time.perf_counter()
    reader = open_reader(kind)
    ready = time.perf_counter()
    busy = time.process_time()
    count = crashed = 0
    slowest = (0.0, "")
    for source in open_sources([str(path)], Defaults()):
        for found in islice(source.articles(), limit):
            if isinstance(found, InputError):
                print(found, file=sys.stderr)
                continue
            count += 1
            before = time.perf_counter()
            try:
                reader.read(found)
            except Exception as error:  # counted and named: this is what the run looks for
                crashed += 1
                print(f"{found.name}: {type(error).__name__}: {error}", file=sys.stderr)
            slowest = max(slowest, (time.perf_counter() - before, found.name))
    took, used = time.perf_counter() - ready, time.process_time() - busy
    rate = count / used if used else 0
    print(f"start {ready - started:.2f} s; {count} articles in {took:.1f} s; {rate:.0f} for each second of one core")
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}); most memory {memory_mb():.0f} MB; crashes {crashed}")
    return 1 if crashed or slowest[0] > SLOWEST_ALLOWED else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path, default=SHARED / "articles" / "ant.jsonl.gz")
    parser.add_argument("--limit", type=int, help="only the first N")
    parser.add_argument("--reader", choices=KINDS, default="lexicon", help="which reader reads")
    args = parser.parse_args()
    if not args.articles.is_file():
        print(f"{args.articles}: no such file; name a .jsonl or .jsonl.gz file of articles", file=sys.stderr)
        return 1
    return soak(args.articles, args.limit, args.reader)


if __name__ == "__main__":
    sys.exit(main())
