"""Whether a figure counts an event, a part of another figure, or everything so far."""

from __future__ import annotations

from musnad.mentions.figures.draft import FigureDraft
from musnad.mentions.figures.scan import STOPS, Scan
from musnad.mentions.figures.tables import EFFECTS

_REACH = 14
_SINCE_REACH = 12
_BREAKS = STOPS | {"،", ","}


def set_scope(scan: Scan, draft: FigureDraft, earlier: list[FigureDraft]) -> None:
    """Fill ``scope`` and ``part_of``. ``earlier`` are the drafts of this segment, in order."""
    previous = earlier[-1] if earlier else None
    if previous and _subset(scan, draft, previous):
        return
    if _behind(scan, draft, previous):
        return
    if draft.scope == "event":
        _cumulative(scan, draft)


def _subset(scan: Scan, draft: FigureDraft, previous: FigureDraft) -> bool:
    found = scan.tables.scopes["subset"].before(scan.norms, draft.lead, scan.start)
    if found is None:
        if previous.scope == "subset" and draft.joined and draft.lead - previous.last <= 3 and _same_kind(draft, previous):
            draft.scope, draft.part_of = "subset", previous.part_of
            return True
        return False
    whole = previous.part_of if previous.scope == "subset" and previous.part_of is not None else previous.index
    _part(scan, draft, whole)
    draft.rows.append(found.item.where)
    draft.spans.append(scan.span(found.first, found.last, found.cut))
    return True


def _part(scan: Scan, draft: FigureDraft, whole: int) -> None:
    draft.scope, draft.part_of = "subset", whole


def _same_kind(draft: FigureDraft, previous: FigureDraft) -> bool:
    return draft.effect in (None, previous.effect) or draft.kind == previous.kind


def _behind(scan: Scan, draft: FigureDraft, previous: FigureDraft | None) -> bool:
    """«ثلاثة منهم», «5 من بينهم»."""
    found = scan.tables.scopes["subset_after"].at(scan.norms, draft.last, scan.end) if draft.rule != "figure.dual" else None
    if found is None or previous is None or scan.tables.numbers.starts(scan.tokens[min(found.last, scan.end - 1)]):
        return False
    if draft.unit_first >= 0:
        return False
    _part(scan, draft, previous.part_of if previous.part_of is not None else previous.index)
    draft.rows.append(found.item.where)
    draft.spans.append(scan.span(found.first, found.last, found.cut))
    return True


def part_of_next(scan: Scan, part: FigureDraft, whole: FigureDraft) -> bool:
    """«5 من أصل 20»: the first is a part of the second."""
    found = scan.tables.scopes["part_of"].before(scan.norms, whole.lead, scan.start)
    if found is None or found.first - part.last > 2:
        return False
    part.scope, part.part_of = "subset", whole.index
    part.rows.append(found.item.where)
    if not part.unit:
        part.unit, part.kind = whole.unit, whole.kind
    return True


def _clause(scan: Scan, draft: FigureDraft) -> tuple[int, int]:
    """The words around a figure, up to the next comma or stop."""
    first, last = draft.lead, draft.last
    while first > max(scan.start, draft.lead - _SINCE_REACH) and scan.norms[first - 1] not in _BREAKS:
        first -= 1
    while last < min(scan.end, draft.last + _SINCE_REACH) and scan.norms[last] not in _BREAKS:
        last += 1
    return first, last


def _cumulative(scan: Scan, draft: FigureDraft) -> None:
    """A toll, or a count that runs «منذ …»."""
    found = next(scan.tables.scopes["total"].within(scan.norms, max(scan.start, draft.lead - _REACH), draft.lead), None)
    if found is None and draft.effect in EFFECTS:
        found = next(scan.tables.scopes["since"].within(scan.norms, *_clause(scan, draft)), None)
    if found is None and draft.effect in EFFECTS and _since_date(scan, *_clause(scan, draft)):
        draft.scope = "cumulative"
    if found and (draft.kind in EFFECTS or draft.kind == "persons" or draft.effect):
        draft.scope = "cumulative"
        draft.rows.append(found.item.where)
        draft.spans.append(scan.span(found.first, found.last, found.cut))


def _since_date(scan: Scan, first: int, last: int) -> bool:
    """«منذ 30 مارس»: the count runs from a day on."""
    return any(scan.norms[k] == "منذ" and k + 1 < scan.end and scan.norms[k + 1][:1].isdigit() for k in range(first, last))
