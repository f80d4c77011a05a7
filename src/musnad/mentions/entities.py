"""Drafts to entities: the name shown, the reason, and ids in the order of first mention."""

from __future__ import annotations

from musnad.mentions.draft import Draft
from musnad.model import Entity, Reason
from musnad.text.document import Document


def build_entities(doc: Document, drafts: list[Draft]) -> tuple[tuple[Entity, ...], dict[int, str]]:
    """All entities that can act, speak or be a place; ``{draft index: entity id}`` beside them."""
    kept = [d for d in drafts if d.mentions]
    kept.sort(key=lambda d: (d.mentions[0].span.start, d.index))
    ids = {d.index: f"e{n}" for n, d in enumerate(kept, start=1)}
    return tuple(_entity(doc, d, ids[d.index]) for d in kept), ids


def _entity(doc: Document, draft: Draft, entity_id: str) -> Entity:
    spans = tuple(sorted({m.span for m in draft.mentions} | {m.core for m in draft.mentions if m.core}))
    reason = Reason(f"entity.{draft.rule}", tuple(draft.rows), spans[:1])
    return Entity(
        entity_id, _shown_name(doc, draft), draft.type, spans, reason,
        name_en=draft.name.name_en if draft.name else None, country=draft.country, sector=draft.sector,
        gender=draft.gender, number=draft.number,
    )  # fmt: skip


def _shown_name(doc: Document, draft: Draft) -> str:
    """The listed name, else the fullest personal name, else the longest words that name it."""
    if draft.name:
        return draft.name.name
    cores = [m.core.of(doc.text) for m in draft.mentions if m.core]
    if cores:
        return max(cores, key=len)
    return max((m.span.of(doc.text) for m in draft.mentions), key=len)
