"""Whether two event mentions tell the same happening: a score of evidence for and against, with what it rests on.

The weights were set by reading pairs of real news (2018, five outlets); they are evidence in nats of a sort, not probabilities.
Precision comes first: two wordings left apart cost a reader a second look, two raids taken for one cost the record its worth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log

from musnad.record.facts import Fact
from musnad.record.identities import Who
from musnad.record.words import Rarity, likeness, stems_of

#: At this score two mentions are one happening: within an article, and in two articles where some 600 mentions of the type are told
#: on neighbouring days. Where many more could be meant, more is asked, and less in a small record.
WITHIN, ACROSS, USUAL = 2.8, 4.3, 600
PER_LOG, LEAST, MOST = 0.35, 3.2, 4.8
#: Types whose two sides are peers, so that either may be named first.
PEERS = frozenset(("CONSULT", "AGREE", "COOPERATE", "ASSAULT"))
#: Modes that two reporters give one act.
_MODES = frozenset(
    pair
    for x in (
        ("aerial", "heavy-weapons"), ("aerial", "drone"), ("explosives", "suicide-attack"), ("targeted", "explosives"),
        ("targeted", "firearms"), ("targeted", "drone"), ("targeted", "aerial"), ("firearms", "primitive"), ("explosives", "destroy"),
        ("targeted", "unconventional"), ("heavy-weapons", "destroy"), ("visit", "multilateral"), ("visit", "third-party"),
        ("multilateral", "third-party"), ("allege", "disapprove"), ("allege", "investigate"), ("restrict", "seize"), ("aerial", "destroy"),
        ("heavy-weapons", "firearms"), ("demo", "riot"), ("demo", "obstruct"), ("ceasefire", "withdraw"), ("heavy-weapons", "crowd-control"),
        ("firearms", "crowd-control"), ("expel", "discontinue"), ("arrest", "seize"), ("troops", "weapons"), ("troops", "police"),
    )
    for pair in (x, x[::-1])
)  # fmt: skip
#: Groups of entity kinds that one description can mean («المسلحون» for a named faction).
_GENUS = {"armed_group": "arms", "military": "arms", "government": "state", "country": "state", "person": "people", "population": "people", "organization": "body"}
_GENERAL = frozenset((("arms", "arms"), ("state", "state"), ("people", "people"), ("arms", "people"), ("arms", "state"), ("body", "arms"), ("body", "state"), ("body", "people"), ("body", "body"), ("people", "state")))  # fmt: skip


def modes_agree(a: str | None, b: str | None) -> bool:
    # A meeting refused or called off may be a visit, a call or talks.
    return a == b or a is None or b is None or (a, b) in _MODES or "meet" in (a, b)


#: Days of a period that is told of a happening; the same year says little.
PERIOD = 62
#: A denial answers something that was said: that one of two like mentions is denied speaks for their being one.
ANSWER = 1.0


def needed(a: Fact, b: Fact, told: int) -> float:
    """The score that a pair needs where ``told`` mentions of its type compete."""
    if a.article == b.article:
        return WITHIN
    return min(MOST, max(LEAST, ACROSS + PER_LOG * log(max(1, told) / USUAL)))


def days_apart(a: Fact, b: Fact) -> int:
    """Days between the times that two mentions can mean; 0 where they overlap, large where nothing is known."""
    wa, wb = a.window, b.window
    if wa is None or wb is None:
        return 99
    return max(0, wa[0] - wb[1], wb[0] - wa[1])


#: Below this likeness of wording two undated mentions of two articles have nothing to show that they are one.
SLIGHT = 0.06
#: A name in this many articles' mentions of a type says nothing for one happening of it.
BUSY = 1000
#: Pairs of sides whose comparison is remembered, some 350 bytes each.
SIDES = 60_000
#: Pairs of articles whose subjects' likeness is remembered, some 250 bytes each.
PAIRS = 30_000
#: What the likeness of their articles' subjects can add at most, with room for rounding.
SUBJECTS = 3.000001
#: What a comparison gives: a score, and the reasons for it.
Verdict = tuple[float, tuple[str, ...]]
_NEVER: Verdict = (-9.0, ())
_NOTHING: Verdict = (0.0, ())


class Scorer:
    """Scores pairs of facts. A shared name counts by how few articles tell such a deed of it: in a war, "the army, in the city" is no evidence."""

    def __init__(self, facts: Sequence[Fact], who: Mapping[str, Who], rarity: Rarity) -> None:
        told: dict[tuple[str, str], set[str]] = defaultdict(set)
        for f in facts:
            for k in f.named.union([w.key for w in _all(f)]):
                told[f.type, k].add(f.article)
        # By the sides' own identity, for hashing names takes longer than comparing them; what is kept here cannot be another one later.
        self._sides: dict[tuple[str, int, int], tuple[Verdict, tuple[Who, ...], tuple[Who, ...]]] = {}
        self._pairs: dict[tuple[int, int], tuple[float, dict[str, float], dict[str, float]]] = {}
        # Neither is a name that general news are full of any evidence, however small the record.
        general = {k: max((rarity(s) for s in stems_of(who[k].name)), default=0.0) for _, k in told}
        self._names = {(t, k): min(general[k], log((BUSY + 20) / (len(v) + 0.5))) for (t, k), v in told.items()}

    def names(self, type_: str, key: str) -> float:
        return max(0.0, self._names.get((type_, key), 0.0))

    def __call__(self, a: Fact, b: Fact, least: float = -9.0) -> Verdict:
        """Score and reasons; a negative score where something forbids it, or where it cannot reach ``least``."""
        ta, tb = a.telling, b.telling
        if a.type != b.type or not modes_agree(ta.mode, tb.mode) or (a.status == "hypothetical") != (b.status == "hypothetical"):
            return _NEVER
        when, why_when = self._when(a, b)
        if when < -4:
            return _NEVER
        same, across = likeness(a.vector, b.vector), a.article != b.article
        if same < SLIGHT and across and not (a.precise and b.precise):
            return _NEVER
        roles, why_roles = self._roles(a, b)
        where, why_where = self._where(a.type, a.place, b.place)
        mode = 0.5 if ta.mode and ta.mode == tb.mode else 0.0
        answer = ANSWER if same >= 0.2 and a.denied != b.denied else 0.0
        words = 6.0 * same
        if across and when + roles + where + words + mode + answer + SUBJECTS < least:
            return _NEVER
        words += 3.0 * self._subjects(a.subject, b.subject) if across else _inside(a, b)
        score = when + roles + where + words + mode + answer
        return (score, (*why_when, *why_roles, *why_where, f"{same:.0%} of the wording")) if score >= least else _NEVER

    def undated(self, a: Fact, b: Fact, least: float = -9.0) -> float:
        """The score of two mentions without regard to when they say that it was; negative where it cannot reach ``least``."""
        if a.type != b.type or (a.status == "hypothetical") != (b.status == "hypothetical"):
            return -9.0
        mode = 0.5 if a.telling.mode and a.telling.mode == b.telling.mode else 0.0
        return self.alike(a, b, least - mode) + mode

    def alike(self, a: Fact, b: Fact, least: float = -9.0) -> float:
        """How much two mentions share of participants, place and wording, whatever they tell of them; -9 where it cannot reach ``least``."""
        roles, _ = self._roles(a, b)
        where, _ = self._where(a.type, a.place, b.place)
        score = roles + where + 6.0 * likeness(a.vector, b.vector)
        return score + 3.0 * self._subjects(a.subject, b.subject) if score + SUBJECTS >= least else -9.0

    def _subjects(self, a: dict[str, float], b: dict[str, float]) -> float:
        """How alike two articles' subjects are, remembered for the next mentions of both."""
        key = (id(a), id(b))
        found = self._pairs.get(key)
        if found is None:
            if len(self._pairs) > PAIRS:
                self._pairs.clear()
            found = self._pairs[key] = (likeness(a, b), a, b)
        return found[0]

    def _when(self, a: Fact, b: Fact) -> Verdict:
        apart = days_apart(a, b)
        if apart > 1:
            return _NEVER
        if a.precise and b.precise:
            return (1.6, ("the same day",)) if apart == 0 else (-1.0, ("a day apart",))
        if a.days and b.days and a.days == b.days:
            return (1.0, ("the same period",)) if a.days[1] - a.days[0] < PERIOD else (-0.4, ("the same year",))
        if a.precise or b.precise:
            return (0.1, ("days that can agree",)) if apart == 0 else (-1.2, ())
        if a.days or b.days:
            return -0.8, ()
        gap = abs((a.day or 0) - (b.day or 0))
        return (-0.2 if gap <= 1 else -0.8), ("told within a day of each other",) if gap <= 1 else ()

    def _roles(self, a: Fact, b: Fact) -> Verdict:
        type_ = a.type
        who, whom = self._side(type_, a.actors, b.actors), self._side(type_, a.recipients, b.recipients)
        if type_ in PEERS:
            one, other = self._side(type_, a.actors, b.recipients), self._side(type_, a.recipients, b.actors)
            if one[0] + other[0] > who[0] + whom[0]:
                who, whom = (one[0] - 0.3, one[1]), other
        elif reverses(a, b):
            return -3.0, ()
        why = who[1] + whom[1]
        across = 0.0 if why else self._anywhere(a, b)
        return who[0] + whom[0] + across, why

    def _anywhere(self, a: Fact, b: Fact) -> float:
        """A name that both hold in differing roles, or have beside them: a town is hit, or is where someone was hit."""
        return max([0.1 + 0.15 * self.names(a.type, k) for k in a.named & b.named], default=0.0)

    def _side(self, type_: str, a: tuple[Who, ...], b: tuple[Who, ...]) -> Verdict:
        if not a or not b:
            return _NOTHING
        key = (type_, id(a), id(b))
        found = self._sides.get(key)
        if found is None:
            if len(self._sides) > SIDES:
                self._sides.clear()
            found = self._sides[key] = (self._compare_sides(type_, a, b), a, b)
        return found[0]

    def _compare_sides(self, type_: str, a: tuple[Who, ...], b: tuple[Who, ...]) -> Verdict:
        if len(a) == len(b) == 1 and a[0].key != b[0].key and (a[0].party != b[0].party or not a[0].party.startswith("state:")):
            return _general(a[0], b[0]), ()  # as most are: nothing in common
        shared = {w.key for w in a} & {w.key for w in b}
        known = sorted((self.names(type_, w.key), w.name) for w in a if w.key in shared and w.known)
        if known:
            return 0.3 + 0.3 * known[-1][0], (f"both name {known[-1][1]}",)
        if shared:
            return 0.7, (f"the same {min(w.name for w in a if w.key in shared)}",)
        parties = {w.party for w in a if w.party.startswith("state:")} & {w.party for w in b if w.party.startswith("state:")}
        if parties:
            return 0.7, (f"both of {min(parties)[6:]}",)
        return max(_general(x, y) for x in a for y in b), ()

    def _where(self, type_: str, a: Who | None, b: Who | None) -> Verdict:
        if a is None or b is None or not (a.known and b.known):
            return _NOTHING
        if a.key == b.key:
            return 0.1 + 0.2 * self.names(type_, a.key), (f"both in {a.name}",)
        if a.type == "country" or b.type == "country":
            return (-2.0, ()) if a.country and b.country and a.country != b.country else (0.1, ())
        if a.country and b.country and a.country != b.country:
            return -2.0, ()
        return -1.2, ()


def _all(f: Fact) -> tuple[Who, ...]:
    return (*f.actors, *f.recipients, *((f.place,) if f.place else ()))


def _inside(a: Fact, b: Fact) -> float:
    """What speaks for one happening within an article: the same word, a noun that points back, a headline and its lead."""
    again = a.key in b.points_to or b.key in a.points_to
    return (0.6 if a.telling.trigger == b.telling.trigger else 0.0) + (2.0 if again else 0.0)


def reverses(a: Fact, b: Fact) -> bool:
    """Whether one state does to another what the other mention tells of the other: an answer in kind is a deed of its own.

    One of both need not say to whom («روسيا تطرد 23 دبلوماسيا»), as long as no state is told to have done or suffered both.
    """
    if not a.actors or not b.actors:
        return False

    def states(side: Sequence[Who]) -> set[str]:
        return {w.country for w in side if w.country}

    by_a, to_a, by_b, to_b = states(a.actors), states(a.recipients), states(b.actors), states(b.recipients)
    return bool(by_a and by_b and (by_a & to_b or to_a & by_b)) and not (by_a & by_b) and not (to_a & to_b)


def _general(x: Who, y: Who) -> float:
    """How well two differing participants go together: one may only describe what the other names."""
    if "place" in (x.type, y.type):
        return 0.0  # what is hit is told as a town or as those in it
    if x.country and y.country and x.country != y.country:
        return -2.0
    if x.known and y.known:
        return -1.5
    pair = (_GENUS.get(x.type, x.type), _GENUS.get(y.type, y.type))
    return 0.0 if pair in _GENERAL or pair[::-1] in _GENERAL else -0.3
