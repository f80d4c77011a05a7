"""Titles and offices with what they are of and who holds them: «وزير الخارجية الروسي سيرغي لافروف»."""

from __future__ import annotations

from musnad.lexicon.lexicon import Title
from musnad.lexicon.phrases import Hit
from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks.ground import MAX_NP, NAME_LINKS, QUOTE_MARKS
from musnad.mentions.chunks.persons import Persons
from musnad.mentions.mention import Mention
from musnad.model import Span
from musnad.text.fold import fold

#: Where somebody is posted: «السفير الأميركي لدى …».
_POSTED = frozenset(word_set("mentions.chunks.posted"))
#: Titles that name another person than the one before: «الوزير نظيره السوداني».
_OTHERS = frozenset(word_set("mentions.chunks.others"))
#: Offices of a state, which are held nowhere else: «وزير الدفاع الإيطالي في بغداد» is where he is.
_SEATED = frozenset(word_set("mentions.chunks.seated"))
_TURNS = frozenset(word_set("mentions.chunks.turns"))
_OTHER = frozenset(word_set("mentions.chunks.other"))
_SOURCE_HEADS = frozenset(word_set("mentions.chunks.source_heads"))
_WITHIN = frozenset(word_set("mentions.chunks.within"))
#: «تابعة لـ», «مقربة من»: participles that say whose somebody is, as they stand without ال.
_BELONGING = frozenset(word_set("mentions.chunks.belonging"))
_BELONGING_PREPS = frozenset(word_set("mentions.chunks.belonging_preps"))
_ON_BEHALF = frozenset(word_set("mentions.chunks.on_behalf"))
#: «لشؤون», as it is written.
_AFFAIRS = frozenset(word_set("mentions.chunks.affairs"))
#: Words whose ل governs nothing.
_NO_COMPLEMENT = frozenset(word_set("mentions.chunks.no_complement"))


class Titles(Persons):
    """Persons that are told by title, with or without a name."""

    def _titled(self, i: int, hit: Hit[Title], holder: bool = True) -> Mention | None:
        title = hit.items[0]
        j = hit.last
        definite = self._definite(i, hit)
        mention = Mention(
            i, j, Span(0, 0), "person", "title", lemma=title.title, title=title.title, gender=title.gender,
            number=title.number, sector=title.sector, definite=definite, rows=(title.where,), front=self._front(i, hit.cut),
        )  # fmt: skip
        j = self._title_complement(mention, j, definite, title.patterns)
        mention.last = j
        j = self._affiliation(mention, j) if mention.of is None else j
        mention.last = j
        j = self._title_holder(mention, j) if holder else j
        if not mention.person and not self._title_alone_ok(mention, title):
            return None
        mention.last = j
        mention.span = self._span(i, j, hit.cut)
        return mention

    def _affiliation(self, mention: Mention, j: int) -> int:
        """«مصدر في وزارة الدفاع», «مسؤول كبير بوزارة …», «مصادر مقربة من …», «قوات تابعة لـ …»: where somebody belongs."""
        k = self._whose(mention, j)
        if k is None or k >= self.end or self.tokens[k].kind != "word" or k in self.blocked:
            return j
        within = k > j
        inner = self.at(k, clitics=not within or self.norms[k - 1] not in _WITHIN)
        if inner is None or inner.type in ("person", "population") or inner.first != k or (not within and not inner.front and not self._has_al(k)):
            return j
        mention.parts += (inner,)
        mention.country = mention.country or inner.country
        mention.sector = mention.sector or inner.sector
        return inner.last

    def _whose(self, mention: Mention, j: int) -> int | None:
        """The token at which the one begins to whom somebody belongs; None when nothing of the kind follows."""
        if j >= self.end - 1 or self.tokens[j].kind != "word" or self.tokens[j].quoted != self.tokens[mention.first].quoted:
            return None
        norm, behind = self.norms[j], self.norms[j + 1]
        participle = norm.removeprefix("ال")
        if participle in _BELONGING and (norm != participle) == mention.definite:
            return j + 2 if behind in _BELONGING_PREPS else j + 1 if behind.startswith("ل") else None
        if self.norms[j - 1].removeprefix("ال") in _BELONGING and norm.startswith("ل"):
            return j
        if mention.lemma not in _SOURCE_HEADS:
            return None
        if norm in _WITHIN:
            return j + 2 if behind in _WITHIN else j + 1
        return j if norm[0] == "ب" and len(norm) > 4 else None

    def _title_alone_ok(self, mention: Mention, title: Title) -> bool:
        if mention.of or mention.country or mention.last > mention.first + 1:
            return True
        return mention.definite or "rank" not in title.patterns or title.number != "s"

    def _field_noun(self, j: int) -> bool:
        return self.norms[j].startswith("ال") and len(self.norms[j]) > 4 and not self.infos[j].function and not self.infos[j].nisba

    def _joined_field(self, j: int) -> bool:
        """«والدفاع» behind «لجنة الأمن»: another field of the same body, which nobody else is."""
        if j >= self.end or self.tokens[j].kind != "word" or j in self.blocked:
            return False
        bare = self.norms[j].removeprefix("وال")
        return bare != self.norms[j] and len(bare) > 2 and bare in self.lex.masdars and not self.lex.heads.get(bare) and not self.lex.titles.get(bare) and not self.infos[j].nisba

    def _new_word(self, j: int) -> bool:
        """A noun that lists have, which can be no adjective."""
        bare = self.norms[j].removeprefix("ال")
        return not self.norms[j].startswith("ال") or bare in self.lex.masdars or bool(self.lex.heads.get(bare) or self.lex.titles.get(bare)) or bool(self.infos[j].function)

    def _title_complement(self, mention: Mention, j: int, definite: bool, patterns: frozenset[str]) -> int:
        """What the title is of: adjectives, «باسم …», an idafa or «لـ …». Returns the end."""
        while j < self.end and j - mention.first < MAX_NP:
            info = self.infos[j]
            if j == mention.last and not definite and (quoted := self._quoted_body(mention, j)):
                return quoted
            if self.tokens[j].kind != "word" or j in self.blocked or self.tokens[j].quoted != self.tokens[mention.first].quoted:
                break
            if info.nisba and not info.nisba_cut and self._agrees_definite(j, definite or mention.of is not None):
                mention.country = mention.country or self._nisba_country(j)
                mention.rows += (info.nisba.where,)
                j = self._skip_direction(j + 1, info)
                continue
            if not definite and self.norms[j] in _OTHER and j > mention.first:
                j += 1  # «مسؤولون آخرون»
                continue
            if self._has_al(j) and (info.adjective or (definite and j == mention.last and self._nisba_shaped(j))):
                j += 1
                continue
            if mention.of is None and (own := self._own_field(j)):
                mention.extra["portfolio"], mention.definite, definite = own, True, True
                j += 1
                continue
            if mention.of is None:
                following = self._complement_np(mention, j, definite)
                if following:
                    mention.of = following
                    mention.parts += (following,)
                    mention.country = mention.country or following.country
                    mention.sector = mention.sector or following.sector
                    j = following.last
                    continue
                if j == mention.last and not definite and "idafa" in patterns and self._field_noun(j):
                    mention.extra["idafa"], mention.definite, definite = self.norms[j], True, True
                    j += 1  # «رئيس لجنة الانتخابات», «مدير حديقة الحيوان», «وزير المشروعات الصغيرة»
                    if j < self.end and j not in self.blocked and self._has_al(j) and self.norms[j].endswith("ه") and self.norms[j - 1].endswith(("ات", "ه")) and not self._new_word(j):
                        j += 1
                    while self._joined_field(j):
                        j += 1  # «عضو لجنة الأمن والدفاع»
                    continue
            elif self.norms[j].startswith("لل") and (field := self._field(j)):
                j = field
                continue
            if field := self._affairs(mention, j, definite):
                j = field
                continue
            if self.norms[j] in _POSTED and mention.of is not None and mention.of.type != "person" and j + 1 < self.end and self.tokens[j + 1].kind == "word":
                posted = self.at(j + 1, clitics=False)
                if posted and posted.type in ("place", "country", "organization"):
                    mention.parts += (posted,)
                    j = posted.last
                    continue
            break
        return j

    def _nisba_shaped(self, j: int) -> bool:
        """«الخبير الاقتصادي», «المستشارة القانونية»: an adjective by its ending, unless names have it."""
        norm = self.norms[j]
        return norm.endswith(("ي", "يه")) and len(norm) > 5 and norm not in self.lex.surnames and not self.infos[j].nisba

    def _agrees_definite(self, j: int, definite: bool) -> bool:
        return self._has_al(j) == definite or definite

    def _complement_np(self, mention: Mention, j: int, definite: bool) -> Mention | None:
        norm = self.norms[j]
        if norm in _ON_BEHALF and j + 1 < self.end:
            return self.at(j + 1, clitics=False) or self._quoted_name(j + 1) or self._body_by_article(j + 1)
        if norm in ("لشيون", "للشيون"):
            return None
        if norm.startswith("ل") and definite and norm not in _NO_COMPLEMENT:
            inner = self.at(j) if self._np_only(j) else None
            return None if inner is None or inner.title in _OTHERS or inner.type == "media" else inner
        if (norm == "في" or (norm[0] == "ب" and len(norm) > 4)) and definite and j + 1 < self.end:
            inner = self.at(j + 1, clitics=False) if norm == "في" else self.at(j)
            if inner and norm != "في" and not inner.front and not norm.startswith("بال"):
                return None  # «الرئيس التركي بغداد»
            if inner and inner.type in ("place", "country") and mention.country and fold((mention.title or "").split(" ")[0]) in _SEATED:
                return None
            return inner if inner and inner.type in ("place", "organization", "government", "country", "armed_group", "military") else None
        if j == mention.last and (not definite or not self.norms[j - 1].startswith("ال")):  # an idafa stands right behind
            inner = self.at(j, clitics=False)
            if inner and (inner.type != "person" or self._serves(mention, inner, j)):
                return inner
        return None

    def _body_by_article(self, j: int) -> Mention | None:
        """«باسم الحملة الانتخابية»: whoever is spoken for is a body, whatever the noun."""
        if not self._has_al(j) or self.tokens[j].kind != "word" or j in self.blocked:
            return None
        k = j + 1
        while k < min(self.end, j + 4) and self._has_al(k) and not self.infos[k].finite and (self.infos[k].adjective or self.infos[k].nisba or self._nisba_shaped(k)):
            k += 1
        return Mention(j, k, self._span(j, k, 0), "organization", "body.spoken_for", lemma=self.norms[j].removeprefix("ال"), gender=None, definite=True)

    def _serves(self, mention: Mention, person: Mention, j: int) -> bool:
        """«مستشار ترامب», «مساعد كيم جونغ أون»: a title without ال right before a name is that person's, not their own."""
        alone = j == mention.first + 1 and not mention.definite and not mention.country and not mention.extra
        return alone and not person.title and bool(person.name or len(person.person) > 1)

    def _affairs(self, mention: Mention, j: int, definite: bool) -> int | None:
        """End of «لشؤون الشرق الأوسط», «لشؤون مكافحة الإرهاب», «للانتخابات»: a field of work that is no participant."""
        norm = self.norms[j]
        if norm in _AFFAIRS:
            k = j + 1
            while k < min(self.end, j + 5) and self.tokens[k].kind == "word" and k not in self.blocked and (self._has_al(k) or k == j + 1) and not (k > j + 1 and self.signs[k].titles):
                k += 1
            return k if self._has_al(k - 1) else None
        if not norm.startswith("لل") or not (definite or mention.of is not None) or self.signs[j].names or self.signs[j].heads or self.signs[j].titles or norm in _TURNS:
            return None
        k = j + 1
        while k < min(self.end, j + 4) and self._has_al(k) and not self.norms[k].startswith("لل") and k not in self.blocked and (self.infos[k].adjective or self._nisba_shaped(k)):
            k += 1
        return k

    def _field(self, j: int) -> int | None:
        """End of «للأمن القومي», «للشؤون الخارجية» behind somebody's adviser."""
        hit = self.lex.portfolios.longest([self.norms[j][2:], *self.norms[j + 1 : j + 4]], 0, False)
        if hit is None or j + hit.last > self.end:
            return None
        last = j + hit.last
        return last + 1 if last < self.end and self._has_al(last) and self._nisba_shaped(last) else last

    def _own_field(self, j: int) -> str | None:
        """«وزير خارجيته», «وزيرا دفاعهما»: the portfolio with a possessive."""
        stems = (stem for stem, front, art, suffix in self.words.noun_stems(self.norms[j]) if suffix and not front and not art)
        return next((s for stem in stems for s in ((stem[:-1] + "ه") if stem.endswith("ت") else stem,) if self.lex.portfolios.get(s)), None)

    def _np_only(self, j: int) -> bool:
        return not self.infos[j].finite or self.norms[j].startswith("لل")

    def _quoted_body(self, mention: Mention, j: int) -> int | None:
        """«مراسل "العربية"», «قائد "فيلق القدس"»: whose somebody is, in quotation marks; the token behind them."""
        if self.norms[j] not in QUOTE_MARKS or j + 2 >= self.end or self.tokens[j + 1].kind != "word" or mention.number == "d":
            return None
        close = next((k for k in range(j + 2, min(j + 7, self.end)) if self.norms[k] in QUOTE_MARKS), None)
        inner = self.at(j + 1, clitics=False) if close is not None else None
        if close is None or (inner is not None and (inner.last > close or inner.type in ("person", "population"))):
            return None
        if inner is None and close - j > 5:
            return None
        if inner is not None:
            mention.of, mention.country, mention.sector = inner, mention.country or inner.country, mention.sector or inner.sector
            mention.parts += (inner,)
        else:
            mention.extra["quoted"] = " ".join(self.norms[j + 1 : close])
        return close + 1

    def _quoted_name(self, j: int) -> Mention | None:
        if self.tokens[j].norm in QUOTE_MARKS and j + 1 < self.end:
            return self.at(j + 1, clitics=False)
        return None

    def _title_holder(self, mention: Mention, j: int) -> int:
        """The person who holds a title: directly after it or behind a comma, ranks in between."""
        k, comma = self._past_parenthesis(j), False
        if k < self.end and self.tokens[k].norm in ("،", ",", ":"):
            comma = self.tokens[k].norm != ":"
            k += 1 if comma else 0
        k = self._skip_ranks(k)
        if k < self.end and self.norms[k] == "/":
            k += 1  # «العميد/ منصور ثوابة»
        if k >= self.end:
            return j
        holder = self._second_title(mention, k) or self._holder_at(mention, k, comma)
        if holder is None:
            return j
        mention.person = holder.person
        mention.core = holder.core
        mention.name = holder.name
        mention.rule = "title+person"
        mention.rows += holder.rows
        mention.gender = holder.gender or mention.gender
        if holder.name:
            mention.country = holder.country or mention.country
            mention.sector = holder.sector or mention.sector
        return holder.last

    def _named_behind(self, mention: Mention, j: int) -> int:
        """«الشاب محمد أبو خضير», «المسؤول البارز في الوزارة، ستيفن واغنر»: the name behind a common noun for one person."""
        comma = j < self.end and self.norms[j] in ("،", ",")
        k = self._skip_ranks(j + comma)
        if k >= self.end or (not comma and not mention.definite):
            return j
        foreign = (comma or mention.possessed) and mention.definite and k + 1 < self.end and not self._has_al(k) and all(self.tokens[x].kind == "word" and self._foreign_name(x) for x in (k, k + 1))
        if not (self.signs[k].given or self.signs[k].names or foreign):
            return j
        holder = self._holder_at(mention, k, comma)
        if holder is None or len(holder.person) < 2 or holder.title or (mention.gender and holder.gender and mention.gender != holder.gender and holder.rule != "name.person"):
            return j
        mention.person, mention.core, mention.name = holder.person, holder.core, holder.name
        mention.rule, mention.gender = "head+person", holder.gender or mention.gender
        mention.rows += holder.rows
        if holder.name:
            mention.country, mention.sector = holder.country or mention.country, holder.sector or mention.sector
        return holder.last

    def _past_parenthesis(self, k: int) -> int:
        """Over «(حماس)»: a short parenthesis between an office and its holder."""
        if k < self.end and self.norms[k] == "(":
            for j in range(k + 1, min(self.end, k + 6)):
                if self.norms[j] == ")":
                    return j + 1
        return k

    def _second_title(self, mention: Mention, k: int) -> Mention | None:
        """«السفير السعودي مدير مركز … محمد آل جابر»: two titles of one person."""
        hit = self._title_hit(k, False) if self.tokens[k].kind == "word" and k not in self.blocked else None
        if hit is None or mention.number != "s" or ("rank" in hit.items[0].patterns and hit.last >= self.end):
            return None
        inner = self._titled(k, hit)
        if inner is None or not inner.person or hit.items[0].title in _OTHERS:
            return None
        mention.parts += inner.parts
        return inner

    def _skip_ranks(self, k: int) -> int:
        for _ in range(3):
            if k >= self.end or self.tokens[k].kind != "word":
                break
            hit = self._title_hit(k, False)
            if hit is None or "rank" not in hit.items[0].patterns or hit.last >= self.end:
                break
            k = hit.last
        return k

    def _holder_at(self, mention: Mention, k: int, comma: bool) -> Mention | None:
        if self.tokens[k].kind != "word" or k in self.blocked:
            return None
        if self.tokens[k].quoted != self.tokens[mention.first].quoted:
            return None
        listed = self._listed(k, False)
        if listed:
            persons = [n for n in listed.items if n.type == "person"]
            if not persons:
                return self._person_by_shape(k)
            last = self._extend_person(k, listed.last)
            name = persons[0] if len(persons) == 1 or mention.country is None else next(
                (n for n in persons if n.country == mention.country), persons[0])
            person = tuple(self.norms[k:last])
            return Mention(
                k, last, self._span(k, last, 0), "person", "name.person", name=name, person=person,
                core=self._span(k, last, 0), country=name.country, sector=name.sector, gender=name.gender, rows=(name.where,),
            )  # fmt: skip
        by_shape = self._person_by_shape(k)
        if by_shape:
            return by_shape
        return self._unknown_person(mention, k, comma)

    def _unknown_person(self, mention: Mention, k: int, comma: bool) -> Mention | None:
        """Words that no list has, right after a title that names one person: a personal name."""
        if self._city_words(k) or self._own_field(k) or mention.number != "s" or not self._could_be_name(k) or (self._has_al(k) and self.norms[k] not in self.lex.surnames):
            return None
        last = k + 1
        while last < min(self.end, k + 5) and self.tokens[last].kind == "word" and last not in self.blocked:
            if not (self._could_be_name(last) or self.norms[last] in NAME_LINKS):
                break
            last += 1
        if comma and last - k < 2:
            return None
        span = self._span(k, last, 0)
        return Mention(k, last, span, "person", "person.after_title", person=tuple(self.norms[k:last]), core=span)
