"""Personal names by shape: first names, links, what can and cannot go on with a name."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.mentions.chunks.ground import NAME_LINKS, NAME_SECOND, Ground, is_arabic
from musnad.mentions.mention import Mention
from musnad.text.fold import fold

#: «خورخي دي سيلفا»: behind these any word is part of the name.
_FOREIGN_LINKS = frozenset(word_set("mentions.chunks.foreign_links"))
#: Words that no other list has and that name nobody: «أطلق سراح إبراهيم».
_NO_NAMES = frozenset(word_set("mentions.chunks.no_names"))
#: With these no name ends.
_OPEN_LINKS = frozenset(word_set("mentions.chunks.open_links"))
#: «حسب الله», «نصر الدين»: first words of names whose second word is listed.
_BEFORE_SECOND = NAME_LINKS | frozenset(word_set("mentions.chunks.before_second"))
#: People that a place must have for a name with the shape of a person's to be the place's.
CITY = 100_000


class Persons(Ground):
    """Persons that are told by their names alone."""

    def _person_after_cue(self, i: int) -> Mention | None:
        """«وقال لافروف»: a word that no list has, right behind a verb of saying."""
        if i == 0 or not self._saying(i - 1) or self._called_otherwise(i):
            return None
        if self._has_al(i):
            return self._described_after_cue(i)
        if not self._could_be_name(i, after_verb=True) and not self._two_foreign(i):
            return None
        last = self._extend_person(i, i + 1)
        span = self._span(i, last, 0)
        return Mention(i, last, span, "person", "person.after_cue", person=tuple(self.norms[i:last]), core=span)

    def _two_foreign(self, i: int) -> bool:
        """«وقالت فيونا مايلز»: what ends as an adverb does, but no word of the language stands behind either of the two."""
        norm = self.norms[i]
        if not norm.endswith("ا") or i + 1 >= self.end or self.tokens[i + 1].kind != "word" or self.infos[i].verbs or self._noun_stem(norm[:-1]):
            return False
        return self._could_be_name(i) and not self._has_al(i + 1) and self._could_be_name(i + 1, after_verb=True)

    def _described_after_cue(self, i: int) -> Mention | None:
        """«وكتب الكوميدي باتون أوزوالت»: an adjective that no list has, and the name of the one who is so called."""
        k = i + 1
        if k + 1 >= self.end or not self.norms[i].endswith(("ي", "يه")) or self.infos[i].nisba or self.tokens[k].kind != "word" or k in self.blocked:
            return None
        last = self._extend_person(k, k + 1) if self._could_be_name(k, after_verb=True) else k
        if last - k < 2:
            return None
        core = self._span(k, last, 0)
        return Mention(i, last, self._span(i, last, 0), "person", "person.after_cue", person=tuple(self.norms[k:last]), core=core)

    def _person_by_shape(self, i: int) -> Mention | None:
        if not self.signs[i].given or self._city_words(i):
            return None
        for k, cut in self._first_name_at(i):
            last = self._extend_person(i, i + 1, after_first=True)
            if k == "common" and (last - i < 2 or self._called_otherwise(i)):
                return None
            if last - i < 2:
                return None
            gender = self.lex.first_names.get(self.norms[i][cut:], ("u", False, ""))
            person = tuple(self._bare(n, i, cut) for n in range(i, last))
            span = self._span(i, last, cut)
            found = Mention(
                i, last, span, "person", "person.shape", person=person, core=span,
                gender=gender[0] if gender[0] != "u" else None, rows=(gender[2],), front=self._front(i, cut),
            )  # fmt: skip
            self._apposed_title(found)
            return found
        return None

    def _city_words(self, i: int) -> int:
        """«ريو دي جانيرو»: how many words here are a large place's name, though they look like a person's; 0 if they are not."""
        if self.gazetteer is None or self.norms[i] not in self.lex.first_names:
            return 0
        found = self.gazetteer.longest(self.norms[: self.end], i, False)
        if found is None or found[0] == i + 1:
            return 0
        return found[0] - i if self.gazetteer.named(found[2])[0].population >= CITY else 0

    def _called_otherwise(self, i: int) -> bool:
        """«دفع ترامب»: the word behind is the family name of somebody known, whose first name is another."""
        known = [n for n in self.lex.names.get(self.norms[i + 1]) if n.type == "person" and not n.weak] if i + 1 < self.end else []
        return bool(known) and all(fold(n.name).split(" ")[0] != self.norms[i] for n in known)

    def _first_name_at(self, i: int) -> list[tuple[str, int]]:
        norm, info = self.norms[i], self.infos[i]
        if info.finite and i + 1 < self.end and self._body_named(i + 1):
            return []  # «تشن أنقرة»: a verb and its subject
        if info.name_like in ("first", "common") and norm in self.lex.first_names:
            if info.name_like == "common" and info.finite and i + 1 < self.end and self._has_al(i + 1) and self.infos[i + 1].name_like != "surname":
                return []  # «أمر القائد»: a verb and its subject
            return [] if info.function else [(info.name_like, 0)]
        if len(norm) > 4 and norm[0] in "ولب" and norm[1:] in self.lex.first_names and not info.function:
            common = self.lex.first_names[norm[1:]][1]
            if not common and not info.finite:
                return [("first", 1)]
        return []

    def _body_named(self, k: int) -> bool:
        """Whether a country, capital or body of the lexicon is named at token ``k``."""
        return any(n.type != "person" and not n.weak for n in self.lex.names.get(self.norms[k]))

    def _extend_person(self, i: int, last: int, after_first: bool = False) -> int:
        """End of a personal name that begins at ``i``: at most five words, none of them a known other word."""
        limit = min(self.end, i + 6)
        while last < limit:
            token = self.tokens[last]
            if token.kind != "word" or last in self.blocked or token.quoted != self.tokens[i].quoted:
                break
            second = last == i + 1 and after_first
            if not second and not self._known_name(last) and not self._foreign_name(last):
                break
            if not self._continues_name(last, second):
                break
            last += 1
        while last > i + 1 and self.norms[last - 1] in _OPEN_LINKS:
            last -= 1
        return last

    def _foreign_name(self, k: int) -> bool:
        """«والتر سوزا براغا نيتو»: a word that no list, no verb and no noun of the language accounts for."""
        return self._could_be_name(k) and len(self.norms[k]) > 3 and not self._has_al(k) and self.norms[k][-1] not in "هة"

    def _continues_name(self, k: int, second: bool) -> bool:
        norm, info = self.norms[k], self.infos[k]
        if self.norms[k - 1] in _FOREIGN_LINKS and not info.function:
            return True
        if norm in NAME_LINKS or (norm in NAME_SECOND and self.norms[k - 1] in _BEFORE_SECOND):
            return True
        if info.function:
            return False
        known = norm in self.lex.first_names or norm in self.lex.surnames
        if not known and self._with_pronoun(norm):
            return False
        if second and norm.startswith("ال") and norm.endswith("ه") and len(norm) > 5 and self.infos[k - 1].name_like == "first" and not self._accounted(norm[2:]):
            return True  # «عبدالله العذبة»
        if known and (info.name_like != "common" or second):
            return not (info.finite and not second)
        if norm.removeprefix("ال") in self.lex.masdars and not known:
            return False
        if second and info.verbs and not info.finite and not info.nisba and not info.adjective and not self._noun_like(norm):
            return True
        if info.verbs or info.nisba or info.adjective:
            return second and norm.startswith("ال") and not info.nisba and not info.adjective
        if norm[0] in "وفبلك" and len(norm) > 4 and not known and self._is_word(norm[1:]):
            return False
        if self.lex.titles.get(norm) or self.lex.heads.get(norm) or self._noun_like(norm):
            return False
        return not (k > 0 and norm.startswith("ال") and not second and not known) or self._rare_article(norm)

    def _known_name(self, k: int) -> bool:
        norm = self.norms[k]
        return norm in NAME_LINKS or norm in NAME_SECOND or norm in self.lex.first_names or norm in self.lex.surnames or self.norms[k - 1] in NAME_LINKS

    def _rare_article(self, norm: str) -> bool:
        return norm.startswith("ال") and norm[2:] not in self.lex.adjectives and norm.endswith("ي")

    def _could_be_name(self, k: int, after_verb: bool = False) -> bool:
        norm, info = self.norms[k], self.infos[k]
        if after_verb and (norm.endswith(("ات", "ون", "ين", "ا", "ه")) or (norm.startswith("ال") and not info.name_like) or len(norm) < 3 or k in self.blocked):
            return bool(info.name_like in ("first", "surname"))
        if len(norm) < 2 or norm in _NO_NAMES or norm[-1].isascii() or info.function or info.nisba or info.adjective or not is_arabic(norm) or norm in self.lex.participles:
            return False
        if self._with_pronoun(norm) or norm.startswith(("لل", "بال", "وال", "كال", "فال")) or (norm.removeprefix("ال") in self.lex.masdars and not info.name_like):
            return False
        if info.name_like:
            return not (info.finite and info.name_like == "common")
        if info.verbs or self._noun_like(norm) or self.lex.names.by_first.get(norm):
            return False
        if norm[0] in "وفبلك" and len(norm) > 3 and norm[1:] not in self.lex.first_names and (self._is_word(norm[1:]) or norm[1:] in self.lex.masdars or self.lex.titles.get(norm[1:])):
            return False
        if norm.endswith("ا") and not info.name_like and self._noun_stem(norm[:-1]):
            return False  # «الوزير مؤتمرا»: an object with the alif of the accusative
        return not self.lex.portfolios.by_first.get(norm)

    def _with_pronoun(self, norm: str) -> bool:
        """«قوله», «بمعلومات», «لشؤون»: a noun with a pronoun, or with a preposition and the ending of a plural."""
        if norm in self.lex.first_names or norm in self.lex.surnames:
            return False
        if norm[0] in "بل" and len(norm) > 5 and norm.endswith(("ات", "ين", "ون", "يه")):
            return True
        return any(suffix and self._noun_stem(stem) for stem, _, _, suffix in self.words.noun_stems(norm))

    def _accounted(self, stem: str) -> bool:
        """Whether a list of nouns, adjectives or participles has the word."""
        lex = self.lex
        return self._noun_stem(stem) or bool(lex.adjectives.get(stem)) or stem in lex.participles or bool(lex.names.get("ال" + stem)) or bool(lex.portfolios.get(stem)) or stem in lex.nisbas
