"""The rules by name, with the readings that may start them. The longest match wins, then the first rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from musnad.mentions.times import dates, daytimes, fixed, guards, lengths, periods
from musnad.mentions.times.expression import Expression, Found
from musnad.mentions.times.view import View

Reader = Callable[[View, int], tuple[int, Expression] | None]
#: Pseudo class of a token in digits, and of «ال» written before digits.
DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    starts: frozenset[str]
    read: Reader


def _rule(name: str, starts: str, read: Reader) -> Rule:
    return Rule(name, frozenset(starts.split()), read)


_LENGTH = f"approx number fraction unit vague {DIGITS}"
RULES: tuple[Rule, ...] = (
    _rule("part-of-day", "part midnight midnightbefore hours tonight", daytimes.read_part),
    _rule("day", f"dayword weekday deictic ordinal {DIGITS}", daytimes.read_day),
    _rule("clock", f"clock ordinal {DIGITS}", daytimes.read_clock),
    _rule("day-adverb", "this partadv", daytimes.read_adverb),
    _rule("earlier-that-time", "hours", fixed.read_hours_ref),
    _rule("listed-day", f"ordinal {DIGITS}", dates.read_listed_day),
    _rule("week-of-month", "unit", periods.read_week_of_month),
    _rule("weekend", "weekend", fixed.read_weekend),
    _rule("edge-of-period", "edge", periods.read_edged),
    _rule("quarter", "part4", periods.read_quarter),
    _rule("ramadan", "monthword hijrimonth", fixed.read_ramadan),
    _rule("month", "monthword month weakmonth", dates.read_month_year),
    _rule("year", f"yearword {DIGITS}", dates.read_plain_year),
    _rule("same-span", "samespan", periods.read_same_span),
    _rule("period", "this that unit", periods.read_period),
    _rule("decade", "decade", periods.read_decade),
    _rule("century", "unit", periods.read_century),
    _rule("season", "this season", periods.read_season),
    _rule("set", "set every", fixed.read_set),
    _rule("rate", "unit", fixed.read_rate),
    _rule("counted-from-then", "before later fromthen", lengths.read_later),
    _rule("counted-from-now", "before later", lengths.read_ago),
    _rule("running-count", "unit", lengths.read_running),
    _rule("own-count", "ownunit", lengths.read_own_count),
    _rule("until-now", "untilnow", fixed.read_until_now),
    _rule("length", _LENGTH, lengths.read_length),
    _rule("single-length", "approx unit", lengths.read_single),
    _rule("fixed-phrase", "ref span future lateron soon", fixed.read_ref),
    _rule("past-noun", "rel", fixed.read_past_noun),
    _rule("then", "then", fixed.read_then),
    _rule("feast", "feast", fixed.read_feast),
    _rule("october-war", "octoberwar", fixed.read_october_war),
)
_BY_CLASS: dict[str, tuple[Rule, ...]] = {}
for _r in RULES:
    for _cls in _r.starts:
        _BY_CLASS[_cls] = (*_BY_CLASS.get(_cls, ()), _r)


def match_at(view: View, i: int) -> tuple[int, tuple[Rule, Found] | None]:
    """The best match that starts at a token, and where to read on; what guards refuse is passed over."""
    best: tuple[Rule, Found] | None = None
    reach = i + 1
    for rule in _candidates(view, i):
        read = rule.read(view, i)
        if not read or read[0] <= (best[1].end if best else i):
            continue
        reach = max(reach, read[0])
        if not guards.refuses(view, i, read[0], read[1]):
            best = rule, Found(i, read[0], read[1], _rows(view, i, read[0]))
    return (best[1].end if best else reach), best


def _candidates(view: View, i: int) -> list[Rule]:
    """The rules that a token's readings may start, each once, in the order of RULES."""
    rules = {id(r): r for cls in _classes(view, i) for r in _BY_CLASS.get(cls, ())}
    return list(rules.values())


def _classes(view: View, i: int) -> tuple[str, ...]:
    digits = view.kind(i) == "number" or (view.norm(i) == "ال" and view.kind(i + 1) == "number")
    own = tuple(view.readings.get(i, ()))
    return (*own, DIGITS) if digits else own


def _rows(view: View, start: int, end: int) -> tuple[str, ...]:
    rows = [s.row for k in range(start, end) for s in view.readings.get(k, {}).values()]
    return tuple(dict.fromkeys(rows))
