"""The trigger lexicon: which words tell an event, and in which company.

A row holds for a verb lemma, a noun, a participle or a phrase; ``with`` and ``without`` look at the four
words around, so that senses part («أطلق سراح» / «أطلق النار»). ``NONE`` rows take a word out of play.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from musnad.events.sign_words import SignTable
from musnad.lexicon.lexicon import Lexicon
from musnad.lexicon.phrases import PhraseIndex, clitic_variants, phrase_key
from musnad.lexicon.reader import Row
from musnad.lexicon.verbs import VerbForm
from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import WordInfo, Words

COLUMNS = (
    "trigger", "pos", "type", "mode", "agent", "patient", "with", "without", "subject", "status", "aspect", "note", "source",
)  # fmt: skip
WINDOW = 4
#: How far a possessive («عملياتها») may stand from the word that governs it.
OWNED = 14
#: Notes of rows whose word also heads a mention begin like this.
ALSO_HEAD = "also a head"
#: Types that a speaker tells of themselves in the first person; other first persons are mostly homographs.
_SPOKEN = frozenset(("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))
#: Endings that a wanted word may carry: a possessive, the alif of the accusative.
_POSSESSIVES = ("ها", "هم", "ه", "ا")
_VERBAL = ("verb", "passive")
#: How far behind a verb the wanted word may stand if a long subject comes between.
BEHIND_SUBJECT = 7
#: What ends the clause of a verb.
_CLAUSE_ENDS = frozenset(word_set("events.triggers.clause_ends"))
_SUFFIXES = ("هما", "هم", "هن", "ها", "نا", "ه", "ي", "ا")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of ``triggers.tsv``, split and folded."""

    lemma: str
    pos: str
    type: str
    mode: str | None
    agent: tuple[str, ...]
    patient: tuple[str, ...]
    with_: frozenset[str]
    without: frozenset[str]
    subject: frozenset[str]
    status: str | None
    aspect: str | None
    note: str
    where: str


@dataclass(frozen=True, slots=True)
class TriggerHit:
    """A trigger in a document: tokens ``first``..``last`` (exclusive), clitic letters cut from the first."""

    row: Trigger
    first: int
    last: int
    cut: int
    verb: VerbForm | None = None
    suffix: str = ""
    definite: bool = False

    @property
    def nominal(self) -> bool:
        return self.verb is None

    @property
    def heads(self) -> bool:
        """Whether the row holds for a word that heads a mention, too: «تعزيزات», «القس المحتجز»."""
        return self.row.note.startswith(ALSO_HEAD)


class NounRows(NamedTuple):
    """Rows of a noun, and how it is written here: clitic letters cut, possessive, ال."""

    rows: tuple[Trigger, ...]
    cut: int
    suffix: str
    definite: bool


class WordRows(NamedTuple):
    """What a folded word may be by itself: the beginning of a phrase, nouns by the clitics cut off (none first), verb forms."""

    phrases: bool
    nouns: tuple[tuple[NounRows, ...], ...]
    verbs: tuple[tuple[VerbForm, tuple[Trigger, ...]], ...]


#: A word that no row can begin with.
SILENT = WordRows(False, (), ())


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


class TriggerTable:
    """Look-up of triggers at a token."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self.words, self.lexicon = words, lexicon
        self.rows: list[Trigger] = []
        self.verbs: dict[str, list[Trigger]] = {}
        self.nouns: dict[str, list[Trigger]] = {}
        self.phrases: PhraseIndex[Trigger] = PhraseIndex()
        self._known: dict[str, WordRows] = {}
        #: What a word says of the status of an event beside it.
        self.signs = SignTable(words)
        for row in lexicon.rows("triggers.tsv", COLUMNS, ("trigger", "pos")):
            self._add(row)
        #: Folded stems that stand for a part in something: «ضلوع», «مسؤوليته»; the tied ta is cut.
        self.denied_parts = tuple(phrase_key(row["word"])[0].removesuffix("ه") for row in lexicon.rows("denied_parts.tsv", ("word", "source"), ("word",)))

    def _add(self, row: Row) -> None:
        forms = row.many("trigger")
        trigger = Trigger(
            forms[0], row["pos"], row["type"], row.get("mode"), tuple(row.many("agent")), tuple(row.many("patient")),
            frozenset(_key(w) for w in row.many("with")), frozenset(_key(w) for w in row.many("without")),
            frozenset(row.many("subject")), row.get("status"), row.get("aspect"), row["note"], row.where,
        )  # fmt: skip
        self.rows.append(trigger)
        if trigger.pos in ("verb", "passive"):
            for form in forms:
                self.verbs.setdefault(form, []).append(trigger)
            return
        for form in forms:
            key = phrase_key(form)
            if len(key) > 1:
                self.phrases.add(form, trigger)
            elif key:
                self.nouns.setdefault(key[0], []).append(trigger)

    # -- look-up ------------------------------------------------------------------------------

    def at(self, norms: Sequence[str], i: int, first: int, last: int) -> list[TriggerHit]:
        """Readings of the word at ``i`` as a trigger inside the segment ``first..last``, best first."""
        norm = norms[i]
        known = self._known.get(norm)
        if known is None:
            if len(self._known) >= self.words.LIMIT:
                self._known.clear()
            known = self._known[norm] = self._rows_of(norm)
        if known is SILENT:
            return []
        phrase = self._phrase(norms, i, first, last) if known.phrases else []
        return phrase or self._noun(known.nouns, norms, i, first, last) + self._verb(known.verbs, norms, i, first, last)

    def _rows_of(self, norm: str) -> WordRows:
        """The rows that a word may stand for, whatever is around it; none, for most words of an article."""
        phrases = self.phrases.opens(norm) or (norm.startswith("ال") and _bare(norm) in self.phrases.by_first)
        nouns = []
        for word, cut in clitic_variants(norm):
            found = self._noun_rows(word, cut)
            if found:
                nouns.append(found)
        verbs = [(form, told) for form in self.words(norm).verbs if (told := self._verb_rows(form, norm))]
        return WordRows(phrases, tuple(nouns), tuple(verbs)) if phrases or nouns or verbs else SILENT

    def _noun_rows(self, word: str, cut: int) -> tuple[NounRows, ...]:
        """Rows of a noun as it is written; only where there are none, those of a stem with a possessive: «مصادرة» is not «مصادر» and ه."""
        bare = _bare(word)
        # «إلقاء» begins with ال and is not definite; «العملية» may be listed with its ال.
        named = [NounRows(tuple(rows), cut, "", form != word or rows[0].pos == "phrase") for form in dict.fromkeys((bare, word)) if (rows := self.nouns.get(form))]
        if named:
            return tuple(named)
        stems = _stems(word, False)[1:]  # empty for a word with ال, unless it only begins like one: «إلقائها»
        return tuple(NounRows(tuple(rows), cut, suffix, False) for stem, suffix in stems if (rows := self.nouns.get(stem)))

    def _verb_rows(self, form: VerbForm, norm: str) -> tuple[Trigger, ...]:
        """A verb's rows; in the first person, those that one says of oneself («نرحب»); none where a masdar is spelt so («إغاثة»)."""
        rows = self.verbs.get(form.lemma, [])
        if form.suffix == "ه" and norm[form.cut :] in self.lexicon.masdars:
            return ()
        if "3" in form.person or form.conj:
            return tuple(rows)
        spoken = "1" in form.person and form.tense == "impf" and "act" in form.voice
        return tuple(r for r in rows if r.type in _SPOKEN) if spoken else ()

    def _phrase(self, norms: Sequence[str], i: int, first: int, last: int) -> list[TriggerHit]:
        hits = [h for h in self.phrases.matches(norms, i) if h.last <= last]
        if norms[i].startswith("ال"):
            bare = [_bare(norms[i]), *(_bare(n) for n in norms[i + 1 : i + 4])]
            hits += [type(h)(i, i + h.last, 0, h.items) for h in self.phrases.matches(bare, 0, False) if i + h.last <= last]
        out = []
        for hit in sorted(hits, key=lambda h: -h.last):
            rows = self._fitting(hit.items, norms, hit.first, hit.last, first, last)
            out += [TriggerHit(r, hit.first, hit.last, hit.cut, definite=norms[hit.last - 1].startswith("ال")) for r in rows]
        return out

    def _verb(self, verbs: Sequence[tuple[VerbForm, tuple[Trigger, ...]]], norms: Sequence[str], i: int, first: int, last: int) -> list[TriggerHit]:
        out: list[TriggerHit] = []
        for form, known in verbs:
            rows = self._fitting(known, norms, i, i + 1, first, last)
            for row in sorted(rows, key=lambda r: (not r.with_, r.pos == "passive")):
                if (row.pos == "passive" and "pass" not in form.voice) or (row.pos == "verb" and form.voice == frozenset(("pass",)) and row.type not in ("NONE",) and any(r.pos == "passive" for r in rows)):
                    continue
                out.append(TriggerHit(row, i, i + 1, form.cut, form, form.suffix))
        return out

    def _noun(self, nouns: Sequence[tuple[NounRows, ...]], norms: Sequence[str], i: int, first: int, last: int) -> list[TriggerHit]:
        """The readings with the fewest clitics cut off that fit."""
        out: list[TriggerHit] = []
        for variant in nouns:
            for known in variant:
                for row in sorted(self._fitting(known.rows, norms, i, i + 1, first, last), key=lambda r: not r.with_):
                    out.append(TriggerHit(row, i, i + 1, known.cut, None, known.suffix, known.definite))
            if out:
                break
        return out

    def fits(self, row: Trigger, norms: Sequence[str], i: int, j: int, first: int, last: int) -> bool:
        """Whether what stands around the words ``i..j`` is what a row asks for."""
        return bool(self._fitting((row,), norms, i, j, first, last))

    def _fitting(self, rows: Sequence[Trigger], norms: Sequence[str], i: int, j: int, first: int, last: int) -> list[Trigger]:
        """The rows that fit; the words around are looked at once for all of them."""
        out: list[Trigger] = []
        before: set[str] | None = None
        after: set[str] | None = None
        wider: set[str] | None = None
        for row in rows:
            if row.with_ or row.without:
                if after is None:
                    after = _forms(norms[j : min(last, j + WINDOW)])
                if row.with_ and row.with_.isdisjoint(after):
                    if wider is None and row.pos in _VERBAL:
                        wider = _forms(_behind_subject(norms, j, last))
                    if (row.pos not in _VERBAL or row.with_.isdisjoint(wider or ())) and self._owned(row, norms, j, last) is None:
                        continue
                if row.without and before is None:
                    before = _forms(norms[max(first, i - WINDOW) : i])
                if row.without and before is not None and not (row.without.isdisjoint(after) and row.without.isdisjoint(before)):
                    continue
            out.append(row)
        return out

    def _owned(self, row: Trigger, norms: Sequence[str], j: int, last: int) -> int | None:
        """«تعليق الفصائل، ومنها …، عملياتها»: a possessive ties the wanted word to the trigger across its subject."""
        if not row.aspect:
            return None
        for k in range(j + WINDOW, min(last, j + OWNED)):
            word = norms[k]
            if word in _CLAUSE_ENDS:
                return None
            if word.endswith(_POSSESSIVES) and self._has(row.with_, word):
                return k
        return None

    def wanted_word(self, row: Trigger, norms: Sequence[str], j: int, last: int) -> int | None:
        """The token of the word that the row's ``with`` asks for, near or far."""
        near = (k for k in range(j, min(last, j + WINDOW)) if self.wants(row, norms[k]))
        return next(near, None) or self._owned(row, norms, j, last)

    def wants(self, row: Trigger, norm: str) -> bool:
        """Whether a word is one of those that the row's ``with`` asks for."""
        return self._has(row.with_, _key(norm))

    @staticmethod
    def _has(wanted: frozenset[str], word: str) -> bool:
        return not wanted.isdisjoint(_wantable(word))


@lru_cache(maxsize=30_000)
def _stems(word: str, definite: bool) -> tuple[tuple[str, str], ...]:
    """Ways to read a word as a noun with a possessive, or with the alif of the accusative: ``(stem, possessive)``."""
    out = [(word, "")]
    for suffix in () if definite else _SUFFIXES:
        stem = word[: -len(suffix)]
        if len(stem) > 2 and word.endswith(suffix) and not (suffix in ("ا", "ي") and stem.endswith("ه")):
            kept = "" if suffix in ("ا", "ي") else suffix
            out.append((stem, kept))
            if stem.endswith("ت") and kept:
                out.append((stem[:-1] + "ه", kept))
    return tuple(out)


@lru_cache(maxsize=30_000)
def _key(word: str) -> str:
    key = phrase_key(word)
    word = key[0] if key else ""
    if word.startswith("لل") and len(word) > 4:
        return word[2:]
    return _bare(word)


@lru_cache(maxsize=30_000)
def _wantable(word: str) -> tuple[str, ...]:
    """What a row may ask for to find this word: the word, without its clitic, without its possessive or accusative."""
    out = [word]
    if word.startswith("ال") and len(word) > 4:
        out.append(_bare(word))  # «الألغام», whose ال has been cut, and a listed «ألغام» look alike
    if len(word) > 3 and word[0] in "وفبل":
        out.append(_key(word[1:]))
    out += [word[: -len(s)] for s in _POSSESSIVES if word.endswith(s) and len(word) - len(s) > 2]
    return tuple(out)


def _behind_subject(norms: Sequence[str], j: int, last: int) -> Sequence[str]:
    """«أطلق عناصر من حركة الشباب الصومالية النار»: the words behind the nearest ones, to the end of the clause."""
    stop = min(last, j + BEHIND_SUBJECT)
    end = next((k for k in range(j, stop) if norms[k] in _CLAUSE_ENDS), stop)
    return norms[j + WINDOW : end]


def _forms(words: Sequence[str]) -> set[str]:
    """All that a row may ask for to find one of these words."""
    return {form for word in words for form in _wantable(_key(word))}


def looks_verbal(info: WordInfo, before: WordInfo | None, at_start: bool) -> bool:
    """Whether a word that can be verb or noun stands where a verb stands."""
    if info.art or info.prep:
        return False
    if at_start or before is None:
        return True
    if before.function in ("prep", "dem", "det"):
        return False
    return before.function in ("rel", "comp", "conj", "neg", "part", "aux", "fut", "cond", "adv", "pron") or not before.norm.isalpha()
