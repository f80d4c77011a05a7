"""Which words describe the noun before them, and which begin something new: «الجيش الحر» against «الجيش الحصار»."""

from __future__ import annotations

from musnad.lexicon.lexicon import Head, Title
from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks.titles import Titles
from musnad.mentions.mention import Mention
from musnad.text.fold import fold

_COMPLEMENT = frozenset(word_set("mentions.chunks.complement"))


class Adjectives(Titles):
    """Agreement of a word with the noun before it, in ال, gender and number."""

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
