"""Noun phrases that name a participant: listed names, titles with names, head nouns with what follows.

The grammar is small and reads left to right, longest first:

* a listed name («كتائب حزب الله»)
* a title, what it is of («وزير الخارجية السعودي», «المتحدث باسم وزارة الخارجية الأميركية»), and the
  person who holds it, with or without a comma
* a personal name by its shape (given name + family name)
* a head noun with its idafa and adjectives («فصائل مسلحة عراقية», «قوات الأمن الأفغانية»)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from musnad.lexicon.lexicon import Head, Lexicon, Name, Title
from musnad.lexicon.phrases import Hit, PhraseIndex, clitic_variants
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import WordInfo, Words
from musnad.mentions.mention import Mention
from musnad.model import Span
from musnad.text.document import Document, Segment
from musnad.text.fold import fold
from musnad.text.tokens import Token

T = TypeVar("T")
_NAME_LINKS = frozenset(word_set("mentions.chunks.name_links"))
_NAME_SECOND = frozenset(word_set("mentions.chunks.name_second"))
#: Heads whose following name is the identity: «حركة حماس» is حماس, «مسلحي جيش الإسلام» is جيش الإسلام.
_GROUP_HEADS = frozenset(word_set("mentions.chunks.group_heads"))
_MEMBER_HEADS = frozenset(word_set("mentions.chunks.member_heads"))
_PLACE_HEADS = frozenset(word_set("mentions.chunks.place_heads"))
_SOURCE_HEADS = frozenset(word_set("mentions.chunks.source_heads"))
_SIDES = frozenset(word_set("mentions.chunks.sides"))
_QUANTITIES = frozenset(word_set("mentions.chunks.quantities"))
_GREAT = frozenset(word_set("mentions.chunks.great"))
_QUOTE_MARKS = frozenset('"“”«»\'‘’')
#: Titles that name another person than the one before: «الوزير نظيره السوداني».
_OTHERS = frozenset(word_set("mentions.chunks.others"))
_MAX_NP = 8


class Chunker:
    """Finds mentions in one document. ``blocked`` holds tokens that belong to time expressions."""

    def __init__(self, doc: Document, lexicon: Lexicon, words: Words, blocked: frozenset[int]) -> None:
        self.doc = doc
        self.lex = lexicon
        self.words = words
        self.blocked = blocked
        self.tokens = doc.tokens
        self.norms = [t.norm for t in doc.tokens]
        self.infos: list[WordInfo] = [words(t.norm) for t in doc.tokens]
        self.start = self.end = 0

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
                i += 1
                continue
            out.append(mention)
            out += _flatten(mention)
            i = max(mention.last, i + 1)
        out.sort(key=lambda m: (m.first, -m.last))
        return out

    # -- one position -------------------------------------------------------------------------

    def at(self, i: int, clitics: bool = True) -> Mention | None:
        """The mention that begins at token ``i``, or None."""
        token = self.tokens[i]
        if token.kind != "word" or i in self.blocked:
            return None
        name = self._listed(i, clitics)
        title = self._title_hit(i, clitics)
        if title and (name is None or title.last >= name.last):
            found = self._titled(i, title)
            if found:
                return found
        head = self._head_hit(i, clitics)
        if head and (name is None or head.last > name.last):
            return self._described(i, head)
        if name:
            return self._named(i, name)
        return self._person_by_shape(i) or self._demonym(i) or self._person_after_cue(i)

    def _person_after_cue(self, i: int) -> Mention | None:
        """«وقال لافروف»: a word that no list has, right behind a verb of saying."""
        if i == 0 or not self._saying(i - 1) or not self._could_be_name(i, after_verb=True) or self._called_otherwise(i):
            return None
        last = self._extend_person(i, i + 1)
        span = self._span(i, last, 0)
        return Mention(i, last, span, "person", "person.after_cue", person=tuple(self.norms[i:last]), core=span)

    def _saying(self, k: int) -> bool:
        return any(v.lemma in self.lex.cue_verbs and "3" in v.person and not v.suffix for v in self.infos[k].verbs[:2])

    def _listed(self, i: int, clitics: bool) -> Hit[Name] | None:
        best: Hit[Name] | None = None
        for hit in self.lex.names.matches(self.norms, i, clitics):
            if hit.last > self.end or any(k in self.blocked for k in range(i, hit.last)):
                continue
            if best is None or hit.last > best.last:
                best = hit
        if best and best.last == i + 1 and self.infos[i].function:
            return None
        return best

    def _title_hit(self, i: int, clitics: bool) -> Hit[Title] | None:
        return self._with_article(self.lex.titles, i, clitics)

    def _head_hit(self, i: int, clitics: bool) -> Hit[Head] | None:
        if self.infos[i].function:
            return None
        return self._with_article(self.lex.heads, i, clitics, possessive=True)

    def _with_article(self, index: PhraseIndex[T], i: int, clitics: bool, possessive: bool = False) -> Hit[T] | None:
        """Longest hit with or without ال on the first word; possessive pronouns cut when asked."""
        norms = self.norms
        if not self._opens(index, norms[i]):
            return None
        best: Hit[T] | None = None
        hit = index.longest(norms, i, clitics)
        if hit and hit.last <= self.end:
            best = hit
        for stem, front, art, suffix in self.words.noun_stems(norms[i]) if best is None else ():
            if (suffix and not possessive) or (front and not clitics) or not (art or suffix):
                continue
            hit = index.longest([stem, *norms[i + 1 : i + 4]], 0, False)
            if hit:
                last = i + hit.last
                if last <= self.end and (best is None or last > best.last):
                    cut = len(front) if not norms[i].startswith(("لل", "ولل", "فلل")) else max(len(front) - 1, 0)
                    best = Hit(i, last, cut, hit.items)
        return best

    def _opens(self, index: PhraseIndex[T], norm: str) -> bool:
        """Whether any reading of the word begins a phrase of the index; remembered, since most do not."""
        memory = self.words.opens.setdefault(id(index), {})
        known = memory.get(norm)
        if known is None:
            if len(memory) >= self.words.LIMIT:
                memory.clear()
            known = memory[norm] = index.opens(norm) or any(stem in index.by_first for stem, *_ in self.words.noun_stems(norm))
        return known

    # -- listed names -------------------------------------------------------------------------

    def _named(self, i: int, hit: Hit[Name]) -> Mention | None:
        name = self._choose(hit)
        if name is None:
            return self._person_by_shape(i)
        last = hit.last
        if name.type == "person":
            last = self._extend_person(i, last)
        mention = Mention(
            i, last, self._span(i, last, hit.cut), name.type, f"name.{name.kind}", name=name,
            country=name.country, sector=name.sector, gender=name.gender or _default_gender(name.type),
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
        if name.type == "media" and before in ("صحيفه", "قناه", "وكاله", "جريده", "مجله", "موقع", "شبكه"):
            return name
        quoted = before in _QUOTE_MARKS and hit.last < len(self.tokens) and self.tokens[hit.last].norm in _QUOTE_MARKS
        if quoted and name.kind == "actor":
            return name
        if name.kind == "place" and before in ("في", "من", "الي", "مدينه", "بلده", "قريه", "محافظه", "قرب"):
            return name
        return None

    def _full_name_seen(self, name: Name) -> bool:
        first = name.name.split(" ")[0]
        return first in self.doc.text and name.name in self.doc.text

    # -- persons ------------------------------------------------------------------------------

    def _person_by_shape(self, i: int) -> Mention | None:
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

    def _called_otherwise(self, i: int) -> bool:
        """«دفع ترامب»: the word behind is the family name of somebody known, whose first name is another."""
        known = [n for n in self.lex.names.get(self.norms[i + 1]) if n.type == "person" and not n.weak] if i + 1 < self.end else []
        return bool(known) and all(fold(n.name).split(" ")[0] != self.norms[i] for n in known)

    def _first_name_at(self, i: int) -> list[tuple[str, int]]:
        norm, info = self.norms[i], self.infos[i]
        if info.name_like in ("first", "common") and norm in self.lex.first_names:
            if info.name_like == "common" and info.finite and i + 1 < self.end and self._has_al(i + 1) and self.infos[i + 1].name_like != "surname":
                return []  # «أمر القائد»: a verb and its subject
            return [] if info.function else [(info.name_like, 0)]
        if len(norm) > 4 and norm[0] in "ولب" and norm[1:] in self.lex.first_names and not info.function:
            common = self.lex.first_names[norm[1:]][1]
            if not common and not info.finite:
                return [("first", 1)]
        return []

    def _extend_person(self, i: int, last: int, after_first: bool = False) -> int:
        """End of a personal name that begins at ``i``: at most five words, none of them a known other word."""
        limit = min(self.end, i + 6)
        while last < limit:
            token = self.tokens[last]
            if token.kind != "word" or last in self.blocked or token.quoted != self.tokens[i].quoted:
                break
            second = last == i + 1 and after_first
            if not second and not self._known_name(last):
                break
            if not self._continues_name(last, second):
                break
            last += 1
        while last > i + 1 and self.norms[last - 1] in ("بن", "ابن", "بنت", "ابو", "ال", "عبد"):
            last -= 1
        return last

    def _continues_name(self, k: int, second: bool) -> bool:
        norm, info = self.norms[k], self.infos[k]
        if norm in _NAME_LINKS or (norm in _NAME_SECOND and self.norms[k - 1] in _NAME_LINKS | {"حسب", "نصر", "فتح", "فضل", "جاد", "سعد"}):
            return True
        if info.function:
            return False
        known = norm in self.lex.first_names or norm in self.lex.surnames
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
        return norm in _NAME_LINKS or norm in _NAME_SECOND or norm in self.lex.first_names or norm in self.lex.surnames or self.norms[k - 1] in _NAME_LINKS

    def _rare_article(self, norm: str) -> bool:
        return norm.startswith("ال") and norm[2:] not in self.lex.adjectives and norm.endswith("ي")

    def _is_word(self, norm: str) -> bool:
        info = self.words(norm)
        return bool(info.function or info.verbs or self.lex.heads.get(norm) or norm.startswith("ال") or norm in self.lex.first_names)

    def _noun_like(self, norm: str) -> bool:
        bare = norm[2:] if norm.startswith("ال") else norm
        if self.lex.heads.get(bare) or self.lex.titles.get(bare) or self.lex.adjectives.get(bare):
            return True
        return norm.startswith(("ال", "لل")) and norm.endswith(("ات", "ون", "ين", "يه", "ه"))

    # -- titles -------------------------------------------------------------------------------

    def _titled(self, i: int, hit: Hit[Title], holder: bool = True) -> Mention | None:
        title = hit.items[0]
        j = hit.last
        definite = self._definite(i, hit)
        mention = Mention(
            i, j, Span(0, 0), "person", "title", lemma=title.title, title=title.title, gender=title.gender,
            number=title.number, sector=title.sector, definite=definite, rows=(title.where,), front=self._front(i, hit.cut),
        )  # fmt: skip
        j = self._title_complement(mention, j, definite)
        mention.last = j
        j = self._title_holder(mention, j) if holder else j
        if not mention.person and not self._title_alone_ok(mention, title):
            return None
        mention.last = j
        mention.span = self._span(i, j, hit.cut)
        return mention

    def _title_alone_ok(self, mention: Mention, title: Title) -> bool:
        if mention.of or mention.country or mention.last > mention.first + 1:
            return True
        return mention.definite or "rank" not in title.patterns or title.number != "s"

    def _definite(self, i: int, hit: Hit[Title] | Hit[Head]) -> bool:
        if self.norms[i][hit.cut :].startswith(("نظيره", "نظيرت", "نظيري")):
            return True
        return any(self._has_al(k) for k in range(i, hit.last))

    def _has_al(self, k: int) -> bool:
        norm = self.norms[k]
        return norm.startswith(("ال", "لل", "بال", "وال", "فال", "كال", "ولل"))

    def _title_complement(self, mention: Mention, j: int, definite: bool) -> int:
        """What the title is of: adjectives, «باسم …», an idafa or «لـ …». Returns the end."""
        while j < self.end and j - mention.first < _MAX_NP:
            info = self.infos[j]
            if self.tokens[j].kind != "word" or j in self.blocked or self.tokens[j].quoted != self.tokens[mention.first].quoted:
                break
            if info.nisba and not info.nisba_cut and self._agrees_definite(j, definite or mention.of is not None):
                mention.country = mention.country or self._nisba_country(j)
                mention.rows += (info.nisba.where,)
                j = self._skip_direction(j + 1, info)
                continue
            if self._has_al(j) and (info.adjective or (definite and j == mention.last and self._nisba_shaped(j))):
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
            elif self.norms[j] in ("في", "لدي", "الي") and j + 1 < self.end and self.tokens[j + 1].kind == "word":
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
        if norm in ("باسم", "بلسان") and j + 1 < self.end:
            return self.at(j + 1, clitics=False) or self._quoted_name(j + 1)
        if norm in ("لشيون", "للشيون"):
            return None
        if norm.startswith("ل") and definite and norm not in ("لن", "لم", "لا", "لدي", "لكن", "لان"):
            inner = self.at(j) if self._np_only(j) else None
            return None if inner is None or inner.title in _OTHERS else inner
        if norm == "في" and definite and j + 1 < self.end:
            inner = self.at(j + 1, clitics=False)
            return inner if inner and inner.type in ("place", "organization", "government", "country", "armed_group", "military") else None
        if not definite or self.norms[j - 1].startswith("ال") is False:
            inner = self.at(j, clitics=False)
            if inner and inner.type != "person":
                return inner
        return None

    def _np_only(self, j: int) -> bool:
        return not self.infos[j].finite or self.norms[j].startswith("لل")

    def _quoted_name(self, j: int) -> Mention | None:
        if self.tokens[j].norm in _QUOTE_MARKS and j + 1 < self.end:
            return self.at(j + 1, clitics=False)
        return None

    def _title_holder(self, mention: Mention, j: int) -> int:
        """The person who holds a title: directly after it or behind a comma, ranks in between."""
        k, comma = self._past_parenthesis(j), False
        if k < self.end and self.tokens[k].norm in ("،", ",", ":"):
            comma = self.tokens[k].norm != ":"
            k += 1 if comma else 0
        k = self._skip_ranks(k)
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
        if mention.number != "s" or not self._could_be_name(k) or (self._has_al(k) and self.norms[k] not in self.lex.surnames):
            return None
        last = k + 1
        while last < min(self.end, k + 5) and self.tokens[last].kind == "word" and last not in self.blocked:
            if not (self._could_be_name(last) or self.norms[last] in _NAME_LINKS):
                break
            last += 1
        if comma and last - k < 2:
            return None
        span = self._span(k, last, 0)
        return Mention(k, last, span, "person", "person.after_title", person=tuple(self.norms[k:last]), core=span)

    def _could_be_name(self, k: int, after_verb: bool = False) -> bool:
        norm, info = self.norms[k], self.infos[k]
        if after_verb and (norm.endswith(("ات", "ون", "ين", "ا", "ه")) or (norm.startswith("ال") and not info.name_like) or len(norm) < 3 or k in self.blocked):
            return bool(info.name_like in ("first", "surname"))
        if len(norm) < 2 or info.function or info.nisba or info.adjective or not _arabic(norm) or norm in self.lex.participles:
            return False
        if norm.startswith(("لل", "بال", "وال", "كال", "فال")) or (norm.removeprefix("ال") in self.lex.masdars and not info.name_like):
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

    def _noun_stem(self, stem: str) -> bool:
        lex = self.lex
        return bool(stem in lex.masdars or stem in lex.verb_participles or lex.heads.get(stem) or lex.titles.get(stem))

    # -- descriptions -------------------------------------------------------------------------

    def _described(self, i: int, hit: Hit[Head]) -> Mention | None:
        head = hit.items[0]
        if self.infos[i].finite and not self._has_al(i) and hit.last == i + 1 and not self._noun_context(i, head):
            return None
        if head.lemma in _SIDES and i and self.norms[i - 1] in ("من", "ومن") and self._possessive(i, hit):
            return None  # «من جهتها»: a turn of speech
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
        mention.last = self._np_tail(mention, hit.last, definite)
        if mention.type in ("person", "other", "government", "military", "armed_group") and head.number != "d":
            mention.last = self._affiliation(mention, mention.last)
        if needs == "tail" and mention.last == hit.last and (not definite or mention.front):
            return None
        mention.span = self._span(i, mention.last, hit.cut)
        if mention.type in ("population", "person", "armed_group", "military") and (not self._has_al(i) or self._counted(i)):
            self._with_number(mention, i)
        return mention

    def _adjectival(self, i: int, head: Head) -> bool:
        """«التاريخ السياسي», «مؤتمر صحفي»: a singular that agrees with the noun before it describes that noun.

        «اعتقال صحفي» is an idafa: behind a masdar without ال the word is a noun.
        """
        norm, k = self.norms[i], i - 1
        if head.number != "s" or not norm.endswith(("ي", "يه", "يا")) or k < self.start or self.tokens[k].kind != "word" or k in self.blocked:
            return False
        before, info = self.norms[k], self.infos[k]
        if info.function or (info.finite and not self._has_al(k)) or self._has_al(k) != self._has_al(i):
            return False
        return self._has_al(i) or before not in self.lex.masdars

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

    def _affiliation(self, mention: Mention, j: int) -> int:
        """«مصدر في وزارة الدفاع», «مسؤول كبير بوزارة …», «مصادر مقربة من …»: where a source belongs."""
        if mention.lemma not in _SOURCE_HEADS or j >= self.end - 1 or self.tokens[j].kind != "word":
            return j
        norm = self.norms[j]
        if norm in ("في", "من", "داخل", "لدي"):
            inner = self.at(j + 1, clitics=False) if self.tokens[j + 1].kind == "word" else None
        elif norm[0] == "ب" and len(norm) > 4:
            inner = self.at(j)
        else:
            return j
        if inner is None or inner.type in ("person", "population") or inner.first != (j + 1 if norm in ("في", "من", "داخل", "لدي") else j):
            return j
        mention.parts += (inner,)
        mention.country = mention.country or inner.country
        mention.sector = mention.sector or inner.sector
        return inner.last

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
        return before.function in ("prep", "det") or self.tokens[i - 1].kind == "number"

    def _np_tail(self, mention: Mention, j: int, definite: bool) -> int:
        """Idafa and adjectives behind a head noun. Sets country and identity on the way."""
        idafa = False
        opened = self.tokens[mention.first].quoted
        while j < self.end and j - mention.first < _MAX_NP:
            token, info = self.tokens[j], self.infos[j]
            if token.norm in _QUOTE_MARKS and not idafa and not definite:
                inner = self._quoted_inner(mention, j)
                if inner:
                    return inner
                break
            if token.kind != "word" or j in self.blocked or info.function or token.quoted != opened:
                break
            if info.nisba and not info.nisba_cut and self._nisba_fits(j, definite or idafa):
                if info.nisba.country and not mention.country:
                    mention.country = self._nisba_country(j)
                mention.rows += (info.nisba.where,)
                mention.extra["nisba"] = info.nisba.base
                j = self._skip_direction(j + 1, info)
                continue
            if not definite and not idafa and not self._keeps_nun(mention, j):
                inner = self._idafa(mention, j)
                if inner:
                    j, idafa = inner, True
                    continue
            if self._adjective_fits(j, definite or idafa) and (idafa or self._agrees(mention, j)) and not self._new_noun(mention, j) and not self._governs(j):
                mention.extra.setdefault("adjective", token.norm)
                j += 1
                continue
            break
        return j

    def _keeps_nun(self, mention: Mention, j: int) -> bool:
        """«مسلحون نقطة تفتيش», «مهندسان»: a plural or dual that keeps its nun governs no noun."""
        word = self.norms[j - 1]
        return j == mention.first + 1 and mention.number in ("p", "d") and len(word) > 4 and word.endswith(("ون", "ين", "ان")) and not word.startswith("ال")

    def _nisba_country(self, j: int) -> str | None:
        """Country of the nisba at ``j``; «كوري» needs the word behind it."""
        nisba = self.infos[j].nisba
        if nisba is None:
            return None
        if nisba.base == "كوري":
            behind = self.norms[j + 1] if j + 1 < self.end else ""
            return "PRK" if "شمالي" in behind else "KOR" if "جنوبي" in behind else None
        return nisba.country

    def _skip_direction(self, j: int, info: WordInfo) -> int:
        if j < self.end and self.norms[j] in ("الشماليه", "الجنوبيه", "الشمالي", "الجنوبي") and info.nisba and info.nisba.base.startswith("كوري"):
            return j + 1
        return j

    def _nisba_fits(self, j: int, definite: bool) -> bool:
        return self._has_al(j) == definite

    def _adjective_fits(self, j: int, definite: bool) -> bool:
        norm, info = self.norms[j], self.infos[j]
        if definite:
            return norm.startswith("ال") and len(norm) > 3 and norm not in self.lex.names.by_first
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
        complement = after in ("في", "من", "علي", "الي", "عن") or (after.startswith(("ل", "ب")) and after[1:3] == "ال") or after.startswith("لل")
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
        hit = self._listed(j + 1, False)
        close = hit.last if hit else next((k for k in range(j + 1, min(j + 6, self.end)) if self.norms[k] in _QUOTE_MARKS), None)
        if close is None or close >= self.end or self.norms[close] not in _QUOTE_MARKS or close == j + 1:
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
            person = name.type == "person"
            last = self._extend_person(j, hit.last) if person else hit.last
            self._identify(mention, name)
            inner = Mention(
                j, last, self._span(j, last, 0), name.type, f"name.{name.kind}", name=name, country=name.country,
                sector=name.sector, gender=name.gender or _default_gender(name.type), rows=(name.where,),
            )  # fmt: skip
            if person:
                inner.person, inner.core = tuple(self.norms[j:last]), inner.span
            if mention.name is not name:
                mention.parts += (inner,)
            return last
        title = self._title_hit(j, False)
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
        if norm.startswith("ال") and len(norm) > 3:
            mention.extra["idafa"] = norm
            return j + 1
        if mention.lemma in _PLACE_HEADS and not info.verbs and not info.adjective and not info.nisba and len(norm) > 2 and norm[0] not in "وفب":
            mention.extra["placename"] = norm
            return j + 1
        return None

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
        if nisba is None or nisba.number == "s" or (nisba.kind == "regional" and not self._has_al(i)):
            return None
        if not self._has_al(i) and i and self.infos[i - 1].function not in ("det", "prep") and self.tokens[i - 1].kind != "number" and info.nisba_cut:
            return None
        found = Mention(
            i, i + 1, self._span(i, i + 1, info.nisba_cut), "population", "demonym", lemma=nisba.base, country=nisba.country,
            sector="CVL", gender=nisba.gender, number=nisba.number, definite=self._has_al(i), rows=(nisba.where,),
            front=self._front(i, info.nisba_cut), plural_group=True,
        )  # fmt: skip
        self._with_number(found, i)
        return found

    # -- helpers ------------------------------------------------------------------------------

    def _bare(self, k: int, i: int, cut: int) -> str:
        return self.norms[k][cut:] if k == i else self.norms[k]

    def _front(self, i: int, cut: int) -> str:
        norm = self.norms[i]
        if norm.startswith(("لل", "ولل", "فلل")) and cut < 2:
            return norm[: norm.index("ل") + 1]
        return norm[:cut]

    def _span(self, i: int, last: int, cut: int) -> Span:
        return Span(cut_start(self.doc, self.tokens[i], cut), self.tokens[last - 1].end)


def cut_start(doc: Document, token: Token, cut: int) -> int:
    """Offset in the original where a token begins once ``cut`` folded letters are taken off."""
    if not cut:
        return token.start
    if token.end - token.start == len(token.norm):
        return token.start + cut
    origin: Sequence[int] = doc.folded.origin
    from bisect import bisect_left

    return origin[bisect_left(origin, token.start) + cut]


def _default_gender(type_: str) -> str | None:
    return {"country": "f", "organization": "f", "armed_group": "f", "media": "f", "military": "f", "government": "f"}.get(type_)


def _arabic(norm: str) -> bool:
    return "ء" <= norm[0] <= "ي" or norm[0] in "پچژگڤ"


def _flatten(mention: Mention) -> list[Mention]:
    out: list[Mention] = []
    for part in mention.parts:
        out.append(part)
        out += _flatten(part)
    return out
