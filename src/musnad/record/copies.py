"""Copies: articles that are one text, so that what three outlets took from one agency counts once.

MinHash with banding (Broder 1997; ``rensa``, fixed seed) proposes pairs, and the lowest shingle hashes of each text
propose more (a short version inside a longer one); then the shingles themselves decide: a pair is a copy when most of the shorter text stands in the longer one.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from rensa import RMinHash  # type: ignore[import-untyped]  # no stubs

from musnad.record.digest import Digest
from musnad.record.model import CopyGroup, Decision
from musnad.record.names import short_hash

SEED = 1729
#: 20 bands of 4 rows propose nearly every pair with a Jaccard index over 0.5.
BANDS, ROWS = 20, 4
#: Share of the shorter text's shingles that stand in the other; 0.5 keeps an agency's text with an outlet's own lead on it.
SHARED = 0.5
#: Above this share nothing else is asked; below it, this much of the lead of one text must stand in the other, for articles of one
#: outlet share their background paragraphs for weeks.
WHOLE, LEAD = 0.85, 0.4
#: Shingles below which a text is too short to be judged.
SHORTEST = 12
#: Days between two publications of one text.
APART = 2
#: Runs of shingles that more articles share are boilerplate of an outlet («للمزيد اقرأ»).
COMMON = 12


def find_copies(digests: Sequence[Digest], decisions: Iterable[Decision] = ()) -> tuple[CopyGroup, ...]:
    """Groups of two or more articles, each article in one group at most."""
    by_hash = {d.ref.hash: d for d in digests}
    pairs = {pair: share for pair in _candidates(digests) if (share := _share(by_hash[pair[0]], by_hash[pair[1]])) >= SHARED}
    forced, barred = _decided(decisions, by_hash)
    for pair in forced:
        pairs[pair] = 1.0
    groups = _stars({p: s for p, s in pairs.items() if p not in barred}, by_hash)
    return tuple(sorted((_group(g, by_hash, pairs) for g in groups), key=lambda g: g.key))


def _decided(decisions: Iterable[Decision], known: dict[str, Digest]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    last: dict[tuple[str, str], str] = {}
    for d in sorted(decisions, key=lambda d: (d.when, d)):
        if d.kind in ("copy", "no_copy") and d.other and d.key in known and d.other in known and d.key != d.other:
            last[_ordered(d.key, d.other)] = d.kind
    return {p for p, k in last.items() if k == "copy"}, {p for p, k in last.items() if k == "no_copy"}


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _candidates(digests: Sequence[Digest]) -> set[tuple[str, str]]:
    buckets: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for d in digests:
        if len(d.shingles) < SHORTEST:
            continue
        sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
        sketch.update([str(s) for s in d.shingles])
        values = sketch.digest()
        for band in range(BANDS):
            buckets[(band, *values[band * ROWS : band * ROWS + ROWS])].append(d.ref.hash)
        # The lowest hashes: a short version inside a longer one has a low Jaccard index, but may share these.
        for s in d.shingles[:24]:
            buckets[(-1, s)].append(d.ref.hash)
    out: set[tuple[str, str]] = set()
    for key, hashes in buckets.items():
        if len(hashes) < 2 or (key[0] == -1 and len(hashes) > COMMON):
            continue
        ordered = sorted(hashes)
        out.update(pairwise(ordered) if len(ordered) > 40 else ((a, b) for i, a in enumerate(ordered) for b in ordered[i + 1 :]))
    return out


def _share(a: Digest, b: Digest) -> float:
    """How much of the shorter text stands in the longer; 0 unless the news of one of them stands in the other too."""
    if a.day is not None and b.day is not None and abs(a.day - b.day) > APART:
        return 0.0
    share = shared(a.shingles, b.shingles)
    if share < SHARED or share >= WHOLE:
        return share
    return share if max(_within(a.lead, b.shingles), _within(b.lead, a.shingles)) >= LEAD else 0.0


def _within(part: array[int], whole: array[int]) -> float:
    return len(set(part) & set(whole)) / len(part) if part else 0.0


def shared(a: array[int], b: array[int]) -> float:
    """Share of the smaller sorted array that stands in the other; 0 where one is too short to tell."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return _within(short, long) if len(short) >= SHORTEST else 0.0


def _stars(pairs: dict[tuple[str, str], float], by_hash: dict[str, Digest]) -> list[tuple[str, ...]]:
    """Each article goes to the earliest one that it is a copy of; no chains, so that a story's next day does not join its first."""
    beside: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        beside[a].add(b)
        beside[b].add(a)
    order = sorted(beside, key=lambda h: (by_hash[h].ref.published or "9999", h))
    origin: dict[str, str] = {}
    for h in order:
        if h in origin:
            continue
        origin[h] = h
        for other in beside[h]:
            origin.setdefault(other, h)
    groups: dict[str, list[str]] = defaultdict(list)
    for h in sorted(origin):
        groups[origin[h]].append(h)
    return [tuple(v) for _, v in sorted(groups.items()) if len(v) > 1]


def _group(members: tuple[str, ...], by_hash: dict[str, Digest], pairs: dict[tuple[str, str], float]) -> CopyGroup:
    def earliest(h: str) -> tuple[str, str]:
        return by_hash[h].ref.published or "9999", h

    agencies = sorted({a for m in members if (a := agency_of(by_hash[m]))})
    agency = agencies[0] if len(agencies) == 1 else None
    written = [m for m in members if agency and by_hash[m].ref.outlet == agency]
    origin = min(written or members, key=earliest)
    why = []
    for m in sorted(members):
        best = max(((s, other) for (a, b), s in pairs.items() if m in (a, b) and (other := b if a == m else a)), default=(0.0, ""))
        why.append((m, f"{best[0]:.0%} of the shorter text stands in {best[1][:12]}"))
    return CopyGroup(short_hash("copy", *members[:1]), origin, agency, tuple(sorted(members)), tuple(why))


def agency_of(d: Digest) -> str | None:
    """The agency that an article names as its writer: in its dateline, or a listed medium named alone in the last line."""
    if d.agency and d.agency != d.ref.outlet:
        return d.agency
    return None

