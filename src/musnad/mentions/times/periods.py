"""Weeks, months, years, decades, centuries, seasons and quarters: «الأسبوع الماضي», «مطلع هذا العام»."""

from __future__ import annotations

from musnad.mentions.times.dates import read_month_year, read_plain_year, read_which
from musnad.mentions.times.expression import Expression
from musnad.mentions.times.numerals import read_digits, read_ordinal
from musnad.mentions.times.view import View

Read = tuple[int, Expression]
_PERIODS = ("W", "M", "Y", "D", "DE", "CE")


def read_period(view: View, i: int) -> Read | None:
    """One named unit seen from the story's day or from the time before: «هذا العام», «اليوم نفسه»."""
    this = view.sense(i, "this") or view.sense(i, "that")
    j = i + this.width if this else i
    unit = view.sense(j, "unit")
    if not unit or not unit.definite or not unit.value.endswith("s"):
        return None
    name = unit.value.split()[0]
    if name not in _PERIODS:
        return None
    end = j + 1
    rel, prev = view.sense(end, "rel"), view.sense(end, "relprev")
    base = Expression("period", unit=name)
    if rel and this and this.cls == "that":
        return None
    if rel and name != "D":
        return _tail(view, end + 1, base.but(rel=int(rel.value)))
    if prev:
        return _tail(view, end + 1, base.but(prev=int(prev.value)))
    if not this:
        return None
    return _tail(view, end, base.but(rel=0) if this.cls == "this" else base.but(prev=0))


def _tail(view: View, end: int, base: Expression) -> Read:
    """«نفس اليوم من عام 2000», «نفس الفترة من العام الماضي», «الشهر نفسه من العام ذاته»."""
    if view.norm(end) != "من" or base.unit not in ("D", "M"):
        return end, base
    stop, which = read_which(view, end)
    return (stop, base.but(**which)) if which else (end, base)


def read_same_span(view: View, i: int) -> Read | None:
    """«نفس الفترة من العام الماضي», «الفترة نفسها من عام 2017»."""
    if not view.sense(i, "samespan"):
        return None
    end, which = read_which(view, i + 2)
    if "year" in which:
        return end, Expression("year", year=which["year"])
    return (end, Expression("period", unit="Y", rel=which["year_rel"])) if "year_rel" in which else None


def read_edged(view: View, i: int) -> Read | None:
    """«مطلع أغسطس», «نهاية الشهر الجاري», «منتصف العام 2015», «أواخر الثمانينيات», «منتصف الليل» not."""
    edge = view.sense(i, "edge")
    if not edge:
        return None
    j = i + 1
    if view.sense(j, "dayword") and view.sense(j + 1, "weekday"):
        return None
    readers = (read_month_year, _edged_year, read_period, read_decade, read_season, _bare)
    inner = next((read for reader in readers if (read := reader(view, j))), None)
    return (inner[0], inner[1].but(edge=edge.value)) if inner and inner[1].unit != "D" else None


def _edged_year(view: View, j: int) -> Read | None:
    year = read_plain_year(view, j)
    if year:
        return year
    digits = read_digits(view, j, 1850, 2060)
    return (digits[0], Expression("year", year=digits[1])) if digits and not view.sense(digits[0], "unit") else None


def _bare(view: View, j: int) -> Read | None:
    """«نهاية العام», «مطلع الشهر»."""
    unit = view.sense(j, "unit")
    if unit and unit.definite and unit.value in ("M s", "Y s") and not unit.clitic:
        return j + 1, Expression("period", unit=unit.value[0], rel=0)
    return None


def read_decade(view: View, i: int) -> Read | None:
    """«سبعينيات القرن الماضي», «الثمانينيات»; not «في الستينات من عمره»."""
    sense = view.sense(i, "decade")
    if not sense:
        return None
    end = i + 1
    j = end + 1 if view.norm(end) == "من" else end
    if view.near(j, "age_tail"):
        return None
    century = read_century(view, j)
    if century:
        first = century[1].count or 20
        return century[0], Expression("decade", value=f"{first - 1}{sense.value}")
    alone = sense.definite or view.sense(i - 1, "edge") or view.kin(end, "decade")
    return (end, Expression("decade", value=f"19{sense.value}")) if alone else None


def read_century(view: View, i: int) -> Read | None:
    """«القرن الماضي», «القرن التاسع عشر», «القرن الحادي والعشرين»."""
    unit = view.sense(i, "unit")
    if not unit or not unit.definite or unit.value != "CE s":
        return None
    rel = view.sense(i + 1, "rel")
    if rel:
        return i + 2, Expression("century", count=21 + int(rel.value))
    ordinal = read_ordinal(view, i + 1)
    return (view.skip(ordinal[0], "christian"), Expression("century", count=ordinal[1])) if ordinal else None


def read_season(view: View, i: int) -> Read | None:
    """«هذا الصيف», «الشتاء الماضي», «صيف 2017», «ربيع العام المقبل»."""
    this = view.sense(i, "this")
    j = i + 1 if this else i
    sense = view.sense(j, "season")
    if not sense:
        return None
    end, which = read_which(view, j + 1)
    if which and not (sense.definite and "year_prev" in which):
        return end, Expression("season", value=sense.value, **which)
    return (j + 1, Expression("season", value=sense.value, rel=0)) if this and sense.definite else None


def read_quarter(view: View, i: int) -> Read | None:
    """«الربع الأول من 2018», «النصف الثاني من العام الماضي», «الربع الثالث»."""
    sense = view.sense(i, "part4")
    ordinal = read_ordinal(view, i + 1) if sense else None
    if not sense or not ordinal or ordinal[1] > (4 if sense.value == "Q" else 2):
        return None
    stop, which = read_which(view, ordinal[0])
    value = f"{sense.value}{ordinal[1]}"
    if which:
        return stop, Expression("quarter", value=value, **which)
    period = read_month_year(view, ordinal[0] + 1) if view.norm(ordinal[0]) == "من" else None
    if period:
        return period
    year = view.sense(ordinal[0] + 1, "unit") if view.norm(ordinal[0]) == "من" else None
    this_year = year is not None and year.definite and year.value == "Y s"
    return (ordinal[0] + 2, Expression("quarter", value=value, rel=0)) if this_year else None


def read_week_of_month(view: View, i: int) -> Read | None:
    """«الأسبوع الأول من نيسان/أبريل المقبل»."""
    unit = view.sense(i, "unit")
    ordinal = read_ordinal(view, i + 1) if unit and unit.definite and unit.value == "W s" else None
    if not ordinal or ordinal[1] > 5 or view.norm(ordinal[0]) != "من":
        return None
    month = read_month_year(view, ordinal[0] + 1)
    return (month[0], month[1].but(kind="weekofmonth", count=ordinal[1])) if month else None
