"""Content words of a passage, cut to stems, so that two wordings of one thing can be compared.

The stemmer is a light one (after Larkey et al. 2002, "light10"): it cuts what Arabic writes together with a word and the
commonest endings, nothing else. It only serves comparison; nothing that it makes is shown.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from sys import intern

from musnad.lexicon.reader import DATA, read_table
from musnad.text.fold import fold

# Marks and invisible controls inside a word belong to it; folding takes them out.
WORD = re.compile(r"\d+(?:[.,٫٬]\d+)*|[^\W\d_](?:[^\W\d_]|[\u064b-\u065f\u0670\u0640\u200c-\u200f])*")
_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_PRONOUNS = ("هما", "ها", "هم", "نا", "ه")
_ENDINGS = ("ان", "ات", "ون", "ين", "يه", "ه", "ي", "ا", "ت")


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Folded words that carry no content (lexicon, ``function_words.tsv``)."""
    rows = read_table(DATA / "function_words.tsv", ("word", "class", "source"))
    return frozenset(fold(r["word"]) for r in rows if r["class"] != "num")


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """The stem of a folded word; "" for a function word."""
    if word in function_words() or len(word) < 2:
        return ""
    if word[0].isdigit():
        return word
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            word = word[len(article) :]
            break
    else:
        if word[0] == "و" and len(word) >= 4:
            word = word[1:]
        if word in function_words():
            return ""
        if word[0] in "بل" and len(word) >= 5:
            word = word[1:]
    for endings in (_PRONOUNS, _ENDINGS):
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: -len(ending)]
                break
    return intern(word)


@lru_cache(maxsize=60_000)
def _stem_as_written(word: str) -> str:
    return stem(fold(word))


def words_of(text: str) -> list[str]:
    """Folded words and numbers in order."""
    return WORD.findall(fold(text))


def stems_of(text: str) -> list[str]:
    """Stems of the content words in order."""
    return [s for w in WORD.findall(text) if (s := _stem_as_written(w))]


def stems_at(text: str) -> tuple[list[str], list[int]]:
    """Stems of the content words in order, and the offset of each."""
    stems, offsets = [], []
    for m in WORD.finditer(text):
        s = _stem_as_written(m.group())
        if s:
            stems.append(s)
            offsets.append(m.start())
    return stems, offsets


#: Articles that the counts of ``data/stem_frequency.tsv`` are given for.
BACKGROUND = 3000


@lru_cache(maxsize=1)
def background() -> dict[str, int]:
    """In how many of :data:`BACKGROUND` articles of general news a stem stands (``tools/stem_frequency.py``)."""
    rows = read_table(Path(__file__).parent / "data" / "stem_frequency.tsv", ("stem", "articles"))
    return {r["stem"]: int(r["articles"]) for r in rows}


#: Vectors that are kept in memory, some 2 KB each; pairs are compared in the order of their days, so few are made twice.
KEPT = 8_000


class _Says(dict[str, float]):
    """What each stem says, computed when it is first asked for."""

    def __init__(self, count: int, found: Mapping[str, int]) -> None:
        super().__init__()
        self._count, self._found = count, found

    def __missing__(self, word: str) -> float:
        says = self[word] = math.log((self._count + 20) / (self._found.get(word, 0) + 0.5))
        return says


class Rarity:
    """How much a shared stem says: its inverse document frequency over general news and the articles of the record together.

    The fixed share keeps the scores of a small record meaningful, and those of a large one from moving with every article.
    """

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        # By the stems' own identity, for hashing them takes longer than the rest; what is kept here cannot be others later.
        self._kept: dict[int, tuple[tuple[str, ...], dict[str, float]]] = {}
        self.count = BACKGROUND
        self.found: Counter[str] = Counter(background())
        for words in documents:
            self.count += 1
            self.found.update(set(words))
        self._says = _Says(self.count, self.found)

    def __call__(self, word: str) -> float:
        return self._says[word]

    def of(self, stems: tuple[str, ...]) -> dict[str, float]:
        """As :meth:`vector`, remembered for a while; not to be changed."""
        found = self._kept.get(id(stems))
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            found = self._kept[id(stems)] = stems, self.vector(stems)
        return found[1]

    def vector(self, words: Sequence[str], top: int | None = None) -> dict[str, float]:
        """``{stem: weight}`` of unit length, of the ``top`` rarest-weighted stems if given."""
        says = self._says
        weighed = {w: says[w] for w in words}
        if len(weighed) < len(words):
            weighed = {w: says[w] if n == 1 else says[w] * (1 + math.log(n)) for w, n in Counter(words).items()}
        if top is not None and len(weighed) > top:
            weighed = dict(sorted(weighed.items(), key=lambda x: (-x[1], x[0]))[:top])
        norm = math.sqrt(sum([v * v for v in weighed.values()])) or 1.0
        return {w: v / norm for w, v in weighed.items()}


def likeness(a: dict[str, float], b: dict[str, float]) -> float:
    """Cosine of two unit vectors, 0 to 1."""
    shared = a.keys() & b.keys()
    if not shared:
        return 0.0
    # In one order, so that no order of arrival can show in the last digit.
    return sum([a[w] * b[w] for w in (sorted(shared) if len(shared) > 2 else shared)])
