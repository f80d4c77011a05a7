"""Participants that no list has: spans of the tagger where lexicon and shapes found nobody."""

from __future__ import annotations

from musnad.lexicon.words import Words
from musnad.mentions.mention import Mention
from musnad.model import Span
from musnad.tagger.advice import Advice
from musnad.text.document import Document

#: Common nouns and shapes that the tagger takes for nobody, this surely, are no mentions: «طريقة», «تذكرة طائرة».
NOBODY = 0.03
_UNSURE = ("head", "person.shape", "person.after_cue", "title", "demonym")
_GROUPS = frozenset(("population", "armed_group", "military"))


def find_learned(doc: Document, words: Words, advice: Advice, mentions: list[Mention], blocked: frozenset[int]) -> list[Mention]:
    """Mentions for participants of the tagger that overlap no mention yet. Empty without a tagger."""
    taken = {k for m in mentions for k in range(m.first, m.last)} | blocked
    out = []
    for found in advice.participants():
        if any(k in taken for k in range(found.first, found.last)):
            continue
        out.append(_mention(doc, words, found.first, found.last, found.label))
    return out


def drop_unlikely(advice: Advice, mentions: list[Mention]) -> list[Mention]:
    """Mentions without those that only a list of common nouns knows and the tagger is sure are nobody."""
    if not advice.active:
        return mentions
    return [m for m in mentions if m.rule not in _UNSURE or m.name is not None or advice.named(m.first, m.last) >= NOBODY]


def _nationality(doc: Document, words: Words, first: int, last: int) -> str | None:
    """«52 فلسطينيا على الأقل»: the country of a nisba among the words, if one alone is told."""
    told = {nisba.country for t in doc.tokens[first:last] if (nisba := words(t.norm).nisba) is not None and nisba.country}
    return told.pop() if len(told) == 1 else None


def _mention(doc: Document, words: Words, first: int, last: int, type_: str) -> Mention:
    head = doc.tokens[first]
    stem, front, art, _ = words.noun_stems(head.norm)[0]
    cut = len(front) if front and not head.norm.startswith("لل") and words(head.norm).art else 0
    span = Span(head.start + cut, doc.tokens[last - 1].end)
    norms = tuple(t.norm for t in doc.tokens[first:last])
    person = (norms[0][cut:], *norms[1:]) if type_ == "person" else ()
    return Mention(
        first, last, span, type_, "tagger", country=_nationality(doc, words, first, last), lemma="" if person else stem, gender=None, number="p" if type_ in _GROUPS else "s",
        definite=art or bool(person), acts=type_ != "place", person=person, front=head.norm[:cut], core=span if person else None,
    )  # fmt: skip
