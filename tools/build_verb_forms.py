"""Build ``src/musnad/lexicon/data/verb_forms.tsv``: the inflected forms of the verbs in ``verbs.tsv``.

The conjugations are made by the PyPI package ``mazini`` 0.2.2 (© 2026 Wael Tellat, CC BY 4.0,
https://github.com/forzagreen/mazini), a port of Wiktionary's ``Module:ar-verb``. This script chooses among
them what news prints, takes the diacritics off and merges what then looks alike. Hamza stays as printed.

A ``wazn`` is a mazini form code, several with ``|``; options follow the codes after ``!``:

* ``reduced``: the assimilated eighth form (اتخذ);
* ``passive``: a full passive where mazini would give only the impersonal one (علم, توفي);
* ``nopassive``: no passive at all (وقع, whose passive would look like the sign verb وقّع).

The wazn ``irregular`` names a verb of ``IRREGULAR`` below. A lemma carries shadda only where another verb
is spelt alike without it (وقع and وقّع), so that a lemma names one verb.

    python tools/build_verb_forms.py            writes the file
    python tools/build_verb_forms.py --check    exit 1 unless the committed file equals a fresh build
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import mazini

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "musnad" / "lexicon" / "data"
VERBS = DATA / "verbs.tsv"
FORMS = DATA / "verb_forms.tsv"

VERB_COLUMNS = ("lemma", "root", "wazn", "masdars", "participles", "class", "source")
COLUMNS = ("form", "lemma", "tense", "voice", "person", "number", "gender", "mood")
OPTIONS = frozenset({"reduced", "passive", "nopassive"})

DIACRITICS = re.compile("[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}\N{ARABIC LETTER SUPERSCRIPT ALEF}\N{ARABIC TATWEEL}]")
WASLA = "\N{ARABIC LETTER ALEF WASLA}"
ALEF = "\N{ARABIC LETTER ALEF}"
ALEF_HAMZA = "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
WAW_HAMZA = "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}"
HAMZA = "\N{ARABIC LETTER HAMZA}"

PERSONS = ("1s", "1p", "2ms", "2mp", "3ms", "3fs", "3md", "3fd", "3mp", "3fp")
"""What news uses; second person feminine and dual are left out."""
TENSES = (("past", "perf", ""), ("ind", "impf", "ind"), ("sub", "impf", "sub"), ("juss", "impf", "sub"))
"""mazini's slot prefix, our tense, our mood."""
ORDER = {value: at for at, value in enumerate(("act", "pass", "1", "2", "3", "s", "d", "p", "m", "f", "ind", "sub"))}

NOT_VERBS = frozenset(["أنه", "أنا", "أننا", "أمس", "أمني", "أهم", "آب", "بدون", "بكين", "تل", "عدن", "علينا", "عما", "لمن", "متن", "نحن", "نحو", "هنا", "وقت"])
"""Forms that are something else in every news text: pronouns, particles, nouns, months and cities."""

IRREGULAR = {
    "ليس": {
        "1s": "لست", "1p": "لسنا", "2ms": "لست", "2mp": "لستم", "3ms": "ليس", "3fs": "ليست",
        "3md": "ليسا", "3fd": "ليستا", "3mp": "ليسوا", "3fp": "لسن",
    },
}  # fmt: skip
"""Verbs that mazini cannot make: their perfect, by person."""


class VerbError(ValueError):
    """A row of ``verbs.tsv`` that cannot be used; the message says where."""


@dataclass(frozen=True, slots=True)
class Verb:
    lemma: str
    root: str
    codes: tuple[str, ...]
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Analysis:
    form: str
    tense: str
    voice: str
    person: str
    mood: str


@dataclass(slots=True)
class Merged:
    """All analyses of one form of one lemma in one tense."""

    voice: set[str] = field(default_factory=set)
    person: set[str] = field(default_factory=set)
    number: set[str] = field(default_factory=set)
    gender: set[str] = field(default_factory=set)
    mood: set[str] = field(default_factory=set)

    def add(self, analysis: Analysis, moods: set[str]) -> None:
        self.voice.add(analysis.voice)
        self.person.add(analysis.person[0])
        self.number.add(analysis.person[-1])
        self.gender.update(analysis.person[1:-1] or ("m", "f"))
        self.mood.update(moods)

    def cells(self) -> list[str]:
        mood = set() if len(self.mood) > 1 else self.mood
        return [joined(values) for values in (self.voice, self.person, self.number, self.gender, mood)]


def joined(values: Iterable[str]) -> str:
    return "|".join(sorted((value for value in values if value), key=ORDER.__getitem__))


def bare(text: str) -> str:
    """The text as news prints it: no diacritics, hamza kept."""
    return DIACRITICS.sub("", text).replace(WASLA, ALEF)


def read_verbs(path: Path) -> list[Verb]:
    """The rows of ``verbs.tsv``, each lemma once."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if tuple(lines[0].split("\t")) != VERB_COLUMNS:
        raise VerbError(f"{path}:1: columns must be {', '.join(VERB_COLUMNS)}")
    verbs: dict[str, Verb] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.startswith("#"):
            continue
        verb = parse_row(line, f"{path}:{number}")
        if verb.lemma in verbs:
            raise VerbError(f"{path}:{number}: {verb.lemma} stands here a second time")
        verbs[verb.lemma] = verb
    return list(verbs.values())


def parse_row(line: str, where: str) -> Verb:
    cells = line.split("\t")
    if len(cells) != len(VERB_COLUMNS):
        raise VerbError(f"{where}: {len(cells)} columns instead of {len(VERB_COLUMNS)}")
    codes, *options = cells[2].split("!")
    unknown = set(options) - OPTIONS
    if unknown:
        raise VerbError(f"{where}: unknown option {', '.join(sorted(unknown))}")
    return Verb(cells[0], cells[1], tuple(codes.split("|")), frozenset(options))


def analyses(verb: Verb) -> Iterator[Analysis]:
    """Every form of a verb that news may print, with each of its readings."""
    if verb.codes == ("irregular",):
        for person, form in IRREGULAR[verb.lemma].items():
            yield Analysis(form, "perf", "act", person, "")
        return
    for code in verb.codes:
        yield from conjugated(verb, code)


def conjugated(verb: Verb, code: str) -> Iterator[Analysis]:
    try:
        slots = mazini.conjugate(
            verb.root, code, passive="passive" in verb.options, reduced="reduced" in verb.options
        ).slots
    except mazini.MaziniError as error:
        raise VerbError(f"{verb.lemma}: {error}") from error
    if bare(slots["past_3ms"][0].form) != bare(verb.lemma):
        raise VerbError(f"{verb.lemma}: {verb.root} in {code} is {slots['past_3ms'][0].form}")
    voices = (("", "act"),) if "nopassive" in verb.options else (("", "act"), ("_pass", "pass"))
    for prefix, tense, mood in TENSES:
        for infix, voice in voices:
            for person in PERSONS:
                found = slots.get(f"{prefix}{infix}_{person}", [])
                for form in spellings([bare(each.form) for each in found], prefix, verb.lemma):
                    yield Analysis(form, tense, voice, person, mood)


def spellings(forms: list[str], prefix: str, lemma: str) -> Iterator[str]:
    """The forms of a slot and what papers print beside them.

    Doubled verbs have an uncontracted jussive (يقرر of أقرّ) that looks like another verb and that papers
    hardly use: only the first jussive counts. Before a long u, many write the hamza of the singular
    (بدأوا, جاءوا) where the rule asks for بدؤوا, جاؤوا.
    """
    for form in forms[:1] if prefix == "juss" else forms:
        yield form
        for seat in (ALEF_HAMZA, HAMZA):
            if lemma.endswith(seat) and re.search(f"{WAW_HAMZA}و[ان]$", form):
                yield form[:-3] + seat + form[-2:]


def merged(verb: Verb) -> dict[tuple[str, str], Merged]:
    """The forms of a verb, by form and tense, with all that each can be."""
    moods: dict[Analysis, set[str]] = defaultdict(set)
    for each in analyses(verb):
        moods[Analysis(each.form, each.tense, each.voice, each.person, "")].add(each.mood)
    forms: dict[tuple[str, str], Merged] = defaultdict(Merged)
    for reading, found in moods.items():
        forms[reading.form, reading.tense].add(reading, found)
    return forms


def build(verbs: Iterable[Verb]) -> str:
    """The file's text."""
    rows = [
        "\t".join([form, verb.lemma, tense, *values.cells()])
        for verb in verbs
        for (form, tense), values in merged(verb).items()
        if form not in NOT_VERBS
    ]
    return "\n".join(["\t".join(COLUMNS), *sorted(rows)]) + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Build verb_forms.tsv from verbs.tsv.")
    parser.add_argument("--check", action="store_true", help="compare with the committed file, write nothing")
    check: bool = parser.parse_args(arguments).check
    try:
        text = build(read_verbs(VERBS))
    except VerbError as error:
        print(error, file=sys.stderr)
        return 1
    if not check:
        FORMS.write_text(text, encoding="utf-8")
        print(f"{FORMS}: {text.count(chr(10)) - 1} forms")
        return 0
    if not FORMS.exists() or FORMS.read_text(encoding="utf-8") != text:
        print(f"{FORMS} is not a fresh build: run python tools/build_verb_forms.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
