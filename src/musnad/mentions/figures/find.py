"""Finds figures, segment by segment, from left to right."""

from __future__ import annotations

from musnad.lexicon.lexicon import Lexicon
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.mentions.figures.amounts import Amount, plain, qualify_behind, read_amount
from musnad.mentions.figures.draft import FigureDraft
from musnad.mentions.figures.effects import set_effect
from musnad.mentions.figures.scan import Scan
from musnad.mentions.figures.scopes import part_of_next, set_scope
from musnad.mentions.figures.units import Counted, listed_unit, noun_unit, of_named, others, pointed_back, read_unit
from musnad.mentions.mention import Mention
from musnad.text.document import Document

#: «جنديان اثنان»: the number that only repeats a dual.
_TWO = frozenset(word_set("mentions.figures.find.two"))
_PERSON = Counted("شخص", "persons", rule="bare")
_PEOPLE = frozenset(("persons", "killed", "injured", "missing", "detained", "displaced"))


def find_figures(
    doc: Document, words: Words, lexicon: Lexicon, mentions: list[Mention], blocked: frozenset[int]
) -> list[FigureDraft]:
    """All numbers of something, in the order of the text."""
    scan = Scan(doc, words, lexicon, mentions, blocked)
    out: list[FigureDraft] = []
    for segment in scan.segments():
        _segment(scan, segment, out)
    return out


def _segment(scan: Scan, segment: int, out: list[FigureDraft]) -> None:
    i, begin = scan.start, len(out)
    tokens, numbers, duals = scan.tokens, scan.tables.numbers.words, scan.tables.duals
    while i < scan.end:
        norm = tokens[i].norm
        if norm not in numbers and norm not in duals and tokens[i].kind != "number":  # most words count nothing
            i += 1
            continue
        draft, i = _one(scan, segment, i, out, begin)
        if draft is None:
            continue
        earlier = out[begin:]
        previous = earlier[-1] if earlier else None
        set_effect(scan, draft, previous)
        if previous:
            part_of_next(scan, previous, draft)
        set_scope(scan, draft, earlier)
        if draft.part_of is not None and draft.effect is None and draft.kind in _PEOPLE:
            draft.effect = out[draft.part_of].effect
        draft.of = draft.of if draft.of is not None else _counted_entity(scan, draft)
        out.append(draft)


def _one(scan: Scan, segment: int, i: int, out: list[FigureDraft], begin: int) -> tuple[FigureDraft | None, int]:
    """The figure at token ``i``, and where to go on."""
    if i in scan.blocked:
        return None, i + 1
    if scan.tables.numbers.starts(scan.tokens[i]):
        amount = read_amount(scan, i)
        if amount is None:
            return None, i + 1
        previous = out[-1] if len(out) > begin else None
        draft = _numbered(scan, segment, amount, previous, len(out))
        return draft, max(draft.last if draft else amount.number.last, i + 1)
    if scan.norms[i] in scan.tables.duals:
        draft = _dual(scan, segment, i, len(out))
        return draft, draft.last if draft else i + 1
    return None, i + 1


def _numbered(scan: Scan, segment: int, amount: Amount, previous: FigureDraft | None, index: int) -> FigureDraft | None:
    counted = read_unit(scan, amount)
    of: int | None = None
    if counted is None and amount.number.low in (1, 2):
        said = _behind_noun(scan, segment, amount, index)
        if said or amount.number.low == 1:
            return said
    if counted is None:
        counted, of = _without_noun(scan, amount, previous)
    if counted is None or counted.kind == "time":
        return None
    last = max(amount.last, counted.last)
    other = others(scan, last)
    last += other
    qualify_behind(scan, amount, last)
    draft = FigureDraft(
        index, segment, amount.lead, amount.first, last, scan.span(amount.first, last, amount.cut),
        plain(amount.low), plain(amount.high), f"figure.{counted.rule}", counted.unit, counted.kind, counted.first, counted.last,
        amount.approximate, amount.hedged, joined=amount.joined, others=other, of=of,
        rows=[*amount.rows, *counted.rows], spans=amount.spans,
    )  # fmt: skip
    if counted.rule == "bare" and not _bare_ok(scan, draft, previous):
        return None
    return draft


def _behind_noun(scan: Scan, segment: int, amount: Amount, index: int) -> FigureDraft | None:
    """«قتيل واحد», «مواطنين اثنين»: one or two, said behind the noun."""
    k, value = amount.first - 1, amount.number.low
    for stem, front, definite, suffix in scan.words.noun_stems(scan.norms[k]) if scan.is_word(k) else ():
        unit = next((u for rest, u in scan.tables.units.get(stem, ()) if not rest and u.singular == (value == 1)), None)
        if unit and not definite and not suffix and not amount.cut and not amount.number.digits:
            return FigureDraft(
                index, segment, k, k, amount.last, scan.span(k, amount.last, len(front)), plain(value), plain(value), "figure.behind",
                unit.unit, unit.kind, k, k + 1, joined=front.startswith("و"), rows=[*amount.rows, unit.where],
            )  # fmt: skip
    return None


def _without_noun(scan: Scan, amount: Amount, previous: FigureDraft | None) -> tuple[Counted | None, int | None]:
    """A number alone: its noun was told before, or casualty words make it people."""
    told = of_named(scan, amount) or pointed_back(scan, amount)
    if told:
        return told
    if not amount.number.vague and (scan.norms[amount.first].startswith("ال") or scan.norm(amount.first - 1) == "ال"):
        return None, None
    if previous and previous.kind in _PEOPLE:
        return Counted(previous.unit, previous.kind if previous.kind == "persons" else "persons", rule="bare"), None
    return _PERSON, None


def _bare_ok(scan: Scan, draft: FigureDraft, previous: FigureDraft | None) -> bool:
    """A number without noun counts people only behind a casualty word, «بينهم», or before «منهم», «آخرين»."""
    scopes, norms = scan.tables.scopes, scan.norms
    if draft.others:
        return True
    governor = scan.tables.effects.before(norms, draft.lead, scan.start)
    if governor and governor.item.lexical:
        return True
    whole = scopes["part_of"].at(norms, draft.last, scan.end)
    if whole:
        unit = noun_unit(scan, whole.last) if whole.last < scan.end else None
        draft.unit, draft.kind = (unit.unit, unit.kind) if unit else ("", "persons")
        draft.scope = "subset"
        return unit is not None or scan.tables.numbers.starts(scan.tokens[min(whole.last, scan.end - 1)])
    if previous is None or previous.kind not in _PEOPLE:
        return False
    if previous.scope == "subset" and draft.joined and draft.lead - previous.last <= 3:
        return True
    return bool(scopes["subset"].before(norms, draft.lead, scan.start) or scopes["subset_after"].at(norms, draft.last, scan.end))


def _dual(scan: Scan, segment: int, i: int, index: int) -> FigureDraft | None:
    """«جنديان», «قتيلين»: two, told by the noun's own form."""
    unit, cut = scan.tables.duals[scan.norms[i]]
    last = i + 1 + (scan.norm(i + 1) in _TWO)
    if i in scan.blocked or scan.tokens[i].kind != "word":
        return None
    wide = listed_unit(scan, i, False) if not cut else None
    if wide and wide[1] > i + 1:
        unit, last = wide[0], wide[1]
    front = scan.norms[i][:cut]
    amount_lead = i
    rows = [unit.where]
    hedged = False
    draft = FigureDraft(
        index, segment, amount_lead, i, last, scan.span(i, last, cut), 2, 2, "figure.dual", unit.unit, unit.kind, i, last,
        hedged=hedged, joined=front.startswith("و"), rows=rows,
    )  # fmt: skip
    if others(scan, last):
        draft.others = True
        draft.last += 1
        draft.span = scan.span(i, draft.last, cut)
    return draft


def _counted_entity(scan: Scan, draft: FigureDraft) -> int | None:
    """The entity that is counted: the mention that holds number and noun, else the noun's own."""
    if draft.kind in ("money", "percent", "distance", "weight") and draft.rule != "figure.sign":
        return None
    for i in range(draft.lead, max(draft.unit_last, draft.first + 1)):
        for mention in scan.starting(i):
            if mention.last >= draft.unit_last and (mention.first <= draft.unit_first or draft.unit_first < 0) and not mention.name:
                return mention.entity
    if draft.unit_first >= 0:
        return next((m.entity for m in scan.starting(draft.unit_first)), None)
    return None
