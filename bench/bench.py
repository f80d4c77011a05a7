"""How fast the reader is: one command measures, and writes docs/performance.md.

    python bench/bench.py [--articles 300] [--rounds 3] [--out docs/performance.md]

Seconds are the processor's, so that a shared machine does not blur them; of several rounds, taken in turn, the best counts. Articles are
those of the corpus. Needs ``../shared``; peers are measured where they are installed.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "quality"))

from grow import ANT  # noqa: E402  # it lies beside, not in the package
from musnad.model import Article  # noqa: E402
from musnad.reader import Reader, open_reader  # noqa: E402
from musnad.sources import Defaults, open_sources  # noqa: E402

LENGTHS = (100, 300, 1_000, 3_000, 10_000)


def real_articles(number: int) -> list[Article]:
    """Every n-th article of the corpus, so that all outlets and months are there."""
    if not ANT.is_file():
        raise SystemExit(f"{ANT}: the corpus is not there; MUSNAD_SHARED names another folder")
    (source,) = open_sources([str(ANT)], Defaults())
    found = [a for a in source.articles() if isinstance(a, Article)]
    return found[:: max(1, len(found) // number)][:number]


def seconds(work: Callable[[], object]) -> float:
    """Of the processor."""
    started = time.process_time()
    work()
    return time.process_time() - started


def best(work: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The best of several rounds of each, taken in turn."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, what in work.items():
            taken[name].append(seconds(what))
    return {name: min(values) for name, values in taken.items()}


def _read_all(reader: Reader, articles: Sequence[Article]) -> None:
    for article in articles:
        reader.read(article)


def rates(readers: dict[str, Reader], articles: Sequence[Article], rounds: int) -> dict[str, float]:
    """Articles a second of one core."""
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


def growth(readers: dict[str, Reader], articles: Sequence[Article], rounds: int) -> dict[str, dict[int, float]]:
    """Milliseconds for a thousand words, by the length of the article."""
    material = [line for a in articles for line in a.text.split("\n") if len(line.split()) > 5]
    long = {words: of_length(words, material) for words in LENGTHS}
    out: dict[str, dict[int, float]] = {}
    for name, reader in readers.items():
        taken = best({str(w): partial(reader.read, a) for w, a in long.items()}, rounds)
        out[name] = {w: 1e6 * taken[str(w)] / len(long[w].text.split()) for w in LENGTHS}
    return out


def exponent(row: dict[int, float]) -> float:
    """Of time over length, between 1,000 and 10,000 words: 1 is linear."""
    return 1 + math.log(row[10_000] / row[1_000]) / math.log(10)


def start_up(kind: str) -> float:
    """Processor seconds of ``musnad read`` of one line."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "musnad", "read", "-"], input="قال وزير الخارجية إن المحادثات بدأت أمس.".encode(),
        env={**os.environ, "MUSNAD_READER": kind}, stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def memory(kind: str, number: int) -> float:
    """The most memory, in MB, of a process that reads so many articles, one after the other."""
    code = (
        "import sys; sys.path.append(sys.argv[1]); import bench\n"
        "r = bench.open_reader(sys.argv[2])\n"
        "(source,) = bench.open_sources([str(bench.ANT)], bench.Defaults())\n"
        "for a in bench.islice(source.articles(), int(sys.argv[3])): r.read(a)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(ROOT / "bench"), kind, str(number)], capture_output=True, text=True, check=True)
    return float(done.stdout) / 1e3  # not ru_maxrss: a child inherits its parent's


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


def times_peer(articles: Sequence[Article]) -> str:
    """dateparser's search beside the reader's finding of times, on the same articles."""
    try:
        from dateparser.search import search_dates
    except ImportError:
        return "`dateparser` is not installed (`pip install dateparser`): not measured.\n"
    from musnad.mentions.times import find_times
    from musnad.text.document import build_document

    taken = best({
        "ours": lambda: [find_times(build_document(a)) for a in articles],
        "dateparser": lambda: [search_dates(a.text, languages=["ar"]) for a in articles],
    }, 1)  # fmt: skip
    ours = sum(len(find_times(build_document(a))) for a in articles)
    theirs = sum(len(search_dates(a.text, languages=["ar"]) or ()) for a in articles)
    return (
        f"Times: `dateparser` (search, Arabic) takes {taken['dateparser'] / taken['ours']:.0f} times as long as tokens and times of this reader on the same "
        f"{len(articles)} articles, and gives {theirs} expressions against {ours}.\n"
    )


def page(rows: dict[str, dict[str, float]], lengths: dict[str, dict[int, float]], shares: dict[str, dict[str, float]], peer: str, number: int) -> str:
    """The page, in Markdown."""
    lexicon, model = rows["lexicon"], rows["model"]
    out = [
        "# Performance", "", "Written by `make bench`; do not edit. Ratios say more than seconds: the machine is shared.", "",
        f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores; {number} articles of the ANT corpus, every n-th; seconds of the processor.", "",
        f"The lexicon reader is {lexicon['rate'] / model['rate']:.1f} times as fast as lexicon and model.", "",
        "| | lexicon | lexicon and model |", "| --- | --- | --- |",
        f"| articles for each second of one core | {lexicon['rate']:.0f} | {model['rate']:.1f} |",
        f"| start-up with one line, seconds | {lexicon['start']:.1f} | {model['start']:.1f} |",
        f"| most memory, MB | {lexicon['memory']:.0f} | {model['memory']:.0f} |", "",
        "## Length of the article", "", "Milliseconds for a thousand words:", "",
        "| words | " + " | ".join(f"{w:,}" for w in LENGTHS) + " | exponent, 1,000 to 10,000 |", "| --- |" + " --- |" * (len(LENGTHS) + 1),
        *(f"| {name} | " + " | ".join(f"{row[w]:.0f}" for w in LENGTHS) + f" | {exponent(row):.2f} |" for name, row in lengths.items()), "",
        "## Where the time goes", "", "Share of each folder of the package, by a profile (which itself weighs small functions too heavily):", "",
    ]  # fmt: skip
    for name, found in shares.items():
        out.append(f"- {name}: " + ", ".join(f"`{room}` {share:.0%}" for room, share in found.items()))
    return "\n".join([*out, "", "## Others", "", peer])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kept", type=int, default=2_000, help="articles that the process reads whose memory is taken")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md")
    args = parser.parse_args()
    articles = real_articles(args.articles)
    readers = {"lexicon": open_reader("lexicon"), "model": open_reader("model")}
    for reader in readers.values():
        reader.read(articles[0])
    rate = rates(readers, articles, args.rounds)
    rows = {k: {"rate": rate[k], "start": min(start_up(k) for _ in range(3)), "memory": memory(k, args.kept // (1 if k == "lexicon" else 10))} for k in readers}
    lengths = growth(readers, real_articles(4_000)[::4], args.rounds)
    shares = {k: stages(r, list(islice(articles, 60))) for k, r in readers.items()}
    text = page(rows, lengths, shares, times_peer(articles[:20]), len(articles))
    args.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
