"""A statement while it is put together, and the finished statements."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.mentions.candidates import Candidate
from musnad.model import Link, Reason, Span, Statement, fact_key
from musnad.statements.cues import CueHit
from musnad.text.document import Document


@dataclass(slots=True)
class StatementDraft:
    """A statement while it is being put together; spans are offsets, speakers are draft indices."""

    segment: int
    hit: CueHit
    cue: Span
    content: Span
    direct: bool
    stance: str
    evidential: str
    speaker: int | None
    chain: list[tuple[int, Span]]
    rule: str
    rows: tuple[str, ...]
    about: list[str] = field(default_factory=list)
    begin: int = 0  # token at which the content begins
    candidates: list[Candidate] = field(default_factory=list)


def build_statements(doc: Document, found: list[StatementDraft], ids: dict[int, str]) -> tuple[Statement, ...]:
    """Drafts to statements, in the order of their cues."""
    hash_ = doc.article.hash
    out = []
    for n, s in enumerate(sorted(found, key=lambda s: (s.cue.start, s.content.start)), start=1):
        chain = tuple(Link(ids[d], span) for d, span in s.chain)
        reason = Reason(s.rule, s.rows, (s.cue,))
        out.append(
            Statement(
                f"s{n}", fact_key(hash_, "statement", s.content, s.stance), s.content, s.cue, s.direct, s.stance,
                s.evidential, ids[s.speaker] if s.speaker is not None else None, chain, reason,
            )
        )
    return tuple(out)


def statement_ids_of(found: list[StatementDraft]) -> dict[int, str]:
    """``{id(draft): statement id}`` in the order that :func:`build_statements` uses."""
    ordered = sorted(found, key=lambda s: (s.cue.start, s.content.start))
    return {id(s): f"s{n}" for n, s in enumerate(ordered, start=1)}


def frame_of_rule(rule: str) -> tuple[str, str]:
    """``statement.verb.an`` → ``("verb", "an")``, the key of ``cue_frames.tsv``."""
    parts = rule.split(".")[1:]
    return parts[0], parts[-1]
