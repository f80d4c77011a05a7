"""What stands around a trigger, as named relations: subject, object, idafa, nisba, preposition.

Nothing is decided here; :mod:`musnad.events.roles` picks actors and recipients from the relations.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.events.triggers import TriggerHit
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.mentions.mention import Mention
from musnad.statements.cues import Cue, CueHit
from musnad.statements.speaker import SpeakerFinder
from musnad.text.document import Document, Segment

_PREPS = frozenset(word_set("events.arguments.preps"))
_TWO_WORD = {("من", "قبل"): "من قبل", ("من", "جانب"): "من جانب", ("علي", "يد"): "على يد", ("علي", "ايدي"): "على يد", ("بيد", ""): "على يد"}
_RESUMING = frozenset(word_set("events.arguments.resuming"))
#: What ends a trigger's clause.
_NEW_CLAUSE = frozenset(word_set("events.arguments.new_clause"))
#: Auxiliaries and particles between a relative word and its verb.
_PARTICLES = frozenset(word_set("events.arguments.particles"))
_PLAIN = {"علي": "على", "الي": "إلى"}
#: Stands for a cue where only a verb's agreement is asked for.
ANY_CUE = Cue("", "verb", "assert", "neutral", frozenset(), "")


@dataclass(slots=True)
class Relations:
    """Mentions around a trigger. ``found`` maps a relation's name to mentions, nearest first."""

    found: dict[str, list[Mention]] = field(default_factory=dict)
    nisba: list[int] = field(default_factory=list)  # tokens of nisba adjectives
    stop: int = 0  # token at which the trigger's clause ends
    object_noun: bool = False

    def add(self, name: str, mention: Mention) -> None:
        self.found.setdefault(name, []).append(mention)

    def get(self, name: str) -> list[Mention]:
        return self.found.get(name, [])


class ArgumentFinder:
    """Reads relations in one document."""

    def __init__(self, doc: Document, words: Words, speakers: SpeakerFinder, blocked: frozenset[int]) -> None:
        self.doc, self.words, self.speakers, self.blocked = doc, words, speakers, blocked
        self.norms = [t.norm for t in doc.tokens]

    def relations(self, hit: TriggerHit, segment: Segment) -> Relations:
        rel = Relations(stop=segment.last)
        self._after(hit, segment, rel)
        if hit.verb is not None:
            self._subject_before(hit, segment, rel)
        else:
            self._governor(hit, segment, rel)
        return rel

    # -- to the right -------------------------------------------------------------------------

    def _after(self, hit: TriggerHit, segment: Segment, rel: Relations) -> None:
        k, prep, comma = hit.last, "", False
        first = True
        while k < segment.last:
            m = self.speakers.starts.get(k)
            if m is not None:
                self._place(hit, m, prep, comma, first, rel)
                k = self._coordinated(m, rel)
                prep, first = "", False
                continue
            norm, info = self.norms[k], self.words(self.norms[k])
            if norm in (".", "؟", "!", ":", "؛") or info.function in ("comp", "cond") or norm in _NEW_CLAUSE:
                break
            if norm in ("،", ",", "-", "–"):
                comma = True
                k += 1
                continue
            if k in self.blocked:
                k += 1
                continue
            if info.function == "rel" or (info.finite and not info.function and not norm.startswith("ال") and not self._nounish(k)):
                break
            two = _TWO_WORD.get((norm, self.norms[k + 1] if k + 1 < segment.last else ""))
            if two:
                prep = two
                k += 2
                continue
            if norm in _PREPS:
                prep = _PLAIN.get(norm, norm)
            elif info.nisba and not info.nisba_cut and hit.nominal and not prep and k - hit.last < 4 and info.nisba.country and not comma:
                rel.nisba.append(k)
            elif self.doc.tokens[k].kind == "word" and not info.function:
                if norm[0] in "بل" and len(norm) > 3 and self._clitic_prep(norm):
                    prep = "ل" if norm[0] == "ل" else "ب"
                elif not prep and not info.adjective:
                    rel.object_noun = True
                    if hit.nominal and k == hit.last:
                        first = False
            k += 1
        rel.stop = k

    def _nounish(self, k: int) -> bool:
        """A word that could be a verb but stands behind a preposition or a quantifier."""
        before = self.words(self.norms[k - 1])
        return before.function in ("prep", "det", "dem")

    def _clitic_prep(self, norm: str) -> bool:
        rest = norm[1:]
        return norm.startswith("لل") or rest.startswith("ال") or not self.words(norm).finite

    def _place(self, hit: TriggerHit, m: Mention, prep: str, comma: bool, first: bool, rel: Relations) -> None:
        front = m.front[-1:] if m.front[-1:] in ("ب", "ل", "ك") else ""
        name = front or prep
        if name:
            rel.add(name, m)
        elif comma:
            rel.add("comma", m)
        elif hit.nominal and first and m.first == hit.last:
            rel.add("idafa", m)
        else:
            rel.add("bare", m)

    def _coordinated(self, m: Mention, rel: Relations) -> int:
        """Joined mentions («روسيا والصين») share the relation of the first."""
        name = next((n for n, ms in rel.found.items() if m in ms), None)
        k = m.last
        while name:
            nxt = self.speakers.starts.get(k)
            if nxt is None or nxt.front != "و":
                break
            rel.found[name].append(nxt)
            k = nxt.last
        return k

    # -- to the left --------------------------------------------------------------------------

    def _subject_before(self, hit: TriggerHit, segment: Segment, rel: Relations) -> None:
        verb = hit.verb
        if verb is None:
            return
        relative = self._antecedent(hit, segment)
        if relative and (hit.suffix or self._resumed(hit, segment)):
            rel.add("relative.object", relative)
            return
        if relative:
            rel.add("relative", relative)
            return
        cue = CueHit(ANY_CUE, hit.first, hit.last, hit.cut, verb, hit.suffix)
        if not verb.conj:
            found = self.speakers.before(cue, segment) or self.speakers.before(cue, segment, strict=False)
            if found:
                m = self._mention_of(found.draft, hit.first, segment)
                if m:
                    rel.add("subject.before", m)
                    k = m.first
                    while m and m.front.endswith("و") and (back := self.speakers.ends.get(k)):
                        rel.add("subject.before", back)
                        m, k = back, back.first

    def _resumed(self, hit: TriggerHit, segment: Segment) -> bool:
        """«الناشط الذي أفرجت عنه السلطات»: a pronoun behind the verb points back to the antecedent."""
        return hit.last < segment.last and self.norms[hit.last] in _RESUMING

    def _mention_of(self, draft: int, before: int, segment: Segment) -> Mention | None:
        return next((m for m in reversed(self.speakers.mentions) if m.entity == draft and segment.first <= m.first < before), None)

    def _antecedent(self, hit: TriggerHit, segment: Segment) -> Mention | None:
        """«القوات التي قصفت …»: who the relative pronoun stands for."""
        k = hit.first - 1
        while k > segment.first and self.norms[k] in _PARTICLES:
            k -= 1
        if k <= segment.first or self.words(self.norms[k]).function != "rel" or self.norms[k] == "ما":
            return None
        j = k
        if self.norms[j - 1] in ("،", ",", '"', "”", "»", ")"):
            j -= 1
        return self.speakers.ends.get(j)

    def _governor(self, hit: TriggerHit, segment: Segment, rel: Relations) -> None:
        """The verb whose object the noun is («شنت إسرائيل غارات»), and that verb's subject."""
        for k in range(hit.first - 1, max(segment.first - 1, hit.first - 14), -1):
            norm, info = self.norms[k], self.words(self.norms[k])
            if norm in (".", ":", "؛") or (info.function in ("comp", "rel") and norm != "ما"):
                return
            if not info.finite or info.function == "aux" or norm.startswith("ال") or k in self.speakers.starts:
                continue
            verb = next((v for v in info.verbs if "3" in v.person), None)
            if verb is None or self._nounish(k):
                continue
            cue = CueHit(ANY_CUE, k, k + 1, verb.cut, verb, verb.suffix)
            found = self.speakers.after(cue, hit.first) or (self.speakers.before(cue, segment) if not verb.conj else None)
            relative = self._antecedent(TriggerHit(hit.row, k, k + 1, verb.cut, verb), segment)
            if relative:
                rel.add("governor", relative)
            elif found:
                m = next((m for m in self.speakers.mentions if m.entity == found.draft and m.span == found.span), None)
                if m:
                    rel.add("governor", m)
            return
