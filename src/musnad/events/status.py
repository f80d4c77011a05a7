"""Did it happen? Operators to the left of a trigger, with their scope.

Negation (لم، لن، عدم، دون …), plans (س، سوف، من المقرر، يعتزم …), conditions and purposes (إذا، في حال،
من أجل، لـ …). Look-alikes negate nothing: «ما زال», «ما أسفر عن», «لا سيما», «لا بد», «لم … سوى», «بعدما».
"""

from __future__ import annotations

from musnad.events.triggers import TriggerHit
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.text.document import Document, Segment

_NEGATION = frozenset(word_set("events.status.negation"))
_NOUN_NEGATION = frozenset(word_set("events.status.noun_negation"))
_PLAN = frozenset(word_set("events.status.plan"))
_HYPOTHETICAL = frozenset(word_set("events.status.hypothetical"))
_OPERATORS = _PLAN | _HYPOTHETICAL
#: «لا سيما», «لا يزال», «ما زال»: behind these words «لا» and «ما» negate nothing.
_LOOKALIKE_AFTER = {"لا": frozenset(word_set("events.status.behind_la")), "ما": frozenset(word_set("events.status.behind_ma"))}
_EXCEPT = frozenset(word_set("events.status.except"))
#: Before «لم»: a condition, or «ما لم».
_UNLESS = frozenset(word_set("events.status.unless"))
_IN_ORDER = frozenset(word_set("events.status.in_order"))
_IF = frozenset(word_set("events.status.if"))
#: Before an imperfect: it may be so.
_MAY = frozenset(word_set("events.status.may"))
_THAT = frozenset(word_set("events.status.that"))
_IN_CASE = frozenset(word_set("events.status.in_case"))
_NO = frozenset(word_set("events.status.no"))
#: Between a negation and what did not happen: «لا وجود لـ», «عدم وقوع هجمات».
_ANY = frozenset(word_set("events.status.any"))
#: Words whose ل tells of what happened: «تعرض لهجوم», «نتيجة لغارة».
_CAUSE = frozenset(word_set("events.status.cause"))
#: What opens a clause that operators do not reach out of.
_OPENS = frozenset(word_set("events.status.opens"))
#: How far to the left (tokens) an operator reaches.
_REACH = 6


def status_of(doc: Document, words: Words, hit: TriggerHit, segment: Segment) -> tuple[str, str]:
    """``(status, rule)`` by the operators before the trigger; ``("occurred", "")`` without one."""
    if hit.row.status:
        return hit.row.status, "status.row"
    norms = [t.norm for t in doc.tokens[segment.first : segment.last]]
    i = hit.first - segment.first
    found = _of_verb(norms, i, hit, words) if hit.verb is not None else _of_noun(norms, i, hit, words)
    return found or ("occurred", "")


def _negated(norms: list[str], k: int) -> bool:
    """A negation at ``k`` that negates."""
    norm = norms[k]
    if norm not in _NEGATION:
        return False
    plain = norm.lstrip("وف") or norm
    if k + 1 < len(norms) and norms[k + 1] in _LOOKALIKE_AFTER.get(plain, ()):
        return False
    return not any(n in _EXCEPT for n in norms[k + 1 : k + 9])


def _of_verb(norms: list[str], i: int, hit: TriggerHit, words: Words) -> tuple[str, str] | None:
    verb = hit.verb
    assert verb is not None
    before = norms[i - 1] if i else ""
    if i > 1 and _negated(norms, i - 1) and norms[i - 2] in _UNLESS and before == "لم":
        return "hypothetical", "status.condition"
    if (i and _negated(norms, i - 1) and verb.tense == "impf") or (before == "ما" and verb.tense == "perf" and i >= 2 and norms[i - 2] in ("،", "و")):
        return "denied", "status.negation"
    if verb.future or before == "سوف":
        return "planned", "status.future"
    if verb.purpose or (before in _IN_ORDER and verb.tense == "impf"):
        return "hypothetical", "status.purpose"
    if before in _IF and verb.tense == "perf":
        return "hypothetical", "status.condition"
    if before in _MAY and verb.tense == "impf":
        return "hypothetical", "status.possible"
    if before in _THAT and verb.tense == "impf":
        return _by_operator(norms, i - 1, words) or ("hypothetical", "status.subjunctive")
    if any(n in _IN_CASE for n in norms[max(0, i - 4) : i]):
        return "hypothetical", "status.condition"
    return None


def _of_noun(norms: list[str], i: int, hit: TriggerHit, words: Words) -> tuple[str, str] | None:
    before = norms[i - 1] if i else ""
    if before in _NOUN_NEGATION or (before in _NO and not hit.definite and not hit.suffix and hit.cut == 0):
        return "denied", "status.negation"
    if i > 1 and before in _ANY and norms[i - 2] in _NOUN_NEGATION:
        return "denied", "status.negation"
    first = hit.cut and norms[i].startswith(("ل", "ول")) and not norms[i].startswith(("لل", "ولل"))
    if first and not hit.definite:
        governed = norms[i - 1] if i else ""
        if governed not in _CAUSE:
            return "hypothetical", "status.purpose"
    return _by_operator(norms, i, words)


def _by_operator(norms: list[str], i: int, words: Words) -> tuple[str, str] | None:
    """The nearest operator within reach and within the clause."""
    for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
        norm = norms[k]
        if norm in ("،", ",", ".", ":", '"', "“", "”", "«", "»") or (norm in _OPENS and k < i - 1):
            return None
        bare = norm[1:] if len(norm) > 3 and norm[0] in "وفبل" and norm not in _OPERATORS else norm
        if bare in _PLAN or norm in _PLAN:
            return "planned", f"status.plan:{norm}"
        if bare in _HYPOTHETICAL or norm in _HYPOTHETICAL:
            return "hypothetical", f"status.hypothetical:{norm}"
        info = words(norm)
        if info.finite and not info.function and not norm.startswith("ال"):
            if any(v.future for v in info.verbs[:1]):
                return "planned", "status.future"
            if k and _negated(norms, k - 1):
                return "denied", "status.negation"
            if any(v.purpose for v in info.verbs[:1]):
                return "hypothetical", "status.purpose"
            return None
    return None
