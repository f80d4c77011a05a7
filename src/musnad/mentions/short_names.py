"""Family names that stand alone, of persons whose full name the article gives."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from musnad.lexicon.phrases import clitic_variants
from musnad.mentions.chunks import Chunker, cut_start
from musnad.mentions.mention import Mention
from musnad.mentions.person_names import father_of, short_forms
from musnad.model import Span
from musnad.text.document import Document


def find_short_names(doc: Document, chunker: Chunker, mentions: list[Mention]) -> list[Mention]:
    """Mentions by such names, outside all others; call before the mentions are resolved."""
    shorts = _known_shorts(mentions)
    if not shorts:
        return []
    covered = {k for m in mentions for k in range(m.first, m.last)}
    begin = {father_of(short.partition(" ")[0]) for short in shorts}
    out: list[Mention] = []
    for segment in doc.segments:
        if not segment.tells:
            continue
        for i in range(segment.first, segment.last):
            if i not in covered and i not in chunker.blocked and not begin.isdisjoint(_first_words(doc.tokens[i].norm)):
                found = _short_at(doc, chunker, i, segment.last, shorts)
                if found:
                    out.append(found)
    return out


@lru_cache(maxsize=30_000)
def _first_words(norm: str) -> tuple[str, ...]:
    """The first words of a short name that a folded word may be."""
    return tuple(father_of(word) for word, _ in clitic_variants(norm))


def _known_shorts(mentions: Iterable[Mention]) -> dict[str, Mention]:
    """The short forms that may stand alone, with and without ال; a first name only where it is one person's."""
    shorts: dict[str, Mention] = {}
    firsts: dict[str, list[Mention]] = {}
    for m in mentions:
        if m.type == "person" and len(m.person) > 1:
            for word in short_forms(m.person)[:1]:
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
        two = f"{father_of(word)} {doc.tokens[i + 1].norm}" if i + 1 < end else ""
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
