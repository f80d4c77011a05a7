"""Aspects told by a word of their own: «استئناف استهداف القواعد», «علّقت الفصائل عملياتها», «هجمات بدأتها الفصائل»."""

from __future__ import annotations

from musnad.events.triggers import TriggerHit, TriggerTable
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.statements.speaker import SpeakerFinder
from musnad.text.document import Document, Segment

#: Words between a noun or verb of aspect and what it governs.
NOUN_REACH, VERB_REACH = 2, 10
#: Prepositions between a verb of aspect and what it governs: «بدأ في», «توقف عن», «عدل عن», «انتهى من».
_OBJECT_PREPS = frozenset(word_set("events.aspects.object_preps"))
#: Between what goes on and the verb that tells its turn: «المحادثات التي كانت قد بدأت».
_LINKS = frozenset(word_set("events.aspects.links"))


class AspectFinder:
    """Whether a word of aspect in one document is that of a trigger."""

    def __init__(self, doc: Document, words: Words, table: TriggerTable, speakers: SpeakerFinder, blocked: frozenset[int]) -> None:
        self.doc, self.words, self.table, self.speakers, self.blocked = doc, words, table, speakers, blocked
        self.norms = [t.norm for t in doc.tokens]

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
