"""Denials and admissions whose content stands before them: «وهو ما تنفيه», «قبل أن تنفيه», «ونفى الجيش ذلك», «اتهامات ينفيها»."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks import cut_start
from musnad.model import Span
from musnad.statements.cues import CueHit
from musnad.statements.draft import StatementDraft
from musnad.statements.drafter import Drafter
from musnad.statements.scan import Frame
from musnad.statements.speaker import Speaker
from musnad.text.document import Segment

#: The rule of a denial whose pronoun points to what was said just before.
TAKEN_UP = "statement.verb.taken_up"
#: Letters that may stand between what is said and the «وهو ما» that takes it up.
NEAR = 4
#: Words back to the claim that is taken up: «اتهامات … وهي اتهامات ينفيها»; right before the verb nothing but a noun shows it.
REACH, BARE_REACH = 25, 4
#: Words back from a denial to the comma or conjunction at which its own clause begins.
CLAUSE = 12
_CLAIM_WORDS = word_set("statements.taken_up.claim_words")
_RESUMING = frozenset(word_set("statements.speaker.resuming")) | frozenset(word_set("statements.taken_up.turning"))
#: What points back right before the verb: «وهو ما تنفيه», «التي ينفيها».
_POINTING = frozenset(word_set("statements.taken_up.pointing"))
_WHO = frozenset(word_set("statements.cut.who"))
#: Objects that only point back.
_THAT = frozenset(word_set("statements.taken_up.that"))
#: «وهو ما», «الأمر الذي»: what goes before a word that points back.
_IT_IS = frozenset(word_set("statements.taken_up.it_is"))


class TakenUp:
    """Finds in one document what a pronoun or a relative word of a denial points back to."""

    def __init__(self, drafter: Drafter) -> None:
        self.drafter, self.doc, self.words = drafter, drafter.doc, drafter.words
        self.norms, self.speakers = drafter.norms, drafter.speakers

    def add(self, hit: CueHit, segment: Segment) -> bool:
        """«أعلنت … استئناف … قبل أن تنفيه»: adds the denial of what was said just before; False where nothing is taken up."""
        said = self._said_before(hit, segment)
        if said is None:
            return self._add_claim(hit, segment)
        if said.content.start < self.doc.tokens[hit.first].start < said.content.end:
            k = self._clause_start(self._pointing(hit, segment), said)
            said.content = self.drafter.contents.stripped(Span(said.content.start, max(self.doc.tokens[k].start, said.content.start)))
        speaker = self.speakers.of_verb(hit, segment, self._behind(hit, segment))
        if self.norms[hit.first - 1] == "ان" and said.speaker is not None:
            speaker = Speaker(said.speaker, None, "subject.resumed")
        self.drafter.add(hit, segment, said.content, said.direct, speaker, TAKEN_UP)
        return True

    def points_back(self, hit: CueHit, segment: Segment) -> bool:
        """«وهو ما تنفيه», «التي ينفيها»: a relative word before the verb."""
        return hit.first > segment.first and self.norms[hit.first - 1] in _POINTING

    def only_that(self, frame: Frame, segment: Segment) -> bool:
        """«… لكنه ينكر ذلك»: the object only points back."""
        k = frame.begin
        if k >= segment.last or self.norms[k] not in _THAT:
            return False
        return k + 1 >= segment.last or self.norms[k + 1] in ("،", ",", ".") or self.words(self.norms[k + 1]).function in ("prep", "adv", "conj")

    def _said_before(self, hit: CueHit, segment: Segment) -> StatementDraft | None:
        """The last assertion of this segment or the one before, when all that it says is taken up."""
        out = self.drafter.out
        before = [s for s in out if segment.index - 1 <= s.segment <= segment.index and s.hit.first < hit.first and s.stance == "assert"]
        pointed = self.points_back(hit, segment)
        if not before or (hit.cue.stance == "confirm" and not pointed):
            return None
        if self.norms[hit.first - 1] in _WHO:
            return None  # «الهجوم الذي نفته»: the noun, not all that was said
        said = before[-1]
        return said if not pointed or self._reaches(said, hit, segment) else None

    def _reaches(self, said: StatementDraft, hit: CueHit, segment: Segment) -> bool:
        """Whether «وهو ما» takes up what is said: it stands in its words or right behind them."""
        k = self._pointing(hit, segment)
        return said.segment == segment.index and said.content.start < self.doc.tokens[k].start <= said.content.end + NEAR

    def _clause_start(self, k: int, said: StatementDraft) -> int:
        """«…، لكن متحدثا باسم القوات نفى ذلك»: back to the comma or the «لكن» at which the denial's own clause begins."""
        for j in range(k - 1, max(k - CLAUSE, self.doc.token_at(said.content.start)), -1):
            if self.norms[j] in ("،", ",") or self.norms[j] in _RESUMING:
                return j
        return k

    def _behind(self, hit: CueHit, segment: Segment) -> int:
        """How far the subject of «وهو ما تنفيه موسكو», «ونفى الجيش ذلك» may stand; «قبل أن تنفيه» leaves it out."""
        return min(segment.last, hit.last + 5) if not hit.suffix or self.points_back(hit, segment) else hit.last

    def _pointing(self, hit: CueHit, segment: Segment) -> int:
        """The token at which «قبل أن», «وهو ما», «التي» begins."""
        k = hit.first
        if self.norms[k - 2 : k] == ["قبل", "ان"]:
            return k - 2
        if self.points_back(hit, segment):
            k -= 1
            if k > segment.first and self.norms[k - 1] in _IT_IS:
                k -= 1
        return k

    def _add_claim(self, hit: CueHit, segment: Segment) -> bool:
        """«يواجه اتهامات بالفساد، وهي اتهامات ينفيها», «الهجوم الذي تبناه»: the claim named before is what is denied or owned."""
        stop = self._pointing(hit, segment)
        reach = REACH
        if stop == hit.first and self.norms[stop - 2 : stop - 1] in (["وهي"], ["وهو"]):
            stop -= 2
        elif stop == hit.first:
            reach = BARE_REACH
        for k in range(stop - 1, max(segment.first, stop - reach) - 1, -1):
            norm = self.norms[k]
            if norm.startswith(_CLAIM_WORDS) or (norm[:1] in "بلو" and norm[1:].startswith(_CLAIM_WORDS)):
                speaker = self.speakers.of_verb(hit, segment, min(segment.last, hit.last + 5))
                cut = 0 if norm.startswith(_CLAIM_WORDS) else 1
                content = self.drafter.contents.trimmed(cut_start(self.doc, self.doc.tokens[k], cut), stop - 1)
                if content is not None:
                    self.drafter.add(hit, segment, content, False, speaker, TAKEN_UP)
                return content is not None
        return False
