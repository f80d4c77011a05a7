"""Status by measured weights: planned, denied or hypothetical, else occurred.

The operator rules of :mod:`musnad.events.status` are features among others: the words to the left with
their distance, the signs of :mod:`musnad.events.signs`, the tense, the cue and stance of the statement the trigger stands in, the kind of trigger.
"""

from __future__ import annotations

from collections.abc import Sequence

from musnad.events.triggers import TriggerHit
from musnad.lexicon.weights import Weights, logistic, side_by_side
from musnad.lexicon.words import Words
from musnad.statements.draft import StatementDraft
from musnad.text.document import Document, Segment

NAMES = ("planned", "denied", "hypothetical")
#: A status other than occurred needs this probability (best F1 of all three on train, five folds); they are rare, so it is low.
THRESHOLDS = {"planned": 0.20, "denied": 0.16, "hypothetical": 0.20}
_LEFT = 7
#: Features that are worth more with one type of event than with another.
_BY_TYPE = ("rule", "why", "tense", "cue", "stance", "sign1", "day:", "told")


def features(doc: Document, words: Words, hit: TriggerHit, segment: Segment, rule: tuple[str, str], inner: StatementDraft | None, signs: Sequence[str] = ()) -> list[str]:
    """Named features of a trigger's surroundings."""
    out = [f"rule:{rule[0]}", f"why:{rule[1]}", f"type:{hit.row.type}", f"lemma:{hit.row.lemma}", f"pos:{hit.row.pos}"]
    out += _left_words(doc, words, hit, segment)
    out += signs
    if hit.verb is not None:
        out.append(f"tense:{hit.verb.tense}:{hit.verb.future}:{hit.verb.purpose}")
        out.append(f"tense+why:{hit.verb.tense}:{rule[1]}")
    else:
        front = doc.tokens[hit.first].norm[: max(hit.cut, 1)]
        out.append(f"noun:{hit.definite}:{front if hit.cut else ''}")
    if inner is not None:
        near = doc.tokens[hit.first].index - doc.token_at(inner.content.start)
        place = "head" if near <= 1 else "near" if near <= 5 else "in"
        out += [f"stance:{inner.stance}:{place}", f"cue:{inner.hit.cue.cue}:{place}", f"cue:{inner.hit.cue.cue}"]
    if segment.index == 0 or segment.kind == "headline":
        out.append("headline")
    return out + [f"{hit.row.type}|{f}" for f in out if f.startswith(_BY_TYPE)]


def _left_words(doc: Document, words: Words, hit: TriggerHit, segment: Segment) -> list[str]:
    out = []
    stopped = ""
    for n, k in enumerate(range(hit.first - 1, max(segment.first, hit.first - _LEFT) - 1, -1)):
        norm = doc.tokens[k].norm
        if norm in ("،", ",", ".", ":", "؛"):
            stopped = "|cut"
            out.append(f"cut:{n}")
            continue
        info = words(norm)
        out.append(f"left:{norm}{stopped}")
        if n < 2:
            out.append(f"left{n}:{norm}")
            out.append(f"left{n}:{info.function or ('verb' if info.finite else 'word')}")
        if info.finite and not info.function:
            verb = info.verbs[0]
            out.append(f"gov:{verb.lemma}:{verb.tense}{stopped}")
            out.append(f"govtense:{verb.tense}:{verb.future}{stopped}")
    following = doc.tokens[hit.last].norm if hit.last < segment.last else ""
    out.append(f"next:{following}")
    return out


class StatusWeights:
    """The weights of the three statuses in the order of :data:`NAMES`, looked up together."""

    def __init__(self, weights: Sequence[Weights]) -> None:
        self.known = weights[0].known
        self._bias = [w.bias for w in weights]
        self._table = side_by_side([w.everything for w in weights])

    def probabilities(self, features: Sequence[str]) -> tuple[float, float, float]:
        """As ``Weights.probability`` of each."""
        planned, denied, hypothetical = self._bias
        for weights in map(self._table.get, features):
            if weights is not None:
                p, d, h = weights
                planned += p
                denied += d
                hypothetical += h
        return logistic(planned), logistic(denied), logistic(hypothetical)


def choose(weights: StatusWeights, found: list[str], rule: tuple[str, str]) -> tuple[str, float]:
    """``(status, probability)``; the rule's answer where no weights are fitted."""
    if not weights.known:
        return rule[0], 0.5
    scored = [(p / THRESHOLDS[name], name) for p, name in zip(weights.probabilities(found), NAMES, strict=True)]
    best, name = max(scored)
    sure = best * THRESHOLDS[name]
    return (name, sure) if best >= 1.0 else ("occurred", 1.0 - sure)
