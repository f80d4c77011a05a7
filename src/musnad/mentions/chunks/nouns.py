"""Common nouns that name a group, a body or a place, with idafa, adjectives, nisba and number: «فصائل مسلحة عراقية»."""

from __future__ import annotations

from musnad.lexicon.lexicon import Head, Name, Title
from musnad.lexicon.phrases import Hit, clitic_variants
from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks.ground import MAX_NP, QUOTE_MARKS, cut_start, default_gender
from musnad.mentions.chunks.titles import Titles
from musnad.mentions.mention import Mention
from musnad.model import Span
from musnad.text.fold import fold

#: Heads whose following name is the identity: «حركة حماس» is حماس, «مسلحي جيش الإسلام» is جيش الإسلام.
_GROUP_HEADS = frozenset(word_set("mentions.chunks.group_heads"))
_MEMBER_HEADS = frozenset(word_set("mentions.chunks.member_heads"))
_PLACE_HEADS = frozenset(word_set("mentions.chunks.place_heads"))
_RELATIONS = frozenset(word_set("mentions.chunks.relations"))
_SIDE_BEFORE = frozenset(word_set("mentions.chunks.side_before"))
_COMPLEMENT = frozenset(word_set("mentions.chunks.complement"))
_KIN = frozenset(word_set("mentions.chunks.kin"))
_CALLED = frozenset(word_set("mentions.chunks.called"))
_OTHER = frozenset(word_set("mentions.chunks.other"))
_MANY = frozenset(word_set("mentions.chunks.many"))
_VICTIMS = frozenset(word_set("mentions.chunks.victims_before"))
_SIDES = frozenset(word_set("mentions.chunks.sides"))
_QUANTITIES = frozenset(word_set("mentions.chunks.quantities"))
_COUNTING = frozenset(word_set("mentions.chunks.counting"))
_GREAT = frozenset(word_set("mentions.chunks.great"))


class Nouns(Titles):
    """Descriptions by a listed head noun, and demonyms."""

    def _described(self, i: int, hit: Hit[Head]) -> Mention | None:
        head = hit.items[0]
        if self.infos[i].finite and not self._has_al(i) and hit.last == i + 1 and not self._noun_context(i, head):
            return None
        if head.lemma in _SIDES and i and self.norms[i - 1] in ("من", "ومن") and self._possessive(i, hit):
            return None  # «من جهتها»: a turn of speech
        if self.norms[i] in _OTHER and not self._alone(i):
            return None  # «كهنة آخرين»
        if self._relates(i, hit, head) or (head.lemma in _MANY and hit.last < self.end and self.norms[hit.last] == "من"):
            return None  # «الآلاف من …»: the quantity is part of what is counted
        if hit.last == i + 1 and self._adjectival(i, head):
            return None
        definite = self._definite(i, hit)
        needs = self.lex.head_limits.get(head.lemma, "")
        if needs == "article" and not self._has_al(i):
            return None
        mention = Mention(
            i, hit.last, Span(0, 0), head.type, "head", lemma=head.lemma, sector=head.sector, gender=head.gender,
            number=head.number, definite=definite, acts=head.acts, rows=(head.where,), front=self._front(i, hit.cut),
            plural_group=head.number == "p",
        )  # fmt: skip
        stem_suffix = self._possessive(i, hit)
        if stem_suffix:
            mention.possessed = True
            mention.definite = True
            definite = True
        mention.last = self._np_tail(mention, hit.last, definite) if head.lemma not in _MANY else hit.last
        mention.last = self._affiliation(mention, mention.last)
        if mention.type == "person" and head.number == "s":
            mention.last = self._named_behind(mention, mention.last)
        if needs == "tail" and mention.last == hit.last and (not definite or mention.front):
            return None
        mention.span = self._span(i, mention.last, hit.cut)
        if mention.type in ("population", "person", "armed_group", "military") and (not self._has_al(i) or self._counted(i)):
            self._with_number(mention, i)
        return mention

    def _alone(self, i: int) -> bool:
        """«14 آخرين», «قال آخرون», «إصابة آخرين»: no noun stands before it that it could describe."""
        k = i - 1
        if k < self.start or self.tokens[k].kind != "word":
            return True
        info = self.infos[k]
        return bool(info.function) or self.norms[k].removeprefix("و") in _VICTIMS or (info.finite and not self._has_al(k)) or self.norms[k] in _QUANTITIES

    def _relates(self, i: int, hit: Hit[Head], head: Head) -> bool:
        """«بقيادة السعودية», «برئاسة الحمد الله», «من جانب ترامب»: the noun only says how the next one takes part."""
        if self._has_al(i) or hit.last > i + 1:
            return False
        if head.lemma in _SIDES:
            return i > 0 and self.norms[i - 1] in _SIDE_BEFORE and not self._possessive(i, hit)
        return head.lemma in _RELATIONS and self._front(i, hit.cut).endswith("ب")

    def _adjectival(self, i: int, head: Head | Title) -> bool:
        """«التاريخ السياسي», «مؤتمر صحفي»: a singular that agrees with the noun before it describes that noun.

        «اعتقال صحفي» is an idafa: behind a masdar without ال the word is a noun.
        """
        norm, k = self.norms[i], i - 1
        if head.number != "s" or not norm.endswith(("ي", "يه", "يا")) or k < self.start or self.tokens[k].kind != "word" or k in self.blocked:
            return False
        before, info = self.norms[k], self.infos[k]
        if self._has_al(i) and not norm.startswith(("ال", "وال")):
            return False  # «الخاص بالصحفي»
        if info.function or (info.finite and not self._has_al(k)) or self._has_al(k) != self._has_al(i):
            return False
        if isinstance(head, Title) and norm.endswith("يه") != (before.endswith("ه") or self._broken_plural(k)):
            return False  # «المحكمة الصحفي»
        return self._has_al(i) or before not in self.lex.masdars

    def _broken_plural(self, k: int) -> bool:
        """«تقارير», «المصادر», «بيانات»: a plural of things, which its adjective follows in the feminine."""
        stem = self.norms[k].removeprefix("ال")
        return stem.endswith("ات") or any(head.number == "p" or fold(head.lemma) != stem for head in self.lex.heads.get(stem))

    def _counted(self, i: int) -> bool:
        """«آلاف المتظاهرين», «اثنين من المهاجمين»: a quantity before a definite group."""
        before = self.norms[i - 1] if i > self.start else ""
        return before in _GREAT or (before == "من" and i - 1 > self.start and (self.tokens[i - 2].kind == "number" or self.infos[i - 2].function == "num" or self.norms[i - 2] in _GREAT))

    def _quantity_before(self, i: int) -> int:
        """The first of the numbers and words of quantity that stand right before token ``i``."""
        k = i
        while k > self.start and (self.tokens[k - 1].kind == "number" or self.infos[k - 1].function == "num" or self.norms[k - 1] in _QUANTITIES) and k - 1 not in self.blocked:
            k -= 1
        return k

    def _with_number(self, mention: Mention, i: int) -> None:
        """«خمسة جنود», «نحو 20 مسلحا», «عشرات المدنيين»: the number belongs to the mention."""
        k = self._quantity_before(i)
        if k > self.start + 1 and k == i and self.norms[i - 1] == "من":
            k = self._quantity_before(i - 1)
            k = i if k == i - 1 else k
        if k == i:
            return
        mention.number = "p"
        mention.plural_group = True
        mention.definite = False
        mention.extra["count"] = "y"
        front = next((c for w, c in clitic_variants(self.norms[k]) if self.words(w).function in ("num", "det")), 0)
        mention.span = Span(cut_start(self.doc, self.tokens[k], front), mention.span.end)
        mention.front = self.norms[k][:front]
        mention.first = k

    def _possessive(self, i: int, hit: Hit[Head]) -> str:
        if self._has_al(i) or hit.last > i + 1:
            return ""
        norm = self.norms[i][hit.cut :]
        if self.lex.heads.get(norm):
            return ""
        return next((s for s in ("هما", "هم", "ها", "نا", "ه") if norm.endswith(s)), "")

    def _noun_context(self, i: int, head: Head) -> bool:
        """A word that could be a verb is taken as a noun only after a preposition, number or quantifier."""
        if i == 0:
            return False
        before = self.infos[i - 1]
        if head.type in ("person", "population") and self._saying(i - 1):
            return True  # «قالت زوجته», «قال زوج الضحية»
        return before.function in ("prep", "det") or self.tokens[i - 1].kind == "number"

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

    def _joined_tail(self, mention: Mention, j: int, start: int) -> bool:
        """«مصادر صحية وأمنية», «وزارة الصحة والخدمات الإنسانية»: a second adjective or field of the same one."""
        norm = self.norms[j]
        if norm[0] != "و" or j == start:
            return False
        if mention.extra.get("portfolio"):
            return norm.startswith("وال") and self.lex.portfolios.longest([norm[1:], *self.norms[j + 1 : j + 3]], 0, False) is not None
        before, rest = self.norms[j - 1], norm[1:]
        return not mention.definite and mention.plural_group and before.endswith("يه") and rest.endswith("يه") and bool(self.lex.adjectives.get(rest) or rest in self.lex.nisbas or self.lex.heads.get(rest))

    def _keeps_nun(self, mention: Mention, j: int) -> bool:
        """«مسلحون نقطة تفتيش», «مهندسان»: a plural or dual that keeps its nun governs no noun."""
        word = self.norms[j - 1]
        return j == mention.first + 1 and mention.number in ("p", "d") and len(word) > 4 and word.endswith(("ون", "ين", "ان")) and not word.startswith("ال")

    def _nisba_fits(self, j: int, definite: bool) -> bool:
        return self._has_al(j) == definite

    def _adjective_fits(self, j: int, definite: bool) -> bool:
        norm, info = self.norms[j], self.infos[j]
        if definite:
            return norm.startswith("ال") and len(norm) > 3 and (norm not in self.lex.names.by_first or info.adjective == "body")
        return bool(info.adjective) and not norm.startswith("ال") and not (info.finite and norm[-1] not in "هنت")

    def _agrees(self, mention: Mention, j: int) -> bool:
        """Whether a definite word can describe the head by gender and number: «الجيش الحر», not «المحكمة المتهمين»."""
        norm = self.norms[j]
        if not norm.startswith("ال") or mention.number != "s" or mention.plural_group:
            return True
        if norm.endswith(("ون", "ين", "ات")) and len(norm) > 6:
            return False
        if mention.gender == "f":
            return norm.endswith(("ه", "ي", "ا"))
        return mention.gender != "m" or not norm.endswith("ه")

    def _governs(self, j: int) -> bool:
        """«المحافظة الواقعة في», «الميليشيات المدعومة من»: a participle with a complement says something more, it names nobody."""
        if j + 1 >= self.end:
            return False
        stem = self.norms[j].removeprefix("ال")
        forms = (stem, stem.removesuffix("ه"), stem.removesuffix("ين"), stem.removesuffix("ون"))
        after = self.norms[j + 1]
        complement = after in _COMPLEMENT or (after.startswith(("ل", "ب")) and after[1:3] == "ال") or after.startswith("لل")
        return complement and any(f in self.lex.verb_participles for f in forms) and not self.infos[j].adjective

    def _new_noun(self, mention: Mention, j: int) -> bool:
        """«الجيش الحصار», «الجماعة الهجوم»: a definite noun behind a definite one is the next argument, no adjective."""
        norm = self.norms[j]
        if not norm.startswith("ال") or self.infos[j].adjective or self.infos[j].nisba or norm.endswith(("يه", "ي")):
            return False
        bare = norm[2:]
        if any(head.type == "place" for head in self.lex.heads.get(bare)):
            return True
        participle = bare in self.lex.verb_participles or bare.removesuffix("ه") in self.lex.verb_participles
        if bare in self.lex.masdars:
            return not (participle and (mention.type == "place" or mention.plural_group))
        return not participle and bool(self.lex.heads.get(bare) or self.lex.titles.get(bare))

    def _quoted_inner(self, mention: Mention, j: int) -> int | None:
        """«جماعة "فيلق الرحمن"»: the quoted name is the identity."""
        if mention.lemma not in _GROUP_HEADS | _MEMBER_HEADS or j + 1 >= self.end:
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

    def _idafa(self, mention: Mention, j: int) -> int | None:
        hit = self._listed(j, False)
        if hit:
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
        if self.norms[j].endswith("ه") and not self._has_al(j) and self.norms[j][:-1] in self.lex.verb_participles and mention.plural_group and not self.signs[j].titles:
            mention.extra.setdefault("adjective", self.norms[j])
            return j + 1  # «فصائل معارضة», «وسائل إعلام معارضة»
        title = self._title_hit(j, False)
        if title and title.last == j + 1 and self._adjectival(j, title.items[0]):
            title = None  # «تقارير إعلامية»
        if title and not self.infos[j].finite:
            office = self._titled(j, title)
            if office and mention.lemma not in _PLACE_HEADS:
                mention.parts += (office,)
                mention.country = mention.country or office.country
                return office.last
        head = self._head_hit(j, False)
        if head and (self._has_al(j) or not self.infos[j].finite):
            body = self._described(j, head)
            if body:
                mention.parts += (body,)
                mention.country = mention.country or body.country
                if mention.lemma in _MEMBER_HEADS:
                    mention.sector = body.sector or mention.sector
                return body.last
        portfolio = self.lex.portfolios.longest(self.norms, j, False)
        if portfolio and portfolio.last <= self.end:
            mention.extra["portfolio"] = " ".join(self.norms[j : portfolio.last]).removeprefix("ال")
            mention.sector = portfolio.items[0].get("sector") or mention.sector
            return portfolio.last
        norm, info = self.norms[j], self.infos[j]
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
        mention.country = mention.country or name.country
        group = mention.lemma in _GROUP_HEADS and name.type in ("armed_group", "organization", "media")
        member = mention.lemma in _MEMBER_HEADS and name.type == "armed_group"
        place = mention.lemma in _PLACE_HEADS and name.type in ("place", "country")
        if group or member or place:
            mention.name = name
            mention.rows += (name.where,)
            if not place:
                mention.type, mention.sector = name.type, name.sector

    def _demonym(self, i: int) -> Mention | None:
        """«الفلسطينيون», «الأكراد», «فلسطينيين»: a nisba in the plural standing alone."""
        info = self.infos[i]
        nisba = info.nisba
        counted = nisba is not None and nisba.number == "s" and self._counts(i)
        one = nisba is not None and nisba.number == "s" and not counted and nisba.kind in ("country", "ethnic", "religious") and self._victim(i)
        if nisba is None or (nisba.number == "s" and not counted and not one) or (nisba.kind == "regional" and not self._has_al(i)):
            return None
        if not self._has_al(i) and i and self.infos[i - 1].function not in ("det", "prep") and self.tokens[i - 1].kind != "number" and info.nisba_cut:
            return None
        found = Mention(
            i, i + 1, self._span(i, i + 1, info.nisba_cut), "person" if one else "population", "demonym", lemma=nisba.base, country=nisba.country,
            sector="CVL", gender=nisba.gender, number="p" if counted else nisba.number, definite=self._has_al(i), rows=(nisba.where,),
            front=self._front(i, info.nisba_cut), plural_group=not one,
        )  # fmt: skip
        self._with_number(found, i)
        return found

    def _victim(self, i: int) -> bool:
        """«مقتل فلسطيني», «اعتقلت فلسطينيا»: somebody told by nationality alone, behind a word that takes people."""
        if self._has_al(i) or i <= self.start or self.infos[i].nisba_cut:
            return False
        return self.norms[i - 1].removeprefix("و") in _VICTIMS

    def _counts(self, i: int) -> bool:
        """«120 فلسطينيا», «مئة فلسطيني»: a singular right behind a number counts people, when no noun goes before it."""
        if self._has_al(i) or i <= self.start or self.infos[i].nisba_cut:
            return False
        before = self.norms[i - 1]
        return self.tokens[i - 1].kind == "number" or before in _GREAT or before in _COUNTING
