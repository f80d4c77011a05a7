"""Disputes: opposed stances on one proposition, or values that cannot both hold, from independent origins.

What is no dispute: a later toll from the same origin (an update), a source taking back what it said (a withdrawal), declining to
comment, a more specific account, two voices of one party.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from musnad.lexicon.word_sets import word_set
from musnad.record.clauses import says_of_what
from musnad.record.days import ordinal
from musnad.record.facts import Fact
from musnad.record.figures import cannot_both_hold
from musnad.record.identities import Who
from musnad.record.model import Dispute, FigureEntry, FigureLine, Matter, Origin, Side, Why
from musnad.record.names import short_hash
from musnad.record.story import Voice, best
from musnad.record.titles import shortened, title_ar
from musnad.record.weights import dispute_weight
from musnad.record.words import likeness

#: Acts that hold that a thing is or will be so.
AFFIRMS = frozenset(("asserted", "confirmed", "begun", "continued", "resumed", "ended", "planned", "extended", "suspended"))
#: A dispute needs this much of the reader's confidence in one mention.
SURE = 0.25
#: Days after a matter within which a denial of it is looked for.
LATEST = 400
#: Days between a claim and what answers it.
NEAR_DAYS = 45
#: Turns of a matter that can be denied for themselves: who denies that talks were suspended does not deny the talks.
TURNS = frozenset(("suspend", "cancel", "postpone", "end", "resume", "begin", "extend"))
#: Behind the words of a denial, which mostly leave out of whom they are («أن تكون قد قصفت …»).
DENIED = word_set("record.disputes.denied_by")[0]
#: Deeds that are a proposition of their own: who denies torture does not deny the arrest.
OWN_KINDS = frozenset(("sexual", "torture", "abduct", "unconventional", "targeted"))
#: Likeness of the words of claim and denial in two articles that tell one deed.
ALIKE = 0.13
#: The same against the likest claim.
LIKEST = 0.3
#: What parties do together, so that either may be told first and either may deny it.
TOGETHER = frozenset(("CONSULT", "AGREE", "COOPERATE", "RETREAT"))
#: Of those parties a claim must name so many to be about the same.
SIDES = 2
#: Accusations that say what somebody did; blame and inquiries name nothing that could be denied.
ALLEGED = (None, "allege")
#: How much surer a plain denial is («نفى قصف البلدة») than a content that denies («قال إنه لم يقصف»), a negative sentence taken for
#: one, and one that points back («نفى ذلك»).
BY_CONTENT, NEGATIVE_SENTENCE, POINTING_BACK = 0.85, 0.6, 0.6
#: How sure a claim is that rests on a source told elsewhere in the sentence, or on the outlet's word, against what somebody is quoted for.
SOURCE, OUTLET = 0.8, 0.35
#: What is left of that where only the words of the denial tell of an accusation («نفت الاتهامات الموجهة إليها»).
BY_DENIAL = 0.6
#: Denials by somebody without a name; claim and denial told in different articles, which the record put together.
DESCRIBED, APART = 0.8, 0.8
#: Letters that a denied content needs to say what is denied.
STATED = 20
#: A dispute of the same parties within so many days, or told in articles and words that are this much alike together, repeats a surer
#: one; its share of its weight, and how many articles of each are compared.
REPEAT_DAYS, ONE_STORY, REPEATED, ARTICLES = 10, 0.2, 0.3, 5
#: The same, where others claim it and only who denies it is the same.
SAME_WORDS = 0.5
#: How sure it is that two figures that cannot both hold count one thing.
FIGURE = 0.7
#: Days within which two figures are of the same time.
SAME_TIME = 1
#: Figures nearer than this (ratio) differ by the hour, not by what is held.
NEAR = 1.25
#: Figures further apart than this count different things, whatever the reader takes their scope for.
FAR = 6.0


@dataclass(frozen=True, slots=True)
class Contest:
    """A dispute with what tells whether another is the same once more.

    ``claiming`` and ``denying`` are the parties of the sides, ``days`` those of publication, ``about`` what the articles of the denials
    are about, ``words`` those of the claims.
    """

    dispute: Dispute
    claiming: frozenset[str]
    denying: frozenset[str]
    days: tuple[int, ...]
    about: tuple[dict[str, float], ...] = ()
    words: tuple[dict[str, float], ...] = ()


def stance_dispute(matter: Matter, voices: Sequence[Voice]) -> Contest | None:
    """The dispute over whether a matter is so, if two independent sides are heard."""
    if matter.confidence < SURE:
        return None
    denials = [v for v in voices if v.act == "denied" and _answers(v) and _in_time(v, matter)]
    pairs = _pairs(voices, denials) if denials else []
    if not pairs:
        return None
    affirmed, denied = list({id(c): c for c, _ in pairs}.values()), list({id(d): d for _, d in pairs}.values())
    if not any(_is_said(v) for v in affirmed) and len({v.origin.key for v in affirmed}) < 2:
        return None
    for_, against = _side("affirms", affirmed), _side("denies", denied)
    days = {v.day for v in (*affirmed, *denied)}
    surest = max(pairs, key=lambda p: (_certainty(*p), p[0].fact.order))
    heard = [len({v.party for v in told}) for told in (affirmed, denied)]
    weight = dispute_weight(heard[0], heard[1], len(days), _certainty(*surest))
    because = (
        f"affirmed by {', '.join(o.name for o in for_.origins[:4])}",
        f"denied by {', '.join(o.name for o in against.origins[:4])}",
    )
    dispute = Dispute(
        short_hash("dispute", "stance", matter.key), "stance", matter.key, _proposition(pairs), matter.title_en, (for_, against),
        matter.history, weight, Why("dispute.stance", because),
    )  # fmt: skip
    known = tuple(sorted(d for d in days if d is not None))
    return Contest(dispute, _parties(affirmed), _parties(denied), known, _about(denied), _words(affirmed))


def _pairs(voices: Sequence[Voice], denials: Sequence[Voice]) -> list[tuple[Voice, Voice]]:
    """Every claim with every denial that is against it."""
    accused = denials[0].fact.type == "ACCUSE"
    claims = _accusers(voices) if accused else [v for v in voices if v.act in AFFIRMS and v.fact.confidence >= SURE]
    # Who denies a thing or puts a doubt on it anywhere holds no other side of it, whatever else he is quoted for.
    contrary = {p for v in voices if v.act in ("denied", "doubted") and _is_said(v) for p in (v.party, v.side) if p}
    claims = [v for v in claims if contrary.isdisjoint((v.party, v.side)) and not _own_voice(v, denials)]
    pairs = [(c, d) for c in claims for d in denials if (_accuses(c, d) if accused else _opposes(c, d))]
    # «نفت الاتهامات» may be all that tells of an accusation; of anything else the words of a denial are no claim.
    own = [(c, d) for c, d in pairs if not c.fact.in_denial and not any(_within(c, denial) for denial in denials)] or (pairs if accused else [])
    return own if accused else _likest(own)


def _within(claim: Voice, denial: Voice) -> bool:
    """Whether the words of a claim are those of a denial: they tell what is denied, and nobody holds it by them."""
    c, d = claim.ref, denial.ref
    return denial.fact.type != "ACCUSE" and c.article == d.article and c.start < d.end and d.start < c.end


def _likest(pairs: Sequence[tuple[Voice, Voice]]) -> list[tuple[Voice, Voice]]:
    """Without the claims that are far less like what is denied than others are: they tell what else happened there."""
    like: dict[int, float] = {}
    for c, d in pairs:
        like[id(c)] = max(like.get(id(c), 0.0), likeness(c.fact.vector, d.fact.vector) if c.fact is not d.fact else 0.0)
    best = max(like.values(), default=0.0)
    return [(c, d) for c, d in pairs if like[id(c)] >= LIKEST * best]


def _about(voices: Sequence[Voice]) -> tuple[dict[str, float], ...]:
    """What the articles of some voices are about."""
    told = {v.ref.article: v.fact.subject for v in voices}
    return tuple(told[a] for a in sorted(told)[:ARTICLES])


def _words(voices: Sequence[Voice]) -> tuple[dict[str, float], ...]:
    """The words in which some voices tell it, those of the surest facts."""
    facts = sorted({v.fact.key: v.fact for v in voices}.values(), key=lambda f: (-f.confidence, f.order))
    return tuple(f.vector for f in facts[:ARTICLES])


def _parties(voices: Sequence[Voice]) -> frozenset[str]:
    return frozenset(v.party for v in voices if v.origin.kind == "source")


def _answers(v: Voice) -> bool:
    """A denial by somebody; a negative sentence in the outlet's own voice answers no one."""
    return v.origin.kind == "source"


def _is_said(v: Voice) -> bool:
    """Whether somebody is named or quoted for it, so that it is not the outlet's word alone."""
    return v.spoken or v.origin.kind == "source"


def _in_time(v: Voice, matter: Matter) -> bool:
    """Nobody denies what is yet to come about, nor takes years to: such words are about something else."""
    day, first, last = ordinal(v.published[:10]), ordinal(matter.first_day or ""), ordinal(matter.last_day or matter.first_day or "")
    return day is None or first is None or last is None or first - 1 <= day <= last + LATEST


def _accuses(claim: Voice, denial: Voice) -> bool:
    """Whoever accuses holds the one side, the accused the other; that there is an accusation nobody disputes."""
    accused = denial.party in {w.party for w in claim.fact.recipients}
    return accused and (claim.fact is denial.fact or (claim.day is not None and denial.day is not None and abs(claim.day - denial.day) <= NEAR_DAYS))


def _proposition(pairs: Sequence[tuple[Voice, Voice]]) -> str:
    """What is disputed: the words that the surest denial denies; where those only point back, the accusation as it was best told."""
    explicit = [d for _, d in pairs if d.said is not None and d.said.plain and d.fact.type != "ACCUSE" and len(d.ref.words) >= STATED]
    if explicit:
        heard = Counter(d.party for d in {id(d): d for _, d in pairs}.values())
        said = max(explicit, key=lambda d: (heard[d.party], d.fact.confidence, d.fact.order))
        return f"{shortened(said.ref.words)} ({DENIED}: {said.by_name})" if said.by_name else shortened(said.ref.words)
    return title_ar(max(pairs, key=_states)[0].fact)


def _states(pair: tuple[Voice, Voice]) -> tuple[bool, bool, tuple[float, tuple[str, int, str]]]:
    """How well the words of a claim say what is disputed: it names the denier, and is no noun that points back («الاتهامات»)."""
    claim, denial = pair
    f = claim.fact
    against = denial.party in {w.party for w in (*f.actors, *f.recipients)}
    return not f.telling.definite, against and _says_what(f), best(f, {claim.origin.key, denial.origin.key})


def _says_what(f: Fact) -> bool:
    """Whether the clause of an accusation goes on to say of what («… بدعم جماعات مسلحة»)."""
    behind = f.telling.clause[2].partition(f.telling.words)[2] if f.telling.clause else ""
    return says_of_what(behind)


def _opposes(claim: Voice, denial: Voice) -> bool:
    """Whether two voices are against each other: near in time, of one turn of things, and of the same doers."""
    if claim.day is not None and denial.day is not None and abs(claim.day - denial.day) > NEAR_DAYS:
        return False
    turn = denial.fact.telling.aspect
    if turn in TURNS and claim.fact.telling.aspect != turn:
        return False
    doers, blamed = ({w.party for w in v.fact.actors} for v in (denial, claim))
    if denial.said is None and denial.party not in doers and turn not in TURNS:
        return False  # a negative sentence about others' doings answers nobody
    if not _same_deed(claim, denial):
        return False
    if denial.fact.type in TOGETHER:
        both = _involved(denial) or {denial.party}
        return len(_involved(claim) & both) >= min(SIDES, len(both))
    own = bool(denial.said and denial.said.part) or denial.party in doers
    if own:  # who denies a deed of his own denies that it was he: only those who say that it was he are against him
        return denial.party in blamed
    known, meant = ({w.party for w in v.fact.actors if w.known} for v in (denial, claim))
    return bool(known & meant) if known else bool(blamed) or not doers


def _involved(v: Voice) -> set[str]:
    return {w.party for w in (*v.fact.actors, *v.fact.recipients)}


def _same_deed(claim: Voice, denial: Voice) -> bool:
    """Whether a claim tells the deed that is denied, and not only another part of what happened there."""
    mode = denial.fact.telling.mode
    if mode in OWN_KINDS and claim.fact.telling.mode != mode:
        return False
    return claim.fact.article == denial.fact.article or likeness(claim.fact.vector, denial.fact.vector) >= ALIKE


def _certainty(claim: Voice, denial: Voice) -> float:
    """How sure it is that the one denies what the other says; 1 at most."""
    explicit = NEGATIVE_SENTENCE if denial.said is None else POINTING_BACK if denial.said.back else 1.0 if denial.said.plain else BY_CONTENT
    told = 1.0 if claim.spoken and claim.origin.kind == "source" else SOURCE if _is_said(claim) else OUTLET
    told *= BY_DENIAL if claim.fact.in_denial else 1.0
    known = 1.0 if denial.origin.key == denial.by else DESCRIBED
    together = 1.0 if claim.ref.article == denial.ref.article else APART
    return explicit * told * known * together * (0.3 + 0.7 * min(claim.fact.confidence, denial.fact.confidence))


def _own_voice(v: Voice, denials: Sequence[Voice]) -> bool:
    """The outlet's own words around a denial («نفت تركيا القصف … القصف الذي …») are no side of their own."""
    return v.origin.kind != "source" and not v.spoken and any(d.ref.article == v.ref.article for d in denials)


def _accusers(voices: Sequence[Voice]) -> list[Voice]:
    """Who accuses, wherever an accusation is told: each a voice of his own."""
    facts = {v.fact.key: v for v in voices}
    return [
        Voice("asserted", Origin(w.key, "source", w.name, w.key), w.party, w.key, w.name, (), v.fact.ref(), v.day, v.published, v.fact, True)
        for v in facts.values() if v.fact.telling.mode in ALLEGED for w in v.fact.actors if w.known
    ]  # fmt: skip


def _side(position: str, voices: Sequence[Voice]) -> Side:
    origins = {v.origin.key: v.origin for v in voices}
    facts = sorted({v.ref for v in voices})
    return Side(position, tuple(origins[k] for k in sorted(origins)), tuple(facts))


def ranked(contests: Iterable[Contest]) -> tuple[Dispute, ...]:
    """The surest first; what repeats a surer one – the same parties in one story – goes behind."""
    surest = sorted(contests, key=lambda c: (-c.dispute.weight, c.dispute.key))
    out: list[Dispute] = []
    for n, c in enumerate(surest):
        share = REPEATED if any(_repeats(c, before) for before in surest[:n]) else 1.0
        out.append(replace(c.dispute, weight=round(c.dispute.weight * share, 3)))
    return tuple(sorted(out, key=lambda d: (-d.weight, d.key)))


def _repeats(c: Contest, before: Contest) -> bool:
    """Whether a dispute is another once more: its denial is one of the other's, or both sides are, in one story."""
    told, there = ({(f.article, f.start) for f in x.dispute.sides[-1].facts} for x in (c, before))
    if told & there:
        return True
    if not (c.denying & before.denying and c.days and before.days):
        return False
    likely = _most(c.about, before.about) + _most(c.words, before.words)
    if not c.claiming & before.claiming:
        return likely >= SAME_WORDS
    if likely >= ONE_STORY:
        return True
    return c.days[0] - REPEAT_DAYS <= before.days[-1] and before.days[0] - REPEAT_DAYS <= c.days[-1]


def _most(some: Sequence[dict[str, float]], others: Sequence[dict[str, float]]) -> float:
    return max((likeness(a, b) for a in some for b in others), default=0.0)


def figure_dispute(line: FigureLine, matter: Matter, who: dict[str, Who]) -> Contest | None:
    """The dispute over a number: the last values of two origins exclude each other at one time, and neither is the other's update."""
    if matter.confidence < SURE or line.effect is None:
        return None
    pairs = [(a, b) for i, a in enumerate(line.entries) for b in line.entries[i + 1 :] if _opposed(a, b, line.entries, who)]
    if not pairs:
        return None
    values: dict[str, list[FigureEntry]] = {}
    for pair in pairs:
        for e in pair:
            values.setdefault(_value(e), []).append(e)
    sides = tuple(
        Side(value, tuple(sorted({Origin(e.origin, "source" if e.origin in who else "outlet", e.origin_name, e.origin if e.origin in who else None) for e in held}, key=lambda o: o.key)), tuple(sorted({e.fact for e in held})))
        for value, held in sorted(values.items(), key=lambda x: (x[1][0].low or 0, x[0]))
    )  # fmt: skip
    origins = {e.origin for pair in pairs for e in pair}
    days = {e.day for pair in pairs for e in pair}
    proposition = f"{matter.title_ar} – {line.effect}"
    dispute = Dispute(
        short_hash("dispute", "figure", line.key), "figure", matter.key, proposition, f"{matter.title_en} – {line.effect}", sides,
        tuple(h for h in matter.history if h.article in {e.article for pair in pairs for e in pair}),
        dispute_weight(len(sides[0].origins), len(sides[-1].origins), len(days), max(_figure_certainty(a, b, who) for a, b in pairs) * (0.3 + 0.7 * matter.confidence)),
        Why("dispute.figure", tuple(f"{s.position}: {', '.join(o.name for o in s.origins)}" for s in sides)),
    )  # fmt: skip
    told = tuple(sorted(n for d in days if (n := ordinal(d or "")) is not None))
    return Contest(dispute, frozenset(origins), frozenset((line.key,)), told)


def _figure_certainty(a: FigureEntry, b: FigureEntry, who: dict[str, Who]) -> float:
    """Two named sources oppose each other; two outlets may only count at other hours."""
    return FIGURE * (SOURCE if a.origin in who else OUTLET) * (SOURCE if b.origin in who else OUTLET)


def _opposed(a: FigureEntry, b: FigureEntry, entries: Sequence[FigureEntry], who: dict[str, Who]) -> bool:
    """``a`` is told before ``b``."""
    if a.origin == b.origin or _party(a, who) == _party(b, who) or a.scope != b.scope or not cannot_both_hold(a, b):
        return False
    if not (a.day and b.day) or (a.article == b.article and a.origin not in who):
        return False
    if _apart(a.day, b.day) > SAME_TIME:
        return False
    if _held_by_one(a, b, entries):
        return False
    low, high = sorted((a.low or a.high or 0.0, b.low or b.high or 0.0))
    if not low * NEAR <= high <= low * FAR:
        return False
    # A higher toll told later is mostly the same count gone on; a lower one told later is not. Two named sources differ either way.
    rising = (b.low or 0) > (a.low or 0)
    return not rising or (a.origin in who and b.origin in who and a.day == b.day)


def _held_by_one(a: FigureEntry, b: FigureEntry, entries: Sequence[FigureEntry]) -> bool:
    """Whether one origin gives both values within a day: then they count different things."""
    holders: dict[str, set[str]] = {}
    for e in entries:
        for x in (a, b):
            if e.low == x.low and e.day and x.day and _apart(e.day, x.day) <= SAME_TIME:
                holders.setdefault(e.origin, set()).add(f"{x.low}")
    return a.low != b.low and any(len(v) > 1 for v in holders.values())


def _party(e: FigureEntry, who: dict[str, Who]) -> str:
    found = who.get(e.origin)
    return found.party if found else e.origin


def _apart(a: str, b: str) -> int:
    return abs((ordinal(a) or 0) - (ordinal(b) or 0))


def _value(e: FigureEntry) -> str:
    if e.low == e.high and e.low is not None:
        return f"{e.low:g}"
    return f"{e.low or 0:g}–{'' if e.high is None else f'{e.high:g}'}"
