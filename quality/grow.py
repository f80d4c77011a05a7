"""More articles than there are: real ones recombined, the same ones every time.

    python quality/grow.py N [ARTICLES.jsonl.gz] > grown.jsonl

The first articles are the real ones as they are. Of each further round an article keeps its first lines, takes every second later line
from another article of its outlet, and has its cities exchanged for others throughout, as if the news came from elsewhere. Each round is
published 60 weeks after the one before, so that weekdays in the text stay right and months fill up as they do in an archive. Length,
words and number of facts stay those of the corpus; the stories are nobody's.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from musnad.model import Article
from musnad.sources import Defaults, open_sources
from scoring import SHARED

ANT = SHARED / "articles" / "ant.jsonl.gz"
#: Between two rounds: the 17,757 articles of the ANT corpus cover about as much.
ROUND = timedelta(weeks=60)
#: Cities that are exchanged for one another; none is part of another's name.
CITIES = (
    "القاهرة", "بغداد", "دمشق", "بيروت", "الرياض", "صنعاء", "طرابلس", "الخرطوم", "الدوحة", "الموصل", "حلب", "بنغازي", "البصرة", "طهران",
    "أنقرة", "موسكو", "باريس", "لندن", "واشنطن", "برلين", "الجزائر العاصمة", "نواكشوط", "مقديشو", "أبوظبي",
)  # fmt: skip
_CITY = re.compile(r"(?<!\w)([وفبل]?)(" + "|".join(CITIES) + r")(?!\w)")


def grown(real: list[Article], number: int) -> Iterator[Article]:
    """``number`` articles; the n-th is a function of the real ones and n."""
    by_outlet: dict[str | None, list[Article]] = defaultdict(list)
    for article in real:
        by_outlet[article.outlet].append(article)
    for n in range(number):
        round_, base = n // len(real), real[n % len(real)]
        yield recombined(base, by_outlet[base.outlet], round_) if round_ else base


def recombined(base: Article, others: list[Article], round_: int) -> Article:
    """The article of a later round."""
    dice = random.Random(f"{base.name}/{round_}")
    lines, donor = base.text.split("\n"), dice.choice(others).text.split("\n")
    mixed = [donor[i] if i >= 2 and i % 2 == 0 and i < len(donor) else line for i, line in enumerate(lines)]
    shift = dice.randrange(1, len(CITIES))
    text = _CITY.sub(lambda m: m[1] + CITIES[(CITIES.index(m[2]) + shift) % len(CITIES)], "\n".join(mixed))
    published = (datetime.fromisoformat(base.published) + ROUND * round_).isoformat() if base.published else None
    return Article(text, f"{base.name}+{round_}", published, base.outlet, f"{base.url}?round={round_}" if base.url else None)


def real_articles(path: Path = ANT, limit: int | None = None) -> list[Article]:
    """The corpus, or its first articles."""
    (source,) = open_sources([str(path)], Defaults())
    return list(islice((a for a in source.articles() if isinstance(a, Article)), limit))


def line_of(article: Article) -> str:
    """As a line of JSON."""
    return json.dumps({k: getattr(article, k) for k in ("id", "text", "published", "outlet", "url")}, ensure_ascii=False)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, help="how many articles")
    parser.add_argument("articles", nargs="?", type=Path, default=ANT)
    args = parser.parse_args()
    if not args.articles.is_file():
        print(f"{args.articles}: no such file; name a .jsonl or .jsonl.gz file of articles", file=sys.stderr)
        return 1
    for article in grown(real_articles(args.articles), args.number):
        print(line_of(article))
    return 0


if __name__ == "__main__":
    sys.exit(main())
