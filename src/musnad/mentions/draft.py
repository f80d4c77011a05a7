"""An entity while it is put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.lexicon.lexicon import Name
from musnad.mentions.mention import Mention


@dataclass(slots=True)
class Draft:
    """An entity while it is being put together."""

    index: int
    type: str
    mentions: list[Mention] = field(default_factory=list)
    name: Name | None = None
    country: str | None = None
    sector: str | None = None
    gender: str | None = None
    number: str = "s"
    person: tuple[str, ...] = ()
    titles: set[tuple[str, str | None]] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    acts: bool = True
    rows: list[str] = field(default_factory=list)
    rule: str = ""

    @property
    def last_token(self) -> int:
        return self.mentions[-1].last if self.mentions else -1
