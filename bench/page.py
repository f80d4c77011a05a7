"""The page, in Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

from peers import Peer
from published import FIGURES, NOT_FOUND
from reading import LENGTHS, length_exponent
from records import Row, exponents

Table = list[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured. Keys of the dictionaries are ``lexicon`` and ``model``."""

    articles: int
    load: float
    rates: dict[str, float]
    cores: dict[str, dict[str, float]]
    start: dict[str, float]
    lengths: dict[str, dict[int, float]]
    stages: dict[str, dict[str, float]]
    records: Sequence[Row]
    peers: Sequence[Peer]
    timed: int


def page(m: Measured) -> str:
    parts = (_head(m), _rates(m), _lengths(m), _records(m.records), _stages(m), _peers(m), _published())
    return "\n".join(line for part in parts for line in part)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def _head(m: Measured) -> Table:
    return [
        "# Performance", "", "Written by `make bench`; do not edit. Ratios say more than seconds: those are of the processor unless it says otherwise,", "for the machine is shared.", "",
        f"{platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores, load up to {m.load:.1f} while it was measured; {m.articles} articles of the ANT corpus, every n-th.", "",
        f"The lexicon reader is {m.rates['lexicon'] / m.rates['model']:.1f} times as fast as lexicon and model.", "",
    ]  # fmt: skip


def _rates(m: Measured) -> Table:
    rows = [
        ["articles for each second of one core", *(f"{m.rates[k]:.{d}f}" for k, d in (("lexicon", 0), ("model", 1)))],
        ["articles a second of two processes, by the clock", *(f"{m.cores[k]['rate']:.{d}f}" for k, d in (("lexicon", 0), ("model", 1)))],
        ["efficiency of the second core, by the clock", *(f"{m.cores[k]['clock']:.0%}" for k in ("lexicon", "model"))],
        ["the same, by the processor's seconds for each article", *(f"{m.cores[k]['processor']:.0%}" for k in ("lexicon", "model"))],
        ["start-up with one line, seconds", *(f"{m.start[k]:.1f}" for k in ("lexicon", "model"))],
        ["most memory of a process, MB", *(f"{m.cores[k]['memory']:.0f}" for k in ("lexicon", "model"))],
    ]
    return [
        *table(["", "lexicon", "lexicon and model"], rows), "",
        "Efficiency by the clock is that of a machine with nothing else to do only if the load above was small; by the processor it is what two readers", "lose by sharing caches and memory.", "",
    ]  # fmt: skip


def _lengths(m: Measured) -> Table:
    rows = [[name, *(f"{row[w]:.0f}" for w in LENGTHS), f"{length_exponent(row):.2f}"] for name, row in m.lengths.items()]
    return ["## Length of the article", "", "Milliseconds for a thousand words:", "", *table(["words", *(f"{w:,}" for w in LENGTHS), "exponent, 1,000 to 10,000"], rows), ""]


_KINDS = (
    ("adding", "reading and storing, ms an article", ".1f"), ("build", "putting it together, s", ".1f"), ("memory", "most memory, MB", ".0f"),
    ("file", "file, MB", ".0f"), ("question", "slowest question, ms", ".0f"), ("first", "first question as of an earlier day, s", ".1f"),
    ("later", "slowest question after it, ms", ".0f"),
)  # fmt: skip


def _records(rows: Sequence[Row]) -> Table:
    if len(rows) < 2:
        return []
    powers = exponents(rows)
    head = ["articles", *(f"{r['articles']:,}" for r in rows), "times as much", "exponent of the total"]
    lines = [[what, *(f"{r[k]:{form}}" for r in rows), f"{rows[-1][k] / rows[0][k]:.1f}", f"{powers[k]:.2f}"] for k, what, form in _KINDS]
    return [
        "## Size of the record", "",
        f"One SQLite file with the lexicon reader; the articles are those of the corpus, and beyond its end grown from them (`quality/grow.py`). The last record holds {rows[-1]['articles'] / rows[0]['articles']:.0f} times",
        "the articles of the first; an exponent of 1 is linear.", "", *table(head, lines), "",
        f"The slowest question is {', '.join(dict.fromkeys(r['slowest'] for r in rows))}. A question as of a day puts the record of that day together first.", "",
    ]  # fmt: skip


def _stages(m: Measured) -> Table:
    out = ["## Where the time goes", "", "Share of each folder of the package in reading, by a profile (which itself weighs small functions too heavily):", ""]
    return [*out, *(f"- {name}: " + ", ".join(f"`{room}` {share:.0%}" for room, share in found.items()) for name, found in m.stages.items()), ""]


def _peers(m: Measured) -> Table:
    own = m.peers[0]
    rows = [[p.name, "not measured: " + p.missing, ""] if p.missing else [p.name, f"{p.seconds / own.seconds:.1f}", str(p.found)] for p in m.peers]
    return [
        "## Others, in the same run", "", f"Times in the same {m.timed} articles:", "", *table(["", "time, this reader's is 1", "expressions found"], rows), "",
        "They find different things: how many is no measure of how well.", "",
    ]  # fmt: skip


def _published() -> Table:
    rows = [[f.who, f.does, f.says, f.source] for f in FIGURES]
    return [
        "## Others, as published", "", "On other machines and other texts; none of them gives a report with statements and chains.", "",
        *table(["who", "does", "says", "source"], rows), "", f"No rate was found for {NOT_FOUND}.", "",
    ]  # fmt: skip
