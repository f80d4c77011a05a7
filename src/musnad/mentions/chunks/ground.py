"""What every reading of a noun phrase stands on: the document's words, look-ups with clitics, spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from musnad.lexicon.gazetteer import Gazetteer
from musnad.lexicon.lexicon import Head, Lexicon, Name, Title
from musnad.lexicon.phrases import Hit, PhraseIndex
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import WordInfo, Words
from musnad.mentions.mention import Mention
from musnad.model import Span
from musnad.text.document import Document
from musnad.text.tokens import Token

T = TypeVar("T")

NAME_LINKS = frozenset(word_set("mentions.chunks.name_links"))
NAME_SECOND = frozenset(word_set("mentions.chunks.name_second"))
#: «نظيره», «نظيرتها»: definite by their pronoun.
_COUNTERPART = word_set("mentions.chunks.counterpart")
_KOREAS = frozenset(word_set("mentions.chunks.koreas"))
QUOTE_MARKS = frozenset('"“”«»\'‘’')
#: Tokens in the longest noun phrase that is read.
MAX_NP = 8


class Ground:
    """One document and the look-ups in it. ``blocked`` holds tokens that belong to time expressions."""

    def __init__(self, doc: Document, lexicon: Lexicon, words: Words, blocked: frozenset[int], gazetteer: Gazetteer | None = None) -> None:
        self.doc = doc
        self.gazetteer = gazetteer
        self.lex = lexicon
        self.words = words
        self.blocked = blocked
        self.tokens = doc.tokens
        self.norms = [t.norm for t in doc.tokens]
        self.infos: list[WordInfo] = list(map(words.__getitem__, self.norms))
        self.signs = list(map(words.signs.__getitem__, self.norms))
        self.start = self.end = 0

    def at(self, i: int, clitics: bool = True) -> Mention | None:
        """The mention that begins at token ``i``, or None. What is of something, or held by somebody, asks for it again."""
        raise NotImplementedError  # the chunker knows the order of readings

    def _apposed_title(self, mention: Mention) -> None:
        """Takes a title behind a name into the mention."""
        raise NotImplementedError  # the chunker's too

    def _listed(self, i: int, clitics: bool) -> Hit[Name] | None:
        if not self.signs[i].names:
            return None
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
        return self._with_article(self.lex.titles, i, clitics) if self.signs[i].titles else None

    def _head_hit(self, i: int, clitics: bool) -> Hit[Head] | None:
        if not self.signs[i].heads or self.infos[i].function:
            return None
        return self._with_article(self.lex.heads, i, clitics, possessive=True)

    def _with_article(self, index: PhraseIndex[T], i: int, clitics: bool, possessive: bool = False) -> Hit[T] | None:
        """Longest hit with or without ال on the first word; possessive pronouns cut when asked."""
        norms = self.norms
        best: Hit[T] | None = None
        hit = index.longest(norms, i, clitics)
        if hit and hit.last <= self.end and not _likened(norms[i][: hit.cut]):
            best = hit
        for stem, front, art, suffix in self.words.noun_stems(norms[i]) if best is None else ():
            if (suffix and not possessive) or (front and not clitics) or not (art or suffix) or (_likened(front) and not art):
                continue
            hit = index.longest([stem, *norms[i + 1 : i + 4]], 0, False)
            if hit:
                last = i + hit.last
                if last <= self.end and (best is None or last > best.last):
                    cut = len(front) if not norms[i].startswith(("لل", "ولل", "فلل")) else max(len(front) - 1, 0)
                    best = Hit(i, last, cut, hit.items)
        return best

    def _saying(self, k: int) -> bool:
        return self.signs[k].says

    def _definite(self, i: int, hit: Hit[Title] | Hit[Head]) -> bool:
        if self.norms[i][hit.cut :].startswith(_COUNTERPART):
            return True
        return any(self._has_al(k) for k in range(i, hit.last))

    def _full_name_seen(self, name: Name) -> bool:
        first = name.name.split(" ")[0]
        return first in self.doc.text and name.name in self.doc.text

    def _has_al(self, k: int) -> bool:
        norm = self.norms[k]
        return norm.startswith(("ال", "لل", "بال", "وال", "فال", "كال", "ولل"))

    def _is_word(self, norm: str) -> bool:
        info = self.words(norm)
        return bool(info.function or info.verbs or self.lex.heads.get(norm) or norm.startswith("ال") or norm in self.lex.first_names)

    def _noun_like(self, norm: str) -> bool:
        bare = norm[2:] if norm.startswith("ال") else norm
        if self.lex.heads.get(bare) or self.lex.titles.get(bare) or self.lex.adjectives.get(bare):
            return True
        return norm.startswith(("ال", "لل")) and norm.endswith(("ات", "ون", "ين", "يه", "ه"))

    def _noun_stem(self, stem: str) -> bool:
        lex = self.lex
        return bool(stem in lex.masdars or stem in lex.verb_participles or lex.heads.get(stem) or lex.titles.get(stem))

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
        if j < self.end and self.norms[j] in _KOREAS and info.nisba and info.nisba.base.startswith("كوري"):
            return j + 1
        return j

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
    return origin[bisect_left(origin, token.start) + cut]


def _likened(front: str) -> bool:
    """«كرئيس», «كحركة»: what is only likened to a title or a body is none; «كاميرات» is no «أميرات»."""
    return front.endswith("ك")


def default_gender(type_: str) -> str | None:
    return {"country": "f", "organization": "f", "armed_group": "f", "media": "f", "military": "f", "government": "f"}.get(type_)


def is_arabic(norm: str) -> bool:
    return "ء" <= norm[0] <= "ي" or norm[0] in "پچژگڤ"
