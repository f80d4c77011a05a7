"""Amounts: a number, or two that bound a range, with the words in front that qualify it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from musnad.lexicon.word_sets import word_set
from musnad.mentions.figures.scan import STOPS, Scan
from musnad.mentions.numbers import Number
from musnad.model import Span

_BETWEEN = frozenset(word_set("mentions.figures.amounts.between"))
_FROM = frozenset(word_set("mentions.figures.amounts.from"))
#: Before the second number of a range.
_UP_TO = frozenset(word_set("mentions.figures.amounts.up_to"))
_DASHES = frozenset("-–—")
_HEDGE_REACH = 4
_MONEY = {"$": "دولار", "€": "يورو", "£": "جنيه إسترليني"}
_PERCENT = frozenset("%٪")
_SIGNS = _PERCENT | _MONEY.keys()
#: Clitics that tokenizing has cut off before digits.
_GLUED = frozenset(["ال", "ب", "ل", "و", "ف", "ك", "وال", "بال", "لل", "وب", "ول", "فال"])


@dataclass(slots=True)
class Amount:
    """Tokens ``first``..``last`` hold the number; ``lead`` is where its qualifiers begin."""

    lead: int
    first: int
    last: int
    cut: int
    low: float | None
    high: float | None
    number: Number
    approximate: bool = False
    hedged: bool = False
    joined: bool = False
    range: bool = False
    rows: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def read_amount(scan: Scan, i: int) -> Amount | None:
    """The amount that begins at token ``i``, or None when the number there counts nothing."""
    number = scan.tables.numbers.read(scan.tokens, i, scan.end)
    if number is None or any(k in scan.blocked for k in range(i, number.last)):
        return None
    lead = _front(scan, i)
    if _is_label(scan, lead, number):
        return None
    sign = lead < i and scan.norms[i - 1] in _SIGNS
    first, cut = (i - 1, 0) if sign else (i, number.cut)
    amount = Amount(lead, first, number.last, cut, number.low, number.high, number, number.vague, rows=list(number.rows))
    if scan.norm(number.last) in _SIGNS:
        amount.last += 1
    _range(scan, amount)
    _qualify(scan, amount)
    return amount


def _front(scan: Scan, i: int) -> int:
    """«الـ20», «بـ20», «$20», «%20»: where what belongs to the front of the number begins."""
    if i > scan.start and scan.norms[i - 1] in _SIGNS and (i - 2 < scan.start or scan.tokens[i - 2].kind != "number"):
        i -= 1
    while i > scan.start and scan.norms[i - 1] in _GLUED and scan.glued(i):
        i -= 1
    return i


def _is_label(scan: Scan, first: int, number: Number) -> bool:
    """Model names, resolutions, ranks, clock times: «إف-16», «القرار 2254», «21,31 ت غ», «20:30»."""
    norms, k = scan.norms, first - 1
    if k >= scan.start and norms[k] in _DASHES | {"/", "_"} and scan.glued(first) and k > scan.start and scan.glued(k):
        return scan.tokens[k - 1].kind != "number" or norms[k] != "-"
    if scan.tables.guards["label"].before(norms, first, scan.start):
        return True
    if norms[first].startswith("وال") and scan.tables.guards["ordinal"].before(norms, first, scan.start):
        return True  # «البالغ السادسة والعشرين»
    if number.last < scan.end and norms[number.last] in (":", "/", "+", "\\") and scan.glued(number.last):
        return True
    if k >= scan.start and norms[k] in (":", "+") and scan.glued(first) and scan.tokens[k - 1].kind == "number":
        return True
    latin = number.digits and first > scan.start and scan.glued(first) and norms[first - 1].isascii() and norms[first - 1].isalpha()
    return latin or scan.tables.guards["after"].at(norms, number.last, scan.end) is not None


# -- ranges -----------------------------------------------------------------------------------


def _range(scan: Scan, amount: Amount) -> None:
    """«بين 20 و30», «من 20 إلى 30», «20-30», «20 أو 30»: the second number bounds the first."""
    k = amount.last
    if k >= scan.end - 1 or amount.number.vague:
        return
    before = scan.norm(amount.lead - 1)
    between = before in _BETWEEN or (before.endswith("بين") and len(before) < 5)
    upto = _second(scan, k, between)
    if upto is None and between:
        return
    if upto is None or upto.high is None:
        return
    low = amount.number.low
    if upto.scaled > 1 and amount.number.scaled == 1 and low * upto.scaled < upto.low:
        low *= upto.scaled
    if not low < upto.low:
        return
    if before in _FROM and _changes(scan, amount.lead - 1):
        return
    amount.low, amount.high, amount.last, amount.range = low, upto.low, upto.last, True
    if between or before in _FROM:
        amount.lead -= 1
        amount.spans.append(scan.span(amount.lead, amount.lead + 1))
        if between and scan.norm(amount.lead - 1) == "ما":
            amount.lead -= 1


def _second(scan: Scan, k: int, between: bool) -> Number | None:
    """The number behind «و», «إلى», «-» or «أو» at token ``k``."""
    norm, tokens, read = scan.norms[k], scan.tokens, scan.tables.numbers.read
    if norm in _UP_TO or (norm in _DASHES and (between or (scan.glued(k) and scan.glued(k + 1)))):
        if norm == "و" and not between:
            return None
        return read(tokens, k + 1, scan.end) if k + 1 < scan.end and k + 1 not in scan.blocked else None
    if k in scan.blocked:
        return None
    found = read(tokens, k, scan.end)
    return found if found and between and norm.startswith("و") and found.cut == 1 else None


def _changes(scan: Scan, k: int) -> bool:
    """«خفض العدد من 500 إلى 300» is no range."""
    first = max(scan.start, k - 6)
    return any(True for _ in scan.tables.guards["change"].within(scan.norms, first, k))


# -- qualifiers -------------------------------------------------------------------------------


def _qualify(scan: Scan, amount: Amount) -> None:
    """«أكثر من», «نحو», «يعتقد أنهم حوالي» in front, as many as there are."""
    bare = amount.lead
    for _ in range(3):
        found = scan.tables.before.before(scan.norms, amount.lead, scan.start)
        if found is None or found.first in scan.blocked:
            break
        amount.lead = found.first
        if found.item.kind == "hedge" or found.item.kind == "just":
            amount.hedged = amount.hedged or found.item.kind == "hedge"
        else:
            _bound(amount, found.item.kind)
        amount.rows.append(found.item.where)
        amount.spans.append(scan.span(found.first, found.last, found.cut))
        amount.joined = amount.joined or scan.norms[found.first][: found.cut].startswith("و")
    front = scan.norms[bare] if bare < amount.first else scan.norms[amount.first][: amount.cut]
    amount.joined = amount.joined or (amount.lead == bare and front.startswith("و"))
    _hedge(scan, amount)


def _bound(amount: Amount, kind: str) -> None:
    amount.approximate = amount.approximate or kind in ("about", "least", "most")
    if kind == "least" and not amount.range:
        amount.high = None
    elif kind == "most" and not amount.range:
        amount.low, amount.high = None, amount.number.low


def qualify_behind(scan: Scan, amount: Amount, unit_last: int) -> int:
    """«… على الأقل», «… تقريبا» behind the counted noun. Returns where the figure ends."""
    for k in range(unit_last, min(unit_last + 3, scan.end)):
        found = scan.tables.after.at(scan.norms, k, scan.end)
        if found:
            _bound(amount, found.item.kind)
            amount.rows.append(found.item.where)
            amount.spans.append(scan.span(found.first, found.last))
            return unit_last
        if not scan.is_word(k) or scan.tables.numbers.starts(scan.tokens[k]):
            break
    return unit_last


def _hedge(scan: Scan, amount: Amount) -> None:
    """«يعتقد أن», «يقدر»: up to four words away, no stop between."""
    if amount.hedged:
        return
    for k in range(amount.lead, max(scan.start, amount.lead - _HEDGE_REACH), -1):
        if scan.norms[k - 1] in STOPS or scan.norms[k - 1] in ("،", ",") or scan.tables.numbers.starts(scan.tokens[k - 1]):
            return
        found = scan.tables.before.before(scan.norms, k, scan.start)
        if found and found.item.kind == "hedge":
            amount.hedged = True
            amount.rows.append(found.item.where)
            amount.spans.append(scan.span(found.first, found.last, found.cut))
            return


def symbol_unit(scan: Scan, amount: Amount) -> str | None:
    """«$20», «20%», «% 20»: the unit told by a sign."""
    for k in (amount.last, amount.last - 1, amount.first):
        sign = scan.norm(k)
        if sign in _MONEY:
            return _MONEY[sign]
        if sign in _PERCENT:
            return "بالمئة"
    return None


def plain(value: float | None) -> float | None:
    """Whole numbers as whole numbers."""
    return int(value) if value is not None and value.is_integer() else value


__all__ = ["Amount", "plain", "qualify_behind", "read_amount", "replace", "symbol_unit"]
