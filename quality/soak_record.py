"""A record under hard use: killed fifty times while articles are added, and in the end the same as one that was left in peace.

    python quality/soak_record.py [ARTICLES.jsonl.gz] [--limit N] [--kills N] [--record-url URL]

Prints the rate of adding against that of reading, the file's size against the texts', and how long questions take. Seconds are of
the processor, so that a shared machine does not blur them.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from musnad.model import Article
from musnad.reader import Reader
from musnad.sources import Defaults, open_sources
from musnad.store.databases import Address, Place
from musnad.store.databases.address import place_of
from musnad.store.filters import Filter
from musnad.store.queries import Questions
from scoring import SHARED

#: What the issue "The record" asks for.
RATE, TIMES_TEXT, SECONDS = 0.60, 12.0, 0.3


def lines_of(path: Path, limit: int | None) -> list[str]:
    """Articles as lines of JSON."""
    import json

    (source,) = open_sources([str(path)], Defaults())
    found = (a for a in source.articles() if isinstance(a, Article))
    keep = ("id", "text", "published", "outlet", "url")
    return [json.dumps({k: getattr(a, k) for k in keep}, ensure_ascii=False) for a in islice(found, limit)]


def musnad(*args: str | Place) -> list[str]:
    return [sys.executable, "-m", "musnad", *(a.url if isinstance(a, Address) else str(a) for a in args)]


def seconds(work: Callable[[], Any]) -> float:
    """Of the processor, for this process and those that it waited for."""
    started = os.times()
    work()
    ended = os.times()
    return sum(ended[:4]) - sum(started[:4])


def by_the_clock(work: Callable[[], Any]) -> float:
    """When the work is another process's."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def database(url: str | None) -> Iterator[Place | None]:
    """The database of ``--record-url``."""
    if url != "start":
        yield place_of(url) if url else None
        return
    sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
    from postgres import running

    with running() as server:
        yield server.new()


def reading_rate(lines: list[str], folder: Path) -> float:
    """Articles a second of the reader alone."""
    path = folder / "some.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    reader = Reader()
    articles = [a for s in open_sources([str(path)], Defaults()) for a in s.articles() if isinstance(a, Article)]
    return len(articles) / seconds(lambda: [reader.read(a) for a in articles])


def kill_often(record: Place, lines: list[str], kills: int, folder: Path) -> None:
    """Start adding in some order, kill it after some time, again and again; then let it finish."""
    dice, path = random.Random(11), folder / "shuffled.jsonl"
    for _ in range(kills):
        dice.shuffle(lines)
        path.write_text("\n".join(lines), encoding="utf-8")
        process = subprocess.Popen(musnad("add", path, "--record", record), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.2, 8.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run(musnad("add", path, "--record", record), check=True)


def export_of(record: Place, folder: Path) -> bytes:
    out = folder / f"{record.stem}.export"
    subprocess.run(musnad("export", "--record", record, "--to", "jsonl", "--out", out), check=True, stdout=subprocess.DEVNULL)
    return out.read_bytes()


def question_times(record: Place, seconds: Callable[[Callable[[], Any]], float] = seconds) -> dict[str, float]:
    """Seconds of each question; the first one opens the file and is not counted."""
    q = Questions(record)
    matters = q.matters(Filter())["matters"]
    asked: dict[str, Callable[[], Any]] = {name: lambda name=name: getattr(q, name)(Filter()) for name in ("matters", "timeline", "disputes", "processes", "actors", "figures")}  # type: ignore[misc]  # a default binds the loop's name
    asked |= {"search": lambda: q.search("الجيش", Filter()), "search in Latin letters": lambda: q.search("Russia", Filter())}
    asked |= {"by type and day": lambda: q.matters(Filter(type="ASSAULT", since="2000-01-01"))}
    if matters:
        asked |= {"show": lambda: q.show(matters[0]["key"]), "compare": lambda: q.compare(matters[0]["key"])}
    return {name: min(seconds(work) for _ in range(3)) for name, work in asked.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path, default=SHARED / "articles" / "ant.jsonl.gz")
    parser.add_argument("--limit", type=int, default=2_000, help="only the first N")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--record-url", metavar="URL", help="the record that is killed is this PostgreSQL database (empty), or «start»: one on a server of this run's own; it has to say the same as the file")
    args = parser.parse_args()
    problems = []
    with tempfile.TemporaryDirectory() as name, database(args.record_url) as given:
        folder = Path(name)
        lines = lines_of(args.articles, args.limit)
        read = reading_rate(lines[: max(200, len(lines) // 10)], folder)
        source, peaceful = folder / "all.jsonl", folder / "peaceful.db"
        source.write_text("\n".join(lines), encoding="utf-8")
        added = len(lines) / seconds(lambda: subprocess.run(musnad("add", source, "--record", peaceful), check=True))
        print(f"read {read:.1f} articles a second, add {added:.1f}: {added / read:.0%}")
        problems += ["adding is too slow"] if added < RATE * read else []
        text = sum(len(line.encode()) for line in lines)
        print(f"file {peaceful.stat().st_size / 1e6:.1f} MB, {peaceful.stat().st_size / text:.1f} times the articles")
        problems += ["the file is too large"] if peaceful.stat().st_size > TIMES_TEXT * text else []
        for question, took in question_times(peaceful).items():
            print(f"{question:24} {took * 1000:7.1f} ms")
            problems += [f"{question} is too slow"] if took > SECONDS else []
        killed = given or folder / "killed.db"
        kill_often(killed, list(lines), args.kills, folder)
        same = export_of(killed, folder) == export_of(peaceful, folder)
        print(f"killed {args.kills} times: {'the same' if same else 'NOT the same'}")
        problems += [] if same else ["a killed record says something else"]
        for question, took in question_times(killed, by_the_clock).items() if given else ():
            print(f"{question:24} {took * 1000:7.1f} ms in PostgreSQL, by the clock")
            problems += [f"{question} is too slow in PostgreSQL"] if took > SECONDS else []
    print("; ".join(problems) or "all as it should be")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
