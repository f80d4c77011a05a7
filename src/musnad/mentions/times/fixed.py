"""Fixed phrases, feasts, sets and names: «حاليا», «عيد الفطر», «كل يوم جمعة»."""

from __future__ import annotations

from musnad.mentions.times.dates import read_month, read_which
from musnad.mentions.times.expression import Expression
from musnad.mentions.times.lengths import duration, read_length
from musnad.mentions.times.view import View
from musnad.mentions.times.vocabulary import vocabulary

Read = tuple[int, Expression]
_IDAFA_REF = frozenset(("السابق", "الحين", "القريب"))


def read_ref(view: View, i: int) -> Read | None:
    """«الآن», «مؤخرا», «وقت سابق», and lengths and days that the words before them carry."""
    sense = view.sense(i, "ref") or view.sense(i, "span")
    if not sense:
        return None
    end = i + sense.width
    if view.norm(i) in _IDAFA_REF:
        return None
    return end, Expression("length" if sense.cls == "span" else "ref", value=sense.value)


def read_past_noun(view: View, i: int) -> Read | None:
    """«في الماضي», «في السابق»."""
    if view.norm(i) in ("الماضي", "السابق", "السابقه") and view.norm(i - 1) in ("في", "وفي") and view.kind(i + 1) != "number":
        return i + 1, Expression("ref", value="PAST_REF")
    return None


def read_then(view: View, i: int) -> Read | None:
    sense = view.sense(i, "then")
    return (i + sense.width, Expression("then")) if sense else None


def read_set(view: View, i: int) -> Read | None:
    """«يوميا», «كل يوم جمعة», «كل ثلاثة أشهر», «مرتين في الأسبوع»."""
    sense = view.sense(i, "set")
    if sense:
        return i + sense.width, Expression("set", value=sense.value)
    every = view.sense(i, "every")
    if not every:
        return None
    unit = view.sense(i + 1, "unit")
    if unit and not unit.definite and unit.value.endswith("s") and not unit.clitic:
        end = i + 2
        day = view.sense(end, "weekday") or view.sense(end, "bareweekday")
        if day and not day.clitic:
            return end + 1, Expression("set", value="P1W")
        return (end + 1 if view.norm(end) in ("عمل", "تقريبا") else end), Expression("set", value=duration(1, unit.value.split()[0]))
    day = view.sense(i + 1, "bareweekday")
    if day and not day.clitic:
        return i + 2, Expression("set", value="P1W")
    length = read_length(view, i + 1)
    return (length[0], length[1].but(kind="set")) if length and length[1].count else None


def read_rate(view: View, i: int) -> Read | None:
    """«مرتين في الأسبوع», «مرات في الشهر»: the unit alone is the set."""
    unit = view.sense(i, "unit")
    if not unit or not unit.definite or not unit.value.endswith("s") or view.norm(i - 1) != "في":
        return None
    if view.norm(i - 2) not in ("مره", "مرتين", "مرات", "حساب", "دولار", "يورو", "ساعه", "ساعات"):
        return None
    return i + 1, Expression("set", value=duration(1, unit.value.split()[0]))


def read_feast(view: View, i: int) -> Read | None:
    sense = view.sense(i, "feast")
    if not sense:
        return None
    feast = vocabulary().feasts[sense.value]
    end, which = read_which(view, i + sense.width)
    if "year_prev" in which:
        end, which = i + sense.width, {}
    return end, Expression("feast", month=feast.month, day=feast.day, days=feast.days, calendar=feast.calendar, **which)


def read_ramadan(view: View, i: int) -> Read | None:
    """«شهر رمضان المبارك»; «رمضان» alone may be a person."""
    month = read_month(view, i)
    if not month or month[3] != "hijri":
        return None
    end, which = read_which(view, month[0])
    blessed = view.norm(end) in ("المبارك", "الكريم", "المعظم")
    if not (month[2] or which or blessed or view.norm(i - 1) in ("خلال", "طوال")):
        return None
    end = end + 1 if blessed else end
    if not which:
        end, which = read_which(view, end)
    if "year_prev" in which:
        which = {}
    return view.skip(end, "hijra"), Expression("month", month=month[1], calendar="hijri", **which)


def read_weekend(view: View, i: int) -> Read | None:
    sense = view.sense(i, "weekend")
    return (i + sense.width, Expression("weekend", rel=int(sense.value))) if sense else None


def read_hours_ref(view: View, i: int) -> Read | None:
    """«وقت سابق من هذا الأسبوع», «موعد لاحق من العام الحالي», «وقت سابق اليوم»."""
    from musnad.mentions.times.daytimes import read_core
    from musnad.mentions.times.periods import read_period

    sense = view.sense(i, "hours")
    if not sense:
        return None
    end = i + sense.width
    j = end + 1 if view.norm(end) in ("من", "يوم") else end
    core = read_core(view, j)
    if core and (j > end or not any(s.clitic for s in view.readings[j].values())):
        part = "TMO" if view.norm(i) == "الساعات" and view.norm(i + 1) == "الاولي" else None
        return core[0], core[1].but(part=part)
    return read_period(view, j) if j > end else None


def read_october_war(view: View, i: int) -> Read | None:
    sense = view.sense(i, "octoberwar")
    return (i + 2, Expression("literal", value=sense.value)) if sense else None
