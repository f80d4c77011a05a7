"""Writes ``src/musnad/record/data/stem_frequency.tsv``: in how many of 3,000 articles of general news a stem stands.

``python tools/stem_frequency.py ARTICLES.jsonl.gz`` counts the stems of the record's own stemmer. The shipped table was counted on
the 17,757 articles of the ANT corpus (2018, five outlets; Chouigui et al., Apache-2.0). It holds counts and no text.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from musnad.record.words import stems_of

OUT = Path(__file__).parent.parent / "src" / "musnad" / "record" / "data" / "stem_frequency.tsv"
#: Articles that the counts are given for, and the least count worth a row.
PER, LEAST = 3000, 4


def main(path: str) -> None:
    found: Counter[str] = Counter()
    total = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            total += 1
            found.update(set(stems_of(json.loads(line)["text"])))
    rows = [(s, round(n * PER / total)) for s, n in found.items() if round(n * PER / total) >= LEAST]
    rows.sort(key=lambda r: (-r[1], r[0]))
    OUT.write_text("stem\tarticles\n" + "".join(f"{s}\t{n}\n" for s, n in rows), encoding="utf-8")
    print(f"{len(rows)} stems from {total} articles → {OUT}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
