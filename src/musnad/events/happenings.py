"""One event per happening: what only adds to another event of its segment is no event of its own."""

from __future__ import annotations

from musnad.events.draft import EventDraft

#: Types whose complement is what is asked, threatened or refused, no event of its own (GUIDE.md).
_SPEECH_ACTS = frozenset(("REQUEST", "THREATEN", "REJECT"))
#: Words up to which a complement may stand behind its speech act.
_COMPLEMENT = 9
#: Note of rows like «المبرم», «الموقع مع»: what was agreed stands, whatever is refused about it.
_KNOWN = "clause about a known agreement"


def distinct(found: list[EventDraft]) -> list[EventDraft]:
    """The events of a segment without complements, words beside an attack, and repeats."""
    return list({(e.trigger, e.type): e for e in reversed(_one_per_happening(_without_complements(found)))}.values())[::-1]


def _without_complements(found: list[EventDraft]) -> list[EventDraft]:
    """Drop what is asked for, threatened or refused: the complement of a REQUEST, THREATEN or REJECT."""
    out: list[EventDraft] = []
    for e in found:
        governed = any(
            g.type in _SPEECH_ACTS and g.hit.last <= e.hit.first <= g.hit.last + _COMPLEMENT and e.hit.first < g.relations.stop
            and e.hit.nominal and not g.hit.row.note.startswith("casualty") and e.hit.row.note != _KNOWN
            for g in found if g is not e
        )  # fmt: skip
        if not governed:
            out.append(e)
    return out


def _one_per_happening(found: list[EventDraft]) -> list[EventDraft]:
    """One mention per happening in a segment: casualties and targets told beside the attack belong to the attack."""
    attacks = [e for e in found if e.type == "ASSAULT" and not _beside(e)]
    out: list[EventDraft] = []
    for e in found:
        if attacks and _beside(e):
            attack = min(attacks, key=lambda a: abs(a.hit.first - e.hit.first))
            if not attack.recipients or attack.recipients == attack.actors:
                attack.recipients = [r for r in e.recipients if r not in attack.actors]
            if not attack.actors:
                attack.actors = [a for a in e.actors if a not in attack.recipients]
            continue
        if not any(_repeats(e, o) for o in out):
            out.append(e)
    return out


def _repeats(e: EventDraft, other: EventDraft) -> bool:
    """The same word with nobody new in it; a turn of what goes on («هجوم … هجمات بدأتها الفصائل») is told for its own sake."""
    alike = e.type == other.type and e.hit.row is other.hit.row and (not e.aspect or e.aspect == other.aspect)
    return alike and set(e.actors) <= set(other.actors) and set(e.recipients) <= set(other.recipients)


def _beside(e: EventDraft) -> bool:
    """Whether a word only adds to an attack that is told already: «غارات استهدفت», «قصف أوقع قتلى»."""
    return "casualty" in e.hit.row.note or e.hit.row.note == "beside an attack"
