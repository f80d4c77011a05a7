"""Figures: what is counted about one matter, side by side by source and day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from musnad.record.days import iso
from musnad.record.digest import Count, Digest
from musnad.record.facts import Fact
from musnad.record.model import FactRef, FigureEntry, FigureLine, Matter
from musnad.record.names import short_hash
from musnad.record.origins import Origins
from musnad.text.fold import fold

#: Units under which everyone is counted; children, women or soldiers are lines of their own. Effects that are told of a happening; other counts («23 دبلوماسيا») are compared where the unit is the same.
PERSONS = frozenset(("", "شخص", "قتيل", "جريح", "ضحيه", "مدني", "اخر", "مصاب", "انسان", "مواطن", "حاله"))
_EFFECTS = ("killed", "injured", "missing", "detained", "displaced")


def figure_lines(matter: Matter, facts: Sequence[Fact], digests: dict[str, Digest], origins: Origins) -> list[FigureLine]:
    """A line for each thing counted, of the figures that the matter's mentions carry; subsets are left out."""
    found: dict[tuple[str | None, str], dict[str, FigureEntry]] = defaultdict(dict)
    for f in facts:
        d = digests[f.article]
        for count in _counts(f, d):
            if count.scope == "subset" or (count.low is None and count.high is None):
                continue
            origin = f.sayings[0][1] if f.sayings else f.origin
            entry = FigureEntry(
                iso(f.day) if f.day else None, f.article, origin.key, origin.name, count.low, count.high, count.scope, count.hedged,
                FactRef(f.article, count.start, count.end, "figure", count.key, count.words),
            )  # fmt: skip
            unit = "" if count.effect and fold(count.unit) in PERSONS else count.unit
            found[count.effect, unit].setdefault(count.key, entry)
    lines = []
    for (effect, unit), entries in sorted(found.items(), key=lambda x: (x[0][0] or "", x[0][1])):
        ordered = tuple(sorted(entries.values(), key=lambda e: (digests[e.article].ref.published or "", e.fact)))
        lines.append(_line(matter, effect, unit, ordered))
    return lines


def _counts(f: Fact, d: Digest) -> list[Count]:
    """The figures that the reader ties to the mention, and casualties told in its evidence."""
    tied = [d.counts[i] for i in f.telling.figures if i in d.counts]
    inside = [c for c in d.counts.values() if c.effect in _EFFECTS and f.telling.start <= c.start and c.end <= f.telling.end]
    return sorted({c.key: c for c in (*tied, *inside)}.values(), key=lambda c: (c.start, c.key))


def _line(matter: Matter, effect: str | None, unit: str, entries: tuple[FigureEntry, ...]) -> FigureLine:
    lows = [e.low for e in entries if e.low is not None]
    highs = [e.high if e.high is not None else e.low for e in entries]
    tops = [h for h in highs if h is not None]
    return FigureLine(
        short_hash("figure", matter.key, effect or "", unit), matter.key, effect, unit, min(lows, default=None), _best(entries),
        max(tops, default=None), entries,
    )  # fmt: skip


def _best(entries: Sequence[FigureEntry]) -> float | None:
    """Of each origin its last value; of these the one that most hold, the later where as many do."""
    last: dict[str, FigureEntry] = {}
    for e in entries:
        last[e.origin] = e
    held: dict[float, list[str]] = defaultdict(list)
    for e in last.values():
        value = e.low if e.low is not None else e.high
        if value is not None:
            held[value].append(e.day or "")
    return max(held, key=lambda v: (len(held[v]), max(held[v]), v), default=None)


def cannot_both_hold(a: FigureEntry, b: FigureEntry) -> bool:
    """Whether two values exclude each other: their bounds do not meet. «على الأقل» has no upper bound."""
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    return low_a > high_b or low_b > high_a


def _bounds(e: FigureEntry) -> tuple[float, float]:
    low = e.low if e.low is not None else 0.0
    return low, e.high if e.high is not None else float("inf")
