"""Whose a word is: what the tagger points at is a word, what is asked for is an entity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from musnad.lexicon.words import Words
from musnad.mentions.mention import Mention
from musnad.text.document import Document

#: A mention may have this many words of quantity before it.
_QUANTITY = 4


def owners(doc: Document, words: Words, mentions: Iterable[Sequence[Mention]]) -> dict[int, int]:
    """Token → entity, from each segment's mentions in their order: a first token is its mention's own, inner ones belong to the longest mention around them.

    Words of quantity before a mention belong to it: the tagger begins «آلاف الفلسطينيين», «اثنين من المهاجمين» there.
    """
    by_segment = list(mentions)
    out: dict[int, int] = {}
    for some in by_segment:
        for m in some:
            out.setdefault(m.first, m.entity)
        for m in some:
            for k in range(m.first + 1, m.last):
                out.setdefault(k, m.entity)
    for some in by_segment:
        for m in some:
            for k in range(m.first - 1, max(-1, m.first - 1 - _QUANTITY), -1):
                token = doc.tokens[k]
                if k in out or not (token.kind == "number" or words(token.norm).function in ("num", "det", "prep")):
                    break
                out[k] = m.entity
    return out
