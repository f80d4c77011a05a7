"""One entity as :mod:`musnad.mentions.coreference` compares it: what is asked about it for every pair, worked out once."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.mentions.draft import Draft
from musnad.mentions.mention import Mention
from musnad.text.document import Document

_FILLING = frozenset(word_set("mentions.joins.filling"))


class Told:
    """How an entity is told. True until a mention is added or moved: then build it anew."""

    __slots__ = (
        "again", "bare", "count", "draft", "first", "head", "headline", "homes", "index", "kind", "named", "order", "parts", "segment", "start",
        "told", "type", "words",
    )  # fmt: skip

    def __init__(self, doc: Document, draft: Draft) -> None:
        tokens, first = doc.tokens, draft.mentions[0]
        self.draft, self.index, self.type, self.first, self.start = draft, draft.index, draft.type, first, first.first
        self.order = (first.first, draft.index)
        self.count = len(draft.mentions)
        self.segment = tokens[first.first].segment
        #: Segments that it is told in.
        self.homes = {tokens[m.first].segment for m in draft.mentions}
        #: Entities that stand inside its mentions.
        self.parts = parts_of(draft)
        self.words: set[str] = set().union(*(_content(doc, m) for m in draft.mentions))
        self.kind, self.head = kind_of(draft), first_head(draft)
        self.named = draft.name is not None or bool(draft.person)
        bare = not first.parts and not first.of and not first.country and not first.extra and first.last - first.first == 1
        self.bare = f"bare:{bare}:{first.definite}"
        self.again = f"again:{min(self.count, 3)}"
        self.told = f"told:{min(self.count, 5)}"
        self.headline = f"headline:{self.segment == 0}"

    def last_until(self, token: int) -> Mention:
        """The last mention that begins at a token or before it; the first where none does."""
        mentions = self.draft.mentions
        for m in reversed(mentions):
            if m.first <= token:
                return m
        return mentions[0]


def parts_of(d: Draft) -> set[int]:
    """The entities inside its mentions: ترامب of «مستشار ترامب»."""
    return {part.entity for m in d.mentions for part in m.parts}


def _content(doc: Document, m: Mention) -> set[str]:
    norms = [doc.tokens[k].norm for k in range(m.first, m.last) if doc.tokens[k].kind == "word"]
    if norms and m.front:
        norms[0] = norms[0][len(m.front) :]
    return {n.removeprefix("ال") for n in norms} - _FILLING


def kind_of(d: Draft) -> str:
    """How an entity is told: by a listed name, a personal name, an office, a number, a definite or an indefinite description."""
    if d.name is not None:
        return "name"
    if d.person:
        return "person"
    m = d.mentions[0]
    if m.extra.get("count"):
        return "count"
    if d.titles:
        return "office"
    full = bool(m.parts or m.of or m.country or m.extra)
    return f"{'def' if any(x.definite or x.possessed for x in d.mentions) else 'indef'}{'+' if full else ''}{':tagger' if m.rule == 'tagger' else ''}"


def first_head(d: Draft) -> str:
    """The lemma of its first description, or its type where it is only named."""
    lemma = next((m.lemma for m in d.mentions if m.lemma), "")
    return lemma.split(" ")[0] if lemma else f"<{d.type}>"
