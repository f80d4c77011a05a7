"""Calendar dates: «12 مايو/أيار 2018», «الخامس من الشهر الماضي», «18/4/2018», months and years."""

from __future__ import annotations

from typing import Any

from musnad.mentions.times.expression import Expression
from musnad.mentions.times.numerals import read_digits, read_ordinal, read_year
from musnad.mentions.times.view import View

Read = tuple[int, Expression]
Which = tuple[int, dict[str, Any]]
_MONTHS = ("month", "weakmonth", "hijrimonth")
_FROM = "من"
_MARKS = ("-", "–", "/", "،", "ـ")
_OPEN_RANGE = ("(", "-", "–", "/")
_CLOSE_RANGE = (")", "-", "–", "/", "و", "،")


def read_month(view: View, i: int) -> tuple[int, int, bool, str] | None:
    """Position behind, month, whether it is surely a month, calendar. Doublets are one month."""
    start = view.skip(i, "monthword")
    cls = next((c for c in _MONTHS if view.sense(start, c)), None)
    sense = view.sense(start, cls) if cls else None
    if not sense or (start > i and sense.clitic):
        return None
    end, month = start + sense.width, int(sense.value)
    calendar = "hijri" if cls == "hijrimonth" else "gregorian"
    twin = read_twin(view, end, month) if calendar == "gregorian" else None
    first = view.text[view.start(start, sense.cut)]
    if first in "إأ" and view.norm(start)[sense.cut :] in view.groups["father"] and (first == "إ" or twin is None):
        return None  # «إب» is a town, «أب» a father
    return twin or end, month, cls == "month" or start > i or twin is not None, calendar


def read_twin(view: View, i: int, month: int) -> int | None:
    """The position behind the same month's other name: «/أيار», « تشرين الأول», «(يناير)»."""
    sep = view.norm(i)
    j = i + 1 if sep in ("/", "(", "-", "|", "\\") or view.near(i, "month_joint") else i
    sense = view.sense(j, "month") or view.sense(j, "weakmonth")
    if not sense or sense.clitic or (int(sense.value) != month and sep != "/"):
        return None
    end = j + sense.width
    if sep == "(":
        return end + 1 if view.norm(end) == ")" else None
    return end


def read_which(view: View, i: int) -> Which:
    """What tells the year: «2018», «من عام 2018», «الماضي», «من العام الماضي», «من العام نفسه»."""
    year = read_year(view, i) or _short_year(view, i)
    if year:
        return year[0], {"year": year[1]}
    rel = view.sense(i, "rel")
    if rel:
        after = read_year(view, i + 1)
        return (after[0], {"year": after[1]}) if after else (i + 1, {"rel": int(rel.value)})
    same = view.sense(i, "relprev")
    if same:
        further = _which_year(view, i + 1, i + 2) if view.norm(i + 1) == _FROM else (i, {})
        return further if further[1] else (i + 1, {"year_prev": 0})
    j = i + 1 if view.norm(i) in (_FROM, "،") or view.near(i, "in") else i
    return _which_year(view, i, j)


def _short_year(view: View, i: int) -> tuple[int, int] | None:
    """«أكتوبر 73» at the end of a phrase."""
    digits = read_digits(view, i, 40, 99)
    if not digits or view.kind(digits[0]) not in ("punct", "none") or view.norm(digits[0]) in ("%", ":", "/"):
        return None
    return digits[0], 1900 + digits[1]


def _which_year(view: View, i: int, j: int) -> Which:
    year = read_year(view, j) if view.norm(i) != "،" else None
    if year:
        return year[0], {"year": year[1]}
    this = view.sense(j, "this") or view.sense(j, "that")
    word = j + 1 if this else j
    if view.sense(word, "yearword") and view.norm(i) != "،":
        rel, prev = view.sense(word + 1, "rel"), view.sense(word + 1, "relprev")
        if rel:
            return word + 2, {"year_rel": int(rel.value)}
        if prev:
            return word + 2, {"year_prev": int(prev.value)}
        if this:
            return word + 1, {"year_rel" if this.cls == "this" else "year_prev": 0}
    return i, {}


def read_day_month(view: View, i: int) -> Read | None:
    """A day of a month with whatever tells the year."""
    digits = read_digits(view, i, 1, 31)
    day = digits or read_ordinal(view, i)
    if not day or not 1 <= day[1] <= 31:
        return None
    j = day[0]
    of = view.norm(j) == _FROM
    if of:
        j += 1
    if not digits and not of:
        return None
    month = read_month(view, j)
    if month:
        end, which = read_which(view, month[0])
        end = view.skip(end, "hijra") if month[3] == "hijri" else end
        return end, Expression("date", month=month[1], day=day[1], calendar=month[3], **which)
    return _day_of_relative_month(view, j, day[1]) if of else None


def _day_of_relative_month(view: View, i: int, day: int) -> Read | None:
    """«الخامس من الشهر الماضي», «24 من الشهر ذاته», «10 من هذا الشهر», «العاشر من الجاري»."""
    this = view.sense(i, "this") or view.sense(i, "that")
    j = view.skip(i + 1 if this else i, "monthword")
    rel, prev = view.sense(j, "rel"), view.sense(j, "relprev")
    base = Expression("relday", day=day)
    if rel and (j > i or rel.value == "0"):
        return j + 1, base.but(rel=int(rel.value))
    if j == i or (this and j == i + 1):
        return None
    if prev:
        end, which = read_which(view, j + 1)
        return (end if "year_prev" in which else j + 1), base.but(prev=int(prev.value))
    if this:
        return j, base.but(**({"rel": 0} if this.cls == "this" else {"prev": 0}))
    return None


def read_numeric(view: View, i: int) -> Read | None:
    """«18/4/2018», «2018-04-18», «18.4.2018»; the day comes first unless the year does."""
    if view.kind(i) != "number":
        return None
    parts = view.norm(i).split(".")
    end = i + 1
    if len(parts) == 1 and view.norm(i + 1) in ("/", "-") and view.norm(i + 3) == view.norm(i + 1):
        parts, end = [view.norm(k) for k in (i, i + 2, i + 4)], i + 5
        if view.kind(i + 4) == "number" and view.norm(end) == view.norm(i + 1) and view.kind(end + 1) == "number":
            return None
    if len(parts) != 3 or not all(p.isdigit() for p in parts):
        return None
    year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
    if len(day) > 2 or len(month) > 2 or len(year) not in (2, 4) or not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    number = int(year) if len(year) == 4 else 2000 + int(year)
    calendar = "hijri" if 1300 <= number <= 1500 else "gregorian"
    end = view.skip(view.skip(end, "christian"), "hijra")
    return end, Expression("date", year=number, month=int(month), day=int(day), calendar=calendar)


def read_date(view: View, i: int) -> Read | None:
    return read_day_month(view, i) or read_numeric(view, i)


def read_month_year(view: View, i: int) -> Read | None:
    """A month alone; an ambiguous name («مارس», «ماي») only with company that makes it one."""
    month = read_month(view, i)
    if not month:
        return None
    end, which = read_which(view, month[0])
    weak = not which or (view.norm(month[0]) != _FROM and "year" not in which)
    led = view.near(i - 1, "month_lead") or view.sense(i - 1, "edge")
    if not month[2] and weak and not led:
        return None
    if month[3] == "hijri":
        end = view.skip(end, "hijra")
        if "year" in which and which["year"] > 1500:
            return None
    if month[3] == "gregorian" and "year" not in which and _name_month(view, i):
        return None
    return end, Expression("month", month=month[1], calendar=month[3], **which)


def _name_month(view: View, i: int) -> bool:
    return view.near(i - 1, "name_head") or view.near(i + 1, "name_tail")


def read_listed_day(view: View, i: int) -> Read | None:
    """The first day of «28 و29 يونيو», «من الثالث إلى السادس من أبريل», «11-17 سبتمبر»."""
    day = read_digits(view, i, 1, 31) or read_ordinal(view, i)
    if not day or day[1] > 31:
        return None
    j = day[0]
    for _ in range(4):
        if view.norm(j) in _MARKS or view.near(j, "list_joint"):
            j += 1
        elif not view.kin(j, "ordinal"):
            return None
        date = read_day_month(view, j)
        if date:
            return day[0], date[1].but(day=day[1])
        other = read_digits(view, j, 1, 31) or read_ordinal(view, j)
        if not other:
            return None
        j = other[0]
    return None


def read_plain_year(view: View, i: int) -> Read | None:
    """«عام 2015» anywhere; «2015» alone only where its neighbours make it a year."""
    year = read_year(view, i)
    if not year:
        return None
    word = view.sense(i, "yearword") is not None
    if word or year[0] > i + 1 or _stands_as_year(view, i):
        return year[0], Expression("year", year=year[1])
    return None


def _stands_as_year(view: View, i: int) -> bool:
    year, after = int(view.norm(i)), view.norm(i + 1)
    ended = view.kind(i + 1) in ("punct", "none")
    earliest = 1100 if view.near(i - 1, "dating") and ended else 1850
    inside = view.norm(i - 1) in (":", ".") and view.glued(i)
    if not earliest <= year <= 2060 or view.sense(i + 1, "unit") or after == "%" or inside:
        return False
    closed = ended or view.near(i + 1, "after_year")
    if view.near(i - 1, "before_year"):
        return view.near(i - 1, "surely_year") or closed or after[:1] == "و"
    if view.norm(i - 1) in _OPEN_RANGE or view.norm(i - 1) == "و":
        return read_year(view, i - 2) is not None or (view.norm(i - 1) != "و" and after in _CLOSE_RANGE)
    return closed and _names_year(view, i, year)


def _names_year(view: View, i: int, year: int) -> bool:
    """«هدنة 2017.», «الحرب الكورية 1950-1953»: a noun and its year, not a verb and a count."""
    before = view.norm(i - 1)
    if view.kind(i - 1) != "word" or len(before) < 3 or before[0] in "يت" or not 1900 <= year <= 2040:
        return False
    return not view.near(i - 1, "never_year") and not view.sense(i - 1, "approx") and view.norm(i + 1) not in ("(", "/", ":")
