"""Persons and offices: the full name and its short forms, a title and the one who holds it."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.mentions.draft import Draft
from musnad.mentions.known import Known
from musnad.mentions.mention import Mention
from musnad.mentions.person_names import compatible, short_forms
from musnad.text.fold import fold

#: What stands behind a name between commas, or nothing.
_SAYS_THAT = ("،", ",", *word_set("mentions.holders.says_that"), "")
#: Words between an office and the name of its holder behind a comma, the comma among them.
APART = 8


class Holders:
    """Finds the persons of one document again."""

    def __init__(self, known: Known, words: Words) -> None:
        self.known, self.doc, self.words = known, known.doc, words

    def person(self, m: Mention) -> Draft:
        """Somebody told by name: known by it or by a part of it, the holder of an office told before, or new."""
        if len(m.person) == 1 and (called := self._called(m)):
            return called
        if m.name and m.name.type == "person":
            key = ("name", m.name.where, "person")
            if key in self.known.by_key:
                return self.known.by_key[key]
            same = self._same_person(m)
            if same and same.name is None:
                same.name = m.name
                self.known.by_key[key] = same
                return same
            return self._office_person(m) or self.known.new(m, key)
        return self._same_person(m) or self._office_person(m) or self.known.new(m)

    def office(self, m: Mention) -> Draft:
        """A title alone: the one who holds it, if the article has named one."""
        if (m.number == "s" and m.definite) or m.of or m.country:
            found = self._holder(m)
            if found:
                return found
        of = m.of.entity if m.of and m.of.entity >= 0 else -1
        key = ("office", m.title, m.country or "", str(of), m.number, "" if (m.definite or m.of or m.country) else str(m.first))
        return self.known.keyed(key, m)

    def behind_comma(self, m: Mention) -> Draft | None:
        """«المسؤول عن الحملة في الإقليم، بريان كلاس، إن …»: a new name between commas holds the office told before the first of them."""
        office, tokens = self.known.last_holder, self.doc.tokens
        if office is None or not 0 < m.first - office.last <= APART or tokens[m.first - 1].norm not in ("،", ",") or tokens[office.first].segment != tokens[m.first].segment:
            return None
        draft = self.known.drafts[office.entity]
        if draft.person or draft.number != "s" or m.front or len(m.person) < 2 or (m.gender and draft.gender and m.gender != draft.gender):
            return None
        between = [tokens[k] for k in range(office.last, m.first - 1)]
        if any(t.kind != "word" or self.words(t.norm).function in ("comp", "rel", "conj") or (self.words(t.norm).finite and not t.norm.startswith("ال")) for t in between):
            return None
        after = tokens[m.last].norm if m.last < len(tokens) and tokens[m.last].segment == tokens[m.first].segment else ""
        if after not in _SAYS_THAT or self._same_person(m) is not None:
            return None
        if m.name is not None:
            if ("name", m.name.where, "person") in self.known.by_key:
                return None
            draft.name = m.name
            self.known.by_key["name", m.name.where, "person"] = draft
        return draft

    def _called(self, m: Mention) -> Draft | None:
        """One word of a name that the article has told in full: «العقيد المالكي», «الزعيم كيم»; of several the last."""
        word = m.person[0]
        for draft in reversed(self.known.drafts):
            if len(draft.person) < 2 or (m.gender and draft.gender and m.gender != draft.gender):
                continue
            if word == draft.person[-1] or (word == draft.person[0] and (m.title or m.rule == "person.after_cue") and len(word) > 2):
                return draft
        return None

    def _same_person(self, m: Mention) -> Draft | None:
        for word in reversed(short_forms(m.person)):
            for draft in reversed(self.known.by_word.get(word, [])):
                if compatible(draft.person, m.person) and (not m.gender or not draft.gender or m.gender == draft.gender):
                    return draft
        return None

    def _office_person(self, m: Mention) -> Draft | None:
        """The office was named before its holder: «الرئيس الأميركي … دونالد ترامب»."""
        if not m.title:
            return None
        for draft in reversed(self.known.drafts):
            if draft.type == "person" and not draft.person and (m.title, m.country) in draft.titles and m.country:
                draft.name = m.name
                if m.name:
                    self.known.by_key[("name", m.name.where, "person")] = draft
                return draft
        return None

    def _holder(self, m: Mention) -> Draft | None:
        """Who was told with this title, of its country; «الوزير» takes up any minister; last, who is listed with the office."""
        head = fold(m.title).split(" ")[0]
        for draft in reversed(self.known.drafts):
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
