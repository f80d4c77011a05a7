"""Stance: does the speaker assert, deny or confirm?

The cue decides, unless a look-alike stands there: a negated denial («لم ينف»), a denial of a negation
(«نفى عدم مشاركته» affirms), an adoption or a recognition that confirms nothing («أقر البرلمان قانونا»).
"""

from __future__ import annotations

import re

from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.model import Span
from musnad.statements.cues import CueHit
from musnad.statements.draft import StatementDraft
from musnad.statements.scan import Frame
from musnad.text.document import Document, Segment

#: How many segments from a denial, and within how many words, a negative sentence denies too.
BESIDE = 2
NEGATION_WITHIN = 6
_NOT_SO = frozenset(word_set("statements.stance.not_so"))
_DUTY, _FOR_IT = "|".join(word_set("statements.stance.responsibility")), "|".join(word_set("statements.stance.for_it"))
_RESPONSIBLE = re.compile(rf"^(?:\S+ ){{0,5}}(?:{_DUTY}) (?:{_FOR_IT})\b")
_NEGATIONS = frozenset(word_set("statements.stance.negations"))
_ATTACK_STEMS = word_set("statements.stance.attack_stems")
_DENIALS_INSIDE = word_set("statements.stance.denials_inside")
_DENIALS_BEHIND_SPACE = tuple(f" {d}" for d in _DENIALS_INSIDE)
_ANNOUNCING = frozenset(word_set("statements.stance.announcing"))
_ACCUSATIONS = word_set("statements.stance.accusations")
_CLAIMS = word_set("statements.stance.claims")
#: «لا يستبعد أن …»: the negated verb says something all the same.
_SAID_WHEN_NEGATED = frozenset(word_set("statements.stance.said_when_negated"))
#: «وصفها بأنها كاذبة», «هذه الاتهامات كاذبة»: untrue, said of a claim; charges of «نشر أخبار كاذبة» deny nothing.
_UNTRUE = word_set("statements.stance.untrue")
_CLAIMED = word_set("statements.stance.claimed")
_CALLING = frozenset(word_set("statements.stance.calling"))
_REPORTS = tuple(f"{w} " for w in word_set("statements.stance.reports"))
_DENIAL_HEADS = word_set("statements.stance.denial_heads")
_CONFIRMING = frozenset(word_set("statements.stance.confirming"))
_ASSERTING = frozenset(word_set("statements.stance.asserting"))
_REJECTING = frozenset(word_set("statements.stance.rejecting"))
_JUDGING = frozenset(word_set("statements.stance.judging"))
_DENYING = frozenset(word_set("statements.stance.denying"))
#: «أكد عدم صحة الخبر»: how a content begins that asserts an untruth.
_UNTRUTH = word_set("statements.stance.untruth")
_CLAIM_NOUNS = frozenset(word_set("statements.stance.claim_nouns"))
_BASELESS = word_set("statements.stance.baseless")
#: Cues that own an attack, or adopt what is none.
_OWNING = frozenset(word_set("statements.stance.owning"))
#: Cues that admit, or pass a law.
_ADMITTING = frozenset(word_set("statements.stance.admitting"))
#: «أقر بالإجماع»: how a law is passed.
_MAJORITY = word_set("statements.stance.majority")
#: Cues that admit, or recognise a state.
_RECOGNISING = frozenset(word_set("statements.stance.recognising"))
#: What is recognised, by its stem; «حق» is a whole word.
_RECOGNISED = (*word_set("statements.stance.recognised"), "حق ")


def stance_of(doc: Document, words: Words, hit: CueHit, frame: Frame | None, content: Span, segment: Segment) -> tuple[str | None, str]:
    """``(stance or None when it is no statement, suffix for the rule's name)``."""
    stance = hit.cue.stance
    before = doc.tokens[hit.first - 1].norm if hit.first > segment.first else ""
    negated = before in _NEGATIONS
    head = doc.norm(Span(content.start, min(content.end, content.start + 90)))
    if stance == "deny":
        return _denial(hit, negated, head)
    if stance == "confirm":
        return _confirmation(doc, hit, frame, negated, head, segment)
    if negated and hit.verb is not None and hit.cue.cue not in _SAID_WHEN_NEGATED:
        return None, ""
    if hit.cue.cue in _CONFIRMING and (frame is None or frame.kind != "an") and f"{head} ".startswith(_REPORTS):
        return "confirm", "+truth_of_claim"
    if _RESPONSIBLE.search(head[:70]) and not negated and hit.cue.cue in _ANNOUNCING:
        return "confirm", "+claims_responsibility"
    if hit.cue.cue in _REJECTING and head.startswith(_ACCUSATIONS):
        return "deny", "+rejects_accusation"
    if hit.cue.cue in _ASSERTING and head.startswith(_UNTRUTH):
        return "deny", "+untruth_of_claim"
    if hit.cue.kind == "noun" and hit.cue.cue in _CLAIM_NOUNS and _holds_denial(head):
        return None, ""
    if hit.cue.kind != "preposition" and not head.startswith(("اذا ", "ان كان", "لو ")) and _holds_denial(head):
        return "deny", "+denial_in_content"
    if hit.cue.cue in _CALLING and head.startswith(_UNTRUE):
        return "deny", "+calls_untrue"
    if hit.cue.cue in _JUDGING and any(c in head for c in _CLAIMS) and any(d in head for d in _BASELESS):
        return "deny", "+rejects_claim"
    return stance, ""


def _holds_denial(head: str) -> bool:
    """Whether a content begins with words of a denial, or has them among its first sixty letters."""
    if head.startswith(_DENIALS_INSIDE) or head.startswith(_DENIAL_HEADS):
        return True
    first = head.split(" ", 3)
    if any(w.startswith(_CLAIMED) for w in first[:2]) and any(f" {u}" in head[:70] for u in _UNTRUE):
        return True
    near = head[:60]
    return any(d in near for d in _DENIALS_BEHIND_SPACE)


def _denial(hit: CueHit, negated: bool, head: str) -> tuple[str | None, str]:
    if negated:
        return None if hit.cue.cue in _DENYING else "assert", "+negated_denial"
    if head.startswith(("عدم ", "انه لم ", "ان لا ")) or head.startswith("ان يكون لم"):
        return "assert", "+denies_negation"
    if head.startswith("الي ") and hit.cue.cue == "نفى":
        return None, ""
    return "deny", ""


def _confirmation(doc: Document, hit: CueHit, frame: Frame | None, negated: bool, head: str, segment: Segment) -> tuple[str | None, str]:
    if negated:
        return None, ""
    lemma = hit.cue.cue
    if lemma == "مقرا" and frame is not None and frame.marker > hit.last:
        return None, ""  # «تتخذ من لندن مقرا لها»
    if lemma in _OWNING:
        ok = any(s in head[:60] for s in _ATTACK_STEMS) or bool(hit.suffix)
        return ("confirm", "") if ok else (None, "")
    if lemma in _ADMITTING and head.removeprefix("ب").startswith(_MAJORITY):
        return None, ""
    if lemma in _ADMITTING and frame is not None and frame.kind not in ("bi", "bi_far", "an", "colon", "quote"):
        return None, ""
    if lemma in _RECOGNISING and frame is not None and frame.kind in ("bi", "bi_far") and any(w in head[:40] for w in _RECOGNISED):
        return None, ""
    return "confirm", ""


def denials_by_context(doc: Document, statements: list[StatementDraft]) -> None:
    """«نفى … وأضاف أن التحالف لم يوجه أي ضربات»: a negative sentence beside a denial by the same speaker denies."""
    denied = [(s.segment, s.speaker) for s in statements if s.stance == "deny"]
    for s in statements:
        if s.stance != "assert" or s.speaker is None or s.hit.cue.cue in _CALLING:
            continue
        if not any(speaker == s.speaker and abs(s.segment - n) <= BESIDE for n, speaker in denied):
            continue
        first = doc.token_at(s.content.start)
        if any(t.norm in _NOT_SO for t in doc.tokens[first : first + NEGATION_WITHIN] if t.start < s.content.end):
            s.stance = "deny"
            s.rule += "+denial_beside"
