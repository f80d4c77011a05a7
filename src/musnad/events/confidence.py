"""How sure an event is: the probability that type, who and whom are all right.

Fitted on training articles that neither the role weights nor the tagger had seen (two folds, ``tools/fit_weights.py``), each event weighed
as if its trigger's row had not been counted in it. docs/quality.md has how often what people see, events at or above :data:`SHOWN`, is
right on unseen articles.
"""

from __future__ import annotations

from musnad.events.draft import EventDraft
from musnad.lexicon.weights import Weights

#: The default view shows events at or above this confidence. It is the probability of the whole reading;
#: the issue's 0.80 was meant for a rule's own precision, and would leave one event in a hundred.
SHOWN = 0.64
#: What a trigger's row counts as where no row knows it.
UNMEASURED = 0.5


def features(e: EventDraft, precision: float) -> list[str]:
    """Named features of an event's certainty. ``precision`` is its trigger row's, as measured."""
    who = f"{round(e.p_actor, 1)}" if e.actors else "none"
    whom = f"{round(e.p_recipient, 1)}" if e.recipients else "none"
    row = f"{round(precision, 1)}"
    carried = any(r.endswith("carried") for r in e.rules)
    out = [
        f"row:{row}", f"who:{who}", f"whom:{whom}", f"both:{who}:{whom}", f"type:{e.type}", f"pos:{e.hit.row.pos}:{e.passive}",
        f"status:{e.status}", f"carried:{carried}", f"said:{bool(e.statements)}", f"phrase:{e.hit.last - e.hit.first}",
    ]  # fmt: skip
    return [*out, f"{e.type}:who:{who}", f"{e.type}:whom:{whom}", f"{e.type}:row:{row}", f"{e.hit.row.pos}:{who}:{whom}"]


def attach_confidence(events: list[EventDraft], weights: Weights, precision: dict[str, float]) -> None:
    """Set each event's confidence; without fitted weights it stays the trigger row's precision."""
    for e in events:
        e.confidence_features = features(e, precision.get(e.hit.row.where, UNMEASURED))
        if weights.known:
            e.confidence = weights.probability(e.confidence_features)
