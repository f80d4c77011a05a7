"""Which reading of a word tells an event: how often its row is right, what stands around it and what the tagger says, weighed together.

Without fitted weights the row's own measured precision decides (:mod:`musnad.events.gate`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from musnad.events.gate import EventGate
from musnad.events.surroundings import Surroundings
from musnad.events.triggers import Trigger, TriggerHit, TriggerTable, looks_verbal
from musnad.lexicon.weights import Weights
from musnad.lexicon.words import Words
from musnad.tagger.advice import Advice, bin_of
from musnad.text.document import Document, Segment

#: A reading below this probability tells no event: with a tagger and without.
#: Event F1 of articles that the weights had not seen is within 0.003 from 0.28 to 0.36; the lower half keeps more turns of what goes on.
THRESHOLD, LEXICON_THRESHOLD = 0.32, 0.30
#: Where a trigger that no row knows finds its roles: subject and object of a verb, the idafa of a noun.
_VERB_ROLES, _NOUN_ROLES = (("subj",), ("obj", "على", "ب", "إلى")), (("nisba", "idafa", "poss"), ("على", "ضد", "مع", "idafa"))
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a word with what it is weighed by and the probability that it tells such an event."""

    hit: TriggerHit
    marks: tuple[str, ...]
    around: tuple[str, ...]
    precision: float | None
    probability: float

    @property
    def features(self) -> list[str]:
        """Features with their crossings, as they are fitted."""
        return self.features_at(self.precision)

    def features_at(self, precision: float | None) -> list[str]:
        """The same as if its row were right in another share of its readings."""
        return features(self.hit, self.marks, self.around, precision)


def features(hit: TriggerHit, marks: Sequence[str], around: Sequence[str], precision: float | None) -> list[str]:
    """What a reading is weighed by. ``precision`` is its row's, None where no row knows the word; ``marks`` are the tagger's."""
    kind, pos, row = hit.row.type, hit.row.pos, f"row:{'none' if precision is None else bin_of(precision)}"
    out = [*marks, row, f"type:{kind}", f"pos:{pos}", f"words:{hit.last - hit.first}"]
    if marks:
        out += [f"{marks[0]}|{row}", f"{marks[0]}|{marks[1]}", f"type:{kind}|{marks[0]}"]
    if precision is None:
        return out
    for crossing in ("", f"{pos}|", f"{kind}:{pos}|", f"{row}:{pos}|", f"{hit.row.lemma}:{kind}|"):
        out += [crossing + f for f in around]
    return out


def _turn_only(hit: TriggerHit) -> TriggerHit:
    """A word of aspect that tells no event of its own, whatever its row can tell."""
    return replace(hit, row=replace(hit.row, type="")) if hit.row.type else hit


class TriggerChooser:
    """Chooses in one document; ``readings`` keeps all that were weighed, for ``tools/fit_weights.py``."""

    def __init__(
        self, doc: Document, words: Words, table: TriggerTable, surroundings: Surroundings, advice: Advice, weights: Weights, gate: EventGate | None
    ) -> None:
        self.doc, self.words, self.table, self.surroundings = doc, words, table, surroundings
        self.advice, self.weights, self.gate = advice, weights, gate
        self.threshold = THRESHOLD if advice.active else LEXICON_THRESHOLD
        self.norms = [t.norm for t in doc.tokens]
        self.readings: list[Reading] = []

    def choose(self, k: int, segment: Segment, listed: TriggerHit | None) -> TriggerHit | None:
        """The likeliest reading; the listed word of aspect where nothing tells an event («أرجئت المحادثات»: of the talks); None where neither is there."""
        options = self._options(k, segment, listed)
        readings = [self._read(hit, segment) for hit in options]
        self.readings += readings
        best = max(readings, key=lambda r: r.probability, default=None)
        if best is not None and best.probability >= self.threshold:
            return best.hit
        return _turn_only(listed) if listed is not None and listed.row.aspect else None

    def probability(self, hit: TriggerHit) -> float:
        """The probability that was found for a reading."""
        return next((r.probability for r in reversed(self.readings) if r.hit.first == hit.first and r.hit.row.type == hit.row.type), 0.5)

    def _options(self, k: int, segment: Segment, listed: TriggerHit | None) -> list[TriggerHit]:
        if listed is not None and listed.row.type == "NONE":
            return []
        out = [listed] if listed is not None and listed.row.type else []
        if self.advice.active and (listed is None or listed.last == k + 1):
            out += self._rows(k, segment)
            out += [self._learned(k, type_, segment) for type_, _ in self.advice.types(k)]
        elif out and listed is not None and not listed.row.with_ and listed.last == k + 1:
            # Without a tagger a row that asks for company is left to know best, and so is the spotter whether this is a verb or a noun.
            out += [h for h in self._rows(k, segment) if not h.row.with_ and h.nominal == listed.nominal]
        first = {h.row.type: h for h in reversed(out)}
        return list(first.values())[::-1]

    def _rows(self, k: int, segment: Segment) -> list[TriggerHit]:
        """All rows that fit a word and tell an event."""
        return [h for h in self.table.at(self.norms, k, segment.first, segment.last) if h.row.type not in ("", "NONE")]

    def _learned(self, k: int, type_: str, segment: Segment) -> TriggerHit:
        """A trigger that no row knows: its roles are those of any verb or noun."""
        info = self.words(self.norms[k])
        before = self.words(self.norms[k - 1]) if k > segment.first else None
        verbal = looks_verbal(info, before, k == segment.first) or self._only_verb(k)
        verb = next((v for v in info.verbs if "3" in v.person), None) if verbal else None
        agent, patient = _VERB_ROLES if verb else _NOUN_ROLES
        lemma = verb.lemma if verb else self.words.noun_stems(self.norms[k])[0][0]
        row = Trigger(
            lemma, "verb" if verb else "noun", type_, None, agent, patient, _NONE, _NONE, _NONE, None, None, "", f"tagger:{lemma}"
        )
        last = k + 1
        while last < segment.last and last < k + 4 and self.advice.continues(last, type_):
            last += 1
        front = len(info.conj) + len(info.prep) if info.art and not self.norms[k].startswith("لل") else 0
        return TriggerHit(row, k, last, verb.cut if verb else front, verb, verb.suffix if verb else "", info.art)

    def _only_verb(self, k: int) -> bool:
        """«كوريا الشمالية تحذر واشنطن»: no verb's masdar and no listed noun is spelled like this form of a verb."""
        norm, lexicon = self.norms[k], self.words.lexicon
        noun = norm in lexicon.masdars or norm in lexicon.participles or lexicon.heads.get(norm) or lexicon.titles.get(norm)
        return self.words(norm).finite and not noun

    def admits(self, hit: TriggerHit, segment: Segment) -> bool:
        """Whether another row's reading of a word that was chosen is likely enough: that of a passive."""
        reading = self._read(hit, segment)
        self.readings.append(reading)
        return reading.probability >= self.threshold

    def _read(self, hit: TriggerHit, segment: Segment) -> Reading:
        marks = tuple(self.advice.trigger_marks(hit.first, hit.last, hit.row.type))
        learned = hit.row.where.startswith("tagger:")
        precision = None if learned or self.gate is None else self.gate.precision(hit.row.where)
        around = () if precision is None else tuple(self.surroundings.features(hit, segment))
        if self.weights.known:
            probability = self.weights.probability(features(hit, marks, around, precision))
        else:
            probability = 0.5 if precision is None else precision
        return Reading(hit, marks, around, precision, round(probability, 2))
