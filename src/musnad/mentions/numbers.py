"""Numbers as the words and digits of an article write them: one reader for all who count.

A number is read left to right: digits of any kind («2,500», «1.5»), words («خمسة وعشرون»,
«مئة وعشرين»), scales behind them («300 ألف», «مليون ونصف المليون»), duals («ألفين», «مليوني») and
words that leave the number open («عشرات», «مئات الآلاف», «بضعة آلاف»).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from musnad.lexicon.lexicon import Lexicon
from musnad.text.fold import fold
from musnad.text.tokens import Token

TIME_COLUMNS = ("forms", "class", "value", "article")
COLUMNS = ("forms", "kind", "value", "source")
_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,٬]\d{3})+|\d{1,3}(?:\.\d{3}){2,}")
_DOTTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")


@dataclass(frozen=True, slots=True)
class Word:
    """A number word in one written form. ``cut`` letters of clitics stand before it."""

    kind: str  # number scale dual fraction vague few
    value: float
    cut: int
    rest: tuple[str, ...]  # words that must follow («خمسة» + «عشر»)
    conj: bool
    article: bool
    plural: bool
    where: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from tokens ``first``..``last`` (exclusive); ``high`` is None when left open."""

    first: int
    last: int
    low: float
    high: float | None
    cut: int
    digits: bool  # begins with digits
    scaled: float  # the last scale used, 1 without one
    vague: bool
    rows: tuple[str, ...]


class NumberTable:
    """Number words by their folded written forms, clitics included."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words: dict[str, list[Word]] = {}
        for row in lexicon.rows("times/numbers.tsv", TIME_COLUMNS):
            if row["class"] == "number":
                for form in row.many("forms"):
                    self._add(form, "number", float(row["value"]), row.where)
        for row in lexicon.rows("figures/numbers.tsv", COLUMNS):
            for form in row.many("forms"):
                self._add(form, row["kind"], float(row["value"]), row.where)
        for bucket in self.words.values():
            bucket.sort(key=lambda w: (w.cut, -len(w.rest)))

    def _add(self, form: str, kind: str, value: float, where: str) -> None:
        head, *rest = fold(form).split(" ")
        kind, _, flag = kind.partition(" ")
        for prefix in _PREFIXES:
            for article in ("", "ال"):
                written = f"{prefix}{article}{head}"
                cut = len(prefix)
                if prefix.endswith("ل") and article:  # «للآلاف»: there ل cannot be cut off
                    written, cut = f"{prefix}ل{head}", cut - 1
                plural = flag == "plural"
                kind_here = "scale dual" if flag == "dual" else kind
                word = Word(kind_here, value, cut, tuple(rest), "و" in prefix, bool(article), plural, where)
                self.words.setdefault(written, []).append(word)

    # -- reading ------------------------------------------------------------------------------

    def starts(self, token: Token) -> bool:
        """Whether a number may begin here: cheap, for scanning."""
        return token.kind == "number" or token.norm in self.words

    def read(self, tokens: Sequence[Token], i: int, end: int) -> Number | None:
        """The longest number that begins at token ``i``."""
        if tokens[i].kind == "number":
            return self._from_digits(tokens, i, end)
        word = self._word(tokens, i, end)
        if word is None:
            return None
        if word.kind in ("vague", "few") or (word.plural and word.kind == "scale"):
            return self._open(tokens, i, end, word)
        return self._from_words(tokens, i, end, word)

    def _word(self, tokens: Sequence[Token], i: int, end: int) -> Word | None:
        if i >= end:
            return None
        for word in self.words.get(tokens[i].norm, ()):
            n = len(word.rest)
            if not n or (i + n < end and all(tokens[i + 1 + k].norm == word.rest[k] for k in range(n))):
                return word
        return None

    def _from_digits(self, tokens: Sequence[Token], i: int, end: int) -> Number:
        behind = self._word(tokens, i + 1, end)
        scale = behind if behind and _multiplies(behind) else None
        value = digits_value(tokens[i].norm, scale is not None)
        return self._continue(tokens, Number(i, i + 1, value, value, 0, True, 1, False, ()), end)

    def _from_words(self, tokens: Sequence[Token], i: int, end: int, word: Word) -> Number | None:
        last = i + 1 + len(word.rest)
        value, scaled = word.value, 1.0
        if word.kind == "fraction":
            scale = self._word(tokens, last, end)
            if scale is None or not _multiplies(scale):
                return None
            value, scaled, last = value * scale.value, scale.value, last + 1
        elif word.kind == "scale dual":
            value, scaled = value * 2, value
        elif word.kind == "dual":
            scaled = value / 2
        elif word.kind == "scale":
            scaled = value
        return self._continue(tokens, Number(i, last, value, value, word.cut, False, scaled, False, (word.where,)), end)

    def _open(self, tokens: Sequence[Token], i: int, end: int, word: Word) -> Number:
        """«عشرات», «مئات الآلاف», «آلاف», «بضعة ملايين»: a lower bound, no more."""
        value, last, scaled = word.value * (2 if word.plural else 1), i + 1, 1.0
        few = word.kind == "few"
        scale = self._word(tokens, last, end)
        if scale and scale.cut == 0 and scale.kind == "scale" and not (word.plural and scale.plural):
            value, scaled, last = value * scale.value, scale.value, last + 1
        elif scale and few and scale.kind == "vague" and scale.value > 20:
            value, last = value * 100, last + 1
        return Number(i, last, value, value * 3 if few else None, word.cut, False, scaled, True, (word.where,))

    def _continue(self, tokens: Sequence[Token], first: Number, end: int) -> Number:
        """Scales and addends behind a first number."""
        done, group, scaled, last = 0.0, first.low, first.scaled, first.last
        rows, digits = first.rows, first.digits
        open_group = scaled == 1
        for _ in range(8):
            word = self._word(tokens, last, end)
            if word and _multiplies(word) and open_group and 0 < group < 1_000_000:
                group, scaled, open_group, last = group * word.value, word.value, False, last + 1
                rows += (word.where,)
            elif word and not word.cut and not word.article and word.value == 100 and word.kind == "number" and 3 <= group <= 9 and not digits:
                group, last = group * 100, last + 1
            else:
                more = self._addend(tokens, last, end)
                if more is None or not _adds(group, scaled, digits, open_group, more):
                    break
                last, value, kind = more
                if kind == "fraction":
                    group += value * scaled
                    last += self._repeats(tokens, last, end, scaled)
                elif not open_group:
                    done, group, open_group, digits = done + group, value, True, kind == "digits"
                else:
                    group += value
                scaled, open_group = (value, False) if kind == "scale" else (scaled, open_group)
        total = done + group
        return Number(first.first, last, total, total, first.cut, first.digits, scaled, False, rows)

    def _addend(self, tokens: Sequence[Token], i: int, end: int) -> tuple[int, float, str] | None:
        """«وخمسين», «و500», «ونصف»: what is added. Returns position behind, value, kind."""
        word = self._word(tokens, i, end)
        if word and word.conj and word.cut == 1 and not word.article and word.kind in ("number", "scale", "fraction", "dual"):
            return i + 1 + len(word.rest), word.value, word.kind
        if i + 1 < end and tokens[i].norm == "و" and tokens[i + 1].kind == "number":
            return i + 2, digits_value(tokens[i + 1].norm, False), "digits"
        return None

    def _repeats(self, tokens: Sequence[Token], i: int, end: int, scaled: float) -> int:
        """«مليون ونصف المليون»: the scale said again."""
        word = self._word(tokens, i, end)
        return 1 if word and not word.cut and word.kind == "scale" and word.value == scaled else 0


def _multiplies(word: Word) -> bool:
    return not word.cut and word.kind in ("scale", "scale dual")


def _adds(group: float, scaled: float, digits: bool, open_group: bool, more: tuple[int, float, str]) -> bool:
    _, value, kind = more
    if kind == "fraction":
        return scaled > 1 and not open_group
    if not open_group:
        return value < scaled
    if digits or kind == "digits" or kind != "number":
        return False
    rest = group % 100
    return (0 < rest < 10 and 20 <= value < 100 and value % 10 == 0) or (rest == 0 and value < 100)


def digits_value(written: str, scaled: bool) -> float:
    """The value of digits with separators. «2,500» is 2500, «2,5» and «2.5» are 2½.

    Before a scale («1,350 مليون») one separator is always a decimal one.
    """
    if _THOUSANDS.fullmatch(written) and not (scaled and written.count(",") == 1):
        return float(re.sub(r"[,٬.]", "", written)[:18])
    if _DOTTED.fullmatch(written) and not scaled:
        return float(written.replace(".", ""))
    parts = re.split(r"[.,٫٬]", written)
    if len(parts) == 2:
        return float(f"{parts[0][:18]}.{parts[1][:9]}")
    return float("".join(parts)[:18])


@lru_cache(maxsize=4)
def number_table(lexicon: Lexicon) -> NumberTable:
    """The table of a lexicon, built once."""
    return NumberTable(lexicon)
