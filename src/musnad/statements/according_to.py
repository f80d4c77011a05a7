"""Who vouches for what stands beside it: «بحسب رويترز», «وفقا للوزارة، …», «…، حسبما ذكرت الوكالة»."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks import cut_start
from musnad.model import Span
from musnad.statements.cues import CueHit
from musnad.statements.draft import StatementDraft
from musnad.statements.drafter import Drafter
from musnad.statements.speaker import Speaker
from musnad.text.document import Segment

#: «وفق ما ذكرت», «وفقا لما أعلنته»: what stands between preposition and verb.
_WHAT = frozenset(word_set("statements.according_to.what"))
_THAT = frozenset(word_set("statements.according_to.that"))
_COMMAS = ("،", ",")
#: Up to this share of its segment a phrase between commas is inserted; later ones close what they vouch for.
EARLY = 0.45


class AccordingTo:
    """Reads prepositions and phrases of attribution in one document."""

    def __init__(self, drafter: Drafter) -> None:
        self.drafter, self.doc, self.words = drafter, drafter.doc, drafter.words
        self.norms, self.speakers, self.contents = drafter.norms, drafter.speakers, drafter.contents

    def read(self, hit: CueHit, segment: Segment) -> None:
        """«بحسب X»: at the front of a segment the content follows, elsewhere it stands before."""
        k = self._past_verb(hit.last, segment)
        speaker = self.speakers.following(k, min(segment.last, k + 6))
        if speaker is None:
            return
        front = hit.first - segment.first <= 1
        if front:
            content = self.contents.to_end(self._past_comma(speaker.last, segment), segment)
        else:
            content = self._before_cue(hit, segment, speaker)
        if content is None:
            return
        inner = self._said_before(hit, segment) if not front else None
        if inner is not None:
            inner.chain.append((speaker.draft, speaker.span or inner.cue))
            self._end_before(inner, hit)
            return
        self.drafter.add(hit, segment, content, self.contents.is_direct(content), speaker, "statement.according_to")

    def _past_verb(self, k: int, segment: Segment) -> int:
        """«وفق ما ذكرت», «حسبما أعلنت»: the verb between the preposition and the speaker."""
        while k < segment.last and (self.norms[k] in _WHAT or self._verb_alone(k)):
            k += 1
        return k

    def _verb_alone(self, k: int) -> bool:
        info = self.words(self.norms[k])
        return info.finite and not info.function and k not in self.speakers.starts

    def _said_before(self, hit: CueHit, segment: Segment) -> StatementDraft | None:
        """«قال X إن …، بحسب رويترز»: the medium joins the chain of the statement before it."""
        same = [s for s in self.drafter.spoken(hit, segment) if s.hit.cue.kind != "colon"]
        if not same or same[-1].hit.cue.kind == "preposition":
            return None
        return same[-1]

    def _end_before(self, said: StatementDraft, hit: CueHit) -> None:
        """«…، حسبما ذكرت رويترز» ends what is said before it."""
        start = self.doc.tokens[hit.first].start
        if said.content.start < start < said.content.end:
            said.content = self.contents.stripped(Span(said.content.start, start))

    def _past_comma(self, k: int, segment: Segment) -> int:
        """«وفقا للوزارة، فإن …»: behind the comma, the «فإن» or both."""
        for j in range(k, min(segment.last, k + 15)):
            if self.norms[j] in _COMMAS:
                j += 1
                if j < segment.last and self.norms[j] in _THAT:
                    j += 1
                return j
            if self.norms[j] in _THAT:
                return j + 1
        return k

    def _before_cue(self, hit: CueHit, segment: Segment, speaker: Speaker) -> Span | None:
        first = segment.first
        start = self.doc.tokens[first].start
        info = self.words(self.norms[first])
        if self.norms[first][0] == "و" and len(self.norms[first]) > 3 and (info.conj or (info.verbs and info.verbs[0].conj)):
            start = cut_start(self.doc, self.doc.tokens[first], 1)
        if self._inserted(hit, speaker, segment):
            return self.contents.trimmed(start, segment.last - 1)
        return self.contents.trimmed(start, hit.first - 1)

    def _inserted(self, hit: CueHit, speaker: Speaker, segment: Segment) -> bool:
        """«أسفرت الغارات، بحسب مصادر، عن مقتل …»: between commas and early, the content goes on behind it."""
        early = hit.first - segment.first <= EARLY * (segment.last - segment.first)
        closed = any(n in _COMMAS for n in self.norms[speaker.last : speaker.last + 4])
        return early and closed and self.norms[hit.first - 1] in _COMMAS and segment.last - speaker.last > 4
