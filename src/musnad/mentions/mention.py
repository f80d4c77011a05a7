"""A mention: a stretch of words that names somebody, something or some place."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.lexicon.lexicon import Name
from musnad.model import Span


@dataclass(slots=True)
class Mention:
    """A named or described participant. Tokens ``first``..``last`` (exclusive)."""

    first: int
    last: int
    span: Span
    type: str
    rule: str
    lemma: str = ""  # head noun or title, as listed
    country: str | None = None
    sector: str | None = None
    gender: str | None = None
    number: str = "s"
    definite: bool = True
    acts: bool = True
    name: Name | None = None  # lexicon name it is or contains as its identity
    person: tuple[str, ...] = ()  # folded words of a personal name
    title: str = ""
    of: Mention | None = None  # whose minister, whose spokesman
    parts: tuple[Mention, ...] = ()  # mentions inside that stand for themselves
    rows: tuple[str, ...] = ()
    front: str = ""  # clitic letters cut before it (ل، ب، و …)
    possessed: bool = False  # carries a possessive pronoun
    plural_group: bool = False
    entity: int = -1
    extra: dict[str, str] = field(default_factory=dict)
    core: Span | None = None  # the personal name alone
