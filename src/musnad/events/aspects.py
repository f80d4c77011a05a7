"""Aspects told by a word of their own: «استئناف استهداف القواعد», «علّقت الفصائل عملياتها», «هجمات بدأتها الفصائل»."""

from __future__ import annotations

from musnad.events.draft import EventDraft
from musnad.events.status import status_of
from musnad.events.triggers import TriggerHit, TriggerTable
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.mentions.chunks import cut_start
from musnad.model import Span
from musnad.statements.speaker import SpeakerFinder
from musnad.text.document import Document, Segment

#: Words between a noun or verb of aspect and what it governs.
NOUN_REACH, VERB_REACH = 2, 10
#: Prepositions between a verb of aspect and what it governs: «بدأ في», «توقف عن», «عدل عن», «انتهى من».
_OBJECT_PREPS = frozenset(word_set("events.aspects.object_preps"))
#: Between what goes on and the verb that tells its turn: «المحادثات التي كانت قد بدأت».
_LINKS = frozenset(word_set("events.aspects.links"))
#: Aspects of what goes on or is over.
_UNDER_WAY = frozenset(("begin", "resume", "continue", "end"))


class AspectFinder:
    """Whether a word of aspect in one document is that of a trigger."""

    def __init__(self, doc: Document, words: Words, table: TriggerTable, speakers: SpeakerFinder, blocked: frozenset[int]) -> None:
        self.doc, self.words, self.table, self.speakers, self.blocked = doc, words, table, speakers, blocked
        self.norms = [t.norm for t in doc.tokens]

    def give(self, e: EventDraft, before: TriggerHit | None, segment: Segment) -> int:
        """The trigger's own aspect, that of the word before it, or of the verb behind it; where that verb ends, or 0."""
        if e.hit.row.aspect:
            e.aspect, e.aspect_span = e.hit.row.aspect, e.trigger
            self._turned(e, e.hit, segment)
            return 0
        if before is not None and self.governs(before, e.hit):
            self._mark(e, before)
            self._turned(e, before, segment)
            return 0
        behind = self.behind(e.hit, segment)
        if behind is None:
            return 0
        self._mark(e, behind)
        self._turned(e, behind, segment)
        return behind.last

    def governs(self, aspect: TriggerHit, hit: TriggerHit) -> bool:
        """«استئناف استهداف القواعد», «علّقت الفصائل عملياتها»: whether the aspect before a trigger is the trigger's."""
        reach = NOUN_REACH if aspect.nominal else VERB_REACH
        return hit.first - aspect.last <= reach and (aspect.nominal or hit.nominal) and not self._other_object(aspect, hit)

    def behind(self, hit: TriggerHit, segment: Segment) -> TriggerHit | None:
        """«هجمات بدأتها الفصائل», «المحادثات التي استؤنفت», «كان الانسحاب قد بدأ»: the verb behind the noun of what goes on."""
        if not hit.nominal:
            return None
        k = hit.last
        while k < segment.last and (self.words(self.norms[k]).adjective or self.words(self.norms[k]).nisba):
            k += 1
        linked = k
        while k < segment.last and self.norms[k] in _LINKS:
            k += 1
        hits = self.table.at(self.norms, k, segment.first, segment.last) if k < segment.last else []
        found = next((h for h in hits if h.verb and h.row.aspect and not h.row.type), None)
        if found is None or (k == linked and not found.suffix and self.norms[hit.first].startswith("ال")):
            return None
        return found

    def _other_object(self, aspect: TriggerHit, hit: TriggerHit) -> bool:
        """«استمر في الضغط من أجل توجيه ضربة», «بدأت مع التوصل إلى اتفاق»: the aspect is another noun's."""
        k = aspect.last
        while k < hit.first:
            m = self.speakers.starts.get(k)
            if m is not None and m.last <= hit.first:
                k = m.last
                continue
            norm, info = self.norms[k], self.words(self.norms[k])
            if info.function == "prep" and norm not in _OBJECT_PREPS:
                return True
            if self.doc.tokens[k].kind == "word" and not info.function and not info.adjective and not info.nisba and k not in self.blocked:
                return True
            k += 1
        return False

    def _mark(self, e: EventDraft, aspect: TriggerHit) -> None:
        first = self.doc.tokens[aspect.first]
        e.aspect = aspect.row.aspect
        e.aspect_span = Span(cut_start(self.doc, first, aspect.cut), self.doc.tokens[aspect.last - 1].end)
        e.rows.append(aspect.row.where)

    def _turned(self, e: EventDraft, turn: TriggerHit, segment: Segment) -> None:
        """«بدأت المحادثات», and in a headline «اللجنة تستأنف محادثاتها»: what has begun by a verb of its own is no plan, whatever its noun weighs."""
        if e.status != "planned" or turn.verb is None or turn.verb.future or turn.row.aspect not in _UNDER_WAY:
            return
        told = turn.verb.tense == "perf" or ((segment.index == 0 or segment.kind == "headline") and "day:none" in e.status_features)
        if told and status_of(self.doc, self.words, turn, segment)[0] == "occurred":
            e.status = "occurred"
            e.rules.append("status.turn_told")
