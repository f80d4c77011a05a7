"""Score the reader on the development sets and compare with the floors.

    python quality/run.py            prints the table, fails when a headline row fell
    python quality/run.py --update   writes the present scores as the floors (down as well as up)
"""

from __future__ import annotations

import argparse
import sys

import scoring
from musnad.reader import open_reader
from ratchet import failures, floors_of, load_floors, stale, write_floors
from scoring import Result

STANCE = "stance (deny/confirm)"


def table(name: str, result: Result) -> str:
    """The scorer's rows with the intervals of the headline rows."""
    lines = [f"== {name}"]
    for key, row in result.rows.items():
        if "f1" in row:
            interval = result.intervals.get(key)
            tail = f"  95 % {interval[0]:.2f}–{interval[1]:.2f}" if interval else ""
            lines.append(f"{key:26} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}{tail}")
        elif row["n"]:
            lines.append(f"{key:26} {row['acc']:.3f}  ({row['ok']}/{row['n']})")
    return "\n".join(lines)


def measure() -> dict[str, Result]:
    """Every set at hand, read once by each reader; ``dev`` is the lexicon's, ``dev+model`` that of lexicon and model."""
    names = scoring.available()
    readers = {"": open_reader("lexicon"), scoring.WITH_MODEL: open_reader()}
    if readers[scoring.WITH_MODEL].notice:
        print(f"note: the learned reader is not measured: {readers.pop(scoring.WITH_MODEL).notice}")
    return {name + kind: scoring.score(reader, name) for kind, reader in readers.items() for name in names}


def compare(results: dict[str, Result], update: bool) -> list[str]:
    """What failed; with ``update`` nothing does, and the floors become the present scores."""
    floors = load_floors()
    if update:
        write_floors({**floors, **{name: floors_of(r) for name, r in results.items()}})
        return []
    for name, result in results.items():
        note = stale(name, result, floors)
        if note:
            print(f"note: {note}")
    return [f for name, result in results.items() for f in failures(name, result, floors)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the present scores as the floors")
    update = parser.parse_args().update
    if not scoring.available():
        print(f"no gold in {scoring.GOLD}: nothing is measured (MUSNAD_SHARED names another folder)", file=sys.stderr)
        return 1
    results = measure()
    for name, result in results.items():
        print(table(name, result), end="\n\n")
    for kind in ("", scoring.WITH_MODEL):
        together = {n: r for n, r in results.items() if n.endswith(scoring.WITH_MODEL) == bool(kind) and not n.startswith(scoring.UNSEEN)}
        if len(together) > 1:
            row = scoring.merged(together.values(), STANCE)
            print(f"{STANCE} on {' and '.join(together)} together: F1 {row['f1']:.3f} (tp {row['tp']} fp {row['fp']} fn {row['fn']})")
    failed = compare(results, update)
    print("\n".join(failed) if failed else "floors written" if update else "no headline row fell")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
