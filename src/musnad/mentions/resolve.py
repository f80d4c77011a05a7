"""Which mentions name the same one: names, short names, titles, definite descriptions.

Read left to right, with a memory of who was named. When in doubt mentions stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from musnad.lexicon.lexicon import Lexicon, Name
from musnad.lexicon.phrases import clitic_variants
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.mentions.chunks import Chunker, cut_start
from musnad.mentions.chunks.ground import NAME_SECOND
from musnad.mentions.mention import Mention
from musnad.model import Span
from musnad.text.document import Document
from musnad.text.fold import fold

_LOCATIVE = frozenset(word_set("mentions.resolve.locative"))
_MEMBERS = frozenset(word_set("mentions.resolve.members"))
_COUNTRY_HEADS = frozenset(word_set("mentions.resolve.country_heads"))


#: Words between an office and the name of its holder behind a comma, the comma among them.
APART = 8


@dataclass(slots=True)
class Draft:
    """An entity while it is being put together."""

    index: int
    type: str
    mentions: list[Mention] = field(default_factory=list)
    name: Name | None = None
    country: str | None = None
    sector: str | None = None
    gender: str | None = None
    number: str = "s"
    person: tuple[str, ...] = ()
    titles: set[tuple[str, str | None]] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    acts: bool = True
    rows: list[str] = field(default_factory=list)
    rule: str = ""

    @property
    def last_token(self) -> int:
        return self.mentions[-1].last if self.mentions else -1


class Resolver:
    """Turns mentions into drafts. One object per document."""

    def __init__(self, doc: Document, lexicon: Lexicon, words: Words) -> None:
        self.doc, self.lex, self.words = doc, lexicon, words
        self.drafts: list[Draft] = []
        self._by_key: dict[tuple[str, ...], Draft] = {}
        self._by_word: dict[str, list[Draft]] = {}
        self._last_placed: Mention | None = None
        self._last_person: Mention | None = None

    def run(self, mentions: list[Mention]) -> list[Draft]:
        for mention in sorted(mentions, key=lambda m: (m.first, -m.last)):
            if mention.entity < 0:
                self._place(mention)
        return self.drafts

    # -- one mention --------------------------------------------------------------------------

    def _place(self, m: Mention) -> Draft:
        beside = self._apposed(m)
        if beside is not None:
            draft = beside
        elif m.type == "person" and (m.person or (m.name and m.name.type == "person")):
            draft = self._person(m)
        elif m.title:
            draft = self._office(m)
        elif m.name is not None:
            draft = self._named(m)
        elif m.rule == "demonym" and not m.extra.get("count"):
            draft = self._keyed(("demonym", m.lemma), m)
        else:
            draft = self._described(m)
        self._attach(draft, m)
        return draft

    def _apposed(self, m: Mention) -> Draft | None:
        """«وزارة الدفاع الأميركية (البنتاغون)»: a name in brackets or quotation marks right behind a body's name."""
        if m.type == "person" and m.person:
            return self._holder_behind(m)
        if m.name is None or m.name.type in ("person", "place", "country") or m.first < 2 or not self._last_placed:
            return None
        previous = self._last_placed
        if previous.last != m.first - 1 or self.doc.tokens[m.first - 1].norm not in ("(", '"', "“", "«"):
            return None
        draft = self.drafts[previous.entity]
        if draft.type in ("person", "place", "country", "population") or (draft.country and m.country and draft.country != m.country):
            return None
        return draft

    def _holder_behind(self, m: Mention) -> Draft | None:
        """«المسؤول عن الحملة في الإقليم، بريان كلاس، إن …»: a new name between commas holds the office told before the first of them."""
        office, tokens = self._last_person, self.doc.tokens
        if office is None or not 0 < m.first - office.last <= APART or tokens[m.first - 1].norm not in ("،", ",") or tokens[office.first].segment != tokens[m.first].segment:
            return None
        draft = self.drafts[office.entity]
        if draft.person or draft.number != "s" or m.front or len(m.person) < 2 or (m.gender and draft.gender and m.gender != draft.gender):
            return None
        between = [tokens[k] for k in range(office.last, m.first - 1)]
        if any(t.kind != "word" or self.words(t.norm).function in ("comp", "rel", "conj") or (self.words(t.norm).finite and not t.norm.startswith("ال")) for t in between):
            return None
        after = tokens[m.last].norm if m.last < len(tokens) and tokens[m.last].segment == tokens[m.first].segment else ""
        if after not in ("،", ",", "ان", "بان", "") or self._same_person(m) is not None:
            return None
        if m.name is not None:
            if ("name", m.name.where, "person") in self._by_key:
                return None
            draft.name = m.name
            self._by_key["name", m.name.where, "person"] = draft
        return draft

    def _attach(self, draft: Draft, m: Mention) -> None:
        m.entity = draft.index
        self._last_placed = m
        if m.type == "person" and not m.person and m.number == "s" and (m.definite or m.of or m.parts):
            self._last_person = m
        draft.mentions.append(m)
        draft.country = draft.country or m.country
        draft.sector = draft.sector or m.sector
        draft.gender = draft.gender or m.gender
        draft.acts = draft.acts or m.acts
        if m.title:
            draft.titles.add((m.title, m.country))
        draft.heads |= self._head_words(m)
        if m.person and len(m.person) > len(draft.person):
            draft.person = m.person
            self._index_person(draft)
        if len(draft.rows) < 6:
            draft.rows += [r for r in m.rows if r and r not in draft.rows]

    def _head_words(self, m: Mention) -> set[str]:
        """Words by which the mention's kind may be taken up later: its lemma and its first word as written."""
        out = {_same_word(fold(m.lemma).split(" ")[0])} if m.lemma else set()
        if m.type != "person" or m.lemma:
            token = self.doc.tokens[m.first]
            written = self.doc.text[token.start : token.end][len(m.front) :]
            out.add(_same_word(_without_article(written, token.norm[len(m.front) :])))
        return out

    def _new(self, m: Mention, key: tuple[str, ...] | None = None) -> Draft:
        draft = Draft(
            len(self.drafts), m.type, name=m.name, country=m.country, sector=m.sector, gender=m.gender,
            number=m.number, person=m.person, acts=m.acts, rule=m.rule,
        )  # fmt: skip
        self.drafts.append(draft)
        if key:
            self._by_key[key] = draft
        if m.name:
            draft.heads.add(_same_word(_without_article(m.name.name, fold(m.name.name).split(" ")[0])))
        if m.person:
            self._index_person(draft)
            first = self.lex.titles.get(m.person[0])
            if first:
                draft.titles.add((first[0].title, m.country))
        return draft

    def _keyed(self, key: tuple[str, ...], m: Mention) -> Draft:
        return self._by_key.get(key) or self._new(m, key)

    # -- names --------------------------------------------------------------------------------

    def _named(self, m: Mention) -> Draft:
        assert m.name is not None
        if m.name.kind == "capital" and not self._is_location(m):
            country = self.lex.country_names.get(m.name.country or "")
            if country:
                m.type, m.name = "country", country
        return self._keyed(("name", m.name.where, m.name.kind), m)

    def _is_location(self, m: Mention) -> bool:
        before = self.doc.tokens[m.first - 1].norm if m.first else ""
        return before in _LOCATIVE or m.front.endswith(("ب",)) or m.lemma != "" or self._in_dateline(m)

    def _in_dateline(self, m: Mention) -> bool:
        return self.doc.dateline is not None and m.span.start < self.doc.dateline.span.end

    # -- persons ------------------------------------------------------------------------------

    def _index_person(self, draft: Draft) -> None:
        for word in _short_forms(draft.person):
            bucket = self._by_word.setdefault(word, [])
            if draft not in bucket:
                bucket.append(draft)

    def _person(self, m: Mention) -> Draft:
        if len(m.person) == 1 and (called := self._called(m)):
            return called
        if m.name and m.name.type == "person":
            key = ("name", m.name.where, "person")
            if key in self._by_key:
                return self._by_key[key]
            same = self._same_person(m)
            if same and same.name is None:
                same.name = m.name
                self._by_key[key] = same
                return same
            return self._office_person(m) or self._new(m, key)
        return self._same_person(m) or self._office_person(m) or self._new(m)

    def _called(self, m: Mention) -> Draft | None:
        """One word of a name that the article has told in full: «العقيد المالكي», «الزعيم كيم»; of several the last."""
        word = m.person[0]
        for draft in reversed(self.drafts):
            if len(draft.person) < 2 or (m.gender and draft.gender and m.gender != draft.gender):
                continue
            if word == draft.person[-1] or (word == draft.person[0] and (m.title or m.rule == "person.after_cue") and len(word) > 2):
                return draft
        return None

    def _same_person(self, m: Mention) -> Draft | None:
        for word in reversed(_short_forms(m.person)):
            for draft in reversed(self._by_word.get(word, [])):
                if compatible(draft.person, m.person) and (not m.gender or not draft.gender or m.gender == draft.gender):
                    return draft
        return None

    def _office_person(self, m: Mention) -> Draft | None:
        """The office was named before its holder: «الرئيس الأميركي … دونالد ترامب»."""
        if not m.title:
            return None
        for draft in reversed(self.drafts):
            if draft.type == "person" and not draft.person and (m.title, m.country) in draft.titles and m.country:
                draft.name = m.name
                if m.name:
                    self._by_key[("name", m.name.where, "person")] = draft
                return draft
        return None

    def _office(self, m: Mention) -> Draft:
        """A title alone: the one who holds it, if the article has named one."""
        if (m.number == "s" and m.definite) or m.of or m.country:
            found = self._holder(m)
            if found:
                return found
        of = m.of.entity if m.of and m.of.entity >= 0 else -1
        key = ("office", m.title, m.country or "", str(of), m.number, "" if (m.definite or m.of or m.country) else str(m.first))
        return self._keyed(key, m)

    def _holder(self, m: Mention) -> Draft | None:
        head = fold(m.title).split(" ")[0]
        for draft in reversed(self.drafts):
            if draft.type != "person" or draft.number != "s" or (m.gender and draft.gender and m.gender != draft.gender):
                continue
            for title, country in draft.titles:
                if m.country:
                    one_word = " " not in m.title and title.split(" ")[0] == m.title
                    if (title == m.title or one_word) and country == m.country and m.number == "s":
                        return draft
                elif m.definite and fold(title).split(" ")[0] == head and m.of is None and (m.last - m.first <= 2):
                    return draft
            if m.country and draft.name and draft.country == m.country and any(o.startswith(fold(m.title)) for o in draft.name.offices):
                return draft
        return None

    # -- descriptions -------------------------------------------------------------------------

    def _described(self, m: Mention) -> Draft:
        if m.extra.get("count"):
            return self._keyed(("counted", self.doc.norm(m.span)), m)
        if m.lemma in _MEMBERS and m.parts and m.parts[0].type in ("armed_group", "military", "government"):
            body = self._body_of(m)
            if body:
                return body
        key = self._description_key(m)
        exact = self._by_key.get(key)
        if exact is not None and (m.definite or m.plural_group or m.type != "person"):
            return exact
        if m.definite or m.possessed:
            found = self._antecedent(m)
            if found:
                return found
        return self._new(m, key if m.type != "person" or m.definite else None)

    def _body_of(self, m: Mention) -> Draft | None:
        """«مسلحي الميليشيات», «عناصر الشرطة»: members stand for their body."""
        part = m.parts[0]
        if part.entity < 0:
            self._place(part)
        return self.drafts[part.entity]

    def _description_key(self, m: Mention) -> tuple[str, ...]:
        marks = tuple(m.extra.get(k, "") for k in ("idafa", "portfolio", "adjective", "placename", "quoted"))
        if m.type == "place" and m.extra.get("placename"):
            return ("placename", m.extra["placename"])
        inner = str(m.parts[0].entity) if m.parts else ""
        return ("head", fold(m.lemma), m.country or "", inner, (m.number == "s" and "s") or "p", *marks)

    def _antecedent(self, m: Mention) -> Draft | None:
        """Who «الحركة», «الوزارة», «القوات», «الفصائل المسلحة» stands for: the last named of that kind."""
        words = self._head_words(m)
        bare = not m.extra and not m.parts
        if m.lemma in _COUNTRY_HEADS and m.possessed:
            return self._own_country()
        if m.lemma in _COUNTRY_HEADS and bare and not m.country:
            return next((d for d in reversed(self.drafts) if d.type == "country" and d.mentions), None)
        best: Draft | None = None
        for draft in self.drafts:
            if not words & draft.heads or (draft.type == "person") != (m.type == "person"):
                continue
            if m.country and draft.country and m.country != draft.country:
                continue
            if not bare and not self._tail_agrees(m, draft):
                continue
            if best is None or draft.last_token >= best.last_token:
                best = draft
        return best

    def _own_country(self) -> Draft | None:
        """«بلاده»: the country of the person named last."""
        person = next((d for d in sorted(self.drafts, key=lambda d: -d.last_token) if d.type == "person" and d.country), None)
        if person is None or person.country is None:
            return None
        known = next((d for d in self.drafts if d.type == "country" and d.country == person.country and d.name), None)
        if known:
            return known
        name = self.lex.country_names.get(person.country)
        if name is None:
            return None
        draft = Draft(len(self.drafts), "country", name=name, country=person.country, sector="GOV", gender="f", rule="own_country")
        self.drafts.append(draft)
        self._by_key["name", name.where, name.kind] = draft
        return draft

    def _tail_agrees(self, m: Mention, draft: Draft) -> bool:
        mine = {k: v.removeprefix("ال") for k, v in m.extra.items()}
        for other in draft.mentions:
            theirs = {k: v.removeprefix("ال") for k, v in other.extra.items()}
            if all(theirs.get(k) == v for k, v in mine.items() if k != "nisba") and not m.parts:
                return True
        return False


def _short_forms(person: tuple[str, ...]) -> list[str]:
    """How a person may be called by one part of the name: the family name, or its last two words."""
    if not person:
        return []
    out = [person[-1]]
    if len(person) > 1 and (person[-1] in NAME_SECOND or person[-2] in ("بن", "ابو", "ابا", "ابي", "ال", "عبد", "دي", "فان", "فون")):
        out = [f"{_abu(person[-2])} {person[-1]}"]
    if len(person) > 1:
        out.append(" ".join(person))
        out += [w for w in person[1:-1] if len(w) > 3 and w not in NAME_SECOND]
    return out


def _without_article(written: str, folded: str) -> str:
    """The folded word without ال; that of «ألوية», «ألمانيا» is none."""
    return folded if written.startswith("أل") else folded.removeprefix("ال")


def _same_word(word: str) -> str:
    """Spellings of one word that the fold keeps apart."""
    return word.replace("ميليشي", "مليشي")


def _abu(word: str) -> str:
    return "ابو" if word in ("ابا", "ابي") else word


@lru_cache(maxsize=30_000)
def _called(norm: str) -> tuple[str, ...]:
    """The first words of a short name that a folded word may be."""
    return tuple(_abu(word) for word, _ in clitic_variants(norm))


def compatible(known: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Two forms of a name can be one person: one is part of the other, or first and last agree."""
    a, b = set(known), set(new)
    return a <= b or b <= a or (known[0] == new[0] and known[-1] == new[-1])


def find_short_names(doc: Document, chunker: Chunker, mentions: list[Mention]) -> list[Mention]:
    """Family names that stand alone, of persons whose full name the article gives."""
    shorts = _known_shorts(mentions)
    if not shorts:
        return []
    covered = {k for m in mentions for k in range(m.first, m.last)}
    begin = {_abu(short.partition(" ")[0]) for short in shorts}
    out: list[Mention] = []
    for segment in doc.segments:
        if not segment.tells:
            continue
        for i in range(segment.first, segment.last):
            if i not in covered and i not in chunker.blocked and not begin.isdisjoint(_called(doc.tokens[i].norm)):
                found = _short_at(doc, chunker, i, segment.last, shorts)
                if found:
                    out.append(found)
    return out


def _known_shorts(mentions: Iterable[Mention]) -> dict[str, Mention]:
    shorts: dict[str, Mention] = {}
    firsts: dict[str, list[Mention]] = {}
    for m in mentions:
        if m.type == "person" and len(m.person) > 1:
            for word in _short_forms(m.person)[:1]:
                shorts.setdefault(word, m)
                firsts.setdefault(m.person[0], []).append(m)
                if word.startswith("ال") and len(word) > 4:
                    shorts.setdefault(word[2:], m)
                else:
                    shorts.setdefault("ال" + word, m)
    for word, named in firsts.items():
        if len(word) > 2 and len({m.person[-1] for m in named}) == 1:
            shorts.setdefault(word, named[0])
    return shorts


def _short_at(doc: Document, chunker: Chunker, i: int, end: int, shorts: dict[str, Mention]) -> Mention | None:
    norm = doc.tokens[i].norm
    info = chunker.infos[i]
    if info.function or doc.tokens[i].kind != "word":
        return None
    for word, cut in clitic_variants(norm):
        two = f"{_abu(word)} {doc.tokens[i + 1].norm}" if i + 1 < end else ""
        known, last = (shorts.get(two), i + 2) if two in shorts else (shorts.get(word), i + 1)
        if known is None or (cut and not chunker._is_word(norm[:cut]) and cut > 2):
            continue
        if info.finite and not word.startswith("ال") and any(not v.cut and v.lemma for v in info.verbs) and len(word) < 4:
            continue
        span = Span(cut_start(doc, doc.tokens[i], cut), doc.tokens[last - 1].end)
        full = known.person
        return Mention(
            i, last, span, "person", "person.short", person=full, core=span, name=known.name, country=known.country,
            gender=known.gender, sector=known.sector, rows=known.rows, front=norm[:cut],
        )  # fmt: skip
    return None
