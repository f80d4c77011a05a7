"""Disputes: opposed stances on one proposition, or values that cannot both hold, from independent origins.

What is no dispute: a later toll from the same origin (an update), a source taking back what it said (a withdrawal), declining to
comment, a more specific account, two voices of one party.
"""

from __future__ import annotations

from collections.abc import Sequence

from musnad.record.days import ordinal
from musnad.record.figures import cannot_both_hold
from musnad.record.identities import Who
from musnad.record.model import Dispute, FigureEntry, FigureLine, Matter, Origin, Side, Why
from musnad.record.names import short_hash
from musnad.record.story import Voice
from musnad.record.weights import dispute_weight

#: Acts that hold that a thing is or will be so.
AFFIRMS = frozenset(("asserted", "confirmed", "begun", "continued", "resumed", "ended", "planned", "extended", "suspended"))
#: A dispute needs this much of the reader's confidence in one mention.
SURE = 0.25
#: Days after a matter within which a denial of it is looked for.
LATEST = 400
#: Days within which two figures are of the same time.
SAME_TIME = 1
#: Figures nearer than this (ratio) differ by the hour, not by what is held.
NEAR = 1.25
#: Figures further apart than this count different things, whatever the reader takes their scope for.
FAR = 6.0


def stance_dispute(matter: Matter, voices: Sequence[Voice]) -> Dispute | None:
    """The dispute over whether a matter is so, if two independent sides are heard."""
    if matter.confidence < SURE:
        return None
    denials = [v for v in voices if v.act == "denied" and _answers(v) and _in_time(v, matter)]
    if not denials:
        return None
    if denials[0].fact.type == "ACCUSE":
        # Whoever accuses holds the one side, the accused the other; that there is an accusation nobody disputes.
        denials = [v for v in denials if v.party in {w.party for w in v.fact.recipients}]
        deniers = {v.party for v in denials}
        affirmed = [x for v in denials for x in _accusers(v, deniers)]
    else:
        deniers = {v.party for v in denials}
        affirmed = [v for v in voices if v.act in AFFIRMS and v.party not in deniers]
    accused = {w.party for v in affirmed for w in v.fact.actors} & deniers
    affirmed = [v for v in affirmed if not _own_voice(v, denials) and (not accused or v.fact.type == "ACCUSE" or _blames(v, accused))]
    if not affirmed:
        return None
    named = any(v.origin.kind == "source" or v.spoken for v in affirmed)
    if not named and len({v.origin.key for v in affirmed}) < 2:
        return None
    for_, against = _side("affirms", affirmed), _side("denies", denials)
    days = {v.day for v in (*affirmed, *denials)}
    weight = dispute_weight(len(for_.origins) + len(against.origins), len(days), matter.confidence, named)
    because = (
        f"affirmed by {', '.join(o.name for o in for_.origins[:4])}",
        f"denied by {', '.join(o.name for o in against.origins[:4])}",
    )
    return Dispute(
        short_hash("dispute", "stance", matter.key), "stance", matter.key, matter.title_ar, matter.title_en, (for_, against),
        matter.history, weight, Why("dispute.stance", because),
    )  # fmt: skip


def _answers(v: Voice) -> bool:
    """A denial by somebody; a negative sentence in the outlet's own voice answers no one."""
    return v.origin.kind == "source"


def _in_time(v: Voice, matter: Matter) -> bool:
    """Nobody denies what is yet to come about, nor takes years to: such words are about something else."""
    day, first, last = ordinal(v.published[:10]), ordinal(matter.first_day or ""), ordinal(matter.last_day or matter.first_day or "")
    return day is None or first is None or last is None or first - 1 <= day <= last + LATEST


def _blames(v: Voice, accused: set[str]) -> bool:
    """Who denies a deed of his own denies that it was he: only those who say that it was he are against him."""
    return bool({w.party for w in v.fact.actors} & accused)


def _own_voice(v: Voice, denials: Sequence[Voice]) -> bool:
    """The outlet's own words around a denial («نفت تركيا القصف … القصف الذي …») are no side of their own."""
    return v.origin.kind != "source" and not v.spoken and any(d.ref.article == v.ref.article for d in denials)


def _accusers(v: Voice, deniers: set[str]) -> list[Voice]:
    """An accusation denied: who accuses holds the other side."""
    f = v.fact
    return [
        Voice("asserted", Origin(w.key, "source", w.name, w.key), w.party, w.key, w.name, (), f.ref(), f.day, v.published, f)
        for w in f.actors
        if w.known and w.party not in deniers
    ]  # fmt: skip


def _side(position: str, voices: Sequence[Voice]) -> Side:
    origins = {v.origin.key: v.origin for v in voices}
    facts = sorted({v.ref for v in voices})
    return Side(position, tuple(origins[k] for k in sorted(origins)), tuple(facts))


def figure_dispute(line: FigureLine, matter: Matter, who: dict[str, Who]) -> Dispute | None:
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
    return Dispute(
        short_hash("dispute", "figure", line.key), "figure", matter.key, proposition, f"{matter.title_en} – {line.effect}", sides,
        tuple(h for h in matter.history if h.article in {e.article for pair in pairs for e in pair}),
        dispute_weight(len(origins), len(days), matter.confidence, True),
        Why("dispute.figure", tuple(f"{s.position}: {', '.join(o.name for o in s.origins)}" for s in sides)),
    )  # fmt: skip


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
