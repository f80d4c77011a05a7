"""Which mentions are of one process: of one kind, the same parties, within weeks of each other, and alike in wording.

Precision comes first, as with matters: of two talks between the same two states each is shown, rather than both as one. A mention
joins what it is like on the whole, so that no topic chains.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from musnad.record.compare import Scorer
from musnad.record.processes.kinds import BETWEEN
from musnad.record.processes.mentions import Mention

#: Days without a word after which the same parties begin another process.
PAUSE = 30
#: How alike two mentions are that are of one process, in the units of :class:`~musnad.record.compare.Scorer`.
ALIKE = 2.2
#: The same where one of both names no parties, and where one names fewer than the other.
UNNAMED, FEWER = 4.5, 3.2
#: What speaks for one process: that both are of one day ahead, or told within days of each other.
SAME_DAY, SOON, DAYS = 2.0, 0.5, 7
#: The same for two mentions of one article, and for a plan and what puts it off before its day.
WITHIN, PUT_OFF = 2.0, 2.0
#: Mentions of each side that are compared before two lines are joined, and the share of them that nothing forbids, and that are alike.
SEEN, TOGETHER, LIKE = 6, 0.85, 0.25
#: The score of two mentions that cannot be of one process.
FORBID = 9.0
#: In how many mentions a name or rare word may stand to propose all of them, and how many it proposes else.
CROWD, NEIGHBOURS = 60, 12
#: Kinds whose place is where the parties meet, and told as either's country.
_ABROAD = frozenset(("talks", "meeting", "visit"))
#: Kinds that are over in days, and days that are told of a visit and of a meeting.
_ONE_DAY, LASTS, MEETS = frozenset(("meeting", "visit")), 5, 2
#: Kinds that are told of by one another's words.
_POOL = {"meeting": "talks", "visit": "talks"}


def lines(found: Sequence[Mention], scorer: Scorer) -> list[list[Mention]]:
    """Mentions in groups, each in one."""
    pools: dict[str, list[Mention]] = defaultdict(list)
    for m in found:
        pools[_POOL.get(m.kind, m.kind)].append(m)
    return [line for _, pool in sorted(pools.items()) for line in _Joiner(pool, scorer).lines()]


class _Joiner:
    def __init__(self, pool: Sequence[Mention], scorer: Scorer) -> None:
        self.pool = sorted(pool, key=lambda m: (m.when, m.fact.order))
        self.scorer = scorer
        self.known: dict[tuple[int, int], float] = {}
        self.groups = {n: [n] for n in range(len(self.pool))}
        self.owner = list(range(len(self.pool)))

    def lines(self) -> list[list[Mention]]:
        edges = [(s, i, j) for i, j in _pairs(self.pool) if (s := self.score(i, j)) > 0]
        for _, i, j in sorted(edges, key=lambda e: (-e[0], e[1], e[2])):
            x, y = sorted((self.owner[i], self.owner[j]))
            if x != y and self._fits(self.groups[x], self.groups[y]):
                self.groups[x] = sorted(self.groups[x] + self.groups.pop(y))
                for n in self.groups[x]:
                    self.owner[n] = x
        return [[self.pool[n] for n in g] for _, g in sorted(self.groups.items())]

    def score(self, i: int, j: int) -> float:
        """Above 0 where two mentions can be of one process."""
        key = (i, j) if i < j else (j, i)
        if key not in self.known:
            self.known[key] = _agree(self.pool[key[0]], self.pool[key[1]], self.scorer)
        return self.known[key]

    def _fits(self, x: list[int], y: list[int]) -> bool:
        """Whether most of both go together, those that stand nearest in time first."""
        near = sorted((abs(self.pool[i].when - self.pool[j].when), i, j) for i in x[-SEEN:] + x[:SEEN] for j in y[-SEEN:] + y[:SEEN])
        scores = [self.score(i, j) for _, i, j in islice(near, SEEN * SEEN)]
        return sum(s > -FORBID for s in scores) >= TOGETHER * len(scores) and sum(s > 0 for s in scores) >= LIKE * len(scores)


def _pairs(line: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Pairs that share a party, or two rare words, within the days of one process."""
    found: dict[str, list[int]] = defaultdict(list)
    for n, m in enumerate(line):
        for feature in (*m.fact.rare, *(f"@{x}" for x in sorted(m.parties))):
            found[feature].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for feature, numbers in sorted(found.items()):
        reach = CROWD if len(numbers) <= CROWD else NEIGHBOURS
        for at, n in enumerate(numbers):
            for other in numbers[at + 1 : at + 1 + reach]:
                if line[other].when - line[n].when > PAUSE:
                    break
                shared[n, other] += 2 if feature[0] == "@" else 1
    yield from sorted(p for p, count in shared.items() if count >= 2)


def _agree(a: Mention, b: Mention, scorer: Scorer) -> float:
    """How far two mentions go beyond what one process needs; far below 0 where something forbids it."""
    if abs(a.when - b.when) > PAUSE:
        return -0.5
    if a.country and b.country and a.country != b.country and not (a.kind in _ABROAD and len(a.parties & b.parties) >= 2):
        return -FORBID
    if a.persons and b.persons and not a.persons & b.persons and a.kind in ("visit", "meeting") and b.kind in ("visit", "meeting"):
        return -FORBID
    if a.kind in _ONE_DAY and b.kind in _ONE_DAY and _other_days(a, b):
        return -FORBID
    shared = len(a.parties & b.parties)
    if a.known and b.known and not shared and not _beside(a, b):
        return -FORBID
    if a.kind in BETWEEN and min(len(a.parties), len(b.parties)) >= 2 and _both(a, b) < 2:
        return -FORBID
    alike = scorer.alike(a.fact, b.fact)
    alike += SAME_DAY if _same_day(a, b) else 0.0
    alike += SOON if abs(a.when - b.when) <= DAYS else 0.0
    alike += WITHIN if a.fact.article == b.fact.article else 0.0
    alike += PUT_OFF if _puts_off(a, b) or _puts_off(b, a) else 0.0
    alike -= 1.0 if a.kind != b.kind else 0.0
    if not shared:
        return alike - UNNAMED
    if a.parties == b.parties:
        return alike - ALIKE
    return alike - FEWER


def _both(a: Mention, b: Mention) -> int:
    """How many parties two mentions share; of one kind, what one names only beside counts too."""
    return len(a.parties & b.around | b.parties & a.around) if a.kind == b.kind else len(a.parties & b.parties)


def _same_day(a: Mention, b: Mention) -> bool:
    """Whether both set a day, and the same: few parties meet twice on one."""
    return a.phase == b.phase == "planned" and a.fact.days is not None and a.fact.days == b.fact.days


def _puts_off(plan: Mention, turn: Mention) -> bool:
    """Whether a plan stood when the other tells that one was put off or called off."""
    days = plan.fact.days
    return plan.phase == "planned" and turn.phase in ("postponed", "cancelled") and days is not None and plan.when <= turn.when <= days[1]


def _other_days(a: Mention, b: Mention) -> bool:
    """Whether each is told with a day of its own: what is planned for the twelfth did not end on the second."""
    days = [m.fact.days[0] for m in (a, b) if m.fact.days and m.fact.precise and m.phase in ("planned", "begun", "ended")]
    return len(days) == 2 and abs(days[0] - days[1]) > (MEETS if a.kind == b.kind == "meeting" else LASTS)


def _beside(a: Mention, b: Mention) -> bool:
    """Whether mentions that share no party name each other's beside their own; of one kind, one that does is enough («محادثات اللجنة»)."""
    one, other = bool(a.parties & b.around), bool(b.parties & a.around)
    return one or other if a.kind == b.kind else one and other
