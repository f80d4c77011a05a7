"""Actors and recipients that no name tells: the country of «الروسية», the owner of a pronoun, a left-out subject."""

from __future__ import annotations

from musnad.events.arguments import ANY_CUE
from musnad.events.draft import EventDraft
from musnad.events.roles import Roles
from musnad.events.said import SaidAround
from musnad.events.triggers import TriggerHit
from musnad.lexicon.words import Words
from musnad.mentions.draft import Draft
from musnad.mentions.mention import Mention
from musnad.model import Span
from musnad.statements.cues import CueHit
from musnad.statements.speaker import SpeakerFinder
from musnad.text.document import Document, Segment


class Unnamed:
    """Finds them in one document; countries that the article has not named are added to ``drafts``."""

    def __init__(self, doc: Document, words: Words, drafts: list[Draft], speakers: SpeakerFinder, said: SaidAround) -> None:
        self.doc, self.words, self.drafts, self.speakers, self.said = doc, words, drafts, speakers, said
        self.norms = [t.norm for t in doc.tokens]

    def country(self, token: int) -> int | None:
        """The entity of a nisba («الروسية»); made when the article has not named the country."""
        nisba = self.words(self.norms[token]).nisba
        if nisba is None or nisba.country is None:
            return None
        for d in self.drafts:
            if d.type == "country" and d.country == nisba.country and d.name is not None:
                return d.index
        name = self.words.lexicon.country_names.get(nisba.country)
        t = self.doc.tokens[token]
        draft = Draft(len(self.drafts), "country", name=name, country=nisba.country, sector="GOV", gender="f", rule="nisba", rows=[nisba.where])
        mention = Mention(token, token + 1, Span(t.start, t.end), "country", "nisba", name=name, country=nisba.country, entity=draft.index)
        draft.mentions.append(mention)
        self.drafts.append(draft)
        return draft.index

    def pronoun(self, hit: TriggerHit, segment: Segment) -> int | None:
        """Whom a possessive or object pronoun stands for: the nearest named one that agrees."""
        if not hit.suffix or hit.suffix in ("نا", "ني"):
            return None
        probe = CueHit(ANY_CUE, hit.first, hit.last, 0, None, hit.suffix)
        subject = self.said.last_speaker(hit, segment)
        if subject is not None and self.speakers.agrees_with(probe, subject):
            return subject
        found = self.speakers.recent(probe, hit.first)
        return found.draft if found else None

    def left_out(self, hit: TriggerHit, segment: Segment, roles: Roles, passive: bool, events: list[EventDraft]) -> None:
        """«وأغلقت …», «لكنها رفضت»: the subject stands in the clause before."""
        if hit.verb is None or passive or roles.actors or "subj" not in hit.row.agent:
            return
        if hit.suffix and not roles.recipients and "obj" in hit.row.patient:
            pronoun = self.pronoun(hit, segment)
            if pronoun is not None:
                roles.recipients.append(pronoun)
                roles.rules.append("whom=pronoun")
        probe = CueHit(ANY_CUE, hit.first, hit.last, hit.cut, hit.verb, "")
        candidates: list[int] = []
        for e in reversed(events[-3:]):
            if e.segment == segment.index - 1:
                candidates += e.actors[:1]
        subject = self.said.last_speaker(hit, segment)
        ordered = ([subject] if subject is not None else []) + [s.speaker for s in reversed(self.said.near(segment)) if s.speaker is not None and s.hit.first < hit.first]
        for d in [*ordered, *candidates]:
            if d is not None and d not in roles.recipients and self.speakers.agrees_with(probe, d):
                roles.actors.append(d)
                roles.rules.append("who=left_out")
                return
