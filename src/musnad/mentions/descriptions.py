"""Descriptions: «الحركة», «الفصائل المسلحة», «بلاده» stand for the last one of that kind, if it can be the same."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.mentions.draft import Draft
from musnad.mentions.known import Known
from musnad.mentions.mention import Mention
from musnad.text.fold import fold

_COUNTRY_HEADS = frozenset(word_set("mentions.descriptions.country_heads"))


class Descriptions:
    """Finds what descriptions in one document stand for."""

    def __init__(self, known: Known) -> None:
        self.known, self.doc, self.lex = known, known.doc, known.lex

    def of(self, m: Mention) -> Draft:
        """The same words again, an antecedent of a definite one, or a new entity."""
        if m.extra.get("count"):
            return self.known.keyed(("counted", self.doc.norm(m.span)), m)
        key = self._description_key(m)
        exact = self.known.by_key.get(key)
        if exact is not None and (m.definite or m.plural_group or m.type != "person"):
            return exact
        if m.definite or m.possessed:
            found = self._antecedent(m)
            if found:
                return found
        return self.known.new(m, key if m.type != "person" or m.definite else None)

    def _description_key(self, m: Mention) -> tuple[str, ...]:
        marks = tuple(m.extra.get(k, "") for k in ("idafa", "portfolio", "adjective", "placename", "quoted"))
        if m.type == "place" and m.extra.get("placename"):
            return ("placename", m.extra["placename"])
        inner = str(m.parts[0].entity) if m.parts else ""
        return ("head", fold(m.lemma), m.country or "", inner, (m.number == "s" and "s") or "p", *marks)

    def _antecedent(self, m: Mention) -> Draft | None:
        """Who «الحركة», «الوزارة», «القوات», «الفصائل المسلحة» stands for: the last named of that kind."""
        words = self.known.head_words(m)
        bare = not m.extra and not m.parts
        if m.lemma in _COUNTRY_HEADS and m.possessed:
            return self._own_country()
        if m.lemma in _COUNTRY_HEADS and bare and not m.country:
            return next((d for d in reversed(self.known.drafts) if d.type == "country" and d.mentions), None)
        best: Draft | None = None
        for draft in self.known.drafts:
            if not words & draft.heads or (draft.type == "person") != (m.type == "person"):
                continue
            if m.country and draft.country and m.country != draft.country:
                continue
            if not bare and not _tail_agrees(m, draft):
                continue
            if best is None or draft.last_token >= best.last_token:
                best = draft
        return best

    def _own_country(self) -> Draft | None:
        """«بلاده»: the country of the person named last."""
        person = next((d for d in sorted(self.known.drafts, key=lambda d: -d.last_token) if d.type == "person" and d.country), None)
        if person is None or person.country is None:
            return None
        known = next((d for d in self.known.drafts if d.type == "country" and d.country == person.country and d.name), None)
        if known:
            return known
        name = self.lex.country_names.get(person.country)
        if name is None:
            return None
        draft = Draft(len(self.known.drafts), "country", name=name, country=person.country, sector="GOV", gender="f", rule="own_country")
        self.known.drafts.append(draft)
        self.known.by_key["name", name.where, name.kind] = draft
        return draft


def _tail_agrees(m: Mention, draft: Draft) -> bool:
    """«الفصائل المسلحة» may be «فصائل مسلحة عراقية»: all that describes the mention was told of the entity before."""
    mine = {k: v.removeprefix("ال") for k, v in m.extra.items()}
    for other in draft.mentions:
        theirs = {k: v.removeprefix("ال") for k, v in other.extra.items()}
        if all(theirs.get(k) == v for k, v in mine.items() if k != "nisba") and not m.parts:
            return True
    return False
