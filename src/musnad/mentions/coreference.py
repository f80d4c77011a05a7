"""Descriptions that take somebody up by other words: «قوات الأمن» … «العناصر», «الحكومة السورية» … «النظام».

The rules of :mod:`musnad.mentions.joins` join what one name, title or kind makes sure; here every pair of entities that
could be one is weighed by named features (``weights/coreference.tsv``, fitted on train by ``tools/fit_weights.py``), and
the likeliest are joined first, as in mention-pair models with best-first clustering (Ng & Cardie 2002).

Pairs grow with the square of the entities, so what belongs to one entity is worked out once (:mod:`musnad.mentions.told`),
pairs that cannot reach the threshold are left early (:mod:`musnad.mentions.pair_weights`), and after a joining only what the
joined entity takes part in is weighed anew.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from musnad.lexicon.weights import Weights
from musnad.mentions.draft import Draft
from musnad.mentions.joins import move
from musnad.mentions.mention import Mention
from musnad.mentions.pair_weights import PairWeights
from musnad.mentions.person_names import compatible
from musnad.mentions.pointed import Pointed
from musnad.mentions.told import Told, parts_of
from musnad.text.document import Document

#: Pairs below this probability stay apart (best event+who+whom and speaker on unseen folds of train).
THRESHOLD = 0.4
#: Entities of an article that are compared; a list of names longer than this is a table, not a story.
MOST = 90
#: Ends the rule of an entity that has taken others in.
LINKED = "+linked"
#: A name in apposition stands at most this many tokens behind the office that it holds.
APPOSED = 8
#: Entities between two mentions that are told apart by number; more of them are «many».
BETWEEN = 3
#: Types that one thing may be told as, beside the same type twice.
_MIXED = frozenset(
    ordered
    for pair in (
        ("country", "government"), ("military", "government"), ("military", "armed_group"), ("armed_group", "organization"),
        ("armed_group", "population"), ("organization", "government"), ("organization", "media"), ("person", "population"),
        ("population", "other"), ("place", "other"), ("military", "population"), ("organization", "other"), ("military", "organization"),
        ("person", "armed_group"), ("place", "military"), ("government", "place"),
    )
    for ordered in (pair, pair[::-1])
)  # fmt: skip


#: Groups of features that are worked out after the others: kinds in words, and where two entities stand, which costs most.
_STAGES = (("head", "heads", "taken_up"), ("gap", "here", "between", "rivals", "beside", "top", "named"))


def pair_weights(weights: Weights) -> PairWeights:
    """The weights of ``coreference.tsv`` as :class:`Coreference` needs them."""
    return PairWeights(weights, THRESHOLD, _STAGES)


#: Type → the types that one thing may be told as beside it, its own among them.
_ALIKE = {a: frozenset((a, *(y for x, y in _MIXED if x == a))) for a, _ in _MIXED}


class Link(NamedTuple):
    """A pair of entities (draft indices, the earlier first), what it is weighed by, and the probability that they are one."""

    earlier: int
    later: int
    kinds: str
    types: str
    told: tuple[str, ...]
    probability: float

    @property
    def features(self) -> tuple[str, ...]:
        """All features with their crossings, as they are fitted."""
        return (
            f"kinds:{self.kinds}", f"types:{self.types}", *self.told,
            *(f"{self.kinds}|{f}" for f in self.told), *(f"{self.types}|{f}" for f in self.told),
        )  # fmt: skip


class Coreference:
    """Weighs and joins the entities of one document.

    With ``every`` all pairs are weighed to the end and kept in ``links``, for ``tools/fit_weights.py``; else only those that can be joined.
    """

    def __init__(self, doc: Document, drafts: Sequence[Draft], weights: PairWeights, pointed: Pointed, every: bool = False) -> None:
        self.doc, self.weights, self.pointed, self.every = doc, weights, pointed, every
        told = sorted((Told(doc, d) for d in drafts if d.mentions), key=lambda t: t.order)[:MOST]
        self.live = {t.index: t for t in told}
        #: Entity → those told before it that it could be.
        self.rivals: dict[int, set[int]] = {t.index: set() for t in told}
        self._of_type: dict[str, _OfType] = {}
        self.links: list[Link] = []

    def run(self) -> None:
        """Join until no pair is likely enough. Without weights nothing is joined."""
        pairs = list(self._pairs())
        self.links = [self._link(a, b) for a, b in pairs if self.every or self._can_reach(a, b)]
        likely = [x for x in self.links if x.probability >= THRESHOLD] if self.weights.known else []
        while likely:
            best = max(likely, key=lambda x: (x.probability, -x.earlier, -x.later))
            into, gone = _keeper(self.live[best.earlier].draft, self.live[best.later].draft)
            self._join(gone, into)
            ends = (into.index, gone.index)
            again = [self._link(a, b) for a, b in list(self._pairs_with(self.live[into.index])) if self._can_reach(a, b)]
            likely = [x for x in likely if x.earlier not in ends and x.later not in ends] + [x for x in again if x.probability >= THRESHOLD]

    def _join(self, gone: Draft, into: Draft) -> None:
        move(gone, into)
        self.pointed.join(gone.index, into.index)
        into.rule = into.rule.removesuffix(LINKED) + LINKED
        del self.live[gone.index], self.rivals[gone.index]
        self.live[into.index] = Told(self.doc, into)
        for other in self.live.values():
            self.rivals[other.index] -= {gone.index, into.index}
            if gone.index in other.parts:
                other.parts = parts_of(other.draft)
        self.rivals[into.index] = set()
        for type_ in (gone.type, into.type):
            self._of_type.pop(type_, None)

    def _pairs(self) -> Iterator[tuple[Told, Told]]:
        ordered = list(self.live.values())
        for n, later in enumerate(ordered):
            types = _ALIKE.get(later.type, (later.type,))
            for earlier in ordered[:n]:
                if earlier.type in types and self._could_be(earlier, later):
                    yield earlier, later

    def _pairs_with(self, one: Told) -> Iterator[tuple[Told, Told]]:
        for other in self.live.values():
            if other is not one:
                a, b = (other, one) if other.order < one.order else (one, other)
                if self._could_be(a, b):
                    yield a, b

    def _could_be(self, earlier: Told, later: Told) -> bool:
        if not could_be_one(earlier, later):
            return False
        if earlier.start < later.start:
            self.rivals[later.index].add(earlier.index)
        return not self._told_apart(earlier, later)

    def _told_apart(self, a: Told, b: Told) -> bool:
        """«استقبل الملك المبعوث»: two descriptions in one sentence that share no word are two, but for an apposition."""
        homes = a.homes & b.homes
        if not homes or not a.draft.heads.isdisjoint(b.draft.heads) or not a.words.isdisjoint(b.words):
            return False
        ours, theirs = (self._at(t, homes) for t in (a, b))
        return not self._meet(ours, theirs) and not self._meet(theirs, ours)

    def _meet(self, some: Sequence[Mention], others: Sequence[Mention]) -> bool:
        """Whether one of the others stands right behind one of some; those too far away are passed, for a sentence may name both thousands of times."""
        others = sorted(others, key=lambda m: m.first)
        firsts = [m.first for m in others]
        return any(
            self._beside(x, y) != "no"
            for x in some for y in others[bisect_left(firsts, x.last) : bisect_right(firsts, x.last + APPOSED)]
        )  # fmt: skip

    def _at(self, t: Told, homes: set[int]) -> list[Mention]:
        return [m for m in t.draft.mentions if self.doc.tokens[m.first].segment in homes]

    def _can_reach(self, a: Told, b: Told) -> bool:
        """Whether what they are leaves it open that they are one, wherever they stand."""
        pairing, (before_heads, before_places) = self.weights.pairing(a.kind, b.kind, a.type, b.type)
        sums = pairing.sums
        told = (*_words(a, b), *_agreement(a.draft, b.draft), *self.pointed.marks(a, b), a.told, b.again, a.headline, b.bare)
        total = sum(map(sums.__getitem__, told))
        if total < before_heads:
            return False
        for feature in _heads(a, b):
            if feature in self.weights.bare:
                total += sums[feature]
        return total >= before_places

    def _link(self, a: Told, b: Told) -> Link:
        pairing, _ = self.weights.pairing(a.kind, b.kind, a.type, b.type)
        told = (*_words(a, b), *_heads(a, b), *_agreement(a.draft, b.draft), *self.pointed.marks(a, b), *self._places(a, b))
        return Link(a.index, b.index, pairing.kinds, pairing.types, told, pairing.probability(told) if self.weights.known else 0.0)

    def _places(self, a: Told, b: Told) -> list[str]:
        """Where they stand: how far the later is from the earlier's last mention before it, what could be meant instead.

        What :data:`_STAGES` does not name is weighed by :meth:`_can_reach` already.
        """
        last = a.last_until(b.start)
        gap = b.segment - self.doc.tokens[last.first].segment
        same = self._same_type(a.type)
        rivals = self.rivals[b.index]
        return [
            f"gap:{min(gap, 4)}", f"here:{min(len(a.homes & b.homes), 2)}",
            f"between:{same.between(last.first, b.start)}", f"rivals:{min(len(rivals) - (a.index in rivals), 4)}",
            a.told, b.again, a.headline, f"beside:{self._beside(last, b.first)}",
            f"top:{same.rank(a.count)}", f"named:{min(same.named, 3)}", b.bare,
        ]  # fmt: skip

    def _same_type(self, type_: str) -> _OfType:
        found = self._of_type.get(type_)
        if found is None:
            found = self._of_type[type_] = _OfType([t for t in self.live.values() if t.type == type_])
        return found

    def _beside(self, a: Mention, b: Mention) -> str:
        """«رئيس اللجنة العليا للإغاثة في اليمن، عبد الرقيب فتح»: what stands between two mentions that could be an apposition."""
        words, tokens = b.first - a.last, self.doc.tokens
        if not 0 <= words <= APPOSED or tokens[a.first].segment != tokens[b.first].segment:
            return "no"
        if not words:
            return "next" if bool(a.person) != bool(b.person) else "no"
        if tokens[b.first - 1].norm in ("،", ",", "(", "-"):
            return "comma" if words == 1 else "far comma"
        return "no"


class _OfType:
    """The entities of one type: where they are told, how often, how many of them by name."""

    def __init__(self, entities: list[Told]) -> None:
        told = sorted((m.first, t.index) for t in entities for m in t.draft.mentions)
        self.starts, self.who = [first for first, _ in told], [index for _, index in told]
        self.counts = sorted((t.count for t in entities), reverse=True)
        self.named = sum(t.named for t in entities)

    def between(self, after: int, before: int) -> int:
        """How many of them are told between two tokens, up to :data:`BETWEEN`."""
        found: set[int] = set()
        for n in range(bisect_right(self.starts, after), bisect_left(self.starts, before)):
            found.add(self.who[n])
            if len(found) == BETWEEN:
                break
        return len(found)

    def rank(self, count: int) -> str:
        """Whether an entity told so often is the most told one, one of the second most told, or lower."""
        counts = self.counts
        if count == counts[0] and (len(counts) == 1 or counts[1] != count):
            return "first"
        return "second" if count >= counts[min(1, len(counts) - 1)] else "lower"


def could_be_one(a: Told, b: Told) -> bool:
    """Nothing in type, country, number or name keeps them apart; two listed names are never one.

    «مستشار ترامب» holds ترامب, who is another, and so do «مواقع الفصائل» (the i-within-i filter of Haghighi & Klein 2009).
    """
    if a.type != b.type and (a.type, b.type) not in _MIXED:
        return False
    x, y = a.draft, b.draft
    if (x.country and y.country and x.country != y.country) or a.index in b.parts or b.index in a.parts:
        return False
    if x.name is not None and y.name is not None and {a.type, b.type} != {"country", "government"}:
        return False
    if a.type == b.type == "person":
        if x.person and y.person:
            return compatible(x.person, y.person)
        return x.number == y.number and not (x.gender and y.gender and x.gender != y.gender)
    return True


def _shared(a: set[str], b: set[str]) -> str:
    """What one's words are to the other's."""
    if a.isdisjoint(b):
        return "words:same" if not a and not b else "words:in" if not b else "words:out" if not a else "words:none"
    return "words:same" if a == b else "words:in" if b <= a else "words:out" if a <= b else "words:part"


def _words(a: Told, b: Told) -> tuple[str, str]:
    """What the words that name them have in common."""
    common = len(a.words & b.words)
    if not common:
        return _shared(a.words, b.words), "common:0:0.0"
    share = common / max(min(len(a.words), len(b.words)), 1)
    return _shared(a.words, b.words), f"common:{min(common, 3)}:{round(share, 1)}"


def _heads(a: Told, b: Told) -> tuple[str, str, str]:
    """Their kinds in words: «حكومة» and «سلطات», «بلدة» and «مدينة»."""
    both = f"heads:{a.head}+{b.head}" if a.head <= b.head else f"heads:{b.head}+{a.head}"
    if a.draft.heads.isdisjoint(b.draft.heads):
        return "head:other", both, f"taken_up:{b.head}:other"
    return "head:shared", both, f"taken_up:{b.head}:shared"


def _agreement(a: Draft, b: Draft) -> tuple[str, str, str, str]:
    return (
        "country:no" if not a.country and not b.country else "country:same" if a.country == b.country else "country:one",
        "gender:no" if not a.gender or not b.gender else "gender:same" if a.gender == b.gender else "gender:other",
        f"number:{a.number}{b.number}",
        "sector:True" if a.sector == b.sector else "sector:False",
    )


def _keeper(a: Draft, b: Draft) -> tuple[Draft, Draft]:
    """Which of two stays: the one with a listed name, a personal name, more mentions, the earlier."""
    rank = [(d.name is not None, bool(d.person), len(d.mentions), -d.mentions[0].first) for d in (a, b)]
    return (a, b) if rank[0] >= rank[1] else (b, a)
