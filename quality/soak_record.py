"""A record under hard use: killed fifty times while articles are added, and in the end the same as one that was left in peace.

    python quality/soak_record.py [ARTICLES.jsonl.gz] [--limit N] [--kills N] [--only figures|kills|crowd] [--record-url URL]

Prints the rate of adding against that of reading, the most memory, the file's size against the texts', how long questions take and
how soon pages can be used (``pages.py``); then whether kills, another order, two writers and four readers change anything. Seconds
are of the processor, so that a shared machine does not blur them; those of pages are of the clock.
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

import pages
from musnad.model import Article
from musnad.reader import Reader
from musnad.sources import Defaults, open_sources
from musnad.store.databases import Address, Place
from musnad.store.databases.address import place_of
from musnad.store.filters import Filter
from musnad.store.queries import Questions
from scoring import SHARED

#: What the issue "The record" asks for.
RATE, TIMES_TEXT, SECONDS, MEMORY = 0.60, 12.0, 0.3, 1_000.0


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


def peak_of(command: list[str]) -> float:
    """The most memory, in MB, that a command and the processes it started held at one moment (looked at twice a second; Linux)."""
    process, most = subprocess.Popen(command), 0.0
    while process.poll() is None:
        most = max(most, _held(process.pid))
        time.sleep(0.5)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: ended with {process.returncode}")
    return most


def _held(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = [int(c) for t in Path(f"/proc/{pid}/task").iterdir() for c in (t / "children").read_text().split()]
    except OSError:  # it has just ended
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6 + sum(map(_held, children))


#: A program of its own: asks the record for so many seconds, and fails on the first error or when the record shrinks.
_ASKING = """
import sys, time
from pathlib import Path
from musnad.store.filters import Filter
from musnad.store.queries import Questions
q, until, seen = Questions(Path(sys.argv[1])), time.monotonic() + float(sys.argv[2]), 0
while time.monotonic() < until:
    for name in ("matters", "disputes", "actors", "timeline"):
        getattr(q, name)(Filter(), 10)
    found = q.search("قال", Filter(), 1)["total"]
    assert found >= seen, (found, seen)
    seen = found
"""


def crowd(lines: list[str], folder: Path, seconds_: float = 60.0, readers: int = 4) -> list[str]:
    """Two writers and four readers at once for a minute; what went wrong."""
    record = folder / "crowd.db"
    start = folder / "start.jsonl"
    start.write_text("\n".join(lines[:20]), encoding="utf-8")
    subprocess.run(musnad("add", start, "--record", record), check=True, stdout=subprocess.DEVNULL)
    asking = [subprocess.Popen([sys.executable, "-c", _ASKING, str(record), str(seconds_)]) for _ in range(readers)]
    given: set[int] = set(range(20))
    problems: list[str] = []
    until, at, size = time.monotonic() + seconds_, 20, 40
    while time.monotonic() < until:
        writers = []
        for writer in range(2):
            part = folder / f"writer{writer}.jsonl"
            first = (at + writer * size // 2) % len(lines)  # the two overlap by half, so that both add the same articles
            numbers = [(first + n) % len(lines) for n in range(size)]
            part.write_text("\n".join(lines[n] for n in numbers), encoding="utf-8")
            given.update(numbers)
            writers.append(subprocess.Popen(musnad("add", part, "--record", record), stdout=subprocess.DEVNULL))
        problems += ["a writer failed"] if sum(abs(w.wait()) for w in writers) else []
        at += size + size // 2
    problems += ["a reader failed"] if sum(abs(a.wait()) for a in asking) else []
    peaceful = folder / "peaceful-crowd.db"
    every = folder / "every.jsonl"
    every.write_text("\n".join(lines[n] for n in sorted(given)), encoding="utf-8")
    subprocess.run(musnad("add", every, "--record", peaceful), check=True, stdout=subprocess.DEVNULL)
    problems += [] if export_of(record, folder) == export_of(peaceful, folder) else ["two writers lost something"]
    print(f"two writers and {readers} readers for {seconds_:.0f} s, {len(given)} articles: {'; '.join(problems) or 'no error, nothing lost'}", flush=True)
    return problems


def kill_often(record: Place, lines: list[str], kills: int, folder: Path) -> int:
    """Start adding in some order, kill it after some time, again and again; then let it finish. How many were still at work when killed."""
    dice, path, at_work = random.Random(11), folder / "shuffled.jsonl", 0
    for _ in range(kills):
        dice.shuffle(lines)
        path.write_text("\n".join(lines), encoding="utf-8")
        process = subprocess.Popen(musnad("add", path, "--record", record), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.2, 8.0))
        at_work += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run(musnad("add", path, "--record", record), check=True)
    return at_work


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
    asked |= {f"search {words}": lambda words=words: q.search(words, Filter()) for words in ("في", "الرئيس", "قال", "قال في", '"في في"')}  # type: ignore[misc]  # in most articles
    asked |= {"by type and day": lambda: q.matters(Filter(type="ASSAULT", since="2000-01-01"))}
    if matters:
        asked |= {"show": lambda: q.show(matters[0]["key"]), "compare": lambda: q.compare(matters[0]["key"])}
    return {name: min(seconds(work) for _ in range(3)) for name, work in asked.items()}


def figures(lines: list[str], folder: Path, browser: str) -> list[str]:
    """Rate, memory, size, questions and pages of a record of these articles; what is not as it should be."""
    problems = []
    read = reading_rate(lines[: max(200, len(lines) // 10)], folder)
    source, record, most = folder / "all.jsonl", folder / "figures.db", [0.0]
    source.write_text("\n".join(lines), encoding="utf-8")
    added = len(lines) / seconds(lambda: most.append(peak_of(musnad("add", source, "--record", record))))
    print(f"read {read:.1f} articles a second, add {added:.1f}: {added / read:.0%}", flush=True)
    problems += ["adding is too slow"] if added < RATE * read else []
    print(f"most memory {max(most):.0f} MB", flush=True)
    problems += ["too much memory"] if max(most) > MEMORY else []
    text = sum(len(line.encode()) for line in lines)
    print(f"file {record.stat().st_size / 1e6:.1f} MB, {record.stat().st_size / text:.1f} times the articles", flush=True)
    problems += ["the file is too large"] if record.stat().st_size > TIMES_TEXT * text else []
    for question, took in question_times(record).items():
        print(f"{question:24} {took * 1000:7.1f} ms", flush=True)
        problems += [f"{question} is too slow"] if took > SECONDS else []
    if not Path(browser).exists():
        return [*problems, f"no browser at {browser}: the pages were not measured"]
    return problems + pages.measure(record, browser)


def kills(lines: list[str], count: int, folder: Path, given: Place | None = None) -> list[str]:
    """A record (in a file, or the database given) killed so often while added in other orders, against one left in peace; what is not as it should be."""
    source, peaceful, killed = folder / "some.jsonl", folder / "peaceful.db", given or folder / "killed.db"
    source.write_text("\n".join(lines), encoding="utf-8")
    subprocess.run(musnad("add", source, "--record", peaceful), check=True, stdout=subprocess.DEVNULL)
    at_work = kill_often(killed, list(lines), count, folder)
    same = export_of(killed, folder) == export_of(peaceful, folder)
    print(f"killed {count} times, {at_work} of them at work, over {len(lines)} articles, in another order: {'the same export' if same else 'NOT the same export'}", flush=True)
    problems = [] if same else ["a killed record says something else"]
    for question, took in question_times(killed, by_the_clock).items() if given else ():
        print(f"{question:24} {took * 1000:7.1f} ms in PostgreSQL, by the clock", flush=True)
        problems += [f"{question} is too slow in PostgreSQL"] if took > SECONDS else []
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path, default=SHARED / "articles" / "ant.jsonl.gz")
    parser.add_argument("--limit", type=int, default=2_000, help="only the first N")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--killed", type=int, default=5_000, help="articles of the record that is killed, and of the one that many use")
    parser.add_argument("--only", choices=("figures", "kills", "crowd"), help="only this part")
    parser.add_argument("--browser", default="/usr/bin/chromium")
    parser.add_argument("--record-url", metavar="URL", help="the record that is killed is this PostgreSQL database (empty), or «start»: one on a server of this run's own; it has to say the same as the file")
    args = parser.parse_args()
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as name, database(args.record_url) as given:
        folder, lines = Path(name), lines_of(args.articles, args.limit)
        if args.only in (None, "figures"):
            problems += figures(lines, folder, args.browser)
        if args.only in (None, "kills"):
            problems += kills(lines[: args.killed], args.kills, folder, given)
        if args.only in (None, "crowd"):
            problems += crowd(lines[: args.killed], folder)
    print("; ".join(problems) or "all as it should be")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
