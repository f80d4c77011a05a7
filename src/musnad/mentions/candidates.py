"""Who may fill a role of a word: every mention around it, with named features and measured weights.

Used for the speaker of a cue and for actor and recipient of a trigger. Every mention of the segment, and
a few entities of the text before, is a candidate. Its features are the relation that the rules see, what
stands between, and what kind of thing it is; ``weights/*.tsv`` say how much each counts (fitted on train).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from musnad.lexicon.verbs import VerbForm
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.mentions.draft import Draft
from musnad.mentions.mention import Mention
from musnad.mentions.owners import owners
from musnad.mentions.role_weights import Kind, RoleWeights
from musnad.tagger.advice import SILENT, Advice
from musnad.text.document import Document, Segment

#: A first candidate below this probability leaves the role open; a further one must reach the second.
FIRST, FURTHER = 0.08, 0.36
_BETWEEN = frozenset(word_set("mentions.candidates.between"))
_COMMAS = frozenset("،,؛:.-")
#: How many entities of earlier text may carry over into a segment.
CARRIED = 5
#: How many mentions on each side of a head are weighed; a role further off is not found by position anyway.
NEAREST = 12


@dataclass(frozen=True, slots=True)
class Head:
    """The word whose roles are sought: a trigger or a cue. ``rules`` maps entities to what rules say."""

    first: int
    last: int
    pos: str
    type: str
    lemma: str
    where: str
    verb: VerbForm | None = None
    suffix: str = ""
    definite: bool = False
    rules: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class Candidate:
    """A possible argument with its features for each role."""

    draft: int
    base: list[str] = field(default_factory=list)
    kind: Kind = ("", "", "", "")
    p_actor: float = 0.0
    p_recipient: float = 0.0
    p_place: float = 0.0

    def features(self) -> list[str]:
        """All features with their crossings, as they are fitted; the same for both roles."""
        return [x for f in self.base for x in crossed(f, *self.kind)]


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier events of the document said: roles by event type and by trigger row."""

    last: tuple[tuple[str, str, int, tuple[int, ...], tuple[int, ...]], ...] = ()

    def marks(self, type_: str, where: str, segment: int) -> dict[int, list[str]]:
        """The features of every entity that had a role before, nearest event first, at most six."""
        out: dict[int, dict[str, None]] = {}
        for n, (t, w, s, actors, recipients) in enumerate(reversed(self.last)):
            near = "here" if s == segment else "near" if segment - s == 1 else "far"
            same = "row" if w == where else "type" if t == type_ else ""
            if not same and n > 3:
                continue
            for draft in actors:
                out.setdefault(draft, {})[f"was_actor:{same}:{near}"] = None
            for draft in recipients:
                out.setdefault(draft, {})[f"was_recipient:{same}:{near}"] = None
        return {draft: list(marks)[:6] for draft, marks in out.items()}


def _bucket(n: int) -> str:
    return str(n) if n <= 3 else "5" if n <= 5 else "9" if n <= 9 else "15" if n <= 15 else "far"


@lru_cache(maxsize=4_000)
def _way(side: str, rank: int, verbs: int, commas: int, comps: int, prep: str, nested: bool) -> tuple[str, ...]:
    """Features of the way between a head and a mention: rank, verbs, commas, complementisers, preposition, nesting, all of it in short."""
    return (
        f"rank:{side}:{_bucket(rank)}", f"verbs:{side}:{verbs}", f"commas:{side}:{commas}", f"comps:{side}:{comps}",
        f"prep:{side}:{prep}", f"nest:{side}:{'in' if nested else 'top'}", f"path:{side}:{prep}:{min(verbs, 2)}:{min(commas, 1)}:{min(rank, 2)}",
    )  # fmt: skip


@lru_cache(maxsize=2_000)
def _look(side: str, type_: str, definite: bool, number: str, start: bool, quoted: bool) -> tuple[str, str, str, str]:
    """Features of a mention itself: its type, article and number, whether it opens the segment, whether it is quoted as the head is."""
    return f"type:{type_}", f"def:{definite}:{number}", f"start:{start}:{side}", f"quoted:{quoted}"


class CandidateFinder:
    """Scores candidates for one document."""

    def __init__(
        self, doc: Document, words: Words, drafts: list[Draft], mentions: list[Mention], weights: RoleWeights,
        advice: Advice = SILENT, tasks: tuple[str, ...] = (), beside: CandidateFinder | None = None,
    ) -> None:  # fmt: skip
        """``beside`` is another finder of the same document and mentions, whose view of them is taken over."""
        self.advice, self.tasks = advice, tasks
        self.doc, self.words, self.drafts = doc, words, drafts
        self.weights = weights
        self.norms = [t.norm for t in doc.tokens]
        self.by_segment: dict[int, list[Mention]] = {}
        self._counts: dict[int, tuple[list[int], list[int], list[int]]] = {}
        self.owner: dict[int, int] = {}
        self.nested: set[int] = set()
        if beside is not None:
            self.by_segment, self.owner, self.nested, self._counts = beside.by_segment, beside.owner, beside.nested, beside._counts
            return
        for m in sorted((m for m in mentions if m.entity >= 0), key=lambda m: (m.first, -m.last)):
            self.by_segment.setdefault(doc.tokens[m.first].segment, []).append(m)
        if advice.active:
            self.owner = owners(doc, words, self.by_segment.values())
        self.nested = {id(m) for ms in self.by_segment.values() for m in _inner(ms)}

    def conjuncts(self, segment: Segment) -> list[set[int]]:
        """Entities of one segment that stand side by side joined by «و»: «بريطانيا وفرنسا وألمانيا» have one role. Not after «بين»."""
        out: list[set[int]] = []
        previous: Mention | None = None
        for m in self.by_segment.get(segment.index, ()):
            if id(m) in self.nested:
                continue
            joined = previous is not None and m.front == "و" and previous.last <= m.first <= previous.last + 1 and m.entity != previous.entity
            if joined and previous is not None and _alike(previous, m):
                if not (out and previous.entity in out[-1]):
                    out.append({previous.entity})
                out[-1].add(m.entity)
            previous = m
        between = {m.entity for m in self.by_segment.get(segment.index, ()) if m.first and self.norms[m.first - 1] in _BETWEEN}
        return [group for group in out if not group & between]

    def candidates(
        self, hit: Head, segment: Segment, relation: dict[int, str], nisba: list[tuple[int, int]], pronoun: int | None,
        speaker: int | None, cue_speaker: int | None, memory: Memory, barred: Collection[int] = (),
    ) -> list[Candidate]:  # fmt: skip
        """All candidates of a head but the ``barred`` entities; ``relation`` maps ``id(mention)`` to the relation it stands in."""
        out: dict[int, list[Candidate]] = {}
        here = [m for m in self.by_segment.get(segment.index, ()) if not (m.first < hit.last and hit.first < m.last)]
        before = [m for m in here if m.last <= hit.first][-NEAREST:]
        after = [m for m in here if m.first >= hit.last][:NEAREST]
        for rank, m in enumerate(reversed(before)):
            self._add(out, m.entity, self._mention(hit, m, "b", rank, relation.get(id(m), ""), segment))
        for rank, m in enumerate(after):
            self._add(out, m.entity, self._mention(hit, m, "a", rank, relation.get(id(m), ""), segment))
        for draft, token in nisba:
            self._add(out, draft, ["nisba", f"nisba:{token - hit.last}"])
        if pronoun is not None:
            self._add(out, pronoun, ["pronoun"])
        for rank, d in enumerate(self._carried(segment, set(out))):
            self._add(out, d, ["carried", f"carried:{rank}"])
        for _, d in hit.rules:
            if d not in out:
                self._add(out, d, ["ruled_only"])
        advised = self.advice.owners(hit.first, self.tasks, self.owner)
        for d, marks in advised.items():
            if d not in out and any(m.startswith("tagged:") for m in marks):
                self._add(out, d, ["pointed_only"])
        absent = self.advice.absent(hit.first, self.tasks)
        for d in barred:
            out.pop(d, None)
        return self._scored(out, hit, segment, speaker, cue_speaker, memory, advised, absent)

    def _scored(
        self, out: dict[int, list[Candidate]], hit: Head, segment: Segment, speaker: int | None, cue_speaker: int | None, memory: Memory,
        advised: dict[int, list[str]], absent: list[str],
    ) -> list[Candidate]:  # fmt: skip
        result = []
        marks = memory.marks(hit.type, hit.where, segment.index)
        ruled: dict[int, list[str]] = {}
        for rule, draft in hit.rules:
            ruled.setdefault(draft, []).append(f"rule_{rule}")
        unadvised = [f"untagged:{task}" for task in self.tasks] if advised else []
        for draft, options in out.items():
            shared = self._entity(draft, hit, speaker, cue_speaker, marks.get(draft, []))
            kind = (hit.pos, hit.type, hit.lemma, shared[0])
            shared += advised.get(draft, unadvised)
            shared += absent
            shared += ruled.get(draft, ())
            for c in options:
                c.base += shared
                c.kind = kind
                c.p_actor, c.p_recipient, c.p_place = self.weights.probabilities(c.base, kind)
                result.append(c)
        return result

    @staticmethod
    def _add(out: dict[int, list[Candidate]], draft: int, features: list[str]) -> None:
        out.setdefault(draft, []).append(Candidate(draft, features))

    def _mention(self, hit: Head, m: Mention, side: str, rank: int, relation: str, segment: Segment) -> list[str]:
        lo, hi = (m.last, hit.first) if side == "b" else (hit.last, m.first)
        verbs, commas, comps = self._between(segment, lo, hi)
        prep = m.front[-1:] if m.front[-1:] in ("ب", "ل", "ك") and m.front else ""
        if not prep and m.first > segment.first:
            info = self.words(self.norms[m.first - 1])
            prep = self.norms[m.first - 1] if info.function in ("prep", "rel", "comp", "dem", "det") else ("verb" if info.finite and not info.function else "")
        tokens = self.doc.tokens
        quoted = tokens[m.first].quoted == tokens[hit.first].quoted
        rank_, *counts, path = _way(side, rank, min(verbs, 3), min(commas, 3), min(comps, 2), prep, id(m) in self.nested)
        type_, definite, start, same = _look(side, m.type if m.acts else "thing", m.definite, m.number, m.first - segment.first <= 1, quoted)
        return [f"rel:{side}:{relation}", rank_, f"gap:{side}:{_bucket(hi - lo)}", *counts, type_, definite, path, start, same]

    def _between(self, segment: Segment, lo: int, hi: int) -> tuple[int, int, int]:
        """Finite verbs, commas and complementisers between two tokens, by running sums."""
        sums = self._counts.get(segment.index)
        if sums is None:
            sums = self._counts[segment.index] = self._running(segment)
        a, b = lo - segment.first, max(hi, lo) - segment.first
        return sums[0][b] - sums[0][a], sums[1][b] - sums[1][a], sums[2][b] - sums[2][a]

    def _running(self, segment: Segment) -> tuple[list[int], list[int], list[int]]:
        verbs, commas, comps = [0], [0], [0]
        v = c = p = 0
        for norm in self.norms[segment.first : segment.last]:
            info = self.words(norm)
            if info.function:
                p += info.function in ("comp", "rel")
            elif info.finite:
                v += not norm.startswith("ال")
            elif norm in _COMMAS:
                c += 1
            verbs.append(v)
            commas.append(c)
            comps.append(p)
        return verbs, commas, comps

    def _carried(self, segment: Segment, known: set[int]) -> list[int]:
        """Entities named last in the segments before, nearest first."""
        out: list[int] = []
        for s in range(segment.index - 1, max(-1, segment.index - 5), -1):
            for m in reversed(self.by_segment.get(s, ())):
                if m.entity not in known and m.entity not in out and (self.drafts[m.entity].acts or m.type == "place"):
                    out.append(m.entity)
                    if len(out) >= CARRIED * 2:
                        return out
        return out

    def _entity(self, draft: int, hit: Head, speaker: int | None, cue_speaker: int | None, marks: list[str]) -> list[str]:
        """What holds of an entity wherever it stands; first its type."""
        d = self.drafts[draft]
        out = [f"etype:{d.type}", f"sector:{d.sector}"]
        if draft == speaker:
            out.append("speaker")
        if draft == cue_speaker:
            out.append("cue_speaker")
        if hit.suffix or hit.definite:
            out.append(f"hit:{'suffix' if hit.suffix else 'definite'}")
        out += marks
        if hit.verb is not None and d.gender in ("m", "f"):
            out.append(f"agrees:{d.gender in hit.verb.gender}:{'s' in hit.verb.number}:{d.number}")
        if len(d.mentions) > 3:
            out.append("salient")
        return out


_WITH_TYPE = ("rel:", "nisba", "pronoun", "rule_", "type:", "etype:", "prep:", "speaker", "cue_", "carried", "was_", "path:", "hit:", "agrees:")
_WITH_LEMMA = ("rel:", "rule_", "nisba", "etype:", "prep:", "cue_", "pronoun", "path:")
_WITH_ENTITY = ("rel:", "prep:", "path:", "rank:", "carried", "speaker")


def crossed(f: str, pos: str, type_: str, lemma: str, mtype: str) -> tuple[str, ...]:
    """A feature alone and together with the trigger's kind; relations also with its type, lemma and the entity's type."""
    out = [f, f"{pos}|{f}"]
    if f.startswith(_WITH_TYPE):
        out += [f"{type_}|{f}", f"{pos}|{type_}|{f}"]
    if f.startswith(_WITH_LEMMA):
        out.append(f"{lemma}|{f}")
    if f.startswith(_WITH_ENTITY):
        out += [f"{mtype}|{f}", f"{pos}|{mtype}|{f}"]
    return tuple(out)


def _alike(a: Mention, b: Mention) -> bool:
    """Two things that one verb may have as its subjects: no place beside a person."""
    return (a.type == "place") == (b.type == "place")


def _inner(mentions: list[Mention]) -> list[Mention]:
    """Mentions that lie inside a longer one; the list is sorted by beginning, longest first."""
    out, end = [], -1
    for m in mentions:
        if m.last <= end:
            out.append(m)
        else:
            end = m.last
    return out


def choose(
    candidates: list[Candidate], first: float = FIRST, further: float = FURTHER, conjuncts: Iterable[set[int]] = ()
) -> tuple[list[int], list[int], float, float]:
    """``(actors, recipients, probability of the first actor, of the first recipient)``.

    One entity takes one role: the one in which it is likelier; entities joined by «و» take that of the surest among them.
    """
    best: dict[int, tuple[float, float]] = {}
    for c in candidates:
        a, r = best.get(c.draft, (0.0, 0.0))
        best[c.draft] = (max(a, c.p_actor), max(r, c.p_recipient))
    role = {d: a >= r for d, (a, r) in best.items()}
    for group in conjuncts:
        inside = [d for d in sorted(group) if d in best]
        top = tuple(max((best[d][k] for d in inside), default=0.0) for k in (0, 1))
        acts = top[0] >= top[1]
        role |= dict.fromkeys(inside, acts)
        if max(top) >= further:  # the role of one is that of all
            best |= {d: (max(best[d][0], further), best[d][1]) if acts else (best[d][0], max(best[d][1], further)) for d in inside}
    actors = sorted(((a, -d) for d, (a, r) in best.items() if role[d]), reverse=True)
    recipients = sorted(((r, -d) for d, (a, r) in best.items() if not role[d]), reverse=True)
    who = [(p, -d) for n, (p, d) in enumerate(actors) if p >= (further if n else first)][:4]
    whom = [(p, -d) for n, (p, d) in enumerate(recipients) if p >= (further if n else first)][:4]
    return [d for _, d in who], [d for _, d in whom], who[0][0] if who else 0.0, whom[0][0] if whom else 0.0
