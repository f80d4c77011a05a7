"""How fast it is: one command measures, and writes docs/performance.md.

    python bench/bench.py [--articles 300] [--rounds 3] [--record-to 10000] [--out docs/performance.md]

Seconds are the processor's, so that a shared machine does not blur them; of several rounds, taken in turn, the best counts. Articles are
those of the corpus (``../shared``). ``--record-to 100000`` lets the record grow to that size (an hour and more); 0 leaves it out.
"""

from __future__ import annotations

import argparse
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from corpus import ROOT, spread
from musnad.reader import open_reader
from page import Measured, page
from peers import all_peers
from reading import by_length, rates, stages, start_up, two_cores
from records import grow_in_temporary

#: Articles that other programs are given: one of them takes seconds for each.
TIMED = 20


def measure(number: int, rounds: int, kept: int, record_to: int) -> Measured:
    articles = spread(number)
    readers = {"lexicon": open_reader("lexicon"), "model": open_reader("model")}
    for reader in readers.values():
        reader.read(articles[0])
    with watched() as loads:
        speeds = rates(readers, articles, rounds)
        cores = {k: two_cores(k, kept // (1 if k == "lexicon" else 10)) for k in readers}
        starts = {k: min(start_up(k) for _ in range(3)) for k in readers}
        lengths = by_length(readers, spread(4_000)[::4], rounds)
        shares = {k: stages(r, list(islice(articles, 60))) for k, r in readers.items()}
        records, peers = grow_in_temporary(record_to), all_peers(articles[:TIMED])
    return Measured(len(articles), max(loads), speeds, cores, starts, lengths, shares, records, peers, TIMED)


@contextmanager
def watched() -> Iterator[list[float]]:
    """How much there was to do on the machine, every half minute: whoever reads seconds by the clock has to know."""
    loads, ended = [os.getloadavg()[0]], threading.Event()

    def watch() -> None:
        while not ended.wait(30):
            loads.append(os.getloadavg()[0])

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield loads
    finally:
        ended.set()
        watcher.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kept", type=int, default=2_000, help="articles that each of the processes reads whose memory and efficiency is taken")
    parser.add_argument("--record-to", type=int, default=10_000, help="articles of the largest record")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md")
    args = parser.parse_args()
    text = page(measure(args.articles, args.rounds, args.kept, args.record_to))
    args.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
