"""Events of a document: triggers with roles, status and aspect.

This module knows the order of the readings. What an event takes from farther around it (sources, date, place, what earlier text
told) is attached behind (:mod:`musnad.events.context`), when all events are known.
"""

from __future__ import annotations

from collections.abc import Sequence

from musnad.events import status_model
from musnad.events.arguments import ArgumentFinder, Relations
from musnad.events.aspects import AspectFinder
from musnad.events.choice import TriggerChooser
from musnad.events.draft import EventDraft
from musnad.events.gate import EventGate
from musnad.events.happenings import distinct
from musnad.events.roles import RolePicker, Roles
from musnad.events.said import SaidAround
from musnad.events.signs import SignFinder
from musnad.events.spot import TriggerSpotter
from musnad.events.status import status_of
from musnad.events.surroundings import Surroundings
from musnad.events.triggers import TriggerHit, TriggerTable
from musnad.events.unnamed import Unnamed
from musnad.events.voice import VoiceReader, only_passive
from musnad.lexicon.weights import Weights
from musnad.lexicon.words import Words
from musnad.mentions.candidates import Candidate, CandidateFinder, Head, Memory, choose
from musnad.mentions.chunks import cut_start
from musnad.mentions.draft import Draft
from musnad.mentions.mention import Mention
from musnad.mentions.role_weights import RoleWeights
from musnad.model import Span, Time
from musnad.statements.draft import StatementDraft
from musnad.statements.speaker import SpeakerFinder
from musnad.tagger.advice import SILENT, Advice
from musnad.text.document import Document, Segment


class EventFinder:
    """Reads one document. Build, then :meth:`run` once."""

    def __init__(
        self, doc: Document, table: TriggerTable, words: Words, drafts: list[Draft],
        mentions: list[Mention], statements: list[StatementDraft], times: Sequence[Time], blocked: frozenset[int],
        gate: EventGate | None, roles: RoleWeights, status_weights: status_model.StatusWeights,
        advice: Advice = SILENT, trigger_weights: Weights | None = None, beside: CandidateFinder | None = None,
    ) -> None:  # fmt: skip
        self.model = CandidateFinder(doc, words, drafts, mentions, roles, advice=advice, tasks=("actor", "recipient", "place"), beside=beside)
        self.modelled = roles.known
        self.doc, self.table, self.words, self.gate = doc, table, words, gate
        self.advice, self.status_weights = advice, status_weights
        self.norms = [t.norm for t in doc.tokens]
        speakers = SpeakerFinder(doc, words, mentions, drafts, blocked)
        self.chooser: TriggerChooser | None = None
        if trigger_weights and (gate or advice.active):
            surroundings = Surroundings(doc, words, speakers.starts, speakers.ends, blocked)
            self.chooser = TriggerChooser(doc, words, table, surroundings, advice, trigger_weights, gate)
        self.spotter = TriggerSpotter(doc, words, table, mentions, speakers, blocked, self.chooser)
        self.voices = VoiceReader(doc, words, table)
        self.arguments = ArgumentFinder(doc, words, speakers, blocked)
        self.picker = RolePicker(drafts)
        self.said = SaidAround(doc, statements, table.denied_parts)
        self.unnamed = Unnamed(doc, words, drafts, speakers, self.said)
        self.signs = SignFinder(doc, table.signs, times)
        self.aspects = AspectFinder(doc, words, table, speakers, blocked)
        self.out: list[EventDraft] = []
        self._found: list[EventDraft] = []

    def run(self) -> list[EventDraft]:
        for segment in self.doc.segments:
            if segment.tells:
                self._segment(segment)
        return self.out

    def _segment(self, segment: Segment) -> None:
        self._found = found = []
        aspect: TriggerHit | None = None
        behind = 0
        k = segment.first
        while k < segment.last:
            hit = self.spotter.at(k, segment)
            if hit is None:
                k += 1
                continue
            if hit.row.aspect and not hit.row.type:
                aspect = None if hit.first in self.said.by_cue else hit
            elif hit.row.type and hit.row.type != "NONE":
                draft = self._event(hit, segment)
                if draft is not None:
                    behind = self.aspects.give(draft, aspect, segment)
                    self.spotter.absorb(hit, segment)
                    found.append(draft)
                    aspect = None
            k = max(hit.last, k + 1, behind)
            behind = 0
        self.out += distinct(found)

    # -- one event ----------------------------------------------------------------------------

    def _event(self, hit: TriggerHit, segment: Segment) -> EventDraft | None:
        rel = self.arguments.relations(hit, segment)
        chosen, (hit, passive) = hit, self.voices.read(hit, segment, rel)
        if not hit.row.type or hit.row.type == "NONE":
            return None
        if self.chooser and hit.row is not chosen.row and not self.chooser.admits(hit, segment):
            return None
        nisba = [(d, k) for k in rel.nisba if (d := self.unnamed.country(k)) is not None]
        pronoun = self.unnamed.pronoun(hit, segment)
        roles = self.picker.pick(hit, rel, passive, [d for d, _ in nisba], pronoun)
        if hit.row.subject and not self.advice.active and not self.picker.subject_fits(hit, roles):
            other = self._other_sense(hit, segment)
            if other is None:
                return None
            hit = other
        self.unnamed.left_out(hit, segment, roles, passive, self.out)
        candidates = self._weigh(hit, segment, rel, roles, passive, nisba, pronoun)
        p_actor = p_recipient = 0.5
        if self.modelled:
            roles.actors, roles.recipients, p_actor, p_recipient = choose(candidates, conjuncts=self.model.conjuncts(segment))
        status, why, status_features = self._status(hit, segment, roles)
        trigger = Span(cut_start(self.doc, self.doc.tokens[hit.first], hit.cut), self.doc.tokens[hit.last - 1].end)
        confidence = self.chooser.probability(hit) if self.chooser else self.gate.precision(hit.row.where) if self.gate else 0.5
        return EventDraft(
            hit, segment.index, hit.row.type, hit.row.mode, trigger, roles.actors, roles.recipients, status, confidence,
            [*roles.rules, *([why] if why else [])], relations=rel, rows=[hit.row.where],
            passive=passive, candidates=candidates, p_actor=p_actor, p_recipient=p_recipient, status_features=status_features,
        )  # fmt: skip

    def _other_sense(self, hit: TriggerHit, segment: Segment) -> TriggerHit | None:
        """The same word by a row that asks for no subject."""
        for other in self.table.at(self.norms, hit.first, segment.first, segment.last):
            if other.row is not hit.row and other.row.type not in ("", "NONE") and not other.row.subject and other.nominal == hit.nominal:
                return TriggerHit(other.row, hit.first, other.last, hit.cut, hit.verb, hit.suffix)
        return None

    def _weigh(
        self, hit: TriggerHit, segment: Segment, rel: Relations, roles: Roles, passive: bool, nisba: list[tuple[int, int]], pronoun: int | None
    ) -> list[Candidate]:
        """Everyone around the trigger with the probabilities of their roles."""
        inner = self.said.innermost(hit)
        own = self.said.by_cue.get(hit.first)
        memory = Memory(tuple(
            (e.type, e.hit.row.where, e.segment, tuple(e.actors), tuple(e.recipients)) for e in (*self.out[-8:], *self._found[-4:])
        ))  # fmt: skip
        relation = {id(m): name for name, ms in rel.found.items() for m in ms}
        candidates = self.model.candidates(
            _head(hit, roles, passive), segment, relation, nisba, pronoun, inner.speaker if inner else None, own.speaker if own else None, memory
        )
        if only_passive(hit):
            for c in candidates:  # «اغتيل القائد»: whatever weights say, the subject of a form that is nothing but passive is the one it befalls
                if c.draft in roles.recipients:
                    c.p_actor = 0.0
        return candidates

    def _status(self, hit: TriggerHit, segment: Segment, roles: Roles) -> tuple[str, str, list[str]]:
        """Status, why, and the features that it was weighed by; who denies a part has no part in what is left."""
        rule = status_of(self.doc, self.words, hit, segment)
        inner = self.said.innermost(hit)
        signs = self.signs.signs(hit, segment, rule[0])
        features = status_model.features(self.doc, self.words, hit, segment, rule, inner, signs) + self.advice.status_marks(hit.first)
        status, _ = status_model.choose(self.status_weights, features, rule)
        why = rule[1] if status == rule[0] else f"status.weighed:{status}"
        if inner is not None and inner.stance == "deny" and self.said.part_denied(inner, hit):
            roles.actors = [d for d in roles.actors if d != inner.speaker]
            return "occurred", "status.part_denied", features
        if self.said.taken_back(hit):
            return "denied", "status.taken_up_denial", features
        return status, why, features


def _head(hit: TriggerHit, roles: Roles, passive: bool) -> Head:
    """The trigger as a head of candidates, with what the rules say of who and whom."""
    pos = ("pass" if passive else "act") if hit.verb is not None else hit.row.pos
    ways = dict(r.split("=", 1) for r in roles.rules if "=" in r)
    rules = [(f"who:{ways.get('who', '')}", d) for d in roles.actors] + [(f"whom:{ways.get('whom', '')}", d) for d in roles.recipients]
    return Head(hit.first, hit.last, pos, hit.row.type, hit.row.lemma, hit.row.where, hit.verb, hit.suffix, hit.definite, tuple(rules))
