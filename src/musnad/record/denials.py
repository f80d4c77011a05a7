"""What a denial denies: read from the denying word to the deed that heads its content, and no further.

«نفت الحركة قصف القرية بعد انسحابها» denies the shelling, not the withdrawal; «نفت أن تكون للقرار صلة بالقمة» denies neither decision
nor summit; «نفت ذلك» what the sentence before it told. Between the denying word and the deed stand only words that say nothing of
their own (``data/denial_words.tsv``), names, and in a clause a short subject.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from musnad.lexicon.reader import read_table
from musnad.lexicon.word_sets import word_set
from musnad.record.words import WORD
from musnad.text.fold import fold

#: Letters behind the start of a content within which the deed that it denies is named.
OPENING = 110
#: Words of a clause's subject that are no names; of what stands between a report and what it tells.
SUBJECT_WORDS, REPORT_WORDS = 4, 2
#: Words behind a subject within which its predicate is looked for.
PREDICATE = 7
#: Words within which a content that points back does so («باستمرار كل هذه الأنباء»).
POINTING = 5
#: Words before a denying word within which a negation stands over it too («لم تؤكد أو تنف»).
OPEN = 6
#: Letters before a denial within which stands what it points back to.
BEFORE = 400
_RELATIVES = frozenset(word_set("record.denials.relatives"))
_PRONOUNS = ("هما", "ها", "هم", "نا", "ه", "ي")
_STOPS = re.compile(r"[.؛!?؟\n]")


@dataclass(frozen=True, slots=True)
class Deed:
    """An event mention as a denial meets it: where its trigger stands and what it is."""

    id: str
    start: int
    end: int
    type: str
    mode: str | None = None

    @property
    def is_accusation(self) -> bool:
        """Whether it names what somebody is said to have done; blame and inquiries name nothing that could be denied."""
        return self.type == "ACCUSE" and self.mode in (None, "allege")


@dataclass(frozen=True, slots=True)
class Denied:
    """``events`` are the ids of what is denied; ``part``: only the speaker's own share in it; ``back``: by a word that points back."""

    events: tuple[str, ...] = ()
    part: bool = False
    back: bool = False
    plain: bool = False


NOTHING = Denied()


@dataclass(slots=True)
class _Path:
    """The words on the way to a deed: their classes, and how many more that say something may follow."""

    budget: int
    kinds: set[str] = field(default_factory=set)
    others: int = 0
    found: list[Deed] = field(default_factory=list)
    bare: bool = False  # the deed is the first word of its clause


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_table(Path(__file__).parent / "data" / "denial_words.tsv", ("word", "class", "source")):
        found.setdefault(fold(row["word"]), set()).add(row["class"])
    return {word: frozenset(classes) for word, classes in found.items()}


@lru_cache(maxsize=20_000)
def kinds_of(word: str) -> frozenset[str]:
    """The classes of a folded word, by itself or without what is written together with it."""
    for form in _forms(word):
        if form in _table():
            return _table()[form]
    return frozenset()


def _forms(word: str) -> list[str]:
    """The word, then without conjunction, preposition, article and pronoun, in this order."""
    forms = [word]
    if word[0] in "وف" and len(word) > 3:
        forms.append(word[1:])
    for form in list(forms):
        if form[0] in "بلكس" and len(form) > 2:
            forms += [form[1:], *(["ال" + form[2:]] if form.startswith("لل") else [])]
    forms += [f[2:] for f in list(forms) if f.startswith("ال") and len(f) > 4]
    for form in list(forms):
        for pronoun in _PRONOUNS:
            if form.endswith(pronoun) and len(form) - len(pronoun) >= 3:
                rest = form[: -len(pronoun)]
                forms += [rest, *([rest[:-1] + "ه"] if rest.endswith("ت") else [])]
    return forms


def _has_object(word: str) -> bool:
    """Whether a denying verb has its object written with it («نفته»)."""
    return "denying" not in kinds_of_form(word) and any(word.removesuffix(p) != word and "denying" in kinds_of_form(word.removesuffix(p)) for p in ("ه", "ها", "هم"))


def kinds_of_form(word: str) -> frozenset[str]:
    """The classes of a folded word as it stands, but for a conjunction or the sign of the future."""
    return next((_table()[f] for f in (word, word[1:] if word[:1] in "وفس" else word) if f in _table()), frozenset())


class Reading:
    """Reads the denials of one article."""

    def __init__(self, text: str, deeds: Sequence[Deed], named: Sequence[tuple[int, int]], ends: Sequence[int]) -> None:
        self.text, self.ends = text, ends
        self.deeds = sorted(deeds, key=lambda d: (d.start, d.id))
        self.named = sorted(named)

    def denied(self, start: int, end: int, cue: tuple[int, int], before: tuple[int, int] | None) -> Denied:
        """What a denial with this content and cue denies. ``before`` is what another said just before it."""
        said = self._words(*cue)
        classes = {c for w in said for c in kinds_of(w)}
        plain = bool(classes & {"cue", "refuting", "accusing_only"})
        if plain and self._left_open(cue[0]):
            return NOTHING
        if plain and any(_has_object(w) for w in said):
            return self._object(start, end, cue, before)
        between = [kinds_of(w) for w in self._words(cue[1], start)]
        if plain and any("barrier" in kinds for kinds in between) and not self._opens(start, end):
            return NOTHING  # words about the speaker are taken for what he says
        clause = not plain or bool(between and "complement" in between[-1])
        path = self._walk(start, min(end, start + OPENING), SUBJECT_WORDS if clause else 0)
        if plain:
            return self._by_cue(path, classes, start, end, cue, before)
        path.kinds |= classes
        return self._by_content(path, end)

    def _opens(self, start: int, end: int) -> bool:
        """Whether a content opens as what is denied does («أنباء عن», «مسؤوليته عن»)."""
        first = self._words(start, end)[:1]
        return bool(first) and bool(kinds_of(first[0]) & {"report", "part", "carrier"})

    def _object(self, start: int, end: int, cue: tuple[int, int], before: tuple[int, int] | None) -> Denied:
        """«…، الأمر الذي تنفيه»: the object is the content before it, or what another said."""
        if start >= cue[0]:
            return self._pointing(cue[0], before)
        path = self._walk(start, min(end, cue[0], start + OPENING), SUBJECT_WORDS)
        if path.kinds & {"negation", "refusal"} or not path.found or _STOPS.search(self.text, path.found[-1].end, cue[0]):
            return NOTHING
        return Denied(tuple(d.id for d in path.found), "part" in path.kinds, plain=True)

    def _words(self, start: int, end: int) -> list[str]:
        return [fold(m.group()) for m in WORD.finditer(self.text, start, end)] if start < end else []

    def _left_open(self, cue: int) -> bool:
        """«لم تؤكد أو تنف»: a negation over both."""
        words = self._words(max(0, cue - 60), cue)[-OPEN:]
        return any("negation" in kinds_of(w) for w in words) and words[-1:] in (["او"], ["ام"])

    def _pointing(self, cue: int, before: tuple[int, int] | None, part: bool = False) -> Denied:
        return Denied(tuple(d.id for d in self._antecedent(cue, before)), part, back=True)

    def _by_cue(self, path: _Path, classes: set[str], start: int, end: int, cue: tuple[int, int], before: tuple[int, int] | None) -> Denied:
        """«نفى، أنكر، كذب …»: what heads the content; a negation there makes it an assertion."""
        if path.kinds & {"negation", "refusal", "tie"} or ("part" in path.kinds and path.others):
            return NOTHING
        events = [d for d in path.found if "cue" in classes or path.found[0].is_accusation or ("refuting" in classes and "report" in path.kinds)]
        if events and not self._is_subject(path):
            more = self._accusation_before(cue[0]) if events[-1].is_accusation else self._answered(events[-1], cue[0], before)
            return Denied(tuple(dict.fromkeys(d.id for d in (*events, *more))), "part" in path.kinds, plain=True)
        if path.found or "accusing_only" in classes:
            return NOTHING
        if "back" in path.kinds and self._points_back(start, end):
            return self._pointing(cue[0], before, "part" in path.kinds)
        return NOTHING

    def _by_content(self, path: _Path, end: int) -> Denied:
        """«قال إنه لم يقصف», «وصف الاتهامات بأنها كاذبة»: a negation on the way to the deed, or an accusation called false."""
        if path.kinds & {"refusal", "tie"} or not path.found or ("part" in path.kinds and path.others):
            return NOTHING
        if "negation" in path.kinds:
            return Denied((path.found[0].id,), "part" in path.kinds)
        if path.found[0].is_accusation and any("false" in kinds_of(w) for w in self._words(path.found[0].end, end)):
            return Denied(tuple(d.id for d in path.found))
        return NOTHING

    def _is_subject(self, path: _Path) -> bool:
        """Whether the deed only opens a clause that says something of it: «نفى أن تكون الاستقالة مرتبطة بالقمة»."""
        deed = path.found[0]
        ahead = self._words(deed.end, min(len(self.text), deed.end + 90))[:PREDICATE]
        if any("tie" in kinds_of(w) for w in ahead):
            return True
        definite = fold(self.text[deed.start : deed.end]).startswith(("ال", "وال"))
        return definite and path.bare and not any("carrier" in kinds_of(w) for w in ahead)

    def _walk(self, start: int, end: int, budget: int) -> _Path:
        """From the start of a content to the first deed; behind an accusation on to what it accuses of."""
        path = _Path(budget)
        words = list(WORD.finditer(self.text, start, end))
        clause, fresh, last = budget > 0, True, start
        for n, word in enumerate(words):
            if word.start() > start and _STOPS.search(self.text, last, word.start()):
                break
            last = word.end()
            norm = fold(word.group()) or "-"
            deed = self._deed_at(word.start(), word.end())
            if deed and not any(d.start == deed.start for d in path.found):
                if not self._heads(path, deed, norm, word.start(), words[n - 1].group() if n else ""):
                    break
                path.bare |= clause and fresh
                path.found.append(deed)
                path.budget = REPORT_WORDS
                if not deed.is_accusation:
                    break
                continue
            if self._is_named(word.start()):
                fresh = False
                continue
            if not self._passes(path, norm, words, n):
                break
            if "complement" in kinds_of(norm):
                clause, fresh = True, True
            elif not kinds_of(norm) & {"frame", "manner", "back", "preposition"}:
                fresh = False
        return path

    def _heads(self, path: _Path, deed: Deed, norm: str, start: int, last: str) -> bool:
        """Whether a deed is what the way leads to: none that a conjunction adds, nor one in a phrase behind another verb."""
        if deed.type == "ACCUSE" and not deed.is_accusation:
            return False
        written_with = deed.start > start and norm[0]
        if written_with == "و":
            return False
        adverbial = written_with in ("ب", "ل", "ك") or "preposition" in kinds_of(fold(last) or "-")
        return not (path.others and adverbial and not path.kinds & {"carrier", "part", "report"})

    def _passes(self, path: _Path, norm: str, words: Sequence[re.Match[str]], n: int) -> bool:
        """Whether the way goes on behind a word."""
        kinds = kinds_of(norm)
        if "barrier" in kinds:
            if norm in _RELATIVES and n + 1 < len(words) and "reported" in kinds_of(fold(words[n + 1].group())):
                path.budget = SUBJECT_WORDS
                return True
            return n > 0 and fold(words[n - 1].group()) == "من" and norm == "قبل"
        if "complement" in kinds:
            again = "complement" in path.kinds and not path.kinds & {"report", "reported"}
            path.kinds |= kinds
            path.budget = SUBJECT_WORDS
            return not again
        if "preposition" in kinds and path.others and not path.kinds & {"carrier", "part", "report"}:
            return False
        path.kinds |= kinds
        if "report" in kinds:
            path.budget = max(path.budget, REPORT_WORDS)
        if kinds:
            return True
        path.others += 1
        path.budget -= 1
        verbal = norm[0] == "ي" or (norm.endswith("ت") and not norm.endswith("ات"))
        return path.budget >= 0 and not verbal and norm[0] != "و"

    def _deed_at(self, start: int, end: int) -> Deed | None:
        return next((d for d in self.deeds if start <= d.start < end), None)

    def _is_named(self, start: int) -> bool:
        n = bisect_right(self.named, (start + 2, 0))  # «لإيران»: a preposition may be written with the name
        return any(a <= start + 1 and start < b for a, b in self.named[max(0, n - 6) : n])

    def _points_back(self, start: int, end: int) -> bool:
        words = self._words(start, end)[:POINTING]
        back = [n for n, w in enumerate(words) if "back" in kinds_of(w)]
        return bool(back) and all(kinds_of(w) for w in words[: back[0]])

    def _antecedent(self, cue: int, before: tuple[int, int] | None) -> list[Deed]:
        """What another said just before, else what the words before it in the same sentence, or the sentence before, tell first."""
        if before and cue - before[1] <= BEFORE:
            found = self._walk(before[0], min(before[1], before[0] + OPENING), SUBJECT_WORDS).found
            return found[:2]
        home = bisect_right(self.ends, cue)
        for sentence in (home, home - 1):
            start = self.ends[sentence - 1] if sentence > 0 else 0
            told = [d for d in self.deeds if start <= d.start < min(cue, self.ends[sentence] if sentence < len(self.ends) else cue)]
            if told and sentence >= 0:
                return told[:1]
        return []

    def _answered(self, deed: Deed, cue: int, before: tuple[int, int] | None) -> list[Deed]:
        """«نفت تنفيذ أي عملية»: the word alone tells no deed, so what another said just before of the same kind is answered."""
        if before is None or not all("carrier" in kinds_of(w) for w in self._words(deed.start, deed.end)):
            return []
        return [d for d in self._antecedent(cue, before) if d.type == deed.type]

    def _accusation_before(self, cue: int) -> list[Deed]:
        """«نفى الاتهامات»: the accusation that was told just before."""
        return [d for d in self.deeds if d.is_accusation and 0 < cue - d.start <= BEFORE][-1:]
