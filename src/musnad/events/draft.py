"""An event while it is put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.events.arguments import Relations
from musnad.events.triggers import TriggerHit
from musnad.mentions.candidates import Candidate
from musnad.model import Span
from musnad.statements.draft import StatementDraft


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
