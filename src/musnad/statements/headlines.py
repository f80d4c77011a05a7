"""«ترامب: لن ننسحب»: a colon behind a speaker that opens a headline or a lead."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.mentions.mention import Mention
from musnad.statements.cues import Cue, CueHit
from musnad.statements.drafter import Drafter
from musnad.statements.scan import OPENING
from musnad.statements.speaker import Speaker
from musnad.text.document import Segment

_TALKING = frozenset(word_set("statements.headlines.talking"))
#: Words behind a colon among which «لن», «نحن» or a wish shows that somebody talks.
TALK = 10


class Headlines:
    """Reads the colons of one document's segments; ``colon`` is their row of ``cues.tsv``."""

    def __init__(self, drafter: Drafter, colon: Cue) -> None:
        self.drafter, self.colon = drafter, colon
        self.norms, self.speakers = drafter.norms, drafter.speakers

    def read(self, segment: Segment) -> None:
        """«X: …» at the head of a headline or lead, when X is a speaker and nothing else."""
        m = self.speakers.starts.get(segment.first)
        if m is None or m.last >= segment.last - 1:
            return
        k = self._colon_after(m, segment)
        if k is None or not self.speakers.can_speak(m):
            return
        if m.type == "country" and k == m.last and not self._talks(k + 1, segment):
            return
        content = self.drafter.contents.to_end(k + 1, segment)
        if content is None:
            return
        speaker = Speaker(m.entity, m.span, "named.before_colon", m.last)
        direct = self.drafter.contents.is_direct(content)
        self.drafter.add(CueHit(self.colon, k, k + 1, 0), segment, content, direct, speaker, "statement.colon")

    def _talks(self, k: int, segment: Segment) -> bool:
        """«تركيا: لن ننسحب» is said; «تونس: قتلى في هجوم» only tells where."""
        return self.norms[k] in OPENING or any(n in _TALKING for n in self.norms[k : min(segment.last, k + TALK)])

    def _colon_after(self, m: Mention, segment: Segment) -> int | None:
        """The colon behind a speaker; a short phrase may stand between («مصادر لـCNN: …»)."""
        for k in range(m.last, min(segment.last - 1, m.last + 7)):
            if self.norms[k] == ":":
                return k
            inner = self.speakers.starts.get(k)
            if k > m.last + 5 or (self.drafter.words(self.norms[k]).finite and inner is None) or self.norms[k] in ("،", ",", "."):
                return None
        return None
