"""Fixed phrases, feasts, sets and names: «حاليا», «عيد الفطر», «كل يوم جمعة»."""

from __future__ import annotations

from musnad.mentions.times.dates import read_month, read_month_year, read_twin, read_which
from musnad.mentions.times.daytimes import read_core
from musnad.mentions.times.expression import Expression
from musnad.mentions.times.lengths import duration, read_length
from musnad.mentions.times.periods import read_period
from musnad.mentions.times.view import View
from musnad.mentions.times.vocabulary import vocabulary

Read = tuple[int, Expression]
_REFS = ("ref", "span", "future", "lateron", "soon")


def read_ref(view: View, i: int) -> Read | None:
    """«الآن», «مؤخرا», «وقت سابق», «المستقبل», «فترة طويلة»."""
    sense = next((s for c in _REFS if (s := view.sense(i, c))), None)
    if not sense or view.near(i + sense.width, "longer") or not _spelled(view, i, sense.cut):
        return None
    end, value = i + sense.width, sense.value
    if sense.cls == "future" and not (view.near(i - 1, "in_future") or sense.clitic.endswith("ب")):
        return None
    if sense.cls == "soon" and view.near(i - 1, "until"):
        value = "PAST_REF"
    if sense.cls == "lateron":
        return end, Expression("ref", value=value, prev=1)
    return end, Expression("length" if sense.cls == "span" else "ref", value=value)


def _spelled(view: View, i: int, cut: int) -> bool:
    """«آلان» and «ألان» are names, «الآن» is now; the folded view cannot tell."""
    return view.text[view.start(i, cut)] not in "آأإ" or not view.norm(i).endswith("الان")


def read_past_noun(view: View, i: int) -> Read | None:
    """«في الماضي», «في السابق»."""
    if view.near(i, "past_noun") and view.near(i - 1, "in") and view.kind(i + 1) != "number":
        return i + 1, Expression("ref", value="PAST_REF")
    return None


def read_until_now(view: View, i: int) -> Read | None:
    """«حتى اللحظة», «حتى الساعة»."""
    sense = view.sense(i, "untilnow")
    hour = view.kind(i + 1) == "number" or view.sense(i + 1, "ordinal")
    if not sense or hour or not view.near(i - 1, "until"):
        return None
    return i + 1, Expression("ref", value=sense.value)


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
        end = end + 1 if view.near(end, "working") else end
        return end, Expression("set", value=duration(1, unit.value.split()[0]))
    day = view.sense(i + 1, "bareweekday")
    if day and not day.clitic:
        return i + 2, Expression("set", value="P1W")
    length = read_length(view, i + 1)
    return (length[0], length[1].but(kind="set")) if length and length[1].count else None


def read_rate(view: View, i: int) -> Read | None:
    """«مرتين في الأسبوع», «مرات في الشهر»: the unit alone is the set."""
    unit = view.sense(i, "unit")
    counted = view.near(i - 1, "in") and view.near(i - 2, "counted_thing")
    if not counted or not unit or not unit.definite or not unit.value.endswith("s"):
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
    blessed = view.near(end, "blessed")
    if not (month[2] or which or blessed or view.near(i - 1, "whole")):
        return None
    end = end + 1 if blessed else end
    if not which:
        end, which = read_which(view, end)
    if "year_prev" in which:
        which = {}
    return view.skip(end, "hijra"), Expression("month", month=month[1], calendar="hijri", **which)


def read_weekend(view: View, i: int) -> Read | None:
    sense = view.sense(i, "weekend")
    return (i + sense.width, Expression("weekend", rel=int(sense.value) if sense.value else None)) if sense else None


def read_hours_ref(view: View, i: int) -> Read | None:
    """«وقت سابق من هذا الأسبوع», «موعد لاحق من العام الحالي», «وقت سابق اليوم»."""
    sense = view.sense(i, "hours")
    if not sense:
        return None
    end = i + sense.width
    day = view.norm(end) == "،" and view.sense(end + 1, "weekday")
    j = end + 1 if view.norm(end) == "من" or day else end
    core = read_core(view, j)
    if core and (j > end or not any(s.clitic for s in view.readings[j].values())):
        part = "TMO" if view.near(i + 1, "early") else None
        return core[0], core[1].but(part=part)
    return read_period(view, j) or read_month_year(view, j) if j > end else None


def read_october_war(view: View, i: int) -> Read | None:
    sense = view.sense(i, "octoberwar")
    if not sense:
        return None
    end, which = read_which(view, read_twin(view, i + 2, 10) or i + 2)
    return (end, Expression("month", month=10, **which)) if "year" in which else (end, Expression("literal", value=sense.value))
