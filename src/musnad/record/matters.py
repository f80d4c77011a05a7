"""Matters: which mentions are about one happening.

Pairs are proposed by what they share (type, days, rare words, names), scored by :mod:`compare`, and joined from the surest
downwards, as long as what has been joined stays one happening: its dated mentions within days of each other, its best wordings
alike. The order of joining depends on scores and keys alone, so the outcome is a function of the set.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import combinations

from musnad.record.compare import LEAST, PEERS, WITHIN, Scorer, modes_agree, needed, reverses
from musnad.record.facts import Fact
from musnad.record.model import Decision
from musnad.record.shared import same

#: Days of a bucket of candidates.
BUCKET = 3
#: A feature that more mentions of a bucket share proposes only neighbours.
CROWD, NEIGHBOURS = 40, 5
#: Words by which a happening is looked for among those that it may retell.
FEATURES = 5
#: Days within which a happening is retold as known, and the score that a retelling needs.
RETOLD, RETELLING = 21, 6.2
#: The same for what befalls a named person once.
ONCE_FOR = 200
#: Rounds of joining retellings; each lets what was joined find what is still apart.
ROUNDS = 8
#: How far the dated mentions of one happening may lie apart (time zones, «ليل السبت الأحد»).
SLACK = 1


@dataclass(slots=True, eq=False)
class Group:
    """Mentions of one happening while they are being put together. ``edges`` say why, by score.

    ``surest`` are the two mentions that the reader is surest of, ``head`` the first of them; ``firm`` says whether its date rests on
    enough of its mentions.
    """

    facts: list[Fact]
    first: int | None = None
    last: int | None = None
    modes: frozenset[str] = frozenset()
    edges: tuple[tuple[float, str, str, tuple[str, ...]], ...] = ()
    surest: Sequence[Fact] = field(init=False)
    head: Fact = field(init=False)
    firm: bool = field(init=False)
    _names: list[str] | None = None
    _hit: frozenset[str] | None = None

    def __post_init__(self) -> None:
        self.settle()

    def settle(self) -> None:
        """After its mentions have changed: what follows from them."""
        self.surest = self.facts if len(self.facts) == 1 else nlargest(2, self.facts, key=lambda f: (f.confidence, f.precise, f.order))
        self.head = self.surest[0]
        self.firm = self.first is not None and sum([f.precise for f in self.facts]) * 5 >= len(self.facts)
        self._names = self._hit = None

    @property
    def names(self) -> list[str]:
        """What it is about: the names and rare words of its surest mention."""
        if self._names is None:
            head = self.head
            self._names = sorted({*[w.key for w in (*head.actors, *head.recipients) if w.known], *head.rare[:FEATURES]})
        return self._names

    @property
    def hit(self) -> frozenset[str]:
        """Named persons whom it befalls, if it is what befalls one once: however the news of it are dated, it is one happening."""
        if self._hit is None:
            once = self.modes & _ONCE
            self._hit = frozenset([w.key for f in self.facts for w in f.recipients if w.known and w.type == "person"] if once else ())
        return self._hit


def group_facts(facts: Sequence[Fact], scorer: Scorer, decisions: Iterable[Decision] = ()) -> list[Group]:
    """All facts in groups, each fact in one."""
    groups: dict[str, Group] = {}
    for f in facts:
        first, last = f.days if f.days and f.precise else (None, None)
        groups[f.key] = Group([f], first, last, same(frozenset((f.telling.mode,) if f.telling.mode else ())))
    by_key = {f.key: f for f in facts}
    together, apart = _decided(decisions, by_key)
    owner = {f.key: f.key for f in facts}
    for a, b in sorted(together):
        _join(groups, owner, a, b, 99.0, ("a person says so",))
    for score, a, b, why in _edges(facts, scorer):
        x, y = owner[a], owner[b]
        if x != y and _fits(groups[x], groups[y], scorer, score) and not _barred(groups[x], groups[y], apart):
            _join(groups, owner, a, b, score, why)
    _retold(groups, owner, scorer, apart)
    return sorted(groups.values(), key=lambda g: g.facts[0].order)


def _decided(decisions: Iterable[Decision], known: dict[str, Fact]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    last: dict[tuple[str, str], str] = {}
    for d in sorted(decisions, key=lambda d: (d.when, d)):
        if d.kind in ("same_matter", "other_matter") and d.other and d.key in known and d.other in known and d.key != d.other:
            last[min(d.key, d.other), max(d.key, d.other)] = d.kind
    return {p for p, k in last.items() if k == "same_matter"}, {p for p, k in last.items() if k == "other_matter"}


def _barred(x: Group, y: Group, apart: set[tuple[str, str]]) -> bool:
    return bool(apart) and any((min(a.key, b.key), max(a.key, b.key)) in apart for a in x.facts for b in y.facts)


def _join(groups: dict[str, Group], owner: dict[str, str], a: str, b: str, score: float, why: tuple[str, ...]) -> None:
    low, high = sorted((owner[a], owner[b]))
    if low == high:
        return
    into, gone = groups[low], groups.pop(high)
    for f in gone.facts:
        owner[f.key] = low
    into.facts.extend(gone.facts)
    into.facts.sort(key=lambda f: f.order)
    firsts = [d for d in (into.first, gone.first) if d is not None]
    lasts = [d for d in (into.last, gone.last) if d is not None]
    into.first, into.last = min(firsts, default=None), max(lasts, default=None)
    into.modes |= gone.modes
    into.edges = tuple(sorted([*into.edges, *gone.edges, (score, min(a, b), max(a, b), why)], key=lambda e: (-e[0], e[1], e[2])))
    into.settle()


def _fits(x: Group, y: Group, scorer: Scorer, score: float) -> bool:
    """Whether two groups stay one happening when joined."""
    if x.first is not None and y.first is not None and x.last is not None and y.last is not None:
        longest = max(x.last - x.first, y.last - y.first, SLACK)
        if max(x.last, y.last) - min(x.first, y.first) > longest:
            return False
    if not _modes_agree(x.modes, y.modes):
        return False
    if not _told_in_time(x, y) or not _told_in_time(y, x):
        return False
    if len(x.facts) == 1 and len(y.facts) == 1:
        return True
    if _in_kind(x, y):
        return False
    # No chains: among the surest mentions of both groups, two must themselves be alike.
    least = {True: WITHIN * 0.7, False: LEAST * 0.7}
    return any(scorer(a, b, asked)[0] >= asked for a in x.surest for b in y.surest for asked in (least[a.article == b.article],))


def _modes_agree(x: frozenset[str], y: frozenset[str]) -> bool:
    return not x or not y or all(modes_agree(m, n) for m in x for n in y)


def _told_in_time(dated: Group, undated: Group) -> bool:
    """Undated news joins a dated happening only when published soon after it; a plan, before it."""
    if dated.first is None or undated.first is not None:
        return True
    spans = [f.window for f in undated.facts if f.window is not None]
    return not spans or any(a - 2 <= (dated.last or dated.first) and dated.first <= b for a, b in spans)


def _retold(groups: dict[str, Group], owner: dict[str, str], scorer: Scorer, apart: set[tuple[str, str]]) -> None:
    """Happenings that later news retell without a date join the one that they can only mean.

    A group whose dates rest on few of its mentions counts as undated here: a reader that takes the day of the announcement
    for the day of the deed must not split a story. Where two happenings could be meant, the retelling stays alone.
    """
    changed: set[str] | None = None
    for _ in range(ROUNDS):
        choices = _choices(groups, scorer, changed)
        changed = set()
        for score, a, b in choices:
            x, y = owner[a], owner[b]
            if x != y and _same_story(groups[x], groups[y], scorer) > 0 and not _barred(groups[x], groups[y], apart):
                _join(groups, owner, a, b, score, ("retold later, and nothing else of the kind is told of the same",))
                changed.add(owner[a])
        if not changed:
            break


def _choices(groups: dict[str, Group], scorer: Scorer, only: set[str] | None) -> list[tuple[float, str, str]]:
    """For each group that is worth it (of ``only``, those that have grown) the other one that it retells best, the surest first."""
    worth = [k for k in sorted(groups) if groups[k].head.confidence >= 0.3 or len({f.article for f in groups[k].facts}) > 1]
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key in worth:
        for name in groups[key].names:
            by_name[groups[key].head.type, name].append(key)
    for name_, others in by_name.items():
        if len(others) > 6 * CROWD:  # too many to compare: the largest are what is retold
            by_name[name_] = sorted(others, key=lambda k: (-len(groups[k].facts), k))[: 2 * CROWD]
    out = []
    for key in worth if only is None else sorted(only & set(worth)):
        g = groups[key]
        met: Counter[str] = Counter()
        for name in g.names:
            met.update(by_name[g.head.type, name])
        met.pop(key, None)
        alike = [o for o, n in met.items() if n >= 2 or (g.hit and _once(g, groups[o]))]
        found = [(s, o) for o in alike if (s := _same_story(g, groups[o], scorer)) > 0]
        if found:
            score, other = min(found, key=lambda x: (-x[0], x[1]))
            out.append((score, key, other))
    return sorted(out, key=lambda c: (-c[0], c[1], c[2]))


#: Ways in which a named person is attacked once.
_ONCE = frozenset(("unconventional", "targeted"))


def _in_kind(x: Group, y: Group) -> bool:
    """Whether one tells what a state does to another, and the other the answer in kind («طردت لندن 23 دبلوماسيا روسيا»)."""
    return x.head.type not in PEERS and any(reverses(a, b) for a in x.surest for b in y.surest)


def _once(x: Group, y: Group) -> bool:
    return x.head.type == "ASSAULT" and not x.hit.isdisjoint(y.hit)


def _same_story(x: Group, y: Group, scorer: Scorer) -> float:
    a, b = x.head, y.head
    # A plan and its carrying out, or a deed and its retelling: never more than a month apart, but for what befalls one once.
    once = _once(x, y)
    if a.day is None or b.day is None or abs(a.day - b.day) > (ONCE_FOR if once else RETOLD):
        return -1.0
    if once:
        return 10.0 + scorer.alike(a, b)
    if _in_kind(x, y):
        return -1.0
    if x.firm and y.firm and x.first is not None and y.first is not None and abs(x.first - y.first) > SLACK:
        return -1.0
    if not _modes_agree(x.modes, y.modes):
        return -1.0
    return scorer.undated(a, b, RETELLING) - RETELLING


def _edges(facts: Sequence[Fact], scorer: Scorer) -> list[tuple[float, str, str, tuple[str, ...]]]:
    out = []
    for a, b, told in _candidates(facts):
        least = needed(a, b, told)
        score, why = scorer(a, b, least)
        if score >= least:
            out.append((score, min(a.key, b.key), max(a.key, b.key), why))
    return sorted(out, key=lambda e: (-e[0], e[1], e[2]))


def _candidates(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact, int]]:
    """Pairs of one type and of days that touch which share two features at least, each pair once, with the number of mentions among which they stand."""
    buckets: dict[tuple[str, int], list[tuple[Fact, int]]] = defaultdict(list)
    for f in facts:
        days = _buckets(f)
        for n in days:
            buckets[f.type, n].append((f, days[0]))
    for (_, n), members in sorted(buckets.items()):
        members.sort(key=lambda m: (m[0].day or 0, m[0].order))
        for a, b in _within([f for f, _ in members]):
            if n == max(members[a][1], members[b][1]):  # a pair that shares two buckets is met once, in the later first one
                yield members[a][0], members[b][0], len(members)


def _buckets(f: Fact) -> Sequence[int]:
    span = f.window
    if span is None:
        return (-1,)
    if span[1] - span[0] > 20:  # months and years: with their like, by their first day
        return (-2 - span[0],)
    return range((span[0] - SLACK) // BUCKET, (span[1] + SLACK) // BUCKET + 1)


def _within(members: Sequence[Fact]) -> Iterator[tuple[int, int]]:
    """The places of pairs that share two rare words or names, or share one and of which one tells the other again."""
    by_feature: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for n, f in enumerate(members):
        for stem in f.rare:
            by_feature[False, stem].append(n)
        for name in f.named:
            by_feature[True, name].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in by_feature.values():
        if 1 < len(numbers) <= CROWD:
            shared.update(combinations(numbers, 2))
        elif len(numbers) > CROWD:
            for step in range(1, NEIGHBOURS + 1):
                shared.update(zip(numbers, numbers[step:], strict=False))
    yield from (pair for pair, count in shared.items() if count >= 2)
    where = {f.key: n for n, f in enumerate(members)}
    again = {(min(n, where[k]), max(n, where[k])) for n, f in enumerate(members) for k in f.points_to if k in where}
    yield from (pair for pair in again if shared[pair] == 1)
