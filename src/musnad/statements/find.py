"""Statements of a document: every cue that has a content, with speaker, stance and chain."""

from __future__ import annotations

from musnad.lexicon.lexicon import Lexicon
from musnad.lexicon.weights import Weights
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.mentions.candidates import Candidate, CandidateFinder, Head, Memory
from musnad.mentions.chunks import cut_start
from musnad.mentions.mention import Mention
from musnad.mentions.resolve import Draft
from musnad.mentions.role_weights import RoleWeights
from musnad.model import Span
from musnad.statements.choice import CueChooser
from musnad.statements.content import ContentFinder
from musnad.statements.cues import CueHit, CueTable
from musnad.statements.cut import cut_at_comment, cut_at_next_cue
from musnad.statements.draft import StatementDraft
from musnad.statements.gate import Gate
from musnad.statements.scan import OPENING, Frame, Scanner
from musnad.statements.speaker import Speaker, SpeakerFinder
from musnad.statements.stance import denials_by_context, stance_of
from musnad.tagger.advice import SILENT, Advice
from musnad.text.document import Document, Segment

#: The rule of a denial whose pronoun points to what was said just before.
TAKEN_UP = "statement.verb.taken_up"
#: Letters that may stand between what is said and the «وهو ما» that takes it up.
NEAR = 4
#: Below this probability the weights do not overrule the rules.
SPEAKER_FLOOR = 0.10
_CLAIM_WORDS = word_set("statements.find.claim_words")
_RESUMING = frozenset(word_set("statements.speaker.resuming")) | {"لكن", "ولكن", "فيما", "بينما"}
_TALKING = frozenset(word_set("statements.find.talking"))
_MEDIA_PREPS = frozenset(word_set("statements.find.media_preps"))


class StatementFinder:
    """Reads one document. Build, then :meth:`run` once."""

    def __init__(
        self, doc: Document, table: CueTable, lexicon: Lexicon, words: Words, mentions: list[Mention], drafts: list[Draft],
        blocked: frozenset[int], gate: Gate | None = None, weights: RoleWeights | None = None,
        advice: Advice = SILENT, cue_weights: Weights | None = None,
    ) -> None:  # fmt: skip
        self.model = CandidateFinder(doc, words, drafts, mentions, weights, advice, ("speaker",)) if weights is not None else None
        self.chooser = CueChooser(doc, advice, cue_weights, gate) if advice.active and cue_weights is not None else None
        self.modelled = weights is not None and weights.known
        self.gate = gate
        self.doc, self.table, self.words, self.lex = doc, table, words, lexicon
        self.mentions, self.drafts, self.blocked = mentions, drafts, blocked
        self.norms = [t.norm for t in doc.tokens]
        self.hits: dict[int, CueHit] = {}
        for segment in doc.segments:
            if segment.tells:
                self._collect(segment)
        self.scanner = Scanner(doc, words, mentions, blocked, self.hits)
        self.contents = ContentFinder(doc, self.hits)
        self.speakers = SpeakerFinder(doc, words, mentions, drafts, blocked)
        self.by_segment: dict[int, list[Mention]] = {}
        for m in self.speakers.mentions:
            self.by_segment.setdefault(doc.tokens[m.first].segment, []).append(m)
        self.out: list[StatementDraft] = []

    def _collect(self, segment: Segment) -> None:
        k = segment.first
        while k < segment.last:
            if self.doc.tokens[k].kind == "word" and k not in self.blocked:
                hit = self.table.at(self.norms, k, segment.last)
                if hit and (self._adds(hit, segment) or self._feminine(hit)):
                    hit = None
                if hit:
                    self.hits[k] = hit
                    k = hit.last
                    continue
            k += 1

    def _feminine(self, hit: CueHit) -> bool:
        """«حملة» is no «حمّله», «كذبة» no «كذّبه»: a ة ends a noun."""
        return hit.verb is not None and hit.suffix == "ه" and self.doc.text[self.doc.tokens[hit.last - 1].end - 1] == "ة"

    def _adds(self, hit: CueHit, segment: Segment) -> bool:
        """«كما أوضح المحافظ أن …»: here «كما» adds a statement, it does not say according to whom."""
        if self.norms[hit.first] != "كما" or hit.last - hit.first < 2:
            return False
        if hit.first == segment.first or self.norms[hit.first - 1] in (".", "”", '"', "»"):
            return True
        return any(n in ("ان", "انه", "انها", "انهم") for n in self.norms[hit.last : min(segment.last, hit.last + 12)])

    def run(self) -> list[StatementDraft]:
        for segment in self.doc.segments:
            if segment.tells:
                self._segment(segment)
        cut_at_next_cue(self.doc, self.out)
        cut_at_comment(self.doc, self.words, self.out)
        denials_by_context(self.doc, self.out)
        unique = {(s.content, s.stance): s for s in reversed(self.out) if len(s.content) > 1}
        self.out = [s for s in self.out if unique.get((s.content, s.stance)) is s]
        return self.out

    def _segment(self, segment: Segment) -> None:
        start = len(self.out)
        self._colon_headline(segment)
        for k in range(segment.first, segment.last):
            hit = self.hits.get(k)
            if hit is None or any(s.hit.first <= k < s.begin and s.hit.cue.kind == "colon" for s in self.out[start:]):
                continue
            if hit.cue.kind == "preposition" or ("before" in hit.cue.takes and hit.cue.kind == "phrase" and hit.cue.stance == "assert"):
                self._preposition(hit, segment)
            elif hit.verb is not None:
                self._verb(hit, segment)
            elif hit.cue.kind == "participle":
                self._participle(hit, segment)
            elif hit.cue.kind in ("masdar", "noun"):
                self._noun(hit, segment)
            elif hit.cue.kind == "phrase":
                self._phrase(hit, segment)

        if self.chooser is not None:
            self._unlisted(self.chooser, segment, start)

    def _unlisted(self, chooser: CueChooser, segment: Segment, start: int) -> None:
        """Cues that only the tagger knows, with the content and speaker that it points to."""
        taken = {k for s in self.out[start:] for k in range(s.hit.first, s.hit.last)}
        for hit, content in chooser.unlisted(segment, taken):
            if any(_same_words(content, s.content) for s in self.out[start:]):
                continue
            verb = next((v for v in self.words(self.norms[hit.first]).verbs if "3" in v.person), None)
            hit = CueHit(hit.cue, hit.first, hit.last, verb.cut if verb else 0, verb, verb.suffix if verb else "")
            speaker = self.speakers.of_verb(hit, segment, self.doc.token_at(content.start)) if verb else None
            self._emit(hit, segment, content, self.contents.is_direct(content), speaker, "statement.learned.tagger", None)

    # -- kinds of cues ------------------------------------------------------------------------

    def _verb(self, hit: CueHit, segment: Segment) -> None:
        if hit.verb and (hit.verb.voice == frozenset(("pass",)) or self._impersonal(hit, segment)):
            return
        if hit.suffix and hit.cue.stance != "assert" and (self._taken_up(hit, segment) or self._pointed_at(hit, segment)):
            return
        after_quote = self.contents.quote_before(hit, segment)
        frame = self.scanner.frame(hit, segment)
        if after_quote and (frame is None or frame.kind in ("obj", "bi", "prep", "bi_far", "prep_far")):
            limit = min(segment.last, hit.last + 12)
            speaker = self.speakers.of_verb(hit, segment, limit)
            if speaker:
                self._emit(hit, segment, after_quote, True, speaker, "statement.quote_before", None)
            return
        if frame is None or self._excluded(hit, frame, segment):
            return
        if hit.cue.stance == "deny" and self._only_that(frame, segment) and self._taken_up(hit, segment):
            return
        speaker = self.speakers.of_verb(hit, segment, frame.marker)
        speaker = self._quoted_source(hit, segment, frame, speaker)
        begin = self._after_subject(frame, speaker)
        self._emit_frame(hit, segment, frame, begin, speaker, f"statement.verb.{frame.kind}")

    def _impersonal(self, hit: CueHit, segment: Segment) -> bool:
        """«يتوقع أن تطرح …», «الذي يفترض أن يبدأ»: a passive right before «أن», nobody says it."""
        verb = hit.verb
        if "impersonal" not in hit.cue.takes or verb is None or verb.tense != "impf" or "m" not in verb.gender or "s" not in verb.number:
            return False
        if hit.last >= segment.last or self.norms[hit.last] not in ("ان", "بان"):
            return False
        return self.speakers._before(hit, segment) is None

    def _taken_up(self, hit: CueHit, segment: Segment) -> bool:
        """«أعلنت … استئناف … قبل أن تنفيه»: the pronoun points to what was said just before; that is denied."""
        before = [s for s in self.out if segment.index - 1 <= s.segment <= segment.index and s.hit.first < hit.first and s.stance == "assert"]
        if hit.cue.stance == "confirm" and not self._pointed_at(hit, segment):
            before = []
        start = self.doc.tokens[hit.first].start
        said = before[-1] if before else None
        if said is not None and self._pointed_at(hit, segment) and not self._reaches(said, hit, segment):
            said = None
        if self.norms[hit.first - 1] in ("الذي", "التي"):
            said = None  # «الهجوم الذي نفته»: the noun, not all that was said
        if said is None:
            return self._claim_before(hit, segment)
        if said.content.start < start < said.content.end:
            k = self._clause_start(self._pointing(hit, segment), said)
            said.content = self.contents.stripped(Span(said.content.start, max(self.doc.tokens[k].start, said.content.start)))
        speaker = self.speakers.of_verb(hit, segment, self._behind(hit, segment))
        if self.norms[hit.first - 1] == "ان" and said.speaker is not None:
            speaker = Speaker(said.speaker, None, "subject.resumed")
        self._emit(hit, segment, said.content, said.direct, speaker, TAKEN_UP, None)
        return True

    def _clause_start(self, k: int, said: StatementDraft) -> int:
        """«…، لكن متحدثا باسم القوات نفى ذلك»: back to the comma or the «لكن» at which the denial's own clause begins."""
        for j in range(k - 1, max(k - 12, self.doc.token_at(said.content.start)), -1):
            if self.norms[j] in ("،", ",") or self.norms[j] in _RESUMING:
                return j
        return k

    def _only_that(self, frame: Frame, segment: Segment) -> bool:
        """«… لكنه ينكر ذلك»: the object only points back."""
        k = frame.begin
        if k >= segment.last or self.norms[k] not in ("ذلك", "الامر", "هذا"):
            return False
        return k + 1 >= segment.last or self.norms[k + 1] in ("،", ",", ".") or self.words(self.norms[k + 1]).function in ("prep", "adv", "conj")

    def _reaches(self, said: StatementDraft, hit: CueHit, segment: Segment) -> bool:
        """Whether «وهو ما» takes up what is said: it stands in its words or right behind them."""
        k = self._pointing(hit, segment)
        return said.segment == segment.index and said.content.start < self.doc.tokens[k].start <= said.content.end + NEAR

    def _behind(self, hit: CueHit, segment: Segment) -> int:
        """How far the subject of «وهو ما تنفيه موسكو», «ونفى الجيش ذلك» may stand; «قبل أن تنفيه» leaves it out."""
        return min(segment.last, hit.last + 5) if not hit.suffix or self._pointed_at(hit, segment) else hit.last

    def _pointed_at(self, hit: CueHit, segment: Segment) -> bool:
        """«وهو ما تنفيه», «التي ينفيها»: a relative word before the verb."""
        return hit.first > segment.first and self.norms[hit.first - 1] in ("ما", "الذي", "التي", "الامر")

    def _pointing(self, hit: CueHit, segment: Segment) -> int:
        """The token at which «قبل أن», «وهو ما», «التي» begins."""
        k = hit.first
        if self.norms[k - 2 : k] == ["قبل", "ان"]:
            return k - 2
        if self._pointed_at(hit, segment):
            k -= 1
            if k > segment.first and self.norms[k - 1] in ("وهو", "وهي", "الامر", "هو"):
                k -= 1
        return k

    def _claim_before(self, hit: CueHit, segment: Segment) -> bool:
        """«يواجه اتهامات بالفساد، وهي اتهامات ينفيها», «الهجوم الذي تبناه»: the claim named before is what is denied or owned."""
        stop = self._pointing(hit, segment)
        reach = 25
        if stop == hit.first and self.norms[stop - 2 : stop - 1] in (["وهي"], ["وهو"]):
            stop -= 2
        elif stop == hit.first:
            reach = 4
        for k in range(stop - 1, max(segment.first, stop - reach) - 1, -1):
            norm = self.norms[k]
            if norm.startswith(_CLAIM_WORDS) or (norm[:1] in "بلو" and norm[1:].startswith(_CLAIM_WORDS)):
                speaker = self.speakers.of_verb(hit, segment, min(segment.last, hit.last + 5))
                cut = 0 if norm.startswith(_CLAIM_WORDS) else 1
                content = self.contents.trimmed(cut_start(self.doc, self.doc.tokens[k], cut), stop - 1)
                if content is not None:
                    self._emit(hit, segment, content, False, speaker, TAKEN_UP, None)
                return content is not None
        return False

    def _after_subject(self, frame: Frame, speaker: Speaker | None) -> int:
        if frame.kind == "obj" and speaker and speaker.rule == "subject.after" and speaker.last > frame.begin:
            return speaker.last
        return frame.begin

    def _quoted_source(self, hit: CueHit, segment: Segment, frame: Frame, speaker: Speaker | None) -> Speaker | None:
        """«نقلت رويترز عن مسؤول قوله …»: the official speaks, the agency passes it on."""
        if hit.cue.cue not in ("نقل", "اقتبس", "ذكر", "أورد") or speaker is None:
            return speaker
        for k in range(hit.last, min(segment.last, hit.last + 14)):
            if self.norms[k] == "عن" and k + 1 < segment.last:
                inner = self.speakers.following(k + 1, segment.last)
                if inner and inner.draft != speaker.draft:
                    return Speaker(inner.draft, inner.span, "source.relayed", inner.last)
        return speaker

    def _excluded(self, hit: CueHit, frame: Frame, segment: Segment) -> bool:
        """Look-alikes: «أقر البرلمان قانونا», «اعترف بدولة», «يعتبر الجبل وجهة سياحية»."""
        if frame.kind == "obj" and hit.cue.cue in ("اعتبر", "عد") and hit.verb is not None and hit.verb.tense == "impf" and not hit.suffix:
            return True
        if frame.kind in ("obj",) and hit.cue.cue in ("أقر", "ذكر", "قال", "أضاف", "تابع", "كشف"):
            return hit.cue.cue != "كشف"
        return False

    def _participle(self, hit: CueHit, segment: Segment) -> None:
        frame = self.scanner.frame(hit, segment)
        if frame is None:
            return
        speaker = self._participle_speaker(hit, segment)
        self._emit_frame(hit, segment, frame, frame.begin, speaker, f"statement.participle.{frame.kind}")

    def _participle_speaker(self, hit: CueHit, segment: Segment) -> Speaker | None:
        same = [s for s in self.out if s.segment == segment.index and s.speaker is not None and s.hit.first < hit.first]
        if same and self._participle_agrees(hit, same[-1].speaker):
            return Speaker(same[-1].speaker, None, "subject.of_main_verb")  # type: ignore[arg-type]  # not None by the filter
        subject = self._main_subject(hit, segment)
        return subject or self.speakers.left_out(hit, segment)

    def _participle_agrees(self, hit: CueHit, draft: int | None) -> bool:
        if draft is None:
            return False
        d = self.drafts[draft]
        feminine = self.norms[hit.first].endswith("ه")
        return not (d.type == "person" and d.gender in ("m", "f") and d.number == "s") or feminine == (d.gender == "f")

    def _main_subject(self, hit: CueHit, segment: Segment) -> Speaker | None:
        """The first named actor of the segment that no preposition governs."""
        for m in self.by_segment.get(segment.index, ()):
            if m.first < segment.first or m.last > hit.first:
                continue
            if self.speakers._can_speak(m) and not (m.front and m.front[-1] in "بلك") and self._participle_agrees(hit, m.entity):
                before = self.words(self.norms[m.first - 1]).function if m.first > segment.first else ""
                if before != "prep":
                    return Speaker(m.entity, m.span, "subject.of_main_verb")
        return None

    def _noun(self, hit: CueHit, segment: Segment) -> None:
        """«قوله إن», «إعلان روسيا التوصل إلى», «تصريحات …: »."""
        frame = self.scanner.frame(hit, segment)
        if frame is None or (frame.kind not in ("an", "colon", "quote") and hit.cue.cue not in ("إعلان", "تأكيد", "نفي")):
            return
        if hit.suffix:
            speaker = self._pronoun(hit, segment)
        else:
            speaker = self.speakers.following(hit.last, frame.marker + 1)
            if speaker is None and frame.kind in ("an", "colon", "quote"):
                speaker = self._source_behind(hit, segment, frame)
        if speaker is None and hit.cue.kind == "masdar":
            return
        begin = max(frame.begin, speaker.last) if speaker and frame.kind == "obj" else frame.begin
        self._emit_frame(hit, segment, frame, begin, speaker, f"statement.noun.{frame.kind}")

    def _source_behind(self, hit: CueHit, segment: Segment, frame: Frame) -> Speaker | None:
        for k in range(hit.last, frame.marker):
            if self.norms[k] in ("عن", "ل", "من") and k + 1 < frame.marker:
                found = self.speakers.following(k + 1, frame.marker)
                if found:
                    return found
            m = self.speakers.starts.get(k)
            if m and m.front.endswith("ل"):
                return Speaker(m.entity, m.span, "named.after", m.last)
        return None

    def _pronoun(self, hit: CueHit, segment: Segment) -> Speaker | None:
        for s in reversed(self.out):
            if s.segment == segment.index and s.speaker is not None:
                return Speaker(s.speaker, None, "pronoun.same_segment")
        for k in range(hit.first - 1, max(segment.first, hit.first - 25) - 1, -1):
            if self.norms[k] == "عن":
                found = self.speakers.following(k + 1, hit.first)
                if found:
                    return found
        return self.speakers.recent(hit, hit.first)

    def _phrase(self, hit: CueHit, segment: Segment) -> None:
        """Phrases that deny or confirm: «أعلن مسؤوليته عن», «لا صحة لـ»."""
        info = self.words(self.norms[hit.first])
        finite = next((v for v in info.verbs if "3" in v.person), None)
        if "before" in hit.cue.takes or not (info.verbs or hit.cue.takes & {"obj", "an", "bi", "min", "fi"}):
            return
        if finite is None:
            return
        verb_hit = CueHit(hit.cue, hit.first, hit.first + 1, finite.cut, finite, "")
        if not hit.cue.takes & {"obj", "ala", "min", "fi", "bi", "li", "ila"}:
            self._said(hit, verb_hit, segment)
            return
        start = hit.last if self.norms[hit.last - 1] in ("عن", "صحه", "وراء", "من") else hit.first + 1
        speaker = self.speakers.of_verb(verb_hit, segment, min(segment.last, hit.first + 12))
        begin = max(start, speaker.last) if speaker and speaker.rule == "subject.after" else start
        if begin < segment.last and self.norms[begin] in ("عن", "ان", "من"):
            begin += 1
        frame = Frame("obj", begin, begin)
        self._emit_frame(verb_hit, segment, frame, begin, speaker, "statement.phrase")

    def _said(self, hit: CueHit, verb_hit: CueHit, segment: Segment) -> None:
        """«وتابع قائلا: …», «قيل إنه …»: the phrase is a verb of saying, its content opens as behind one."""
        with_an = self.norms[hit.last - 1] in ("ان", "بان") and hit.last < segment.last
        frame = Frame("an", hit.last, hit.last - 1) if with_an else self.scanner.frame(hit, segment)
        if frame is None:
            return
        speaker = self.speakers.of_verb(verb_hit, segment, frame.marker)
        self._emit_frame(CueHit(hit.cue, hit.first, hit.last, verb_hit.cut, verb_hit.verb, ""), segment, frame, frame.begin, speaker, f"statement.phrase.{frame.kind}")

    def _preposition(self, hit: CueHit, segment: Segment) -> None:
        """«بحسب X»: at the front of a segment the content follows, elsewhere it stands before."""
        k = hit.last
        while (k < segment.last and self.norms[k] in ("ما", "لما")) or (k < segment.last and self.words(self.norms[k]).finite and not self.words(self.norms[k]).function and k not in self.speakers.starts):
            k += 1
        speaker = self.speakers.following(k, min(segment.last, k + 6))
        if speaker is None:
            return
        front = hit.first - segment.first <= 1
        if front:
            begin = self._past_comma(speaker.last, segment)
            content = self.contents.to_end(begin, segment)
        else:
            content = self._before_cue(hit, segment, speaker)
        if content is None:
            return
        inner = self._inner_speaker(hit, segment, content) if not front else None
        if inner is not None:
            inner.chain.append((speaker.draft, speaker.span or inner.cue))
            self._end_before(inner, hit)
            return
        self._emit(hit, segment, content, self.contents.is_direct(content), speaker, "statement.according_to", None)

    def _inner_speaker(self, hit: CueHit, segment: Segment, content: Span) -> StatementDraft | None:
        """«قال X إن …، بحسب رويترز»: the medium joins the chain of the statement before it."""
        same = [s for s in self.out if s.segment == segment.index and s.speaker is not None and s.hit.first < hit.first and s.hit.cue.kind != "colon"]
        if not same or same[-1].hit.cue.kind == "preposition":
            return None
        return same[-1]

    def _end_before(self, said: StatementDraft, hit: CueHit) -> None:
        """«…، حسبما ذكرت رويترز» ends what is said before it."""
        start = self.doc.tokens[hit.first].start
        if said.content.start < start < said.content.end:
            said.content = self.contents.stripped(Span(said.content.start, start))

    def _past_comma(self, k: int, segment: Segment) -> int:
        for j in range(k, min(segment.last, k + 15)):
            if self.norms[j] in ("،", ","):
                j += 1
                if j < segment.last and self.norms[j] in ("فان", "ان"):
                    j += 1
                return j
            if self.norms[j] in ("فان", "ان"):
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
        commas = ("،", ",")
        early = hit.first - segment.first <= 0.45 * (segment.last - segment.first)
        closed = any(n in commas for n in self.norms[speaker.last : speaker.last + 4])
        return early and closed and self.norms[hit.first - 1] in commas and segment.last - speaker.last > 4

    def _colon_headline(self, segment: Segment) -> None:
        """«X: …» at the head of a headline or lead, when X is a speaker and nothing else."""
        m = self.speakers.starts.get(segment.first)
        if m is None or m.last >= segment.last - 1:
            return
        k = self._colon_after(m, segment)
        if k is None or not self.speakers._can_speak(m):
            return
        if m.type == "country" and k == m.last and not self._talks(k + 1, segment):
            return
        content = self.contents.to_end(k + 1, segment)
        if content is None:
            return
        cue = self.table.colon
        hit = CueHit(cue, k, k + 1, 0)
        speaker = Speaker(m.entity, m.span, "named.before_colon", m.last)
        self._emit(hit, segment, content, self.contents.is_direct(content), speaker, "statement.colon", None)

    def _talks(self, k: int, segment: Segment) -> bool:
        """«تركيا: لن ننسحب» is said; «تونس: قتلى في هجوم» only tells where."""
        return self.norms[k] in OPENING or any(n in _TALKING for n in self.norms[k : min(segment.last, k + 10)])

    def _colon_after(self, m: Mention, segment: Segment) -> int | None:
        """The colon behind a speaker; a short phrase may stand between («مصادر لـCNN: …»)."""
        for k in range(m.last, min(segment.last - 1, m.last + 7)):
            if self.norms[k] == ":":
                return k
            inner = self.speakers.starts.get(k)
            if k > m.last + 5 or (self.words(self.norms[k]).finite and inner is None) or self.norms[k] in ("،", ",", "."):
                return None
        return None

    # -- contents -----------------------------------------------------------------------------

    def _emit_frame(self, hit: CueHit, segment: Segment, frame: Frame, begin: int, speaker: Speaker | None, rule: str) -> None:
        if begin >= len(self.doc.tokens):
            return
        home = self.doc.segments[self.doc.tokens[begin].segment] if self.doc.tokens[begin].segment >= 0 else segment
        content, direct = self.contents.of_frame(frame, begin, home)
        if content is not None:
            self._emit(hit, segment, content, direct, speaker, rule, frame, begin)

    # -- the statement itself -----------------------------------------------------------------

    def _emit(self, hit: CueHit, segment: Segment, content: Span, direct: bool, speaker: Speaker | None, rule: str, frame: Frame | None, begin: int = 0) -> None:
        cue_span = Span(cut_start(self.doc, self.doc.tokens[hit.first], hit.cut), self.doc.tokens[hit.last - 1].end)
        stance, why = stance_of(self.doc, self.words, hit, frame, content, segment)
        if stance is None:
            return
        if self.chooser is not None:
            if not self.chooser.admits(hit, _frame_name(rule), content, stance):
                return
        elif self.gate and stance == "assert" and hit.cue.stance == "assert" and not self.gate.admits(hit.cue.cue, *_frame_name(rule)):
            return
        if speaker is not None and speaker.span is not None:
            speaker = self.speakers.issuer(speaker, frame.marker if frame else segment.last)
        candidates: list[Candidate] = []
        if self.model is not None and hit.cue.kind != "colon":
            candidates = self._candidates(hit, segment, content, speaker, rule)
            speaker = self._weighed(candidates, speaker, hit, segment)
        chain: list[tuple[int, Span]] = []
        if speaker:
            chain.append((speaker.draft, speaker.span or cue_span))
            chain += self._media_links(hit, segment, frame, speaker)
        draft = StatementDraft(
            segment.index, hit, cue_span, content, direct, stance, hit.cue.evidential,
            speaker.draft if speaker else None, chain, f"{rule}/{speaker.rule if speaker else 'no_speaker'}{why}",
            (hit.cue.where,), begin=begin or self.doc.token_at(content.start), candidates=candidates,
        )  # fmt: skip
        self.out.append(draft)
        if not self.doc.tokens[hit.first].quoted >= 0 or speaker is None or speaker.span is not None:
            self.speakers.note(speaker, segment)

    def _candidates(self, hit: CueHit, segment: Segment, content: Span, speaker: Speaker | None, rule: str) -> list[Candidate]:
        """Everyone who may have said it: nobody named inside the content alone."""
        assert self.model is not None
        rules = ((speaker.rule, speaker.draft),) if speaker else ()
        head = Head(
            hit.first, hit.last, ".".join(_frame_name(rule)), "SAY", hit.cue.cue, hit.cue.where, hit.verb, hit.suffix, hit.conj, rules
        )  # fmt: skip
        other = self._other_gender(hit, segment)
        memory = Memory(tuple(("SAY", s.hit.cue.where, s.segment, (s.speaker,), ()) for s in self.out[-6:] if s.speaker is not None))
        nested = next((s for s in reversed(self.out) if s.content.start <= self.doc.tokens[hit.first].start < s.content.end), None)
        home = self.model.by_segment.get(segment.index, [])
        inside = {m.entity for m in home if content.start <= m.span.start < content.end}
        outside = {m.entity for s in range(segment.index - 4, segment.index) for m in self.model.by_segment.get(s, ())}
        outside |= {m.entity for m in home if m.span.start < content.start or m.span.start >= content.end}
        return self.model.candidates(head, segment, {}, [], None, nested.speaker if nested else None, None, memory, (inside - outside) | other)

    def _other_gender(self, hit: CueHit, segment: Segment) -> set[int]:
        """«وقالت»: single persons told before whom the verb's gender leaves out."""
        if hit.verb is None or len(hit.verb.gender) != 1 or "s" not in hit.verb.number:
            return set()
        assert self.model is not None
        near = (m for s in range(segment.index - 4, segment.index + 1) for m in self.model.by_segment.get(s, ()))
        drafts = (self.speakers.drafts[e] for e in {m.entity for m in near})
        return {d.index for d in drafts if d.type == "person" and d.person and d.number == "s" and d.gender in ("m", "f") and d.gender not in hit.verb.gender}

    def _weighed(self, candidates: list[Candidate], speaker: Speaker | None, hit: CueHit, segment: Segment) -> Speaker | None:
        """The likeliest speaker; the rules' own words for it when they agree."""
        if not self.modelled or not candidates or (speaker and speaker.rule in ("subject.resumed", "issuer", "issuer.last")):
            return speaker
        best = max(candidates, key=lambda c: (c.p_actor, -c.draft))
        if best.p_actor < SPEAKER_FLOOR:
            return speaker
        if speaker and speaker.draft == best.draft:
            return speaker
        near = [m for m in self.by_segment.get(segment.index, ()) if m.entity == best.draft]
        near.sort(key=lambda m: abs(m.first - hit.first))
        return Speaker(best.draft, near[0].span if near else None, "weighed", near[0].last if near else -1)

    def _media_links(self, hit: CueHit, segment: Segment, frame: Frame | None, speaker: Speaker) -> list[tuple[int, Span]]:
        """Media that pass it on: «لرويترز», «في تصريح لقناة …», «نقلت وكالة … عن»."""
        limit = frame.marker if frame else min(segment.last, hit.last + 12)
        out: list[tuple[int, Span]] = []
        for m in self.by_segment.get(segment.index, ()):
            if m.first < hit.first or m.first >= limit or m.type != "media" or m.entity == speaker.draft:
                continue
            before = self.norms[m.first - 1] if m.first else ""
            relayed = speaker.rule == "source.relayed" and m.first == hit.last
            told = "whom" in hit.cue.takes and m.first > hit.last
            if m.front.endswith("ل") or before in _MEDIA_PREPS or relayed or told or before.startswith("ل"):
                out.append((m.entity, m.span))
        return out


def _same_words(a: Span, b: Span) -> bool:
    """Whether two contents share half of what both cover."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared >= max(a.end, b.end) - min(a.start, b.start)


def _frame_name(rule: str) -> tuple[str, str]:
    """``statement.verb.an`` → ``("verb", "an")``, the key of ``cue_frames.tsv``."""
    parts = rule.split(".")[1:]
    return parts[0], parts[-1]
