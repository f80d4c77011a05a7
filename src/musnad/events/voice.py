"""Active or passive: «قتل الجيش خمسة» / «قتل خمسة جنود», written alike."""

from __future__ import annotations

from musnad.events.arguments import Relations
from musnad.events.triggers import TriggerHit, TriggerTable
from musnad.lexicon.words import Words
from musnad.text.document import Document, Segment

#: The voices of a form like «اغتيل».
_ONLY_PASSIVE = frozenset(("pass",))


def only_passive(hit: TriggerHit) -> bool:
    """«اغتيل»: a form that is nothing but passive."""
    return hit.verb is not None and hit.verb.voice == _ONLY_PASSIVE


class VoiceReader:
    """Reads the voice of triggers in one document."""

    def __init__(self, doc: Document, words: Words, table: TriggerTable) -> None:
        self.doc, self.words, self.table = doc, words, table
        self.norms = [t.norm for t in doc.tokens]

    def read(self, hit: TriggerHit, segment: Segment, rel: Relations) -> tuple[TriggerHit, bool]:
        """The trigger with the row that fits its voice, and whether it is passive."""
        verb = hit.verb
        if verb is None:
            return hit, False
        rows = self.table.verbs.get(verb.lemma, [])
        passive_row = next((r for r in rows if r.pos == "passive" and self.table.fits(r, self.norms, hit.first, hit.last, segment.first, segment.last)), None)
        if verb.voice == _ONLY_PASSIVE:
            return (TriggerHit(passive_row, hit.first, hit.last, hit.cut, verb, hit.suffix), True) if passive_row else (hit, True)
        if "pass" not in verb.voice or verb.suffix:
            return hit, False
        if not self._reads_passive(hit, rel, passive_row is not None):
            return hit, False
        return (TriggerHit(passive_row, hit.first, hit.last, hit.cut, verb, hit.suffix) if passive_row else hit), True

    def _reads_passive(self, hit: TriggerHit, rel: Relations, listed: bool) -> bool:
        if not listed or rel.get("relative"):
            return listed and not rel.get("bare") and not rel.object_noun and bool(rel.get("relative"))
        bare = rel.get("bare")
        if rel.get("subject.before"):
            return not bare and not rel.object_noun and self.doc.tokens[min(hit.last, len(self.norms) - 1)].kind != "number"
        nxt = hit.last
        if nxt < len(self.norms) and (self.doc.tokens[nxt].kind == "number" or self.words(self.norms[nxt]).function == "det"):
            return True
        if not bare:
            return not rel.object_noun
        if bare[0].type in ("population", "person") and len(bare) == 1 and not rel.object_noun:
            return True
        return not bare[0].definite and len(bare) == 1
