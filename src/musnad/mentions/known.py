"""The entities of an article as it is read: each mention is attached to one that is known or opens a new one."""

from __future__ import annotations

from musnad.lexicon.lexicon import Lexicon
from musnad.mentions.draft import Draft
from musnad.mentions.mention import Mention
from musnad.mentions.person_names import short_forms
from musnad.text.document import Document
from musnad.text.fold import fold


class Known:
    """Entities of one document, by the keys and the names under which they are found again."""

    def __init__(self, doc: Document, lexicon: Lexicon) -> None:
        self.doc, self.lex = doc, lexicon
        self.drafts: list[Draft] = []
        self.by_key: dict[tuple[str, ...], Draft] = {}
        #: Persons by the short forms of their names.
        self.by_word: dict[str, list[Draft]] = {}
        #: The mention attached last, and the last of a person told by title or description alone.
        self.last: Mention | None = None
        self.last_holder: Mention | None = None

    def attach(self, draft: Draft, m: Mention) -> None:
        """Adds a mention to an entity, with all that it tells of it."""
        m.entity = draft.index
        self.last = m
        if m.type == "person" and not m.person and m.number == "s" and (m.definite or m.of or m.parts):
            self.last_holder = m
        draft.mentions.append(m)
        draft.country = draft.country or m.country
        draft.sector = draft.sector or m.sector
        draft.gender = draft.gender or m.gender
        draft.acts = draft.acts or m.acts
        if m.title:
            draft.titles.add((m.title, m.country))
        draft.heads |= self.head_words(m)
        if m.person and len(m.person) > len(draft.person):
            draft.person = m.person
            self._index_person(draft)
        if len(draft.rows) < 6:
            draft.rows += [r for r in m.rows if r and r not in draft.rows]

    def new(self, m: Mention, key: tuple[str, ...] | None = None) -> Draft:
        """An entity that begins with a mention; the mention is not attached yet."""
        draft = Draft(
            len(self.drafts), m.type, name=m.name, country=m.country, sector=m.sector, gender=m.gender,
            number=m.number, person=m.person, acts=m.acts, rule=m.rule,
        )  # fmt: skip
        self.drafts.append(draft)
        if key:
            self.by_key[key] = draft
        if m.name:
            draft.heads.add(_same_word(_without_article(m.name.name, fold(m.name.name).split(" ")[0])))
        if m.person:
            self._index_person(draft)
            first = self.lex.titles.get(m.person[0])
            if first:
                draft.titles.add((first[0].title, m.country))
        return draft

    def keyed(self, key: tuple[str, ...], m: Mention) -> Draft:
        """The entity known by a key, or a new one."""
        return self.by_key.get(key) or self.new(m, key)

    def head_words(self, m: Mention) -> set[str]:
        """Words by which the mention's kind may be taken up later: its lemma and its first word as written."""
        out = {_same_word(fold(m.lemma).split(" ")[0])} if m.lemma else set()
        if m.type != "person" or m.lemma:
            token = self.doc.tokens[m.first]
            written = self.doc.text[token.start : token.end][len(m.front) :]
            out.add(_same_word(_without_article(written, token.norm[len(m.front) :])))
        return out

    def _index_person(self, draft: Draft) -> None:
        for word in short_forms(draft.person):
            bucket = self.by_word.setdefault(word, [])
            if draft not in bucket:
                bucket.append(draft)


def _without_article(written: str, folded: str) -> str:
    """The folded word without ال; that of «ألوية», «ألمانيا» is none."""
    return folded if written.startswith("أل") else folded.removeprefix("ال")


def _same_word(word: str) -> str:
    """Spellings of one word that the fold keeps apart."""
    return word.replace("ميليشي", "مليشي")
