"""The reader alone: its rate on one core and on two, with the length of the article, at its start, in memory, by stage."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from clock import best, exponent, most_memory
from corpus import every, first
from musnad.model import Article
from musnad.reader import Reader, open_reader

LENGTHS = (100, 300, 1_000, 3_000, 10_000)


def _read_all(reader: Reader, articles: Sequence[Article]) -> None:
    for article in articles:
        reader.read(article)


def rates(readers: dict[str, Reader], articles: Sequence[Article], rounds: int) -> dict[str, float]:
    """Articles for each second of one core."""
    work = {name: partial(_read_all, reader, articles) for name, reader in readers.items()}
    return {name: len(articles) / took for name, took in best(work, rounds).items()}


def of_length(words: int, material: Sequence[str]) -> Article:
    """An article of so many words, out of the corpus's sentences in their order."""
    out: list[str] = []
    total = 0
    for line in material:
        out.append(line)
        total += len(line.split())
        if total >= words:
            break
    return Article("\n".join(out))


def by_length(readers: dict[str, Reader], articles: Sequence[Article], rounds: int) -> dict[str, dict[int, float]]:
    """Milliseconds for a thousand words, by the length of the article."""
    material = [line for a in articles for line in a.text.split("\n") if len(line.split()) > 5]
    long = {words: of_length(words, material) for words in LENGTHS}
    out: dict[str, dict[int, float]] = {}
    for name, reader in readers.items():
        taken = best({str(w): partial(reader.read, a) for w, a in long.items()}, rounds)
        out[name] = {w: 1e6 * taken[str(w)] / len(long[w].text.split()) for w in LENGTHS}
    return out


def length_exponent(row: dict[int, float]) -> float:
    """Of time over length, between 1,000 and 10,000 words: 1 is linear."""
    return exponent(1_000, 10_000, row[1_000] * 1_000, row[10_000] * 10_000)


def start_up(kind: str) -> float:
    """Processor seconds of ``musnad read`` of one line."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "musnad", "read", "-"], input="قال وزير الخارجية إن المحادثات بدأت أمس.".encode(),
        env={**os.environ, "MUSNAD_READER": kind}, stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def processes(kind: str, number: int, count: int) -> list[dict[str, float]]:
    """``count`` processes that read so many articles each, the same ones, all at the same time: clock, processor and memory of each."""
    asked = [sys.executable, str(Path(__file__)), kind, str(number)]
    running = [subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    for one in running:  # all have loaded before any begins
        assert one.stdout is not None
        one.stdout.readline()
    out = [one.communicate("go\n")[0] if count == 1 else "" for one in running]
    if count > 1:
        for one in running:
            assert one.stdin is not None
            one.stdin.write("go\n")
            one.stdin.flush()
        out = [one.communicate()[0] for one in running]
    return [json.loads(text) for text in out]


def two_cores(kind: str, number: int) -> dict[str, float]:
    """The rate of two processes by the clock, and what each article costs them of the processor beside what it costs one alone.

    ``clock`` is how much of twice the rate of one is reached: with other work on the machine that says more about the work than about
    the reader. ``processor`` is what is lost where two share caches and memory, whatever else runs.
    """
    (alone,) = processes(kind, number, 1)
    both = processes(kind, number, 2)
    longest = max(one["clock"] for one in both)
    return {
        "rate": 2 * number / longest, "clock": alone["clock"] / longest,
        "processor": 2 * alone["processor"] / sum(one["processor"] for one in both), "memory": alone["memory"],
    }  # fmt: skip


def stages(reader: Reader, articles: Sequence[Article]) -> dict[str, float]:
    """The share of each stage's functions in the time of reading, by a profile: folders of the package, own time and what they call outside."""
    import cProfile
    import pstats

    profile = cProfile.Profile()
    profile.runcall(lambda: [reader.read(a) for a in articles])
    shares: dict[str, float] = {}
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        room = file.split("/musnad/")[1].split("/")[0].removesuffix(".py") if "/musnad/" in file else "network and built-in functions"
        shares[room] = shares.get(room, 0.0) + own
    total = sum(shares.values())
    return {room: own / total for room, own in sorted(shares.items(), key=lambda x: -x[1]) if own / total >= 0.01}


def main() -> None:
    """One of :func:`processes`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("kind")
    parser.add_argument("number", type=int)
    args = parser.parse_args()
    reader, articles = open_reader(args.kind), list(islice(every(), args.number))
    reader.read(first())
    print("ready", flush=True)
    sys.stdin.readline()
    clock, processor = time.perf_counter(), time.process_time()
    _read_all(reader, articles)
    print(json.dumps({"clock": time.perf_counter() - clock, "processor": time.process_time() - processor, "memory": most_memory()}))


if __name__ == "__main__":
    main()
