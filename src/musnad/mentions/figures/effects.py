"""What befell the counted: from the unit itself, or from the casualty word that governs the number."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.mentions.figures.draft import FigureDraft
from musnad.mentions.figures.phrases import Found
from musnad.mentions.figures.scan import QUOTES, STOPS, Scan
from musnad.mentions.figures.tables import EFFECTS, Effect
from musnad.mentions.figures.units import noun_unit

#: Words of an effect that a court may only have ruled.
_EXECUTIONS = frozenset(word_set("mentions.figures.effects.executions"))
_SECOND_FATES = frozenset(word_set("mentions.figures.effects.second_fates"))
_AMONG = frozenset(word_set("mentions.figures.effects.among"))
_BACK, _FORWARD, _TALLY = 12, 7, 14
_PERSONAL = EFFECTS | {"persons", ""}
#: Units that leave no doubt; a detained or displaced one may be killed as well.
_FATES = frozenset(("killed", "injured", "missing"))
_COMMAS = frozenset(("،", ","))


def set_effect(scan: Scan, draft: FigureDraft, previous: FigureDraft | None) -> None:
    """Fill ``effect`` and say which words tell it."""
    if draft.kind not in _PERSONAL:
        return
    if draft.kind in _FATES:
        draft.effect = None if _mixed(scan, draft) else draft.kind
        return
    found, both = _governor(scan, draft)
    if found is None and draft.kind not in EFFECTS:
        found = _verb_behind(scan, draft)
    if found is not None and found.item.word in _EXECUTIONS and _ruled(scan, found.first):
        return
    if found is not None and not both:
        effect = found.item.effect
        if effect or draft.kind not in EFFECTS:
            draft.effect = effect
            draft.rows.append(found.item.where)
            draft.spans.append(scan.span(found.first, found.last, found.cut))
            return
    if both:
        return
    if draft.kind in EFFECTS:
        draft.effect = draft.kind
        return
    tally = _tally(scan, draft, previous)
    if tally:
        draft.effect = tally
    elif previous and draft.joined and previous.last + 6 >= draft.lead and previous.segment == draft.segment:
        draft.effect = previous.effect if not _verb_between(scan, previous.last, draft.lead) else None


def _ruled(scan: Scan, k: int) -> bool:
    """«قضت محكمة بإعدام 17 شخصا»: nobody is dead yet."""
    return any(True for _ in scan.tables.guards["verdict"].within(scan.norms, max(scan.start, k - 6), k))


def _tally(scan: Scan, draft: FigureDraft, previous: FigureDraft | None) -> str | None:
    """«حصيلة القتلى … إلى 1517 مدنيا»: the fate stands with the tally."""
    for found in scan.tables.scopes["total"].within(scan.norms, max(scan.start, draft.lead - _TALLY), draft.lead):
        for k in range(found.last - 1, min(found.last + 1, draft.lead)):
            unit = noun_unit(scan, k)
            if unit and unit.kind in _FATES:
                draft.rows.append(unit.where)
                return unit.kind
        if previous and previous.segment == draft.segment:
            return previous.effect
    return None


def _mixed(scan: Scan, draft: FigureDraft) -> bool:
    """«20 قتيلا وجريحا»: one number for two fates."""
    return scan.norm(draft.last) in _SECOND_FATES


def _governor(scan: Scan, draft: FigureDraft) -> tuple[Found[Effect] | None, bool]:
    """The casualty word in front of the number, and whether two of them share it («مقتل وإصابة 20»)."""
    k = _passed(scan, draft.lead)
    found = scan.tables.effects.before(scan.norms, k, scan.start)
    if found and _applies(found.item, draft):
        other = scan.tables.effects.before(scan.norms, found.first, scan.start)
        shared = other is not None and found.cut > 0 and other.item.effect != found.item.effect
        return found, shared and other is not None and _open_ended(scan, other)
    return _further(scan, draft, k), False


def _open_ended(scan: Scan, other: Found[Effect]) -> bool:
    """Whether a casualty word still waits for its victims: not «… قتلوا وأصيب 20»."""
    if other.item.single:
        return True
    opens = other.first == scan.start or scan.tokens[other.first - 1].kind != "word" or bool(scan.info(other.first - 1).function)
    return opens and not scan.norms[other.last - 1].endswith("وا")


def _passed(scan: Scan, k: int) -> int:
    """Skip what may stand between casualty word and number: a time, a comma pair, «لـ»."""
    while k > scan.start and (k - 1 in scan.blocked or (scan.norms[k - 1] in _COMMAS and k - 2 in scan.blocked)):
        k -= 1
    return k - (k > scan.start and scan.norms[k - 1] in QUOTES)


def _further(scan: Scan, draft: FigureDraft, k: int) -> Found[Effect] | None:
    """«قتل في الهجوم 5 أشخاص», «مقتل قائد المجموعة و5 من مرافقيه»."""
    for end in range(k, max(scan.start, k - _BACK), -1):
        word = scan.norms[end - 1]
        if word in STOPS or scan.tables.numbers.starts(scan.tokens[end - 1]):
            return None
        if word in _COMMAS and end - 2 not in scan.blocked and end not in scan.blocked:
            return None
        found = scan.tables.effects.before(scan.norms, end, scan.start)
        if found and _applies(found.item, draft) and found.item.effect:
            if found.item.single:
                return found if draft.joined and k - end <= 6 else None
            return found if end < k and (draft.joined or _no_object(scan, found.last, k)) else None
        info = scan.info(end - 1)
        if info.finite and not info.name_like and not info.function and not scan.lexicon.heads.get(word):
            return None
        if info.function in ("comp", "rel", "neg"):
            return None
    return None


def _no_object(scan: Scan, first: int, last: int) -> bool:
    """Between verb and number stands only a place or a time («قتل في حلب 5»), or the doer."""
    return first >= last or scan.info(first).function == "prep" or first in scan.blocked or bool(scan.starting(first))


def _applies(effect: Effect, draft: FigureDraft) -> bool:
    if effect.effect is None:
        return effect.lexical
    if draft.kind in ("persons", *EFFECTS):
        return True
    return effect.lexical


def _verb_behind(scan: Scan, draft: FigureDraft) -> Found[Effect] | None:
    """«5 أشخاص قتلوا», «عشرات المدنيين لقوا مصرعهم»."""
    for k in range(draft.last, min(draft.last + _FORWARD, scan.end)):
        if scan.norms[k] in STOPS or scan.norms[k] in _COMMAS or scan.tokens[k].kind == "number":
            return None
        if k in scan.blocked:
            continue
        found = scan.tables.effects.at(scan.norms, k, scan.end)
        if found and not found.cut and not found.item.single and _applies(found.item, draft):
            return found if _suffers(scan, found) else None
        if scan.norms[k] in _AMONG and found and found.item.effect is None:
            return found
        info = scan.info(k)
        if info.finite and info.verbs[0].tense == "perf" and not info.function and not scan.starting(k) and not info.name_like:
            return None
        if info.function in ("comp", "conj"):
            return None
    return None


def _suffers(scan: Scan, found: Found[Effect]) -> bool:
    """Whether the counted are the ones hit: a passive word, or one that no object follows."""
    if found.item.voice == "passive":
        return True
    if found.item.voice == "active" or found.last >= scan.end:
        return found.item.voice != "active"
    info = scan.info(found.last)
    return scan.tokens[found.last].kind != "word" or bool(info.function) or scan.norms[found.last][0] == "و" or found.last in scan.blocked


def _verb_between(scan: Scan, first: int, last: int) -> bool:
    return any(scan.info(k).finite and not scan.info(k).nisba and not scan.starting(k) for k in range(first, last))
