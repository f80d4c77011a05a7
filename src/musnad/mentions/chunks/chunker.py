"""Noun phrases that name a participant: listed names, titles with names, head nouns with what follows.

The grammar is small and reads left to right, longest first:

* a listed name («كتائب حزب الله»)
* a title, what it is of («وزير الخارجية السعودي», «المتحدث باسم وزارة الخارجية الأميركية»), and the
  person who holds it, with or without a comma
* a personal name by its shape (given name + family name)
* a head noun with its idafa and adjectives («فصائل مسلحة عراقية», «قوات الأمن الأفغانية»)
"""

from __future__ import annotations

from musnad.lexicon.lexicon import Name
from musnad.lexicon.phrases import Hit
from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks.ground import QUOTE_MARKS, default_gender
from musnad.mentions.chunks.nouns import Nouns
from musnad.mentions.mention import Mention
from musnad.model import Span
from musnad.text.document import Segment

#: What must stand before a weak name of a medium, of a place.
_MEDIA_BEFORE = frozenset(word_set("mentions.chunks.media_before"))
_PLACE_BEFORE = frozenset(word_set("mentions.chunks.place_before"))


class Chunker(Nouns):
    """Finds mentions in one document. ``blocked`` holds tokens that belong to time expressions."""

    def run(self) -> list[Mention]:
        out: list[Mention] = []
        for segment in self.doc.segments:
            if segment.tells:
                out += self._segment(segment)
        return out

    def _segment(self, segment: Segment) -> list[Mention]:
        out: list[Mention] = []
        i, self.start, self.end = segment.first, segment.first, segment.last
        while i < segment.last:
            mention = self.at(i)
            if mention is None:
                i += self._city_words(i) or 1
                continue
            out.append(mention)
            out += _flatten(mention)
            i = max(mention.last, i + 1)
        out.sort(key=lambda m: (m.first, -m.last))
        return out

    def at(self, i: int, clitics: bool = True) -> Mention | None:
        """The mention that begins at token ``i``, or None."""
        token = self.tokens[i]
        if token.kind != "word" or i in self.blocked:
            return None
        signs = self.signs[i]
        if not (signs.names or signs.titles or signs.heads or signs.given):  # most words: none of the look-ups below could find anything
            return self._demonym(i) or self._person_after_cue(i)
        name = self._listed(i, clitics)
        title = self._title_hit(i, clitics)
        if title and title.last == i + 1 and self._adjectival(i, title.items[0]):
            title = None  # «تقارير إعلامية»
        if title and (name is None or title.last >= name.last):
            found = self._titled(i, title)
            if found:
                if found.number == "p" and not found.person and (not self._has_al(i) or self._counted(i)):
                    self._with_number(found, i)
                return found
        head = self._head_hit(i, clitics)
        if head and (name is None or head.last > name.last):
            return self._described(i, head)
        found = self._named(i, name) if name else None
        if found is None and head and name:
            found = self._described(i, head)  # «البيان»: no paper of that name is quoted, so it is a statement
        return found or self._person_by_shape(i) or self._demonym(i) or self._person_after_cue(i)

    def _named(self, i: int, hit: Hit[Name]) -> Mention | None:
        name = self._choose(hit)
        if name is None:
            return None
        last = hit.last
        if name.type == "person":
            last = self._extend_person(i, last)
        mention = Mention(
            i, last, self._span(i, last, hit.cut), name.type, f"name.{name.kind}", name=name,
            country=name.country, sector=name.sector, gender=name.gender or default_gender(name.type),
            rows=(name.where,), front=self._front(i, hit.cut),
        )  # fmt: skip
        if name.type == "person":
            mention.person = tuple(self._bare(k, i, hit.cut) for k in range(i, last))
            mention.core = mention.span
            self._apposed_title(mention)
        return mention

    def _apposed_title(self, mention: Mention) -> None:
        """«أحمد أبو الغيط، الأمين العام للجامعة العربية»: the title behind the name belongs to it."""
        k = mention.last
        if k < self.end and self.norms[k] in ("،", ","):
            k += 1
        if k >= self.end or self.tokens[k].kind != "word" or k in self.blocked:
            return
        title = self._title_hit(k, False)
        if title is None:
            return
        inner = self._titled(k, title, holder=False)
        if inner is None or inner.number != "s" or not (inner.of or inner.country or inner.definite):
            return
        if k > mention.last and not (inner.of or inner.country):
            return
        mention.title, mention.lemma = inner.title, inner.lemma
        mention.country = mention.country or inner.country
        mention.sector = mention.sector or inner.sector
        mention.parts += inner.parts
        mention.of = inner.of
        mention.rule += "+title"
        mention.span = Span(mention.span.start, self.tokens[inner.last - 1].end)
        mention.last = inner.last

    def _choose(self, hit: Hit[Name]) -> Name | None:
        """Of several names with one form, the strong one; a weak form needs a quotation or a head before it."""
        strong = [n for n in hit.items if not n.weak]
        if strong:
            order = {"country": 0, "seat": 1, "actor": 2, "person": 3, "capital": 4, "place": 5}
            return min(strong, key=lambda n: order.get(n.kind, 9))
        name = hit.items[0]
        i = hit.first
        before = self.tokens[i - 1].norm if i else ""
        if name.type == "person":
            # A family name alone: the full name must stand in the article, or a title before it.
            told = i > 0 and len(hit.items) == 1 and self._saying(i - 1)
            return name if told or self._full_name_seen(name) else None
        if name.type == "media" and before in _MEDIA_BEFORE:
            return name
        quoted = before in QUOTE_MARKS and hit.last < len(self.tokens) and self.tokens[hit.last].norm in QUOTE_MARKS
        if quoted and name.kind == "actor":
            return name
        if name.kind == "place" and before in _PLACE_BEFORE:
            return name
        return None


def _flatten(mention: Mention) -> list[Mention]:
    out: list[Mention] = []
    for part in mention.parts:
        out.append(part)
        out += _flatten(part)
    return out
