"""Days seen from the story, parts of the day, hours: «مساء أمس الأحد», «الساعة 9:30 صباحا بتوقيت غرينتش»."""

from __future__ import annotations

import re

from musnad.mentions.times.dates import read_date
from musnad.mentions.times.expression import Expression
from musnad.mentions.times.numerals import read_number, read_ordinal
from musnad.mentions.times.view import View

Read = tuple[int, Expression]
_PARTS = ("part", "midnight", "midnightbefore")
_CLOCK = re.compile(r"(\d{1,2})[.,٫](\d{2})")


def read_weekday(view: View, i: int) -> Read | None:
    """«يوم الجمعة الماضي», «الخميس 19 نيسان/أبريل», «كل» left to sets."""
    j = view.skip(i, "dayword")
    sense = view.sense(j, "weekday") or (view.sense(j, "bareweekday") if j > i else None)
    if not sense or (j > i and sense.clitic):
        return None
    end = j + sense.width
    rel = view.sense(end, "rel")
    base = Expression("weekday", weekday=int(sense.value), rel=int(rel.value) if rel else None)
    end = end + 1 if rel else end
    return _with_date(view, end, base) if not rel else (end, base)


def _with_date(view: View, end: int, base: Expression) -> Read:
    j = end
    if view.norm(j) in ("(", "،") or view.near(j, "date_joint"):
        j += 1
    date = read_date(view, j)
    if not date:
        return end, base
    stop = date[0]
    if view.norm(end) == "(":
        if view.norm(stop) != ")":
            return end, base
        stop += 1
    return stop, date[1].but(part=base.part, weekday=base.weekday, shift=base.shift)


def read_deictic(view: View, i: int) -> Read | None:
    """«أمس», «اليوم الاثنين», «غدا في 14 تموز»; «اليوم الثاني» is a count, not today."""
    j = i
    word = view.sense(i, "dayword")
    if word and view.sense(i + 1, "deictic"):
        j = i + 1
    sense = view.sense(j, "deictic")
    if not sense:
        return None
    end = j + sense.width
    base = Expression("deictic", shift=int(sense.value))
    opened = view.norm(end) in ("(", "،") and view.sense(end + 1, "weekday") is not None
    day = view.sense(end + opened, "weekday")
    if day and not day.clitic and (not opened or view.norm(end) == "(" or sense.value != "0"):
        base = base.but(weekday=int(day.value))
        end += day.width + opened
        end += opened and view.norm(end) == ")"
    elif sense.value == "0" and (view.sense(end, "ordinal") or view.sense(end, "relprev")):
        return None
    return _with_date(view, end, base)


def read_core(view: View, i: int) -> Read | None:
    """A day however told."""
    j = view.skip(i, "dayword")
    return read_deictic(view, i) or read_weekday(view, i) or (read_date(view, j) if j > i else None) or read_date(view, i)


def read_day(view: View, i: int) -> Read | None:
    """A day with what may follow it: «الجمعة صباحا», «الجمعة عند الساعة الثانية»."""
    core = read_core(view, i)
    if not core:
        return None
    end, expression = core
    adverb = view.sense(end, "partadv")
    if adverb and not adverb.clitic:
        return end + adverb.width, expression.but(part=adverb.value)
    j = end + 1 if view.norm(end) == "،" or view.near(end, "clock_joint") else end
    j = j + 1 if view.near(j, "exactly") else j
    clock = read_clock(view, j) if view.sense(j, "clock") else None
    if clock and clock[1].kind == "clock":
        return clock[0], expression.but(part=clock[1].part, zone=clock[1].zone)
    return core


def read_part(view: View, i: int) -> Read | None:
    """«مساء السبت», «وقت متأخر من ليل الجمعة», «ليل السبت-الأحد», «فجر اليوم»."""
    j = i
    hours = view.sense(i, "hours")
    if hours:
        j = i + hours.width
        j = j + 1 if view.norm(j) == "من" or view.near(j, "in") else j
    sense = next((s for c in _PARTS if (s := view.sense(j, c))), None)
    if not sense:
        return read_tonight(view, j)
    end = j + sense.width
    end = end + 1 if view.norm(end) == "من" and read_core(view, end + 1) else end
    day = read_core(view, end)
    if day and not _glued_clitic(view, end):
        return _night_pair(view, day[0]) if sense.value == "TNI" else day[0], day[1].but(part=sense.value)
    return _part_alone(view, i, j, hours is not None)


def _glued_clitic(view: View, i: int) -> bool:
    return any(s.clitic.startswith("و") for s in view.readings.get(i, {}).values())


def read_tonight(view: View, j: int) -> Read | None:
    sense = view.sense(j, "tonight")
    if not sense:
        return None
    return j + sense.width, Expression("deictic", shift=int(sense.value), part="TNI")


def _night_pair(view: View, i: int) -> int:
    """The position behind the second day of «ليل السبت-الأحد»; the first day names the night."""
    j = i + 1 if view.norm(i) in ("-", "–", "/", "ـ") or view.near(i, "night_joint") else i
    day = view.sense(j, "weekday")
    return j + day.width if day and (j > i or day.clitic in ("", "و")) else i


def _part_alone(view: View, i: int, j: int, hours: bool) -> Read | None:
    """A part of a day without its day: «ساعات الصباح», «بعد الظهر», «خلال النهار»."""
    sense = view.sense(j, "part")
    if not sense:
        return _midnight(view, j)
    end, anchored = j + sense.width, Expression("anchored", part=sense.value)
    if not hours and sense.definite and sense.width == 1 and not sense.clitic and view.near(j - 1, "during"):
        return end, anchored
    alone = " ".join((view.norm(j)[sense.cut :], *sense.rest)) in view.groups["alone_part"]
    if alone or (hours and sense.definite):
        return (end + 1 if view.near(end, "part_tail") else end), anchored
    adverb = view.sense(j, "partadv")
    return (j + adverb.width, anchored.but(part=adverb.value)) if adverb else None


def _midnight(view: View, j: int) -> Read | None:
    """«منتصف الليل» opens the story's day, «منتصف الليلة الماضية» too; «قبيل منتصف الليل» ends the last day told."""
    before = view.sense(j, "midnightbefore")
    if before:
        return j + before.width, Expression("anchored", part=before.value)
    sense = view.sense(j, "midnight")
    if not sense:
        return None
    end = j + sense.width
    night = view.sense(end - 1, "tonight")
    if night and night.width > 1:
        return end - 1 + night.width, Expression("deictic", shift=int(night.value) + 1, part="T00:00")
    return end, Expression("deictic", shift=0, part="T00:00")


def read_adverb(view: View, i: int) -> Read | None:
    """«صباحا», «ليلا», «مساء» without a day; «هذا المساء», «هذا الصباح»."""
    this = view.sense(i, "this")
    part = view.sense(i + 1, "part") if this else None
    if part and part.definite:
        end, base = i + 1 + part.width, Expression("deictic", shift=0, part=part.value)
        day = view.sense(end + 1, "weekday") if view.norm(end) == "(" else None
        if day and view.norm(end + 2) == ")":
            return end + 3, base.but(weekday=int(day.value))
        return end, base
    adverb = view.sense(i, "partadv")
    return (i + adverb.width, Expression("anchored", part=adverb.value)) if adverb else None


def read_clock(view: View, i: int) -> Read | None:
    """A time of the clock, with or without «الساعة», with part of the day, day and zone behind it."""
    word = view.sense(i, "clock")
    j = i + 1 if word else i
    if word and not word.definite:
        return None
    hour = _hour(view, j, word is not None)
    if not hour:
        return None
    end, h, m, sure = hour
    end, part = _clock_part(view, end)
    day = None
    if part is not None or word:
        k = end + 1 if view.norm(end) in ("من", "،") else end
        day = read_core(view, k)
    end = day[0] if day else end
    end, zone = _zone(view, end)
    if not day and zone:
        day = read_core(view, end)
        end = day[0] if day else end
    if not (word or zone or (sure and (part or (view.norm(i + 1) == ":" and _leads_clock(view, i - 1))))):
        return None
    value = f"T{_to_24(h, part):02d}:{m:02d}"
    base = day[1] if day else Expression("clock")
    return end, base.but(part=value, zone=zone)


def _leads_clock(view: View, i: int) -> bool:
    return view.norm(i) == "(" or view.near(i, "clock_lead")


def _hour(view: View, j: int, word: bool) -> tuple[int, int, int, bool] | None:
    """Position behind, hour, minute, whether it can only be a time."""
    norm = view.norm(j)
    if view.kind(j) == "number" and len(norm) == 4 and norm.isdigit() and _zone(view, j + 1)[1]:
        h, m = divmod(int(norm), 100)
        return (j + 1, h, m, True) if h <= 24 and m < 60 else None
    if norm == "ال" and view.glued(j + 1):
        j, norm = j + 1, view.norm(j + 1)
    if view.kind(j) == "number":
        if view.norm(j + 1) == ":" and view.kind(j + 2) == "number" and len(view.norm(j + 2)) == 2 and norm.isdigit():
            minute = view.norm(j + 2)
            return (j + 3, int(norm), int(minute), True) if int(norm) <= 24 and minute.isdigit() and int(minute) < 60 else None
        match = _CLOCK.fullmatch(norm)
        if match and int(match[1]) <= 24 and int(match[2]) < 60:
            return j + 1, int(match[1]), int(match[2]), True
        if norm.isdigit() and len(norm) <= 2 and int(norm) <= 24:
            end, minute_ = _minutes(view, j + 1) if word else (j + 1, 0)
            return end, int(norm) - (minute_ < 0), minute_ % 60, False
        return None
    read = read_ordinal(view, j) or (read_number(view, j) if word else None)
    if not read or not 1 <= read[1] <= 12:
        return None
    end, minute_ = _minutes(view, read[0])
    return end, read[1] - (minute_ < 0), minute_ % 60, False


def _minutes(view: View, i: int) -> tuple[int, int]:
    """«والنصف», «وعشر دقائق», «إلا ربعا»."""
    half = view.sense(i, "half")
    if half and view.kin(i, "half"):
        return i + 1, int(half.value)
    if view.near(i, "less"):
        less = view.sense(i + 1, "fraction") or view.sense(i + 1, "half")
        if less or view.near(i + 1, "quarter") or view.near(i + 1, "third"):
            return i + 2, -int(less.value) if less else (-15 if view.near(i + 1, "quarter") else -20)
    more = read_number(view, i + 1) if view.norm(i) == "و" else read_number(view, i)
    if more and (view.norm(i) == "و" or view.kin(i, "number")):
        unit = view.sense(more[0], "unit")
        if unit and unit.value.startswith("TM"):
            return more[0] + 1, more[1] % 60
    return i, 0


def _clock_part(view: View, i: int) -> tuple[int, str | None]:
    j = i + 1 if view.norm(i) == "من" or view.near(i, "in") else i
    adverb = view.sense(j, "partadv")
    if adverb and not adverb.clitic:
        return j + adverb.width, adverb.value
    part = view.sense(j, "part")
    if part and not part.clitic:
        return j + part.width, part.value
    return i, None


def _to_24(hour: int, part: str | None) -> int:
    if hour < 12 and (part in ("TEV", "TAF") or (part == "TNI" and hour >= 6) or (part == "T12:00" and hour <= 4)):
        return hour + 12
    if part == "TNI" and hour == 12:
        return 24
    return hour


def _zone(view: View, i: int) -> tuple[int, str | None]:
    """«بتوقيت غرينتش», «بتوقيت مكة المكرمة», «بالتوقيت المحلي», «ت غ بالتوقيت المحلي»."""
    done = view.sense(i, "zonedone")
    if done:
        end = i + done.width
        again = view.sense(end, "zonedone")
        return (end + again.width if again else end), done.value
    zone = view.sense(i, "zone")
    if not zone:
        return i, None
    end = i + zone.width
    if view.kind(end) != "word":
        return i, None
    wide = view.near(end + 1, "zone_tail") or view.near(end, "zone_head")
    return end + (2 if wide else 1), view.norm(end)
