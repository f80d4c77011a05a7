"""Descriptions that take somebody up by other words: «قوات الأمن» … «العناصر», «الحكومة السورية» … «النظام».

The rules of :mod:`musnad.mentions.joins` join what one name, title or kind makes sure; here every pair of entities that
could be one is weighed by named features (``weights/coreference.tsv``, fitted on train by ``tools/fit_weights.py``), and
the likeliest are joined first, as in mention-pair models with best-first clustering (Ng & Cardie 2002).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from musnad.lexicon.weights import Weights, logistic
from musnad.lexicon.word_sets import word_set
from musnad.mentions.joins import move
from musnad.mentions.mention import Mention
from musnad.mentions.resolve import Draft, compatible
from musnad.text.document import Document

#: Pairs below this probability stay apart (best event+who+whom and speaker on unseen folds of train).
THRESHOLD = 0.4
#: Entities of an article that are compared; a list of names longer than this is a table, not a story.
MOST = 90
#: A name in apposition stands at most this many tokens behind the office that it holds.
APPOSED = 8
#: Types that one thing may be told as, beside the same type twice.
_MIXED = frozenset(
    frozenset(pair)
    for pair in (
        ("country", "government"), ("military", "government"), ("military", "armed_group"), ("armed_group", "organization"),
        ("armed_group", "population"), ("organization", "government"), ("organization", "media"), ("person", "population"),
        ("population", "other"), ("place", "other"), ("military", "population"), ("organization", "other"), ("military", "organization"),
        ("person", "armed_group"), ("place", "military"), ("government", "place"),
    )
)  # fmt: skip
_FILLING = frozenset(word_set("mentions.joins.filling"))


@dataclass(frozen=True, slots=True)
class Link:
    """A pair of entities (draft indices, the earlier first) with its features and the probability that they are one."""

    earlier: int
    later: int
    features: tuple[str, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Told:
    """What is asked of an entity again and again while pairs are weighed; made anew when mentions join it."""

    words: frozenset[str]  # of all its mentions, without clitics and articles
    homes: frozenset[int]  # segments that name it
    firsts: tuple[int, ...]  # first tokens of its mentions, in order
    kind: str
    head: str


class Coreference:
    """Weighs and joins the entities of one document; ``links`` keeps every pair weighed at first, for ``tools/fit_weights.py``."""

    def __init__(self, doc: Document, drafts: Sequence[Draft], weights: Weights) -> None:
        self.doc, self.weights = doc, weights
        self.live = sorted((d for d in drafts if d.mentions), key=lambda d: (d.mentions[0].first, d.index))[:MOST]
        self.links: list[Link] = []
        self._told: dict[int, Told] = {}
        self._rivals: dict[int, int] = {}
        self._could: dict[tuple[int, int], bool] = {}
        self._types: dict[str, tuple[list[int], int, list[tuple[int, ...]]]] = {}

    def run(self) -> None:
        """Join until no pair is likely enough. Without weights nothing is joined."""
        found = {(a.index, b.index): self._link(a, b) for a, b in self._pairs(self.live)}
        self.links = list(found.values())
        by_index = {d.index: d for d in self.live}
        while self.weights.known:
            best = max(found.values(), key=lambda x: (x.probability, -x.earlier, -x.later), default=None)
            if best is None or best.probability < THRESHOLD:
                return
            into, gone = _keeper(by_index[best.earlier], by_index[best.later])
            move(gone, into)
            self.live = [d for d in self.live if d is not gone]
            self._told.pop(into.index)
            self._rivals.clear()
            self._types.clear()
            self._could = {k: v for k, v in self._could.items() if into.index not in k}
            found = {k: v for k, v in found.items() if gone.index not in k and into.index not in k}
            found |= {(a.index, b.index): self._link(a, b) for a, b in self._pairs(self.live) if into in (a, b)}

    def _pairs(self, live: Sequence[Draft]) -> Iterator[tuple[Draft, Draft]]:
        ordered = sorted(live, key=lambda d: (d.mentions[0].first, d.index))
        for n, later in enumerate(ordered):
            for earlier in ordered[:n]:
                if self.could(earlier, later) and not self._told_apart(earlier, later):
                    yield earlier, later

    def _told_apart(self, a: Draft, b: Draft) -> bool:
        """«استقبل الملك المبعوث»: two descriptions in one sentence that share no word are two, but for an apposition."""
        x, y = self.told(a), self.told(b)
        return bool(x.homes & y.homes) and not (a.heads & b.heads) and not (x.words & y.words) and not self._apposed(a, b) and not self._apposed(b, a)

    def _apposed(self, a: Draft, b: Draft) -> bool:
        """Whether a mention of the second stands in apposition behind one of the first."""
        ends: dict[int, list[Mention]] = {}
        for m in a.mentions:
            ends.setdefault(m.last, []).append(m)
        return any(self._beside(m, o) != "no" for o in b.mentions for k in range(o.first - APPOSED, o.first + 1) for m in ends.get(k, ()))

    def told(self, d: Draft) -> Told:
        """What is known of an entity by all its mentions."""
        known = self._told.get(d.index)
        if known is None:
            tokens = self.doc.tokens
            words = frozenset(w for m in d.mentions for w in self._content(m))
            homes = frozenset(tokens[m.first].segment for m in d.mentions)
            known = self._told[d.index] = Told(words, homes, tuple(sorted(m.first for m in d.mentions)), kind_of(d), first_head(d))
        return known

    def could(self, a: Draft, b: Draft) -> bool:
        """:func:`could_be_one`, remembered."""
        known = self._could.get((a.index, b.index))
        if known is None:
            known = self._could[a.index, b.index] = could_be_one(a, b)
        return known

    def _link(self, earlier: Draft, later: Draft) -> Link:
        kinds = f"{self.told(earlier).kind}+{self.told(later).kind}"
        types = "+".join(sorted((earlier.type, later.type)))
        base = self._features(earlier, later)
        if not self.weights.known:  # only then does anybody look at the features: they are fitted
            own = (f"kinds:{kinds}", f"types:{types}")
            return Link(earlier.index, later.index, (*own, *base, *(f"{kinds}|{f}" for f in base), *(f"{types}|{f}" for f in base)), 0.0)
        get = self.weights.merged(("", kinds, types)).get
        total = self.weights.bias + get(f"kinds:{kinds}", 0.0) + get(f"types:{types}", 0.0)
        for f in base:
            total += get(f, 0.0)
        return Link(earlier.index, later.index, (), round(logistic(total), 2))

    def _features(self, a: Draft, b: Draft) -> list[str]:
        return [*self._words(a, b), *self._heads(a, b), *self._agreement(a, b), *self._places(a, b)]

    def _words(self, a: Draft, b: Draft) -> list[str]:
        """What the words that name them have in common."""
        wa, wb = self.told(a).words, self.told(b).words
        common = len(wa & wb)
        share = common / max(min(len(wa), len(wb)), 1)
        inside = "same" if wa == wb else "in" if wb <= wa else "out" if wa <= wb else "part" if common else "none"
        return [f"words:{inside}", f"common:{min(common, 3)}:{round(share, 1)}"]

    def _content(self, m: Mention) -> set[str]:
        norms = [self.doc.tokens[k].norm for k in range(m.first, m.last) if self.doc.tokens[k].kind == "word"]
        if norms and m.front:
            norms[0] = norms[0][len(m.front) :]
        return {n.removeprefix("ال") for n in norms} - _FILLING

    def _heads(self, a: Draft, b: Draft) -> list[str]:
        """Their kinds in words: «حكومة» and «سلطات», «بلدة» and «مدينة»."""
        ha, hb = self.told(a).head, self.told(b).head
        shared = "shared" if a.heads & b.heads else "other"
        return [f"head:{shared}", f"heads:{'+'.join(sorted((ha, hb)))}", f"taken_up:{hb}:{shared}"]

    def _agreement(self, a: Draft, b: Draft) -> list[str]:
        country = "no" if not a.country and not b.country else "same" if a.country == b.country else "one"
        gender = "no" if not a.gender or not b.gender else "same" if a.gender == b.gender else "other"
        number = f"{a.number}{b.number}"
        return [f"country:{country}", f"gender:{gender}", f"number:{number}", f"sector:{a.sector == b.sector}"]

    def _places(self, a: Draft, b: Draft) -> list[str]:
        """Where they stand: how far the later is from the earlier's last mention before it, what could be meant instead."""
        first = b.mentions[0]
        segment = self.doc.tokens[first.first].segment
        before = [m for m in a.mentions if m.first <= first.first]
        last = before[-1] if before else a.mentions[0]
        gap = segment - self.doc.tokens[last.first].segment
        here = self.told(a).homes & self.told(b).homes
        ranks, named, firsts = self._of_type(a.type)
        between = sum(1 for f in firsts if bisect_right(f, last.first) < bisect_left(f, first.first))
        rivals = self._rivals_of(b) - (a.mentions[0].first < first.first and self.could(a, b))
        headline = self.doc.tokens[a.mentions[0].first].segment == 0
        top = "first" if len(a.mentions) == ranks[0] and ranks.count(ranks[0]) == 1 else "second" if len(a.mentions) >= ranks[min(1, len(ranks) - 1)] else "lower"
        bare = not first.parts and not first.of and not first.country and not first.extra and first.last - first.first == 1
        return [
            f"gap:{min(gap, 4)}", f"inside:{_inside(a, b)}:{_inside(b, a)}", f"here:{min(len(here), 2)}", f"between:{min(between, 3)}", f"rivals:{min(rivals, 4)}",
            f"told:{min(len(a.mentions), 5)}", f"again:{min(len(b.mentions), 3)}", f"headline:{headline}", f"beside:{self._beside(last, first)}",
            f"top:{top}", f"named:{min(named, 3)}", f"bare:{bare}:{first.definite}",
        ]  # fmt: skip

    def _of_type(self, type_: str) -> tuple[list[int], int, list[tuple[int, ...]]]:
        """Of the entities of a type: how often each is told, most first; how many have a name; where each is told."""
        known = self._types.get(type_)
        if known is None:
            alike = [d for d in self.live if d.type == type_]
            ranks = sorted((len(d.mentions) for d in alike), reverse=True)
            known = self._types[type_] = (ranks, sum(1 for d in alike if d.name is not None or d.person), [self.told(d).firsts for d in alike])
        return known

    def _rivals_of(self, b: Draft) -> int:
        """How many entities told before could be what this one is."""
        known = self._rivals.get(b.index)
        if known is None:
            first = b.mentions[0].first
            known = self._rivals[b.index] = sum(1 for d in self.live if d is not b and d.mentions[0].first < first and self.could(d, b))
        return known

    def _beside(self, a: Mention, b: Mention) -> str:
        """«رئيس اللجنة العليا للإغاثة في اليمن، عبد الرقيب فتح»: what stands between two mentions that could be an apposition."""
        if not 0 <= b.first - a.last <= APPOSED or self.doc.tokens[a.first].segment != self.doc.tokens[b.first].segment:
            return "no"
        words = [self.doc.tokens[k].norm for k in range(a.last, b.first)]
        if not words:
            return "next" if bool(a.person) != bool(b.person) else "no"
        if words[-1] in ("،", ",", "(", "-"):
            return "comma" if len(words) == 1 else "far comma"
        return "no"


def could_be_one(a: Draft, b: Draft) -> bool:
    """Nothing in type, country, number or name keeps them apart; two listed names are never one."""
    if a.type != b.type and frozenset((a.type, b.type)) not in _MIXED:
        return False
    if (a.country and b.country and a.country != b.country) or (b.type == "person" and _inside(a, b)) or (a.type == "person" and _inside(b, a)):
        return False
    if a.name is not None and b.name is not None and {a.type, b.type} != {"country", "government"}:
        return False
    if a.type == b.type == "person":
        if a.person and b.person:
            return compatible(a.person, b.person)
        return a.number == b.number and not (a.gender and b.gender and a.gender != b.gender)
    return True


def _inside(inner: Draft, outer: Draft) -> bool:
    """«مستشار ترامب» holds ترامب, who is another (the i-within-i filter of Haghighi & Klein 2009); «قوات النظام» may be taken for النظام."""
    return any(part.entity == inner.index for m in outer.mentions for part in m.parts)


def kind_of(d: Draft) -> str:
    """How an entity is told: by a listed name, a personal name, an office, a number, a definite or an indefinite description."""
    if d.name is not None:
        return "name"
    if d.person:
        return "person"
    m = d.mentions[0]
    if m.extra.get("count"):
        return "count"
    if d.titles:
        return "office"
    full = bool(m.parts or m.of or m.country or m.extra)
    return f"{'def' if any(x.definite or x.possessed for x in d.mentions) else 'indef'}{'+' if full else ''}{':tagger' if m.rule == 'tagger' else ''}"


def first_head(d: Draft) -> str:
    """The lemma of its first description, or its type where it is only named."""
    lemma = next((m.lemma for m in d.mentions if m.lemma), "")
    return lemma.split(" ")[0] if lemma else f"<{d.type}>"


def _keeper(a: Draft, b: Draft) -> tuple[Draft, Draft]:
    """Which of two stays: the one with a listed name, a personal name, more mentions, the earlier."""
    rank = [(d.name is not None, bool(d.person), len(d.mentions), -d.mentions[0].first) for d in (a, b)]
    return (a, b) if rank[0] >= rank[1] else (b, a)
