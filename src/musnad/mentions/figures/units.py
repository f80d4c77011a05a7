"""What is counted: the noun behind a number, or the one that its words point back to."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.lexicon.word_sets import word_set
from musnad.mentions.figures.amounts import Amount, symbol_unit
from musnad.mentions.figures.scan import QUOTES, Scan
from musnad.mentions.figures.tables import EFFECTS, Unit
from musnad.mentions.mention import Mention

_OTHERS = frozenset(word_set("mentions.figures.units.others"))
_PERSONS = EFFECTS | {"persons"}
_PEOPLE = frozenset(("person", "population", "armed_group", "military"))
_PRONOUNS = frozenset(word_set("mentions.figures.units.pronouns"))
_TALLIES = frozenset(word_set("mentions.figures.units.tallies"))
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Counted:
    """A unit with its tokens; ``first`` is -1 when no noun stands behind the number."""

    unit: str
    kind: str
    first: int = -1
    last: int = -1
    rows: tuple[str, ...] = ()
    rule: str = "unit"


#: A number of days or years: no figure.
TIME = Counted("", "time", rule="time")


def read_unit(scan: Scan, amount: Amount) -> Counted | None:
    """The counted noun behind an amount. :data:`TIME` for lengths of time and ages."""
    symbol = symbol_unit(scan, amount)
    if symbol:
        last = amount.last + (scan.norm(amount.last) in ("%", "٪"))
        return Counted(symbol, "percent" if symbol == "بالمئة" else "money", last, last, (), "sign")
    k = amount.last
    if scan.norm(k) in QUOTES:
        k += 1
    if k >= scan.end or k in scan.blocked:
        return TIME if k in scan.blocked else None
    return _at(scan, amount, k)


def _at(scan: Scan, amount: Amount, k: int) -> Counted | None:
    norm = scan.norms[k]
    listed = _listed(scan, k, amount.number.vague)
    if listed:
        return listed
    if norm in scan.tables.time_units or norm.removeprefix("ال") in scan.tables.time_units:
        return TIME
    if norm == "من" and scan.is_word(k + 1) and not scan.tables.scopes["part_of"].at(scan.norms, k, scan.end):
        found = _listed(scan, k + 1, True) or _known(scan, k + 1)
        if (found is None or found.kind not in _PERSONS) and of_named(scan, amount):
            return None
        found = found or _unlisted(scan, amount, k + 1, True)
        return found if found is None or found.kind not in ("money", "percent", "time") else None
    return _unlisted(scan, amount, k, False)


def _known(scan: Scan, k: int) -> Counted | None:
    """«8 من جنوده»: a listed noun with a pronoun."""
    unit = noun_unit(scan, k)
    return Counted(unit.unit, unit.kind, k, k + 1, (unit.where,)) if unit else None


def _listed(scan: Scan, k: int, article: bool) -> Counted | None:
    found = listed_unit(scan, k, article)
    if found is None:
        return None
    unit, last = found
    if unit.kind == "percent" or unit.unit != "عقد":
        return Counted(unit.unit, unit.kind, k, last, (unit.where,))
    return None


def listed_unit(scan: Scan, k: int, article: bool) -> tuple[Unit, int] | None:
    """The longest listed unit at token ``k``; with ``article`` also behind ال."""
    for strip in (False, True) if article else (False,):
        norm = scan.norms[k]
        if strip:
            if not norm.startswith("ال"):
                return None
            norm = norm[2:]
        for rest, unit in scan.tables.units.get(norm, ()):
            last = k + 1 + len(rest)
            if last > scan.end:
                continue
            written = scan.norms[k + 1 : last]
            if all(w == r or (strip and w == "ال" + r) for w, r in zip(written, rest, strict=True)):
                return unit, last
    return None


def _unlisted(scan: Scan, amount: Amount, k: int, of: bool) -> Counted | None:
    """A noun that no list has, when its form fits the number."""
    token, norm = scan.tokens[k], scan.norms[k]
    if token.kind != "word" or len(norm) < 3 or k in scan.blocked or not "ء" <= norm[0] <= "ي":
        return None
    info = scan.info(k)
    definite = norm.startswith("ال")
    if info.function or (definite and not (of or amount.number.vague)) or norm in _OTHERS:
        return None
    mention = next((m for m in scan.starting(k) if not m.front), None) or _covering(scan, amount, k)
    if of and amount.number.low == 1:
        return None
    if mention and mention.name and not mention.lemma:
        return None
    if not of and not _fits(scan, amount, k, mention):
        return None
    known = mention is not None or bool(scan.lexicon.heads.get(norm))
    if norm[0] == "و" and not known:
        return None
    nisba = info.nisba is not None and not info.nisba_cut
    people = nisba or (mention is not None and mention.type in _PEOPLE)
    unit = _bare(scan, amount, k)
    return Counted(_singular_nisba(unit) if nisba else unit, "persons" if people else "", k, k + 1, (), "noun")


def _covering(scan: Scan, amount: Amount, k: int) -> Mention | None:
    """The mention that begins with the number and reaches the noun."""
    return next((m for i in range(amount.lead, amount.first + 1) for m in scan.starting(i) if m.last > k), None)


def _fits(scan: Scan, amount: Amount, k: int, mention: Mention | None) -> bool:
    norm, info, value = scan.norms[k], scan.info(k), amount.high or amount.low or 0
    if not float(value).is_integer() or (value in _YEARS and amount.number.digits and amount.number.scaled == 1):
        return False
    if info.adjective or (norm[0] in "وفبلك" and info.art):
        return False
    known = mention is not None or bool(scan.lexicon.heads.get(norm)) or bool(scan.lexicon.titles.get(norm))
    if info.verbs and not known and not (norm.endswith("ا") and not info.finite):
        return False
    rest = value % 100
    if amount.number.vague:
        return known or norm.startswith("ال")
    if 11 <= rest <= 99:
        return norm.endswith(("ا", "ه")) and not norm.endswith(("ها", "نا"))
    if norm[0] in "وفبلك" and not known and scan.words(norm[1:]).function:
        return False
    if info.nisba and not info.nisba_cut:
        return info.nisba.number == "p" if 3 <= rest <= 10 else info.nisba.number == "s"
    return known or (3 <= rest <= 10 and norm.endswith("ات")) or (rest == 0 and norm.endswith("ه") and norm[0] not in "وفبل")


def _bare(scan: Scan, amount: Amount, k: int) -> str:
    """The noun as written, without ال and without the accusative of the count."""
    written = scan.tokens[k]
    text = scan.doc.text[written.start : written.end]
    text = text.removesuffix("ً").removesuffix("\N{ARABIC FATHATAN}")
    if text.startswith("ال") and len(text) > 4:
        return text[2:]
    value = (amount.high or amount.low or 0) % 100
    if 11 <= value <= 99 and text.endswith(("ا", "اً", "ًا")) and len(text) > 3:
        return text.rstrip("\N{ARABIC FATHATAN}").removesuffix("ا").rstrip("\N{ARABIC FATHATAN}")
    return text


def _singular_nisba(unit: str) -> str:
    """«فلسطينيين» is counted in «فلسطيني»."""
    return next((unit.removesuffix(e) for e in ("ين", "ون", "ات", "ان", "ة", "ا") if unit.endswith("ي" + e)), unit)


# -- numbers without a noun of their own --------------------------------------------------------


def others(scan: Scan, k: int) -> bool:
    """«آخرين» behind the number."""
    return scan.norm(k) in _OTHERS


def of_named(scan: Scan, amount: Amount) -> tuple[Counted, int | None] | None:
    """«86 من ميليشيات الحوثي»: people of a named body."""
    if scan.norm(amount.last) != "من":
        return None
    mention = next(iter(scan.starting(amount.last + 1)), None)
    if mention is None or mention.type not in _PEOPLE | {"government", "organization"} or mention.front:
        return None
    return Counted("شخص", "persons", rule="of"), mention.entity


def pointed_back(scan: Scan, amount: Amount) -> tuple[Counted, int | None] | None:
    """«عدد القتلى إلى 20», «يعتقد أنهم حوالي 2500»: the unit (and the entity) told before the number."""
    first = max(scan.start, amount.lead - 12)
    for k in range(amount.first - 1, first - 1, -1):
        norm = scan.norms[k]
        if norm in ".؛;" or scan.tokens[k].kind == "number":
            return None
        if norm in _TALLIES and scan.is_word(k + 1):
            unit = noun_unit(scan, k + 1)
            return (Counted(unit.unit, unit.kind, rows=(unit.where,), rule="tally"), None) if unit else None
        if norm in _PRONOUNS and k >= amount.lead - 5:
            return _antecedent(scan, k)
    return None


def _antecedent(scan: Scan, k: int) -> tuple[Counted, int | None] | None:
    """The nearest counted people before a pronoun: in this segment or just before it."""
    start = scan.start
    for i in range(k - 1, max(start - 40, -1), -1):
        for mention in scan.starting(i):
            if mention.type not in _PEOPLE or mention.last > k:
                continue
            for t in range(mention.first, mention.last):
                unit = noun_unit(scan, t)
                if unit and unit.kind not in ("objects", "money", "percent", "other"):
                    return Counted(unit.unit, unit.kind, rows=(unit.where,), rule="pronoun"), mention.entity
    return None


def noun_unit(scan: Scan, t: int) -> Unit | None:
    """The listed unit that a word is in any form, clitics, ال and pronoun aside."""
    norm = scan.norms[t]
    for stem, *_ in scan.words.noun_stems(norm):
        for rest, unit in scan.tables.units.get(stem, ()):
            if not rest:
                return unit
    return None
