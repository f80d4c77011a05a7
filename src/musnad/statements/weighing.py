"""Who is likeliest to have said it: everyone around a cue weighed by features, beside the speaker that the rules found."""

from __future__ import annotations

from collections.abc import Sequence

from musnad.mentions.candidates import Candidate, CandidateFinder, Head, Memory
from musnad.model import Span
from musnad.statements.cues import CueHit
from musnad.statements.draft import StatementDraft, frame_of_rule
from musnad.statements.speaker import Speaker, SpeakerFinder
from musnad.text.document import Document, Segment

#: Below this probability the weights do not overrule the rules.
SPEAKER_FLOOR = 0.10
#: Speakers by these rules stand: weights do not know that a pronoun takes one up or that a paper has an issuer.
_SURE = ("subject.resumed", "issuer", "issuer.last")


class SpeakerWeigher:
    """Weighs the speakers of one document; ``known`` is whether there are weights to choose by."""

    def __init__(self, doc: Document, speakers: SpeakerFinder, model: CandidateFinder, known: bool) -> None:
        self.doc, self.speakers, self.model, self.known = doc, speakers, model, known

    def candidates(self, hit: CueHit, segment: Segment, content: Span, speaker: Speaker | None, rule: str, said: Sequence[StatementDraft]) -> list[Candidate]:
        """Everyone who may have said it: nobody named inside the content alone. ``said`` is what was found before."""
        rules = ((speaker.rule, speaker.draft),) if speaker else ()
        head = Head(
            hit.first, hit.last, ".".join(frame_of_rule(rule)), "SAY", hit.cue.cue, hit.cue.where, hit.verb, hit.suffix, hit.conj, rules
        )  # fmt: skip
        other = self._other_gender(hit, segment)
        memory = Memory(tuple(("SAY", s.hit.cue.where, s.segment, (s.speaker,), ()) for s in said[-6:] if s.speaker is not None))
        nested = next((s for s in reversed(said) if s.content.start <= self.doc.tokens[hit.first].start < s.content.end), None)
        home = self.model.by_segment.get(segment.index, [])
        inside = {m.entity for m in home if content.start <= m.span.start < content.end}
        outside = {m.entity for s in range(segment.index - 4, segment.index) for m in self.model.by_segment.get(s, ())}
        outside |= {m.entity for m in home if m.span.start < content.start or m.span.start >= content.end}
        return self.model.candidates(head, segment, {}, [], None, nested.speaker if nested else None, None, memory, (inside - outside) | other)

    def _other_gender(self, hit: CueHit, segment: Segment) -> set[int]:
        """«وقالت»: single persons told before whom the verb's gender leaves out."""
        if hit.verb is None or len(hit.verb.gender) != 1 or "s" not in hit.verb.number:
            return set()
        near = (m for s in range(segment.index - 4, segment.index + 1) for m in self.model.by_segment.get(s, ()))
        drafts = (self.speakers.drafts[e] for e in {m.entity for m in near})
        return {d.index for d in drafts if d.type == "person" and d.person and d.number == "s" and d.gender in ("m", "f") and d.gender not in hit.verb.gender}

    def likeliest(self, candidates: list[Candidate], speaker: Speaker | None, hit: CueHit, segment: Segment) -> Speaker | None:
        """The likeliest speaker; the rules' own words for it when they agree."""
        if not self.known or not candidates or (speaker and speaker.rule in _SURE):
            return speaker
        best = max(candidates, key=lambda c: (c.p_actor, -c.draft))
        if best.p_actor < SPEAKER_FLOOR:
            return speaker
        if speaker and speaker.draft == best.draft:
            return speaker
        near = [m for m in self.speakers.by_segment.get(segment.index, ()) if m.entity == best.draft]
        near.sort(key=lambda m: abs(m.first - hit.first))
        return Speaker(best.draft, near[0].span if near else None, "weighed", near[0].last if near else -1)
