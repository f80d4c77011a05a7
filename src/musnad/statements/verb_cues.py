"""Verbs that say: «قال إن», «"…"، أضاف», «نفت ضلوعها»; look-alikes that say nothing are left out."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.statements.cues import CueHit
from musnad.statements.drafter import Drafter
from musnad.statements.scan import Frame, Scanner
from musnad.statements.speaker import Speaker
from musnad.statements.taken_up import TakenUp
from musnad.text.document import Segment

_THAT = frozenset(word_set("statements.verb_cues.that"))
#: Verbs that pass on what somebody else says: «نقلت رويترز عن مسؤول».
_RELAYING = frozenset(word_set("statements.verb_cues.relaying"))
#: Verbs that say nothing of an object in the imperfect: «يعتبر الجبل وجهة سياحية».
_HOLDING = frozenset(word_set("statements.verb_cues.holding"))
#: Verbs that say nothing of an object at all: «أقر البرلمان قانونا», «تابع المباراة».
_NEVER_OBJECT = frozenset(word_set("statements.verb_cues.never_object"))
#: The voices of a form that is nothing but passive.
_ONLY_PASSIVE = frozenset(("pass",))
#: Frames that a quotation before the verb stands in for.
_WEAK_FRAMES = ("obj", "bi", "prep", "bi_far", "prep_far")


class VerbCues:
    """Reads verbs of saying in one document."""

    def __init__(self, drafter: Drafter, scanner: Scanner) -> None:
        self.drafter, self.scanner, self.taken_up = drafter, scanner, TakenUp(drafter)
        self.norms, self.speakers = drafter.norms, drafter.speakers

    def read(self, hit: CueHit, segment: Segment) -> None:
        """A verb with what it denies behind or before it, with a quotation before it, or with a content behind it."""
        if hit.verb and (hit.verb.voice == _ONLY_PASSIVE or self._impersonal(hit, segment)):
            return
        if hit.suffix and hit.cue.stance != "assert" and (self.taken_up.add(hit, segment) or self.taken_up.points_back(hit, segment)):
            return
        quote = self.drafter.contents.quote_before(hit, segment)
        frame = self.scanner.frame(hit, segment)
        if quote and (frame is None or frame.kind in _WEAK_FRAMES):
            speaker = self.speakers.of_verb(hit, segment, min(segment.last, hit.last + 12))
            if speaker:
                self.drafter.add(hit, segment, quote, True, speaker, "statement.quote_before")
            return
        if frame is None or _excluded(hit, frame):
            return
        if hit.cue.stance == "deny" and self.taken_up.only_that(frame, segment) and self.taken_up.add(hit, segment):
            return
        speaker = self.speakers.of_verb(hit, segment, frame.marker)
        speaker = self._quoted_source(hit, segment, speaker)
        self.drafter.add_frame(hit, segment, frame, _after_subject(frame, speaker), speaker, f"statement.verb.{frame.kind}")

    def _impersonal(self, hit: CueHit, segment: Segment) -> bool:
        """«يتوقع أن تطرح …», «الذي يفترض أن يبدأ»: a passive right before «أن», nobody says it."""
        verb = hit.verb
        if "impersonal" not in hit.cue.takes or verb is None or verb.tense != "impf" or "m" not in verb.gender or "s" not in verb.number:
            return False
        if hit.last >= segment.last or self.norms[hit.last] not in _THAT:
            return False
        return self.speakers.before(hit, segment) is None

    def _quoted_source(self, hit: CueHit, segment: Segment, speaker: Speaker | None) -> Speaker | None:
        """«نقلت رويترز عن مسؤول قوله …»: the official speaks, the agency passes it on."""
        if hit.cue.cue not in _RELAYING or speaker is None:
            return speaker
        for k in range(hit.last, min(segment.last, hit.last + 14)):
            if self.norms[k] == "عن" and k + 1 < segment.last:
                inner = self.speakers.following(k + 1, segment.last)
                if inner and inner.draft != speaker.draft:
                    return Speaker(inner.draft, inner.span, "source.relayed", inner.last)
        return speaker


def _after_subject(frame: Frame, speaker: Speaker | None) -> int:
    """«نفى الجيش ضلوعه»: the object begins behind the subject."""
    if frame.kind == "obj" and speaker and speaker.rule == "subject.after" and speaker.last > frame.begin:
        return speaker.last
    return frame.begin


def _excluded(hit: CueHit, frame: Frame) -> bool:
    """Look-alikes: «أقر البرلمان قانونا», «اعترف بدولة», «يعتبر الجبل وجهة سياحية»."""
    if frame.kind != "obj":
        return False
    if hit.cue.cue in _HOLDING:
        return hit.verb is not None and hit.verb.tense == "impf" and not hit.suffix
    return hit.cue.cue in _NEVER_OBJECT
