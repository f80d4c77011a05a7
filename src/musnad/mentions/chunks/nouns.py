"""Common nouns that name a group, a body or a place, and people told by nationality: «فصائل مسلحة عراقية», «الفلسطينيون»."""

from __future__ import annotations

from musnad.lexicon.lexicon import Head
from musnad.lexicon.phrases import Hit
from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks.quantities import Quantities
from musnad.mentions.mention import Mention
from musnad.model import Span

_RELATIONS = frozenset(word_set("mentions.chunks.relations"))
_SIDE_BEFORE = frozenset(word_set("mentions.chunks.side_before"))
_OTHER = frozenset(word_set("mentions.chunks.other"))
_MANY = frozenset(word_set("mentions.chunks.many"))
_VICTIMS = frozenset(word_set("mentions.chunks.victims_before"))
_SIDES = frozenset(word_set("mentions.chunks.sides"))
_QUANTITIES = frozenset(word_set("mentions.chunks.quantities"))
_COUNTING = frozenset(word_set("mentions.chunks.counting"))
_GREAT = frozenset(word_set("mentions.chunks.great"))
_FROM = frozenset(word_set("mentions.chunks.from"))


class Nouns(Quantities):
    """Descriptions by a listed head noun, and demonyms."""

    def _described(self, i: int, hit: Hit[Head]) -> Mention | None:
        head = hit.items[0]
        if self.infos[i].finite and not self._has_al(i) and hit.last == i + 1 and not self._noun_context(i, head):
            return None
        if head.lemma in _SIDES and i and self.norms[i - 1] in _FROM and self._possessive(i, hit):
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
