"""What stands behind a head noun: whose or what it is, its adjectives, its nationality: «وزارة الدفاع الأميركية»."""

from __future__ import annotations

from musnad.lexicon.lexicon import Head, Name
from musnad.lexicon.phrases import Hit
from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks.adjectives import Adjectives
from musnad.mentions.chunks.ground import MAX_NP, QUOTE_MARKS, default_gender
from musnad.mentions.mention import Mention

#: Heads whose following name is the identity: «حركة حماس» is حماس, «مسلحي جيش الإسلام» is جيش الإسلام.
_GROUP_HEADS = frozenset(word_set("mentions.chunks.group_heads"))
_MEMBER_HEADS = frozenset(word_set("mentions.chunks.member_heads"))
_PLACE_HEADS = frozenset(word_set("mentions.chunks.place_heads"))
#: Heads behind which a name may stand in quotation marks.
_NAMED_HEADS = _GROUP_HEADS | _MEMBER_HEADS
_KIN = frozenset(word_set("mentions.chunks.kin"))
_CALLED = frozenset(word_set("mentions.chunks.called"))
_OTHER = frozenset(word_set("mentions.chunks.other"))


class Idafa(Adjectives):
    """The tail of a noun phrase. What stands in idafa may be a description of its own, with a tail of its own."""

    def _described(self, i: int, hit: Hit[Head]) -> Mention | None:
        """The description that begins with a head noun."""
        raise NotImplementedError  # nouns know how a description begins

    def _np_tail(self, mention: Mention, j: int, definite: bool) -> int:
        """Idafa and adjectives behind a head noun. Sets country and identity on the way."""
        first = mention.first
        idafa, start = j > first + 1 and self._has_al(j - 1) and not self._has_al(first), j  # «تقرير أممي | الطرفين»: behind an adjective no idafa begins
        opened = self.tokens[mention.first].quoted
        while j < self.end and j - mention.first < MAX_NP:
            token, info = self.tokens[j], self.infos[j]
            if (token.norm in QUOTE_MARKS or (token.norm == "(" and j == start)) and not idafa and not definite:
                inner = self._quoted_inner(mention, j)
                if not inner:
                    break
                j, idafa = inner, True
                continue
            if token.kind == "word" and token.norm in _OTHER and j > first and token.quoted == opened and not definite:
                j += 1  # «بنوك أخرى», «مسؤولون آخرون»
                continue
            if token.kind != "word" or j in self.blocked or info.function or token.quoted != opened:
                break
            if info.nisba and not info.nisba_cut and self._nisba_fits(j, definite or idafa):
                if info.nisba.country and not mention.country:
                    mention.country = self._nisba_country(j)
                mention.rows += (info.nisba.where,)
                mention.extra["nisba"] = info.nisba.base
                j = self._skip_direction(j + 1, info)
                continue
            if not definite and not idafa and j == start and not self._keeps_nun(mention, j):
                inner = self._idafa(mention, j)
                if inner:
                    j, idafa = inner, True
                    continue
            if self._adjective_fits(j, definite or idafa) and (idafa or self._agrees(mention, j)) and not self._new_noun(mention, j) and not self._governs(j):
                mention.extra.setdefault("adjective", token.norm)
                j += 1
                continue
            if self._joined_tail(mention, j, start):
                j += 1
                continue
            break
        return j

    def _idafa(self, mention: Mention, j: int) -> int | None:
        """Whose or what it is: a name, an office, a body, a field or a definite noun behind the head; the token behind that."""
        hit = self._listed(j, False)
        if hit:
            return self._of_name(mention, j, hit)
        norm = self.norms[j]
        if norm.endswith("ه") and not self._has_al(j) and norm[:-1] in self.lex.verb_participles and mention.plural_group and not self.signs[j].titles:
            mention.extra.setdefault("adjective", norm)
            return j + 1  # «فصائل معارضة», «وسائل إعلام معارضة»
        return self._of_office(mention, j) or self._of_body(mention, j) or self._of_field(mention, j) or self._of_word(mention, j)

    def _of_name(self, mention: Mention, j: int, hit: Hit[Name]) -> int | None:
        """«حركة حماس», «قوات الأسد»: a listed name, the identity of some heads and the owner of others."""
        name = min(hit.items, key=lambda n: n.weak)
        if name.type == "person" and mention.lemma in _PLACE_HEADS:
            return None
        if name.weak and name.type in ("armed_group", "organization"):
            # «جبهة المقاومة الشعبية» of Chad: a common name with another head before it is another body.
            mention.extra["idafa"] = " ".join(self.norms[j : hit.last])
            return hit.last
        if name.weak and name.type == "person" and self.infos[j].adjective and not self._full_name_seen(name):
            return None  # «طريق سريع» is no road of Yahya Saree's
        person = name.type == "person"
        last = self._extend_person(j, hit.last) if person else hit.last
        self._identify(mention, name)
        inner = Mention(
            j, last, self._span(j, last, 0), name.type, f"name.{name.kind}", name=name, country=name.country,
            sector=name.sector, gender=name.gender or default_gender(name.type), rows=(name.where,),
        )  # fmt: skip
        if person:
            inner.person, inner.core = tuple(self.norms[j:last]), inner.span
        if mention.name is not name:
            mention.parts += (inner,)
        return last

    def _of_office(self, mention: Mention, j: int) -> int | None:
        """«مكتب رئيس الوزراء»: somebody told by title."""
        title = self._title_hit(j, False)
        if title is None or self.infos[j].finite or (title.last == j + 1 and self._adjectival(j, title.items[0])):  # «تقارير إعلامية»
            return None
        office = self._titled(j, title)
        if office is None or mention.lemma in _PLACE_HEADS:
            return None
        mention.parts += (office,)
        mention.country = mention.country or office.country
        return office.last

    def _of_body(self, mention: Mention, j: int) -> int | None:
        """«عناصر الشرطة»: another description; members are of their body's sector."""
        head = self._head_hit(j, False)
        body = self._described(j, head) if head and (self._has_al(j) or not self.infos[j].finite) else None
        if body is None:
            return None
        mention.parts += (body,)
        mention.country = mention.country or body.country
        if mention.lemma in _MEMBER_HEADS:
            mention.sector = body.sector or mention.sector
        return body.last

    def _of_field(self, mention: Mention, j: int) -> int | None:
        """«وزارة الدفاع»: a field of government, with its sector."""
        portfolio = self.lex.portfolios.longest(self.norms, j, False)
        if portfolio is None or portfolio.last > self.end:
            return None
        mention.extra["portfolio"] = " ".join(self.norms[j : portfolio.last]).removeprefix("ال")
        mention.sector = portfolio.items[0].get("sector") or mention.sector
        return portfolio.last

    def _of_word(self, mention: Mention, j: int) -> int | None:
        """What no list knows: a name behind kin, a definite noun, the name of a paper, a firm or a place."""
        norm = self.norms[j]
        if mention.lemma in _KIN and self._could_be_name(j) and not self._has_al(j):
            last = self._extend_person(j, j + 1)  # «زوجة مينغ»
            mention.extra["idafa"] = norm
            relative = Mention(j, last, self._span(j, last, 0), "person", "person.of_kin", person=tuple(self.norms[j:last]), core=self._span(j, last, 0))
            mention.parts += (relative,)
            return last
        if norm.startswith("ال") and len(norm) > 3:
            mention.extra["idafa"] = norm
            return j + 1
        if mention.lemma in _CALLED and mention.number == "s" and self._could_be_name(j) and len(norm) > 2 and not norm.endswith("ات"):
            last = j + 1  # «صحيفة سياتل تايمز المحلية», «شركة ريان إير»
            while last < min(self.end, j + 3) and self.tokens[last].kind == "word" and last not in self.blocked and self._plain(last):
                last += 1
            mention.extra["quoted"] = " ".join(self.norms[j:last])
            return last
        info = self.infos[j]
        if mention.lemma in _PLACE_HEADS and not info.verbs and not info.adjective and not info.nisba and len(norm) > 2 and norm[0] not in "وفب":
            mention.extra["placename"] = norm
            return j + 1
        return None

    def _plain(self, k: int) -> bool:
        """A word that is no verb, no adjective, no listed noun and has no clitic: the next part of a foreign name."""
        norm, info = self.norms[k], self.infos[k]
        if info.function or info.verbs or info.nisba or info.adjective or self._has_al(k) or norm[0] in "وفبل" or len(norm) < 3:
            return False
        return not self._noun_like(norm) and norm not in self.lex.masdars

    def _identify(self, mention: Mention, name: Name) -> None:
        """Takes the name's country, and all of it where the name is what the head is."""
        mention.country = mention.country or name.country
        group = mention.lemma in _GROUP_HEADS and name.type in ("armed_group", "organization", "media")
        member = mention.lemma in _MEMBER_HEADS and name.type == "armed_group"
        place = mention.lemma in _PLACE_HEADS and name.type in ("place", "country")
        if group or member or place:
            mention.name = name
            mention.rows += (name.where,)
            if not place:
                mention.type, mention.sector = name.type, name.sector

    def _quoted_inner(self, mention: Mention, j: int) -> int | None:
        """«جماعة "فيلق الرحمن"»: the quoted name is the identity."""
        if mention.lemma not in _NAMED_HEADS or j + 1 >= self.end:
            return None
        marks = QUOTE_MARKS if self.norms[j] != "(" else frozenset(")")
        hit = self._listed(j + 1, False)
        close = hit.last if hit else next((k for k in range(j + 1, min(j + 8, self.end)) if self.norms[k] in marks), None)
        if close is None or close >= self.end or self.norms[close] not in marks or close == j + 1:
            return None
        if hit:
            self._identify(mention, hit.items[0])
        else:
            mention.extra["quoted"] = " ".join(self.norms[j + 1 : close])
        return close + 1
