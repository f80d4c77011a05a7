"""What the lexicon says about counting: units, casualty words, qualifiers, guards, scopes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from musnad.lexicon.lexicon import Lexicon
from musnad.lexicon.phrases import phrase_key
from musnad.mentions.figures.phrases import PhraseTable
from musnad.mentions.numbers import NumberTable, number_table
from musnad.text.fold import fold

UNIT_COLUMNS = ("unit", "forms", "kind", "source")
EFFECT_COLUMNS = ("word", "forms", "effect", "voice", "lexical", "source")
QUALIFIER_COLUMNS = ("phrase", "kind", "side", "source")
KIND_COLUMNS = ("phrase", "kind", "source")
#: Kinds of units that are an effect themselves.
EFFECTS = frozenset(("killed", "injured", "missing", "detained", "displaced"))
_DUAL_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")


@dataclass(frozen=True, slots=True)
class Unit:
    """A counted noun in one written form."""

    unit: str
    kind: str
    singular: bool
    where: str


@dataclass(frozen=True, slots=True)
class Effect:
    """A word that tells what befell the counted. ``effect`` None: not known to be any."""

    effect: str | None
    voice: str
    lexical: bool
    word: str
    single: bool  # the noun form of the act: the counted follows it at once
    where: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A qualifier, guard or scope word."""

    kind: str
    where: str


class FigureTables:
    """All tables for figures. Built once per lexicon by :func:`figure_tables`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.numbers: NumberTable = number_table(lexicon)
        self.units: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
        self.duals: dict[str, tuple[Unit, int]] = {}
        self.time_units = {fold(f) for row in lexicon.rows("times/units.tsv", ("forms", "class", "value", "article"))
                           for f in row.many("forms")}  # fmt: skip
        guards = list(lexicon.rows("figures/guards.tsv", KIND_COLUMNS))
        self.weak_fates = {r["phrase"] for r in guards if r["kind"] == "no_fate"}
        self._fill_units(lexicon, {fold(r["phrase"]) for r in guards if r["kind"] == "not_dual"})
        qualifiers = list(lexicon.rows("figures/qualifiers.tsv", QUALIFIER_COLUMNS))
        self.before = PhraseTable((r["phrase"], Cue(r["kind"], r.where)) for r in qualifiers if r["side"] == "before")
        self.after = PhraseTable((r["phrase"], Cue(r["kind"], r.where)) for r in qualifiers if r["side"] == "after")
        self.guards = {kind: PhraseTable((r["phrase"], Cue(kind, r.where)) for r in guards if r["kind"] == kind)
                       for kind in ("label", "ordinal", "after", "change", "verdict")}  # fmt: skip
        scopes = list(lexicon.rows("figures/scopes.tsv", KIND_COLUMNS))
        self.scopes = {kind: PhraseTable((r["phrase"], Cue(kind, r.where)) for r in scopes if r["kind"] == kind)
                       for kind in ("subset", "subset_after", "part_of", "total", "since")}  # fmt: skip
        self.effects: PhraseTable[Effect] = PhraseTable(_effects(lexicon))

    def _fill_units(self, lexicon: Lexicon, plurals: set[str]) -> None:
        for row in lexicon.rows("units.tsv", UNIT_COLUMNS):
            forms = row.many("unit", "forms")
            duals = _dual_forms(row["unit"], forms)
            kind = "persons" if row["unit"] in self.weak_fates else row["kind"]
            for form in forms:
                key = phrase_key(form) or (fold(form),)
                singular = form == row["unit"]
                self.units.setdefault(key[0], []).append((key[1:], Unit(row["unit"], kind, singular, row.where)))
                if form in duals and len(key) == 1 and key[0] not in plurals:
                    for prefix in _DUAL_PREFIXES:
                        self.duals.setdefault(prefix + key[0], (Unit(row["unit"], kind, False, row.where), len(prefix)))
        for bucket in self.units.values():
            bucket.sort(key=lambda pair: -len(pair[0]))


def _dual_forms(lemma: str, forms: list[str]) -> set[str]:
    """Forms of a row that are duals: «جنديان», «جنديين»; «مدنيين» beside «مدنيون» is a plural."""
    stem = lemma[:-1] + "ت" if lemma.endswith("ة") else lemma
    broken = lemma.endswith("ة") or any(not f.startswith(lemma) or f == lemma + "ات" for f in forms)
    plural = lemma + "ون" in forms or not broken
    return {f for f in forms if f == stem + "ان" or (f == stem + "ين" and not plural)}


def _effects(lexicon: Lexicon) -> list[tuple[str, Effect]]:
    out = []
    for name in ("casualty_words.tsv", "figures/effects.tsv"):
        for row in lexicon.rows(name, EFFECT_COLUMNS):
            if row["voice"] == "noun":
                continue
            effect = None if row["effect"] == "unknown" else row["effect"]
            for form in row.many("word", "forms"):
                single = not lexicon.verbs.lookup(fold(form).split(" ")[0])
                out.append((form, Effect(effect, row["voice"], row["lexical"] == "y", row["word"], single, row.where)))
    return out


@lru_cache(maxsize=4)
def figure_tables(lexicon: Lexicon) -> FigureTables:
    """The tables of a lexicon, built once."""
    return FigureTables(lexicon)
