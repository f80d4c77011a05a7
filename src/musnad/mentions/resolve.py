"""Which mentions name the same one: names, persons and offices, definite descriptions.

Read left to right, with a memory of who was named. When in doubt mentions stay apart.
"""

from __future__ import annotations

from musnad.lexicon.lexicon import Lexicon
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.mentions.descriptions import Descriptions
from musnad.mentions.draft import Draft
from musnad.mentions.holders import Holders
from musnad.mentions.known import Known
from musnad.mentions.mention import Mention
from musnad.text.document import Document

_LOCATIVE = frozenset(word_set("mentions.resolve.locative"))
_MEMBERS = frozenset(word_set("mentions.resolve.members"))


class Resolver:
    """Turns mentions into drafts. One object per document."""

    def __init__(self, doc: Document, lexicon: Lexicon, words: Words) -> None:
        self.doc, self.lex = doc, lexicon
        self.known = Known(doc, lexicon)
        self.holders, self.descriptions = Holders(self.known, words), Descriptions(self.known)

    def run(self, mentions: list[Mention]) -> list[Draft]:
        for mention in sorted(mentions, key=lambda m: (m.first, -m.last)):
            if mention.entity < 0:
                self._place(mention)
        return self.known.drafts

    def _place(self, m: Mention) -> Draft:
        draft = self._apposed(m) or self._of_kind(m)
        self.known.attach(draft, m)
        return draft

    def _of_kind(self, m: Mention) -> Draft:
        """Each kind of mention by the module that knows it."""
        if m.type == "person" and (m.person or (m.name and m.name.type == "person")):
            return self.holders.person(m)
        if m.title:
            return self.holders.office(m)
        if m.name is not None:
            return self._named(m)
        if m.rule == "demonym" and not m.extra.get("count"):
            return self.known.keyed(("demonym", m.lemma), m)
        return self._body_of(m) or self.descriptions.of(m)

    def _apposed(self, m: Mention) -> Draft | None:
        """«وزارة الدفاع الأميركية (البنتاغون)»: a name in brackets or quotation marks right behind a body's name."""
        if m.type == "person" and m.person:
            return self.holders.behind_comma(m)
        previous = self.known.last
        if m.name is None or m.name.type in ("person", "place", "country") or m.first < 2 or not previous:
            return None
        if previous.last != m.first - 1 or self.doc.tokens[m.first - 1].norm not in ("(", '"', "“", "«"):
            return None
        draft = self.known.drafts[previous.entity]
        if draft.type in ("person", "place", "country", "population") or (draft.country and m.country and draft.country != m.country):
            return None
        return draft

    def _body_of(self, m: Mention) -> Draft | None:
        """«مسلحي الميليشيات», «عناصر الشرطة»: members stand for their body."""
        if m.extra.get("count") or m.lemma not in _MEMBERS or not m.parts or m.parts[0].type not in ("armed_group", "military", "government"):
            return None
        part = m.parts[0]
        if part.entity < 0:
            self._place(part)
        return self.known.drafts[part.entity]

    # -- names --------------------------------------------------------------------------------

    def _named(self, m: Mention) -> Draft:
        """A listed name; a capital that is no location stands for its country."""
        assert m.name is not None
        if m.name.kind == "capital" and not self._is_location(m):
            country = self.lex.country_names.get(m.name.country or "")
            if country:
                m.type, m.name = "country", country
        return self.known.keyed(("name", m.name.where, m.name.kind), m)

    def _is_location(self, m: Mention) -> bool:
        before = self.doc.tokens[m.first - 1].norm if m.first else ""
        return before in _LOCATIVE or m.front.endswith("ب") or m.lemma != "" or self._in_dateline(m)

    def _in_dateline(self, m: Mention) -> bool:
        return self.doc.dateline is not None and m.span.start < self.doc.dateline.span.end
