"""Which events a statement is about: those its content tells, or those that its pronoun points back to.

A denial such as «نفت الوزارة ذلك» or «نفى صحة هذه الأنباء» tells nothing itself; it reaches what stands before it.
The words that point back are in ``anaphors.tsv``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from musnad.lexicon.lexicon import Lexicon
from musnad.lexicon.phrases import phrase_key
from musnad.model import Event, Statement
from musnad.text.document import Document

#: A content of at most this many tokens is looked at for words that point back.
SHORT = 8


def load_anaphors(lexicon: Lexicon) -> frozenset[str]:
    """The folded words of ``anaphors.tsv``."""
    return frozenset(phrase_key(row["words"])[0] for row in lexicon.rows("anaphors.tsv", ("words", "source"), ("words",)))


def link_about(doc: Document, statements: tuple[Statement, ...], events: tuple[Event, ...], anaphors: frozenset[str]) -> tuple[Statement, ...]:
    """Statements with ``about`` filled in: the counterpart of :attr:`Event.statements`."""
    told: dict[str, list[str]] = {}
    for e in events:
        for statement in e.statements:
            told.setdefault(statement, []).append(e.id)
    out: list[Statement] = []
    for s in statements:
        about = told.get(s.id) or (_pointed_at(doc, s, out, events) if _points_back(doc, s, anaphors) else [])
        out.append(replace(s, about=tuple(about)))
    return tuple(out)


def _points_back(doc: Document, s: Statement, anaphors: frozenset[str]) -> bool:
    """Short contents of a denial or confirmation that begin with «ذلك», «صحة …», «هذه الأنباء»."""
    if s.stance == "assert":
        return False
    first = doc.token_at(s.span.start)
    norms = []
    for token in doc.tokens[first : first + SHORT + 1]:
        if token.start >= s.span.end:
            break
        norms.append(token.norm)
    return len(norms) <= SHORT and any(n in anaphors or n[1:] in anaphors for n in norms[:2])


def _pointed_at(doc: Document, s: Statement, before: Sequence[Statement], events: Sequence[Event]) -> list[str]:
    """The events of the last statement before it, else those of the nearest earlier segment that tells any."""
    earlier = next((b for b in reversed(before) if b.about and b.cue.end <= s.cue.start and b.speaker != s.speaker), None)
    home = doc.tokens[doc.token_at(s.cue.start)].segment
    if earlier is not None and home - doc.tokens[doc.token_at(earlier.cue.start)].segment <= 2:
        return list(earlier.about)
    for segment in range(home, max(-1, home - 3), -1):
        found = [e.id for e in events if e.trigger.start < s.cue.start and doc.tokens[doc.token_at(e.trigger.start)].segment == segment]
        if found:
            return found
    return []
