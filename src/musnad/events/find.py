"""Events of a document: triggers with roles, status, sources, place and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from musnad.events import status_model
from musnad.events.arguments import ANY_CUE, ArgumentFinder, Relations
from musnad.events.aspects import AspectFinder
from musnad.events.choice import TriggerChooser
from musnad.events.gate import EventGate
from musnad.events.roles import RolePicker, Roles
from musnad.events.signs import SignFinder
from musnad.events.status import status_of
from musnad.events.triggers import TriggerHit, TriggerTable, looks_verbal
from musnad.lexicon.lexicon import Lexicon
from musnad.lexicon.weights import Weights
from musnad.lexicon.words import Words
from musnad.mentions.candidates import Candidate, CandidateFinder, Head, Memory, choose
from musnad.mentions.chunks import cut_start
from musnad.mentions.mention import Mention
from musnad.mentions.resolve import Draft
from musnad.mentions.role_weights import RoleWeights
from musnad.model import Span, Time
from musnad.statements.cues import CueHit
from musnad.statements.draft import StatementDraft
from musnad.statements.speaker import SpeakerFinder
from musnad.statements.taken_up import TAKEN_UP
from musnad.tagger.advice import SILENT, Advice
from musnad.text.document import Document, Segment

#: Types whose complement is what is asked, threatened or refused, no event of its own (GUIDE.md).
_SPEECH_ACTS = frozenset(("REQUEST", "THREATEN", "REJECT"))
_COMPLEMENT = 9
#: Aspects of what goes on or is over.
_UNDER_WAY = frozenset(("begin", "resume", "continue", "end"))
#: The voices of a form like «اغتيل».
_ONLY_PASSIVE = frozenset(("pass",))
#: Note of rows like «المبرم», «الموقع مع»: what was agreed stands, whatever is refused about it.
_KNOWN = "clause about a known agreement"


@dataclass(slots=True)
class EventDraft:
    """An event while it is being put together. Entities are draft indices, times are TIMEX3 values."""

    hit: TriggerHit
    segment: int
    type: str
    mode: str | None
    trigger: Span
    actors: list[int]
    recipients: list[int]
    status: str
    confidence: float
    rules: list[str]
    place: int | None = None
    date: str | None = None
    sources: list[int] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    aspect: str | None = None
    aspect_span: Span | None = None
    deadline: str | None = None
    evidence: Span = field(default_factory=lambda: Span(0, 0))
    relations: Relations = field(default_factory=Relations)
    rows: list[str] = field(default_factory=list)
    killed: int | None = None
    injured: int | None = None
    passive: bool = False
    candidates: list[Candidate] = field(default_factory=list)
    status_features: list[str] = field(default_factory=list)
    confidence_features: list[str] = field(default_factory=list)
    p_actor: float = 0.0
    p_recipient: float = 0.0


class EventFinder:
    """Reads one document. Build, then :meth:`run` once."""

    def __init__(
        self, doc: Document, table: TriggerTable, lexicon: Lexicon, words: Words, drafts: list[Draft],
        mentions: list[Mention], statements: list[StatementDraft], times: Sequence[Time], blocked: frozenset[int],
        gate: EventGate | None, roles: RoleWeights, status_weights: status_model.StatusWeights,
        advice: Advice = SILENT, trigger_weights: Weights | None = None, beside: CandidateFinder | None = None,
    ) -> None:  # fmt: skip
        self.model = CandidateFinder(doc, words, drafts, mentions, roles, advice=advice, tasks=("actor", "recipient", "place"), beside=beside)
        self.advice = advice
        self.chooser = TriggerChooser(doc, words, table, advice, trigger_weights, gate) if advice.active and trigger_weights else None
        self.modelled = roles.known
        self.status_weights = status_weights
        self.doc, self.table, self.lex, self.words, self.drafts = doc, table, lexicon, words, drafts
        self.statements, self.times, self.blocked, self.gate = statements, times, blocked, gate
        self.norms = [t.norm for t in doc.tokens]
        self.speakers = SpeakerFinder(doc, words, mentions, drafts, blocked)
        self.subject_ends = frozenset(m.last for m in self.speakers.starts.values() if m.definite)
        self.aspects = AspectFinder(doc, words, table, self.speakers, blocked)
        self.arguments = ArgumentFinder(doc, words, self.speakers, blocked)
        self.picker = RolePicker(drafts)
        self.signs = SignFinder(doc, table.signs, times)
        self.inside, self.heads = self._named_tokens(mentions)
        self.by_cue = {s.hit.first: s for s in reversed(statements)}
        self.by_segment = by_segment(doc, statements)
        self.out: list[EventDraft] = []
        self._found: list[EventDraft] = []

    @staticmethod
    def _named_tokens(mentions: list[Mention]) -> tuple[set[int], set[int]]:
        """Tokens inside listed names and titles («وزير الدفاع», «حركة المقاومة» tell no event), and those of other mentions' heads."""
        inside: set[int] = set()
        heads: set[int] = set()
        for m in mentions:
            if m.name is not None or m.title or m.person:
                inside.update(range(m.first, m.last))
            elif m.type != "other":
                heads.add(m.first)
        return inside, heads - inside

    def run(self) -> list[EventDraft]:
        for segment in self.doc.segments:
            if segment.tells:
                self._segment(segment)
        return self.out

    def _segment(self, segment: Segment) -> None:
        found: list[EventDraft] = []
        self._found = found
        aspect: TriggerHit | None = None
        behind = 0
        k = segment.first
        while k < segment.last:
            hit = self._trigger(k, segment)
            if self.chooser is not None and (hit is not None or self._may_tell(k)):
                hit = self.chooser.choose(k, segment, hit)
            if hit is None:
                k += 1
                continue
            if hit.row.aspect and not hit.row.type:
                aspect = None if hit.first in self.by_cue else hit
            elif hit.row.type and hit.row.type != "NONE":
                draft = self._event(hit, segment)
                if draft is not None:
                    behind = self._take_aspect(draft, aspect, segment)
                    self._absorb(hit, segment)
                    found.append(draft)
                    aspect = None
            k = max(hit.last, k + 1, behind)
            behind = 0
        found = _without_complements(found, self.norms)
        self.out += list({(e.trigger, e.type): e for e in reversed(_one_per_happening(found))}.values())[::-1]

    def _may_tell(self, k: int) -> bool:
        return self.doc.tokens[k].kind == "word" and k not in self.blocked and k not in self.inside and k not in self.heads

    def _absorb(self, hit: TriggerHit, segment: Segment) -> None:
        """«شنت هجوما», «علقت هجماتها»: the word that a row asks for belongs to the same mention."""
        if not hit.row.with_:
            return
        k = self.table.wanted_word(hit.row, self.norms, hit.last, segment.last)
        if k is None or (hit.row.type == "SANCTION" and self._tells_attack(k, segment)):
            return
        self.inside.add(k)
        longer = self.table.at(self.norms, k - 1, segment.first, segment.last) if k > hit.last else []
        if longer and longer[0].last > k:
            self.inside.add(k - 1)  # «تمديد حالة الطوارئ»: the wanted word ends a phrase

    def _tells_attack(self, k: int, segment: Segment) -> bool:
        """«أدين بقتل متظاهرين»: the crime is an event beside the sentence."""
        return any(h.row.type == "ASSAULT" for h in self.table.at(self.norms, k, segment.first, segment.last)[:1])

    def _take_aspect(self, e: EventDraft, before: TriggerHit | None, segment: Segment) -> int:
        """The trigger's own aspect, that of the word before it, or of the verb behind it; where that verb ends, or 0."""
        if e.hit.row.aspect:
            e.aspect, e.aspect_span = e.hit.row.aspect, e.trigger
            self._turned(e, e.hit, segment)
            return 0
        if before is not None and self.aspects.governs(before, e.hit):
            self._mark_aspect(e, before)
            self._turned(e, before, segment)
            return 0
        behind = self.aspects.behind(e.hit, segment)
        if behind is None:
            return 0
        self._mark_aspect(e, behind)
        self._turned(e, behind, segment)
        return behind.last

    def _turned(self, e: EventDraft, turn: TriggerHit, segment: Segment) -> None:
        """«بدأت المحادثات», and in a headline «اللجنة تستأنف محادثاتها»: what has begun by a verb of its own is no plan, whatever its noun weighs."""
        if e.status != "planned" or turn.verb is None or turn.verb.future or turn.row.aspect not in _UNDER_WAY:
            return
        told = turn.verb.tense == "perf" or ((segment.index == 0 or segment.kind == "headline") and "day:none" in e.status_features)
        if told and status_of(self.doc, self.words, turn, segment)[0] == "occurred":
            e.status = "occurred"
            e.rules.append("status.turn_told")

    def _mark_aspect(self, e: EventDraft, aspect: TriggerHit) -> None:
        first = self.doc.tokens[aspect.first]
        e.aspect = aspect.row.aspect
        e.aspect_span = Span(cut_start(self.doc, first, aspect.cut), self.doc.tokens[aspect.last - 1].end)
        e.rows.append(aspect.row.where)

    # -- triggers -----------------------------------------------------------------------------

    def _trigger(self, k: int, segment: Segment) -> TriggerHit | None:
        token = self.doc.tokens[k]
        if token.kind != "word" or k in self.blocked or k in self.inside:
            return None
        hits = self.table.at(self.norms, k, segment.first, segment.last)
        if k in self.heads:
            hits = [h for h in hits if h.heads]
        if not hits:
            return None
        if hits[0].last > k + 1:
            return hits[0]
        none = next((h for h in hits if h.row.type == "NONE"), None)
        if none is not None:
            return none
        nouns = [h for h in hits if h.nominal]
        verbs = [h for h in hits if not h.nominal]
        if nouns and verbs:
            before = self.words(self.norms[k - 1]) if k > segment.first else None
            verbal = looks_verbal(self.words(token.norm), before, k == segment.first) or self._subject_waits(k, segment)
            return verbs[0] if verbal else nouns[0]
        return next(iter(verbs or nouns), None)

    def _subject_waits(self, k: int, segment: Segment) -> bool:
        """«كوريا الشمالية تحذر واشنطن»: behind a named subject that has no verb yet, what can be verb or noun is the verb."""
        if k not in self.subject_ends:
            return False
        infos = (self.words(self.norms[n]) for n in range(segment.first, k))
        return not any((info.finite and not info.function and not info.art and not info.nisba) or info.function == "prep" for info in infos)

    def _voice(self, hit: TriggerHit, segment: Segment, rel: Relations) -> tuple[TriggerHit, bool]:
        """Active or passive: «قتل خمسة جنود» / «قتل الجيش خمسة». Returns the row that fits."""
        verb = hit.verb
        if verb is None:
            return hit, False
        rows = self.table.verbs.get(verb.lemma, [])
        passive_row = next((r for r in rows if r.pos == "passive" and self.table.fits(r, self.norms, hit.first, hit.last, segment.first, segment.last)), None)
        if verb.voice == _ONLY_PASSIVE:
            return (TriggerHit(passive_row, hit.first, hit.last, hit.cut, verb, hit.suffix), True) if passive_row else (hit, True)
        if "pass" not in verb.voice or verb.suffix:
            return hit, False
        if not self._reads_passive(hit, rel, passive_row is not None):
            return hit, False
        return (TriggerHit(passive_row, hit.first, hit.last, hit.cut, verb, hit.suffix) if passive_row else hit), True

    def _reads_passive(self, hit: TriggerHit, rel: Relations, listed: bool) -> bool:
        if not listed or rel.get("relative"):
            return listed and not rel.get("bare") and not rel.object_noun and bool(rel.get("relative"))
        bare = rel.get("bare")
        if rel.get("subject.before"):
            return not bare and not rel.object_noun and self.doc.tokens[min(hit.last, len(self.norms) - 1)].kind != "number"
        nxt = hit.last
        if nxt < len(self.norms) and (self.doc.tokens[nxt].kind == "number" or self.words(self.norms[nxt]).function == "det"):
            return True
        if not bare:
            return not rel.object_noun
        if bare[0].type in ("population", "person") and len(bare) == 1 and not rel.object_noun:
            return True
        return not bare[0].definite and len(bare) == 1

    # -- one event ----------------------------------------------------------------------------

    def _event(self, hit: TriggerHit, segment: Segment) -> EventDraft | None:
        rel = self.arguments.relations(hit, segment)
        hit, passive = self._voice(hit, segment, rel)
        if not hit.row.type or hit.row.type == "NONE":
            return None
        if self.gate and self.chooser is None and not self.gate.admits(hit.row.where):
            return None
        nisba = [(d, k) for k in rel.nisba if (d := self._country(k)) is not None]
        pronoun = self._pronoun(hit, segment)
        roles = self.picker.pick(hit, rel, passive, [d for d, _ in nisba], pronoun)
        if hit.row.subject and self.chooser is None and not self._subject_fits(hit, roles):
            hit2 = self._other_sense(hit, segment)
            if hit2 is None:
                return None
            hit = hit2
        self._left_out(hit, segment, rel, roles, passive)
        candidates = self._weigh(hit, segment, rel, roles, passive, nisba, pronoun)
        p_actor = p_recipient = 0.5
        if hit.verb is not None and hit.verb.voice == _ONLY_PASSIVE:
            for c in candidates:  # «اغتيل القائد»: whatever weights say, the subject of a form that is nothing but passive is the one it befalls
                if c.draft in roles.recipients:
                    c.p_actor = 0.0
        if self.modelled:
            roles.actors, roles.recipients, p_actor, p_recipient = choose(candidates, conjuncts=self.model.conjuncts(segment))
        rule = status_of(self.doc, self.words, hit, segment)
        inner = self._innermost(hit)
        signs = self.signs.signs(hit, segment, rule[0])
        status_features = status_model.features(self.doc, self.words, hit, segment, rule, inner, signs) + self.advice.status_marks(hit.first)
        status, _ = status_model.choose(self.status_weights, status_features, rule)
        why = rule[1] if status == rule[0] else f"status.weighed:{status}"
        if inner is not None and inner.stance == "deny" and self._part_denied(inner, hit):
            status, why = "occurred", "status.part_denied"
            roles.actors = [d for d in roles.actors if d != inner.speaker]
        elif self._taken_back(hit):
            status, why = "denied", "status.taken_up_denial"
        trigger = Span(cut_start(self.doc, self.doc.tokens[hit.first], hit.cut), self.doc.tokens[hit.last - 1].end)
        confidence = self.chooser.probability(hit) if self.chooser else self.gate.precision(hit.row.where) if self.gate else 0.5
        return EventDraft(
            hit, segment.index, hit.row.type, hit.row.mode, trigger, roles.actors, roles.recipients, status, confidence,
            [*roles.rules, *([why] if why else [])], relations=rel, rows=[hit.row.where],
            passive=passive, candidates=candidates, p_actor=p_actor, p_recipient=p_recipient, status_features=status_features,
        )  # fmt: skip

    def _taken_back(self, hit: TriggerHit) -> bool:
        """«أعلنت … استئناف الهجمات قبل أن تنفيه»: what was said is denied by a pronoun behind it."""
        start = self.doc.tokens[hit.first].start
        around = self.by_segment.get(self.doc.tokens[hit.first].segment, ())
        return any(s.rule.startswith(TAKEN_UP) and s.stance == "deny" and s.content.start <= start < s.content.end for s in around)

    def _part_denied(self, denial: StatementDraft, hit: TriggerHit) -> bool:
        """«نفت أي ضلوع في الهجوم»: a part is denied, the attack is not (GUIDE.md); ``denied_parts.tsv`` names the parts."""
        first = self.doc.token_at(denial.content.start)
        for k in range(first, min(first + 3, hit.last)):
            stem = self.norms[k]
            if any(stem.startswith(part) and len(stem) - len(part) <= 3 for part in self.table.denied_parts):
                return k < hit.first or denial.content.end > self.doc.tokens[hit.last - 1].end + 4
        return False

    def _innermost(self, hit: TriggerHit) -> StatementDraft | None:
        """The shortest statement whose content holds the trigger."""
        start = self.doc.tokens[hit.first].start
        home = self.doc.tokens[hit.first].segment
        around = [s for s in self.by_segment.get(home, ()) if s.content.start <= start < s.content.end]
        return min(around, key=lambda s: len(s.content), default=None)

    def _weigh(
        self, hit: TriggerHit, segment: Segment, rel: Relations, roles: Roles, passive: bool, nisba: list[tuple[int, int]], pronoun: int | None
    ) -> list[Candidate]:
        inner = self._innermost(hit)
        own = self.by_cue.get(hit.first)
        memory = Memory(tuple(
            (e.type, e.hit.row.where, e.segment, tuple(e.actors), tuple(e.recipients)) for e in (*self.out[-8:], *self._found[-4:])
        ))  # fmt: skip
        relation = {id(m): name for name, ms in rel.found.items() for m in ms}
        return self.model.candidates(
            _head(hit, roles, passive), segment, relation, nisba, pronoun, inner.speaker if inner else None, own.speaker if own else None, memory
        )

    def _subject_fits(self, hit: TriggerHit, roles: Roles) -> bool:
        wanted = hit.row.subject
        for d in roles.actors:
            draft = self.drafts[d]
            if draft.type in wanted or draft.sector in wanted:
                return True
            if "JUD" in wanted and draft.heads & {"محكمه", "قاض", "قاضي", "قضاء", "نيابه", "هييه"}:
                return True
        return False

    def _other_sense(self, hit: TriggerHit, segment: Segment) -> TriggerHit | None:
        for other in self.table.at(self.norms, hit.first, segment.first, segment.last):
            if other.row is not hit.row and other.row.type not in ("", "NONE") and not other.row.subject and other.nominal == hit.nominal:
                return TriggerHit(other.row, hit.first, other.last, hit.cut, hit.verb, hit.suffix)
        return None

    def _country(self, token: int) -> int | None:
        """The entity of a nisba («الروسية»); made when the article has not named the country."""
        nisba = self.words(self.norms[token]).nisba
        if nisba is None or nisba.country is None:
            return None
        for d in self.drafts:
            if d.type == "country" and d.country == nisba.country and d.name is not None:
                return d.index
        name = self.lex.country_names.get(nisba.country)
        t = self.doc.tokens[token]
        draft = Draft(len(self.drafts), "country", name=name, country=nisba.country, sector="GOV", gender="f", rule="nisba", rows=[nisba.where])
        mention = Mention(token, token + 1, Span(t.start, t.end), "country", "nisba", name=name, country=nisba.country, entity=draft.index)
        draft.mentions.append(mention)
        self.drafts.append(draft)
        return draft.index

    def _pronoun(self, hit: TriggerHit, segment: Segment) -> int | None:
        """Whom a possessive or object pronoun stands for: the nearest named one that agrees."""
        if not hit.suffix or hit.suffix in ("نا", "ني"):
            return None
        probe = CueHit(ANY_CUE, hit.first, hit.last, 0, None, hit.suffix)
        subject = self._segment_subject(hit, segment)
        if subject is not None and self.speakers.agrees_with(probe, subject):
            return subject
        found = self.speakers.recent(probe, hit.first)
        return found.draft if found else None

    def _near(self, segment: Segment) -> list[StatementDraft]:
        """Statements whose cue stands in this segment or the one before, in order."""
        both = (segment.index - 1, segment.index)
        return [s for n in both for s in self.by_segment.get(n, ()) if s.segment == n]

    def _segment_subject(self, hit: TriggerHit, segment: Segment) -> int | None:
        """Who was the subject of what stands before in this segment."""
        spoken = [s for s in self.by_segment.get(segment.index, ()) if s.segment == segment.index and s.speaker is not None and s.hit.first < hit.first]
        return spoken[-1].speaker if spoken else None

    def _left_out(self, hit: TriggerHit, segment: Segment, rel: Relations, roles: Roles, passive: bool) -> None:
        """«وأغلقت …», «لكنها رفضت»: the subject stands in the clause before."""
        if hit.verb is None or passive or roles.actors or "subj" not in hit.row.agent:
            return
        if hit.suffix and not roles.recipients and "obj" in hit.row.patient:
            pronoun = self._pronoun(hit, segment)
            if pronoun is not None:
                roles.recipients.append(pronoun)
                roles.rules.append("whom=pronoun")
        probe = CueHit(ANY_CUE, hit.first, hit.last, hit.cut, hit.verb, "")
        candidates: list[int] = []
        for e in reversed(self.out[-3:]):
            if e.segment == segment.index - 1:
                candidates += e.actors[:1]
        subject = self._segment_subject(hit, segment)
        ordered = ([subject] if subject is not None else []) + [s.speaker for s in reversed(self._near(segment)) if s.speaker is not None and s.hit.first < hit.first]
        for d in [*ordered, *candidates]:
            if d is not None and d not in roles.recipients and self.speakers.agrees_with(probe, d):
                roles.actors.append(d)
                roles.rules.append("who=left_out")
                return


def by_segment(doc: Document, statements: list[StatementDraft]) -> dict[int, list[StatementDraft]]:
    """Statements by every segment that their cue or content touches."""
    out: dict[int, list[StatementDraft]] = {}
    for s in statements:
        first = doc.tokens[min(doc.token_at(s.content.start), len(doc.tokens) - 1)].segment
        last = doc.tokens[min(doc.token_at(s.content.end - 1), len(doc.tokens) - 1)].segment
        for n in {s.segment, *range(first, last + 1)}:
            out.setdefault(n, []).append(s)
    return out


def _head(hit: TriggerHit, roles: Roles, passive: bool) -> Head:
    """The trigger as a head of candidates, with what the rules say of who and whom."""
    pos = ("pass" if passive else "act") if hit.verb is not None else hit.row.pos
    ways = dict(r.split("=", 1) for r in roles.rules if "=" in r)
    rules = [(f"who:{ways.get('who', '')}", d) for d in roles.actors] + [(f"whom:{ways.get('whom', '')}", d) for d in roles.recipients]
    return Head(hit.first, hit.last, pos, hit.row.type, hit.row.lemma, hit.row.where, hit.verb, hit.suffix, hit.definite, tuple(rules))


def _without_complements(found: list[EventDraft], norms: list[str]) -> list[EventDraft]:
    """Drop what is asked for, threatened or refused: the complement of a REQUEST, THREATEN or REJECT."""
    out: list[EventDraft] = []
    for e in found:
        governed = any(
            g.type in _SPEECH_ACTS and g.hit.last <= e.hit.first <= g.hit.last + _COMPLEMENT and e.hit.first < g.relations.stop
            and e.hit.nominal and not g.hit.row.note.startswith("casualty") and e.hit.row.note != _KNOWN
            for g in found if g is not e
        )  # fmt: skip
        if not governed:
            out.append(e)
    return out


def _one_per_happening(found: list[EventDraft]) -> list[EventDraft]:
    """One mention per happening in a segment: casualties and targets told beside the attack belong to the attack."""
    attacks = [e for e in found if e.type == "ASSAULT" and not _beside(e)]
    out: list[EventDraft] = []
    for e in found:
        if attacks and _beside(e):
            attack = min(attacks, key=lambda a: abs(a.hit.first - e.hit.first))
            if not attack.recipients or attack.recipients == attack.actors:
                attack.recipients = [r for r in e.recipients if r not in attack.actors]
            if not attack.actors:
                attack.actors = [a for a in e.actors if a not in attack.recipients]
            continue
        twin = next((o for o in out if o.type == e.type and o.hit.row is e.hit.row and not (set(e.actors) - set(o.actors)) and not (set(e.recipients) - set(o.recipients))), None)
        if twin is None:
            out.append(e)
    return out


def _beside(e: EventDraft) -> bool:
    """Whether a word only adds to an attack that is told already: «غارات استهدفت», «قصف أوقع قتلى»."""
    return "casualty" in e.hit.row.note or e.hit.row.note == "beside an attack"
