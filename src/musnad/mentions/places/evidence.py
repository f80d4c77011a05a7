"""What stands beside a name and makes it a place: heads, prepositions, a country told with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from musnad.lexicon.lexicon import Lexicon
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import WordInfo
from musnad.mentions.mention import Mention
from musnad.mentions.places.tables import PlaceHead, PlaceTables
from musnad.text.document import Document

#: What may stand between a name and the country or direction told with it.
_SKIPPED = frozenset(("،", ",", "(", *word_set("mentions.places.evidence.skipped")))
#: Grades, best first: a head or a country told; a locative; any other word of movement; nothing.
HEAD, STRONG, WEAK, NONE = 3, 2, 1, 0
_FAR = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """How good, by which word, the token where it begins, the head before it; the country told behind and how."""

    grade: int
    word: str
    first: int
    head: PlaceHead | None = None
    country: str | None = None
    told: str = ""  # nisba, in, direction


class EvidenceFinder:
    """Looks around names of one document."""

    def __init__(self, doc: Document, tables: PlaceTables, infos: list[WordInfo], starts: dict[int, list[Mention]]) -> None:
        self.tokens, self.tables, self.infos, self.starts = doc.tokens, tables, infos, starts
        self.lex: Lexicon = tables.lexicon
        self.dateline = doc.dateline

    def of(self, i: int, last: int, cut: int, lo: int, hi: int) -> Evidence:
        """The best evidence for a name at tokens ``i``..``last`` inside the segment ``lo``..``hi``."""
        before = self._before(i, cut, lo)
        country, told = self._told(last, hi)
        return replace(before, country=country, told=told) if country else before

    def _before(self, i: int, cut: int, lo: int) -> Evidence:
        front = self.tokens[i].norm[:cut]
        if front.endswith("ب"):
            return Evidence(STRONG, "ب", i)
        if i <= lo or self.tokens[i - 1].kind != "word":
            return Evidence(NONE, "", i)
        previous = self.tokens[i - 1].norm
        head = self.tables.head(previous)
        if head and not front and not self._definite(previous):
            grade = HEAD if head[0].named != "own" else NONE
            return Evidence(grade, "head", i - 1, head[0])
        if front.endswith(("ل", "ك")):
            return Evidence(WEAK, front, i)
        return self._cue(i, previous, lo)

    def _cue(self, i: int, previous: str, lo: int) -> Evidence:
        kind = self.tables.cue(previous)
        if kind == "never":
            return Evidence(NONE, kind, i)
        if kind == "from":
            near = i - 2 >= lo and self.tables.cue(self._bare(i - 2)) in ("near", "direction")
            return Evidence(STRONG if near else WEAK, previous, i)
        if kind in ("strong", "direction", "owner"):
            return Evidence(STRONG, previous, i)
        return Evidence(WEAK if kind in ("weak", "near") else NONE, previous, i)

    def _bare(self, k: int) -> str:
        word = self.tokens[k].norm
        for variant in (word, word.removeprefix("ال"), word.removeprefix("بال")):
            if self.tables.cue(variant):
                return variant
        return word

    @staticmethod
    def _definite(word: str) -> bool:
        return word.startswith("ال") and word != "العاصمه"

    def _told(self, k: int, hi: int) -> tuple[str | None, str]:
        """«طرابلس اللبنانية», «حلب شمال سوريا», «أغاديس (شمال النيجر)»: the country told right behind a name."""
        nisba = self.infos[k].nisba if k < hi else None
        if nisba and self.tokens[k].norm.startswith("ال"):
            plain = nisba.number == "s" and nisba.kind == "country"
            return (nisba.country, "nisba") if plain else (None, "")
        told = ""
        for j in range(k, min(hi, k + _FAR)):
            word = self.tokens[j].norm
            direction = self._direction(word)
            country = next((m.country for m in self.starts.get(j, ()) if self._land(m, direction)), None)
            if country and (told or direction):
                return country, "direction" if direction else told
            if direction:
                told = "direction"
            elif word not in _SKIPPED:
                break
            elif word not in ("،", ","):
                told = told or "in"
        return None, ""

    @staticmethod
    def _land(m: Mention, direction: bool) -> bool:
        """A country, or a part of one listed with its direction («شرقي ليبيا»)."""
        return m.name is not None and not m.front and (m.type == "country" or (direction and m.type == "place"))

    def _direction(self, word: str) -> bool:
        return "direction" in (self.tables.cue(word.removeprefix("ب")), self.tables.cue(word.removeprefix("ال")))
