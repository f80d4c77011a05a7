"""Drafts to figures of the report."""

from __future__ import annotations

from musnad.mentions.figures.draft import FigureDraft
from musnad.model import Figure, Reason
from musnad.text.document import Document


def build_figures(doc: Document, drafts: list[FigureDraft], ids: dict[int, str]) -> tuple[Figure, ...]:
    """Figures ``f1``, ``f2`` … in the order of the drafts; ``ids`` are entity ids by draft index."""
    return tuple(_figure(draft, ids) for draft in drafts)


def _figure(draft: FigureDraft, ids: dict[int, str]) -> Figure:
    reason = Reason(draft.rule, tuple(dict.fromkeys(draft.rows)), tuple(draft.spans) or (draft.span,))
    return Figure(
        figure_id(draft.index), draft.span, draft.low, draft.high, draft.unit,
        ids.get(draft.of) if draft.of is not None else None, draft.scope, draft.approximate, draft.hedged, reason,
        effect=draft.effect, part_of=figure_id(draft.part_of) if draft.part_of is not None else None,
    )  # fmt: skip


def figure_id(index: int) -> str:
    """The id of a figure draft."""
    return f"f{index + 1}"
