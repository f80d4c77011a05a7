"""Participles and nouns that say: «مضيفا أن», «قوله إن», «إعلان روسيا التوصل إلى», «تصريحات …: »."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.statements.cues import CueHit
from musnad.statements.drafter import Drafter
from musnad.statements.scan import Frame, Scanner
from musnad.statements.speaker import Speaker
from musnad.text.document import Segment

#: Masdars whose content may be a noun: «إعلان روسيا التوصل إلى».
_TAKES_OBJECT = frozenset(word_set("statements.noun_cues.takes_object"))
_SOURCE_PREPS = frozenset(word_set("statements.noun_cues.source_preps"))
#: Frames that open a content behind any noun of saying.
_OPENED = ("an", "colon", "quote")
#: Words back from «قوله» to the source that its pronoun stands for.
SOURCE_REACH = 25


class NounCues:
    """Reads participles, masdars and nouns of saying in one document."""

    def __init__(self, drafter: Drafter, scanner: Scanner) -> None:
        self.drafter, self.scanner = drafter, scanner
        self.norms, self.speakers = drafter.norms, drafter.speakers

    # -- participles --------------------------------------------------------------------------

    def read_participle(self, hit: CueHit, segment: Segment) -> None:
        """«…، مضيفا أن»: said by the subject of the sentence."""
        frame = self.scanner.frame(hit, segment)
        if frame is not None:
            self.drafter.add_frame(hit, segment, frame, frame.begin, self._subject(hit, segment), f"statement.participle.{frame.kind}")

    def _subject(self, hit: CueHit, segment: Segment) -> Speaker | None:
        same = self.drafter.spoken(hit, segment)
        if same and (speaker := same[-1].speaker) is not None and self._agrees(hit, speaker):
            return Speaker(speaker, None, "subject.of_main_verb")
        return self._main_subject(hit, segment) or self.speakers.left_out(hit, segment)

    def _agrees(self, hit: CueHit, draft: int) -> bool:
        d = self.speakers.drafts[draft]
        feminine = self.norms[hit.first].endswith("ه")
        return not (d.type == "person" and d.gender in ("m", "f") and d.number == "s") or feminine == (d.gender == "f")

    def _main_subject(self, hit: CueHit, segment: Segment) -> Speaker | None:
        """The first named actor of the segment that no preposition governs."""
        for m in self.speakers.by_segment.get(segment.index, ()):
            if m.first < segment.first or m.last > hit.first:
                continue
            if self.speakers.can_speak(m) and not (m.front and m.front[-1] in "بلك") and self._agrees(hit, m.entity):
                before = self.drafter.words(self.norms[m.first - 1]).function if m.first > segment.first else ""
                if before != "prep":
                    return Speaker(m.entity, m.span, "subject.of_main_verb")
        return None

    # -- masdars and nouns --------------------------------------------------------------------

    def read_noun(self, hit: CueHit, segment: Segment) -> None:
        """«قوله إن», «إعلان روسيا التوصل إلى», «تصريحات …: »."""
        frame = self.scanner.frame(hit, segment)
        if frame is None or (frame.kind not in _OPENED and hit.cue.cue not in _TAKES_OBJECT):
            return
        if hit.suffix:
            speaker = self._owner(hit, segment)
        else:
            speaker = self.speakers.following(hit.last, frame.marker + 1)
            if speaker is None and frame.kind in _OPENED:
                speaker = self._source_behind(hit, frame)
        if speaker is None and hit.cue.kind == "masdar":
            return
        begin = max(frame.begin, speaker.last) if speaker and frame.kind == "obj" else frame.begin
        self.drafter.add_frame(hit, segment, frame, begin, speaker, f"statement.noun.{frame.kind}")

    def _source_behind(self, hit: CueHit, frame: Frame) -> Speaker | None:
        """«تصريحات للوزير», «أنباء عن الوكالة»: whose words they are, between the noun and its content."""
        for k in range(hit.last, frame.marker):
            if self.norms[k] in _SOURCE_PREPS and k + 1 < frame.marker:
                found = self.speakers.following(k + 1, frame.marker)
                if found:
                    return found
            m = self.speakers.starts.get(k)
            if m and m.front.endswith("ل"):
                return Speaker(m.entity, m.span, "named.after", m.last)
        return None

    def _owner(self, hit: CueHit, segment: Segment) -> Speaker | None:
        """«قوله»: who spoke last in the segment, the source told behind «عن», or the nearest one named."""
        for s in reversed(self.drafter.out):
            if s.segment == segment.index and s.speaker is not None:
                return Speaker(s.speaker, None, "pronoun.same_segment")
        for k in range(hit.first - 1, max(segment.first, hit.first - SOURCE_REACH) - 1, -1):
            if self.norms[k] == "عن":
                found = self.speakers.following(k + 1, hit.first)
                if found:
                    return found
        return self.speakers.recent(hit, hit.first)
