"""Lengths of time: «ثلاثة أشهر», «الساعات الـ24 الماضية», «خمس سنوات وعشرة أشهر», and how long ago."""

from __future__ import annotations

from musnad.mentions.times.expression import Expression
from musnad.mentions.times.numerals import read_number, read_ordinal
from musnad.mentions.times.view import View

Read = tuple[int, Expression]


def read_length(view: View, i: int) -> Read | None:
    """A counted or vague length with its parts, and what trails it."""
    start = _approx(view, i)
    first = _counted(view, start) or _dual(view, start) or _vague(view, start)
    if not first:
        return None
    end, count, unit, vague = first
    value = "" if vague else duration(count, unit)
    if not vague:
        end, value = _more(view, end, count, unit)
    end = _trail(view, end)
    return end, Expression("length", unit=unit, count=None if vague else count, value=value or vague_duration(unit))


def duration(count: float, unit: str) -> str:
    """TIMEX3's duration: «P3M», «PT30M», decades and centuries in years."""
    if unit in ("DE", "CE"):
        return f"P{int(count * (10 if unit == 'DE' else 100))}Y"
    if unit in ("H", "TM", "S"):
        return f"PT{int(count)}{unit[-1]}"
    return f"P{int(count)}{unit}"


def vague_duration(unit: str) -> str:
    return f"PTX{unit[-1]}" if unit in ("H", "TM", "S") else f"PX{unit}"


def _approx(view: View, i: int) -> int:
    for _ in range(2):
        i = view.skip(i, "approx")
    return i


def _unit(view: View, i: int) -> tuple[int, str, str, bool] | None:
    sense = view.sense(i, "unit")
    if not sense or (sense.clitic and sense.clitic not in ("ل", "ب")):
        return None
    unit, number = sense.value.split()
    return i + sense.width, unit, number, sense.definite


def _counted(view: View, i: int) -> tuple[int, int, str, str] | None:
    """«24 ساعة», «الـ48 ساعة», «خمسة وعشرين عاما», «السنوات الأربع», «نصف ساعة», «الستة الأيام»."""
    half = view.sense(i, "fraction")
    if half and not view.kin(i, "fraction") and view.sense(i + 1, "unit"):
        unit = view.sense(i + 1, "unit")
        assert unit is not None
        minutes = {"H": int(half.value), "Y": int(half.value) // 5, "TM": 0}.get(unit.value.split()[0])
        return (i + 2, minutes, {"H": "TM", "Y": "M"}[unit.value.split()[0]], "") if minutes else None
    number = read_number(view, i)
    unit_ = _unit(view, number[0]) if number else None
    if number and unit_ and not _no_count(view, i, number[1], unit_):
        return unit_[0], number[1], unit_[1], ""
    return _article_first(view, i)


def _no_count(view: View, i: int, count: int, unit: tuple[int, str, str, bool]) -> bool:
    """«ثانية» in words is «again»; «يوم» takes no one or two before it."""
    return (unit[1] == "S" and view.kind(i) != "number") or (unit[1] == "D" and unit[2] == "s" and count < 3)


def _article_first(view: View, i: int) -> tuple[int, int, str, str] | None:
    """«السنوات الأربع», «الساعات الـ24», «الأيام الثلاثة»."""
    unit = _unit(view, i)
    if not unit or not unit[3] or unit[2] != "p":
        return None
    number = read_number(view, unit[0])
    if not number or view.sense(number[0], "unit"):
        return None
    sense = view.sense(unit[0], "number")
    if (sense and sense.definite) or view.norm(unit[0]) == "ال":
        return number[0], number[1], unit[1], ""
    return None


def _dual(view: View, i: int) -> tuple[int, int, str, str] | None:
    unit = _unit(view, i)
    return (unit[0], 2, unit[1], "") if unit and unit[2] == "d" else None


def _vague(view: View, i: int) -> tuple[int, int, str, str] | None:
    """«سنوات», «عدة أيام», «الأسابيع الماضية», «أعوام طويلة»."""
    word = view.sense(i, "vague")
    unit = _unit(view, i + 1 if word else i)
    if not unit or unit[2] != "p" or (unit[1] == "S" and not view.sense(unit[0], "vagueadj")):
        return None
    end = unit[0]
    if unit[3]:
        end = view.skip(end, "defadj")
        rel = view.sense(end, "rel") or view.sense(end, "relprev")
        if view.near(i - 1, "passing"):
            return end, 0, unit[1], "definite"
        return (end + 1, 0, unit[1], "definite") if rel else ((end, 0, unit[1], "definite") if word or end > unit[0] else None)
    if not word and end == i + 1 and view.norm(end).startswith("ال") and not (view.near(end, "event_tail") or _opens(view, i)):
        return None  # «ساعات العمل», «أيام الحرب»
    return view.skip(end, "vagueadj"), 0, unit[1], "bare"


def _more(view: View, end: int, count: int, unit: str) -> tuple[int, str]:
    """«وعشرة أشهر», «ونصف», «وعشرين دقيقة» after a length."""
    value = duration(count, unit)
    half = view.sense(end, "half")
    if half and view.kin(end, "half") and half.value == "30":
        return view.skip(end + 1, "unit"), _and_half(value, count, unit)
    j = end + 1 if view.norm(end) == "و" else end
    if j > end or view.kin(end, "number"):
        number = read_number(view, j)
        second = _unit(view, number[0]) if number else None
        if number and second and _smaller(second[1], unit):
            return second[0], _joined(value, duration(number[1], second[1])[1:])
    one = view.sense(end, "unit")
    if one and view.kin(end, "unit") and not one.definite and one.value[-1] in "sd" and _smaller(one.value.split()[0], unit):
        return end + 1, _joined(value, duration(1 if one.value.endswith("s") else 2, one.value.split()[0])[1:])
    return end, value


def _and_half(value: str, count: int, unit: str) -> str:
    """Half a unit more, in the next smaller one: «عام ونصف» is P18M."""
    whole = {"Y": f"P{count * 12 + 6}M", "DE": f"P{count * 10 + 5}Y", "CE": f"P{count * 100 + 50}Y"}
    return whole.get(unit) or _joined(value, {"H": "T30M", "TM": "30S", "M": "15D"}.get(unit, ""))


def _joined(value: str, extra: str) -> str:
    return value + (extra[1:] if "T" in value and extra.startswith("T") else extra)


def _smaller(unit: str, than: str) -> bool:
    order = ("S", "TM", "H", "D", "W", "M", "Y", "DE", "CE")
    return order.index(unit) < order.index(than)


def _trail(view: View, end: int) -> int:
    """«الماضية», «أخرى», «متتالية», «على الأقل», «فقط»."""
    for _ in range(3):
        end = view.skip(end, "defadj")
        rel, after = view.sense(end, "rel"), view.sense(end, "after")
        if rel and not rel.clitic:
            end += 1
        elif after and not after.clitic:
            end += after.width
        else:
            break
    return end


def read_single(view: View, i: int) -> Read | None:
    """«شهر», «عام واحد», «يوم كامل», «أسبوع ونيف»: one of a unit, where the words around it make it a length."""
    start = _approx(view, i)
    unit = view.sense(start, "unit")
    if not unit or unit.definite or not unit.value.endswith("s") or unit.value[0] == "S":
        return None
    name = unit.value.split()[0]
    end = start + unit.width
    after = view.sense(end, "after")
    number = view.sense(end, "number")
    one = number is not None and number.value == "1" and not number.clitic and not number.definite
    opened = start > i or _opens(view, i) or _more(view, end, 1, name)[0] > end
    if not (opened or one or (after and after.definite)) or view.kind(end) == "number" or view.sense(end, "month"):
        return None
    if not _bare_ok(view, end, name):
        return None
    end, value = _more(view, end + 1 if one else end, 1, name)
    end = end + 1 if view.near(end, "dozens_tail") else _trail(view, end)
    return end, Expression("length", unit=name, count=1, value=value)


def _opens(view: View, i: int) -> bool:
    sense = view.readings.get(i, {})
    clitic = next(iter(sense.values())).clitic if sense else ""
    phrase = view.sense(i - 2, "lasting")
    if clitic == "ل" or (phrase is not None and phrase.width == 2):
        return True
    return any(view.sense(i - 1, c) for c in ("since", "lasting", "later", "before"))


def _bare_ok(view: View, end: int, unit: str) -> bool:
    """Whether a bare unit is no head of a name or genitive: «يوم الجمعة», «عام الفيل», «شهر رمضان»."""
    if view.sense(end, "weekday") or view.sense(end, "hijrimonth") or view.sense(end, "deictic") or view.sense(end, "ordinal"):
        return False
    norm = view.norm(end)
    if unit == "DE" and view.kind(end) == "word" and not view.near(end, "decade_tail"):
        return False  # «عقد اجتماع» is holding one
    return not norm.startswith("ال") or view.near(end, "event_tail")


def read_ago(view: View, i: int) -> Read | None:
    """«قبل نحو 30 عاما», «بعد أسبوع»: a length counted from the story's day, not «قبل ساعات من»."""
    word = view.sense(i, "before") or view.sense(i, "later")
    if not word:
        return None
    read = read_length(view, i + 1) or read_single(view, i + 1)
    if not read or view.near(read[0], "event_tail"):
        return None
    sign = -1 if word.cls == "before" else 1
    length = read[1]
    if sign > 0 and (length.count is None or _not_ahead(view, i, read[0])):
        return None
    return read[0], length.but(kind="ago", rel=sign)


def _not_ahead(view: View, i: int, end: int) -> bool:
    """«بعد يومين» mostly counts from what was just told; only a clear end of phrase points ahead."""
    closed = view.kind(end) in ("punct", "none") or view.near(end, "due")
    return not closed or view.near(i - 1, "told_before")


def read_later(view: View, i: int) -> Read | None:
    """«قبلها بيوم», «بعد ذلك بأيام», «بعد عامين من ذلك»: counted from the time told before."""
    then = view.sense(i, "fromthen")
    if then:
        j, sign = i + 1, int(then.value)
    elif view.near(i + 1, "told_before"):
        j, sign = i + 2, -1 if view.sense(i, "before") else 1
    else:
        return _later_than_that(view, i)
    sense = view.sense(j, "unit")
    if sense and sense.clitic == "ب":
        unit, number = sense.value.split()
        count = {"s": 1, "d": 2, "p": None}[number]
        return j + 1, Expression("from", unit=unit, count=count, prev=sign, value=vague_duration(unit))
    number_ = view.sense(j, "number")
    read = read_length(view, j) if number_ and number_.clitic == "ب" else None
    return (read[0], read[1].but(kind="from", prev=sign)) if read else None


def _later_than_that(view: View, i: int) -> Read | None:
    read = read_length(view, i + 1) if view.sense(i, "later") else None
    if read and view.norm(read[0]) == "من" and view.near(read[0] + 1, "told_before"):
        return read[0] + 2, read[1].but(kind="from", prev=1)
    return None


def read_running(view: View, i: int) -> Read | None:
    """«لليوم الثاني على التوالي», «للشهر الثالث على التوالي»."""
    unit = view.sense(i, "unit")
    if not unit or not unit.definite or not unit.value.endswith("s"):
        return None
    ordinal = read_ordinal(view, i + 1)
    running = view.sense(ordinal[0], "running") if ordinal else None
    if not ordinal or not (running or (unit.clitic.endswith("ل") and ordinal[1] > 1 and unit.value[0] in "DWMY")):
        return None
    name = unit.value.split()[0]
    end = ordinal[0] + (running.width if running else 0)
    return end, Expression("length", unit=name, count=ordinal[1], value=duration(ordinal[1], name))


def read_own_count(view: View, i: int) -> Read | None:
    """«أسبوعها الثالث», «عامه الثاني»: how long something has lasted."""
    own = view.sense(i, "ownunit")
    ordinal = read_ordinal(view, i + 1) if own else None
    if not own or not ordinal or ordinal[1] > 10:
        return None
    unit = own.value
    return ordinal[0], Expression("length", unit=unit, count=ordinal[1], value=duration(ordinal[1], unit))
