"""Who speaks: the verb's subject before or behind it, a left-out subject, a pronoun's owner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.mentions.draft import Draft
from musnad.mentions.mention import Mention
from musnad.model import Span
from musnad.statements.cues import CueHit
from musnad.text.document import Document, Segment

_SKIP = frozenset(('،', ',', '"', "“", "”", "«", "»", "(", ")", "-", "–", "—", *word_set("statements.speaker.skipped")))
_RESUMING = frozenset(word_set("statements.speaker.resuming"))
#: Papers do not speak; who issued them does: «بيان صادر عن الوزارة», «تقرير للأمم المتحدة», «وأضاف البيان».
_PAPERS = frozenset(word_set("statements.speaker.papers"))
#: What opens a side phrase between verb and subject: «قال، في مؤتمر صحفي، الوزير».
_SIDE_PREPS = frozenset(word_set("statements.speaker.side_preps"))
#: Behind these a mention is part of the side phrase.
_WITHIN = frozenset(word_set("statements.speaker.within"))
#: Auxiliaries and particles between subject and verb.
_PARTICLES = frozenset(word_set("statements.speaker.particles"))
#: Function words before a mention that leave it the subject.
_OF_SUBJECT = frozenset(word_set("statements.speaker.of_subject"))
#: What the first mention of a clause stands behind.
_CLAUSE_OPENERS = frozenset(('"', "“", "«", *word_set("statements.speaker.clause_openers")))
_ISSUED_BY = frozenset(word_set("statements.speaker.issued_by"))
#: Papers of whoever spoke last, when nobody is told: «وأضاف البيان».
_STATEMENTS = frozenset(word_set("statements.speaker.statements"))
#: What may stand between a preposition or masdar and its speaker.
_BEFORE_NAME = frozenset(('"', "“", "«", *word_set("statements.speaker.before_name")))
_SPEAKING = frozenset(("person", "government", "country", "organization", "media", "armed_group", "military", "population", "other"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker found: entity draft, the words that name it (None where left out), and the rule."""

    draft: int
    span: Span | None
    rule: str
    last: int = -1  # token after its words


class SpeakerFinder:
    """Finds speakers in one document; remembers who spoke last."""

    def __init__(self, doc: Document, words: Words, mentions: list[Mention], drafts: list[Draft], blocked: frozenset[int]) -> None:
        self.doc, self.words, self.drafts, self.blocked = doc, words, drafts, blocked
        self.norms = [t.norm for t in doc.tokens]
        self.mentions = sorted((m for m in mentions if m.entity >= 0), key=lambda m: (m.first, -m.last))
        self.starts: dict[int, Mention] = {}
        self.ends: dict[int, Mention] = {}
        for m in self.mentions:
            self.starts.setdefault(m.first, m)
            known = self.ends.get(m.last)
            if known is None or known.first > m.first:
                self.ends[m.last] = m
        self.last: Speaker | None = None
        self.last_segment = -9
        self.spoke: list[int] = []

    @cached_property
    def by_segment(self) -> dict[int, list[Mention]]:
        """The mentions of each segment, from first to last."""
        out: dict[int, list[Mention]] = {}
        for m in self.mentions:
            out.setdefault(self.doc.tokens[m.first].segment, []).append(m)
        return out

    # -- the verb's subject -------------------------------------------------------------------

    def of_verb(self, hit: CueHit, segment: Segment, limit: int) -> Speaker | None:
        """Subject of a finite verb; ``limit`` is the token at which the content begins."""
        resumed = self._resumed(hit, segment)
        if resumed:
            return resumed
        if not self._joined(hit):
            before = self.before(hit, segment)
            if before:
                return before
        after = self.after(hit, limit)
        if after:
            return after
        before = self.before(hit, segment, strict=False)
        return before or self.left_out(hit, segment)

    def _resumed(self, hit: CueHit, segment: Segment) -> Speaker | None:
        """«وعلى الرغم من تعليق الفصائل …، فإنها أعلنت»: the pronoun takes up the first one named in the sentence."""
        if hit.first <= segment.first or self.norms[hit.first - 1] not in _RESUMING:
            return None
        for m in self.mentions:
            if segment.first <= m.first and m.last < hit.first and self.can_speak(m) and self.agrees_with(hit, m.entity):
                return Speaker(m.entity, m.span, "subject.resumed", m.last)
        return None

    def _joined(self, hit: CueHit) -> bool:
        return hit.conj

    def after(self, hit: CueHit, limit: int) -> Speaker | None:
        """A subject behind the verb: «قال الرئيس», «قال، في مؤتمر صحفي، الوزير»."""
        k = hit.last
        while k < limit:
            m = self.starts.get(k)
            if m:
                denied_paper = m.lemma in _PAPERS and (hit.cue.stance == "deny" or hit.cue.cue == "رفض")
                if self.can_speak(m) and not denied_paper and not m.front and self._agrees(hit, m, after=True):
                    return Speaker(m.entity, m.span, "subject.after", m.last)
                return None
            norm = self.norms[k]
            info = self.words(norm)
            if k in self.blocked or norm in _SKIP or info.function == "adv":
                k += 1
                continue
            if norm in _SIDE_PREPS:
                k = self._over_phrase(k, limit)
                continue
            if self.doc.tokens[k].kind == "number" and k + 1 < limit:
                k += 1
                continue
            return None
        return None

    def _over_phrase(self, k: int, limit: int) -> int:
        """Over «في مؤتمر صحفي»: up to a comma, a time or a mention that can be the subject."""
        k += 1
        while k < limit:
            norm = self.norms[k]
            if norm in ("،", ",") or k in self.blocked:
                return k
            m = self.starts.get(k)
            if m and m.type != "person" and self.norms[k - 1] in _WITHIN:
                k = m.last
                continue
            if m and not m.front and m.type != "place":
                return k
            if self.words(norm).finite and not norm.startswith("ال"):
                return limit
            k += 1
        return limit

    def before(self, hit: CueHit, segment: Segment, strict: bool = True) -> Speaker | None:
        """A subject in front of the verb: «ترامب يتهم», «الرئيس، خلال زيارة، أعلن»."""
        k = hit.first
        # auxiliaries and particles between subject and verb
        while k > segment.first and (self.norms[k - 1] in _PARTICLES or k - 1 in self.blocked):
            k -= 1
        if k > segment.first and self.norms[k - 1] in (",", "،", ")", '"', "”", "»"):
            k -= 1
        m = self.ends.get(k)
        if m is None and not strict:
            m = self._clause_subject(hit, segment)
        if m is None or not self.can_speak(m) or not self._agrees(hit, m, after=False):
            return None
        while self._governed(m, segment) or m.front.endswith("و"):
            back = self._head_of(m)
            if back is None or not self.can_speak(back):
                break
            m = back
        if (m.front and m.front[-1:] in "بلك") or self._governed(m, segment):
            return None
        return Speaker(m.entity, m.span, "subject.before", m.last)

    def _head_of(self, m: Mention) -> Mention | None:
        """What stands before «في X», «وX»: «الأجهزة الأمنية في عدن», «روسيا وسوريا»."""
        k = m.first if m.front.endswith(("و", "ب", "ل")) else m.first - 1
        return self.ends.get(k)

    def _governed(self, m: Mention, segment: Segment) -> bool:
        """A preposition or a verb just before it: it is no subject of what follows."""
        if m.first <= segment.first:
            return False
        info = self.words(self.norms[m.first - 1])
        if info.function in ("prep", "dem", "det", "rel") and self.norms[m.first - 1] not in _OF_SUBJECT:
            return True
        return info.finite and not info.function and not m.front

    def _clause_subject(self, hit: CueHit, segment: Segment) -> Mention | None:
        """The first mention of a clause that starts with a noun, when the verb comes after an apposition."""
        for m in self.mentions:
            if m.first < segment.first:
                continue
            if m.last > hit.first:
                return None
            start = m.first == segment.first or self.norms[m.first - 1] in _CLAUSE_OPENERS
            if start and not m.front.endswith(("ب", "ل", "ك")):
                verbs = any(self.words(self.norms[k]).finite and not self.words(self.norms[k]).function and not self.norms[k].startswith("ال") for k in range(m.last, hit.first))
                return None if verbs and "،" not in self.norms[m.last : hit.first] else m
            return None
        return None

    def can_speak(self, m: Mention) -> bool:
        """Whether it is somebody; a town speaks only where it stands for a government or a seat."""
        if m.type == "place":
            return m.name is not None and m.name.kind in ("capital", "seat")
        return m.type in _SPEAKING and m.acts

    def _agrees(self, hit: CueHit, m: Mention, after: bool) -> bool:
        if hit.verb is None:
            return True
        draft = self.drafts[m.entity]
        gender = m.gender or draft.gender
        genders = hit.verb.gender
        if m.type == "person" and m.number == "s" and gender in ("m", "f") and m.person:
            return gender in genders
        if m.type == "person" and m.number == "s" and m.title and gender in ("m", "f"):
            return gender in genders
        if m.type in ("country", "government", "media", "organization", "armed_group") and not m.plural_group and m.lemma == "" and gender == "f":
            return True
        return not (not after and m.number == "s" and not hit.verb.number & {"s"})

    def issuer(self, speaker: Speaker, limit: int) -> Speaker:
        """Who stands behind a paper that "says" something; the speaker itself when it is no paper or nobody is told."""
        m = next((x for x in self.mentions if x.entity == speaker.draft and x.span == speaker.span), None)
        if m is None or m.lemma not in _PAPERS:
            return speaker
        if m.parts and self.can_speak(m.parts[0]):
            return Speaker(m.parts[0].entity, m.span, "issuer", m.last)
        for k in range(m.last, min(limit, m.last + 6)):
            behind = self.starts.get(k)
            if behind is not None:
                from_it = behind.front.endswith("ل") or self.norms[k - 1] in _ISSUED_BY
                return Speaker(behind.entity, behind.span, "issuer", behind.last) if from_it and self.can_speak(behind) else speaker
        if m.definite and m.lemma in _STATEMENTS and self.last is not None:
            return Speaker(self.last.draft, m.span, "issuer.last", m.last)
        return speaker

    # -- left-out subjects and pronouns ---------------------------------------------------------

    def left_out(self, hit: CueHit, segment: Segment) -> Speaker | None:
        """«وأضاف»: the last speaker who agrees, not further back than three segments."""
        if self.last and segment.index - self.last_segment <= 4 and self.agrees_with(hit, self.last.draft):
            return Speaker(self.last.draft, None, "subject.left_out")
        for draft in reversed(self.spoke):
            if self.agrees_with(hit, draft):
                return Speaker(draft, None, "subject.left_out")
        return self.recent(hit, hit.first)

    def recent(self, hit: CueHit, token: int) -> Speaker | None:
        """The nearest person or body named before a token that agrees with the cue."""
        for m in reversed(self.mentions):
            if m.last <= token and self.can_speak(m) and self.agrees_with(hit, m.entity):
                return Speaker(m.entity, None, "pronoun.recent")
        return None

    def agrees_with(self, hit: CueHit, draft: int) -> bool:
        """Whether a verb's gender and number, or a pronoun's, can be those of an entity."""
        d = self.drafts[draft]
        if hit.verb is not None:
            if d.gender in ("m", "f") and d.number == "s" and "s" in hit.verb.number:
                if d.type == "person":
                    return d.gender in hit.verb.gender
                return d.gender in hit.verb.gender or d.type in ("media", "armed_group", "organization", "military", "government")
            if hit.verb.number <= {"p", "d"}:
                return d.number != "s" or d.type != "person"
            if d.number == "p" and d.type != "person":
                return "f" in hit.verb.gender or d.type in ("population",)
            return d.number == "s" or "p" in hit.verb.number or "f" in hit.verb.gender
        if hit.suffix == "ها":
            return d.gender != "m" or d.type != "person"
        if hit.suffix == "ه":
            return d.gender != "f" and d.number == "s"
        if hit.suffix == "هم":
            return d.number == "p" or d.type in ("population", "armed_group", "military")
        return True

    def note(self, speaker: Speaker | None, segment: Segment) -> None:
        """Remember who spoke, for the left-out subjects that follow."""
        if speaker is None:
            return
        self.last, self.last_segment = speaker, segment.index
        self.spoke.append(speaker.draft)
        del self.spoke[:-6]

    def following(self, k: int, limit: int) -> Speaker | None:
        """The mention right behind a preposition or masdar: «بحسب وزارة الصحة», «إعلان روسيا»."""
        while k < limit:
            m = self.starts.get(k)
            if m:
                return Speaker(m.entity, m.span, "named.after", m.last) if self.can_speak(m) or m.type == "place" else None
            norm = self.norms[k]
            if norm in _BEFORE_NAME or self.words(norm).function == "dem" or self.words(norm).function == "det":
                k += 1
                continue
            return None
        return None
