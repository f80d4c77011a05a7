"""Where the triggers of a document stand: which words may tell an event, and as verb or noun."""

from __future__ import annotations

from musnad.events.choice import TriggerChooser
from musnad.events.triggers import TriggerHit, TriggerTable, looks_verbal
from musnad.lexicon.words import Words
from musnad.mentions.mention import Mention
from musnad.statements.speaker import SpeakerFinder
from musnad.text.document import Document, Segment


class TriggerSpotter:
    """Spots triggers in one document, from left to right: what a trigger takes tells nothing else."""

    def __init__(
        self, doc: Document, words: Words, table: TriggerTable, mentions: list[Mention], speakers: SpeakerFinder, blocked: frozenset[int],
        chooser: TriggerChooser | None,
    ) -> None:  # fmt: skip
        self.doc, self.words, self.table, self.blocked, self.chooser = doc, words, table, blocked, chooser
        self.norms = [t.norm for t in doc.tokens]
        self.subject_ends = frozenset(m.last for m in speakers.starts.values() if m.definite)
        self.inside, self.heads = _named_tokens(mentions)

    def at(self, k: int, segment: Segment) -> TriggerHit | None:
        """The trigger at a token: the row that fits, if it is likely where it stands, or what the tagger makes of it."""
        if self.doc.tokens[k].kind != "word" or k in self.blocked or k in self.inside:
            return None
        hits = self.table.at(self.norms, k, segment.first, segment.last)
        if k in self.heads:
            hits = [h for h in hits if h.heads]
        hit = self._fitting(hits, k, segment) if hits else None
        if self.chooser is not None and (hit is not None or k not in self.heads):
            hit = self.chooser.choose(k, segment, hit)
        return hit

    def absorb(self, hit: TriggerHit, segment: Segment) -> None:
        """«شنت هجوما», «علقت هجماتها»: the word that a row asks for belongs to the same mention."""
        if not hit.row.with_:
            return
        k = self.table.wanted_word(hit.row, self.norms, hit.last, segment.last)
        if k is None or (hit.row.type == "SANCTION" and self._tells_attack(k, segment)):
            return
        self.inside.add(k)
        longer = self.table.at(self.norms, k - 1, segment.first, segment.last) if k > hit.last else []
        if longer and longer[0].last > k:
            self.inside.add(k - 1)  # «تمديد حالة الطوارئ»: the wanted word ends a phrase

    def _tells_attack(self, k: int, segment: Segment) -> bool:
        """«أدين بقتل متظاهرين»: the crime is an event beside the sentence."""
        return any(h.row.type == "ASSAULT" for h in self.table.at(self.norms, k, segment.first, segment.last)[:1])

    def _fitting(self, hits: list[TriggerHit], k: int, segment: Segment) -> TriggerHit | None:
        """The longest phrase, a row that says it is none, or the verb's or the noun's row by what stands before."""
        if hits[0].last > k + 1:
            return hits[0]
        none = next((h for h in hits if h.row.type == "NONE"), None)
        if none is not None:
            return none
        nouns = [h for h in hits if h.nominal]
        verbs = [h for h in hits if not h.nominal]
        if nouns and verbs:
            before = self.words(self.norms[k - 1]) if k > segment.first else None
            verbal = looks_verbal(self.words(self.norms[k]), before, k == segment.first) or self._subject_waits(k, segment)
            return verbs[0] if verbal else nouns[0]
        return next(iter(verbs or nouns), None)

    def _subject_waits(self, k: int, segment: Segment) -> bool:
        """«كوريا الشمالية تحذر واشنطن»: behind a named subject that has no verb yet, what can be verb or noun is the verb."""
        if k not in self.subject_ends:
            return False
        infos = (self.words(self.norms[n]) for n in range(segment.first, k))
        return not any((info.finite and not info.function and not info.art and not info.nisba) or info.function == "prep" for info in infos)


def _named_tokens(mentions: list[Mention]) -> tuple[set[int], set[int]]:
    """Tokens inside listed names and titles («وزير الدفاع», «حركة المقاومة» tell no event), and those of other mentions' heads."""
    inside: set[int] = set()
    heads: set[int] = set()
    for m in mentions:
        if m.name is not None or m.title or m.person:
            inside.update(range(m.first, m.last))
        elif m.type != "other":
            heads.add(m.first)
    return inside, heads - inside
