"""Phrases that say with several words: «أعلن مسؤوليته عن», «لا صحة لـ», «وتابع قائلا: …», «قيل إنه …»."""

from __future__ import annotations

from musnad.lexicon.verbs import VerbForm
from musnad.lexicon.word_sets import word_set
from musnad.statements.cues import CueHit
from musnad.statements.drafter import Drafter
from musnad.statements.scan import Frame, Scanner
from musnad.text.document import Segment

#: Last words of phrases that their object stands right behind: «أعلن مسؤوليته عن», «نفى صحة».
_WITH_OBJECT = frozenset(word_set("statements.phrase_cues.with_object"))
#: Words before the object that are no part of it.
_LEADING = frozenset(word_set("statements.phrase_cues.leading"))
_THAT = frozenset(word_set("statements.verb_cues.that"))
#: What a phrase takes whose content is a thing that it denies or confirms.
_OBJECTS = frozenset(("obj", "ala", "min", "fi", "bi", "li", "ila"))


class PhraseCues:
    """Reads phrases with a finite verb in one document."""

    def __init__(self, drafter: Drafter, scanner: Scanner) -> None:
        self.drafter, self.scanner = drafter, scanner
        self.norms, self.speakers = drafter.norms, drafter.speakers

    def read(self, hit: CueHit, segment: Segment) -> None:
        """A phrase with its object, or one that is a verb of saying."""
        info = self.drafter.words(self.norms[hit.first])
        finite = next((v for v in info.verbs if "3" in v.person), None)
        if finite is None or "before" in hit.cue.takes:
            return
        if hit.cue.takes & _OBJECTS:
            self._with_object(hit, finite, segment)
        else:
            self._said(hit, finite, segment)

    def _with_object(self, hit: CueHit, verb: VerbForm, segment: Segment) -> None:
        """«أعلن مسؤوليته عن الهجوم»: phrases that deny or confirm a thing."""
        verb_hit = CueHit(hit.cue, hit.first, hit.first + 1, verb.cut, verb, "")
        start = hit.last if self.norms[hit.last - 1] in _WITH_OBJECT else hit.first + 1
        speaker = self.speakers.of_verb(verb_hit, segment, min(segment.last, hit.first + 12))
        begin = max(start, speaker.last) if speaker and speaker.rule == "subject.after" else start
        if begin < segment.last and self.norms[begin] in _LEADING:
            begin += 1
        self.drafter.add_frame(verb_hit, segment, Frame("obj", begin, begin), begin, speaker, "statement.phrase")

    def _said(self, hit: CueHit, verb: VerbForm, segment: Segment) -> None:
        """«وتابع قائلا: …», «قيل إنه …»: the phrase is a verb of saying, its content opens as behind one."""
        with_an = self.norms[hit.last - 1] in _THAT and hit.last < segment.last
        frame = Frame("an", hit.last, hit.last - 1) if with_an else self.scanner.frame(hit, segment)
        if frame is None:
            return
        speaker = self.speakers.of_verb(CueHit(hit.cue, hit.first, hit.first + 1, verb.cut, verb, ""), segment, frame.marker)
        said = CueHit(hit.cue, hit.first, hit.last, verb.cut, verb, "")
        self.drafter.add_frame(said, segment, frame, frame.begin, speaker, f"statement.phrase.{frame.kind}")
