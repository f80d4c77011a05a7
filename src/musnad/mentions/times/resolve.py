"""From expressions to calendar values, against the story's day and the times told before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hijridate import Hijri

from musnad.mentions.times.days import Days, add_months, days_of, narrow, week
from musnad.mentions.times.expression import Expression


@dataclass(slots=True)
class Context:
    """What is known when an expression is read. ``ahead`` is the direction that the words before give."""

    today: date | None
    last: date | None = None  # the last day told
    last_value: str | None = None  # the last calendar value told
    ahead: bool = False
    since: bool = False  # «منذ» stands right before
    almanac: bool = False  # days of the year without a year («حدث في 3 سبتمبر»)
    last_day_of_year: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    type: str
    value: str | None
    days: Days | None = None


def resolve(e: Expression, ctx: Context) -> Resolved:
    """The TIMEX3 type, value and days of an expression."""
    if e.kind in ("length", "set"):
        return Resolved("DURATION" if e.kind == "length" else "SET", e.value)
    value, days = _KINDS[e.kind](e, ctx)
    if value and e.part and len(value) == 10:
        value += e.part
    kind = "TIME" if e.part else "DATE"
    days = days or days_of(value)
    return Resolved(kind, value, narrow(days, e.edge) if days and e.edge else days)


Answer = tuple[str | None, Days | None]


def _iso(day: date | None) -> Answer:
    return (day.isoformat(), (day, day)) if day else (None, None)


def _literal(e: Expression, ctx: Context) -> Answer:
    return e.value, None


def _ref(e: Expression, ctx: Context) -> Answer:
    """«في وقت لاحق» after what is done is past too."""
    return ("PAST_REF" if e.prev and not ctx.ahead else e.value), None


def _weekday(e: Expression, ctx: Context) -> Answer:
    if not ctx.today or e.weekday is None:
        return None, None
    return _iso(nearest_weekday(ctx.today, e.weekday, e.rel, ctx.ahead))


def nearest_weekday(today: date, weekday: int, rel: int | None, ahead: bool) -> date:
    """The day meant by a weekday: last ones strictly before, next ones strictly after, else by tense."""
    back = (today.isoweekday() - weekday) % 7
    if rel == -1:  # yesterday would be told as «أمس»
        return today - timedelta(days=back + 7 if back < 2 else back)
    if rel == 1 or (ahead and back):
        return today + timedelta(days=7 - back)
    return today - timedelta(days=back)


def _deictic(e: Expression, ctx: Context) -> Answer:
    if not ctx.today or e.shift is None:
        return None, None
    day = ctx.today + timedelta(days=e.shift)
    if e.weekday is not None and day.isoweekday() != e.weekday:
        around = [ctx.today + timedelta(days=d) for d in ((1, 2, 3, 0) if e.shift > 0 else (0, -1, -2, -3))]
        day = next((d for d in around if d.isoweekday() == e.weekday), day)
    return _iso(day)


def _anchored(e: Expression, ctx: Context) -> Answer:
    """A part of the day alone belongs to the last day told, else to the story's day (a night: the one before)."""
    if not ctx.today:
        return _iso(ctx.last)
    if e.part == "TNI":
        return _iso(ctx.today - timedelta(days=1))
    recent = ctx.last and abs((ctx.last - ctx.today).days) <= 7
    return _iso(ctx.last if recent else ctx.today)


def _date(e: Expression, ctx: Context) -> Answer:
    if e.month is None or e.day is None:
        return None, None
    if e.calendar == "hijri":
        return _hijri_day(e, ctx)
    if ctx.almanac and e == Expression("date", month=e.month, day=e.day):
        ctx.last_day_of_year = f"XXXX-{e.month:02d}-{e.day:02d}"
        return ctx.last_day_of_year, None
    year = _year_for(e, ctx)
    if year is None:
        return None, None
    value = f"{year:04d}-{e.month:02d}-{e.day:02d}"
    return (value if days_of(value) else None), None


def _hijri_day(e: Expression, ctx: Context) -> Answer:
    year = e.year or _hijri_year(e, ctx)
    first = _gregorian(year, e.month or 1, e.day or 1)
    return _iso(first)


def _hijri_year(e: Expression, ctx: Context) -> int | None:
    """The Hijri year whose day or month lies nearest to the story's day, in the direction told."""
    if not ctx.today:
        return None
    guess = int((ctx.today.year - 622) * 33 / 32)
    found = []
    for year in range(guess - 1, guess + 3):
        day = _gregorian(year, e.month or 1, e.day or 1)
        if day and _side(day, e, ctx.today):
            found.append((abs((day - ctx.today).days), year))
    return min(found)[1] if found else None


def _side(day: date, e: Expression, today: date) -> bool:
    return not (e.rel == -1 and day > today) and not (e.rel == 1 and day < today)


def _gregorian(year: int | None, month: int, day: int) -> date | None:
    if year is None:
        return None
    try:
        g = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(g.year, g.month, g.day)


def _year_for(e: Expression, ctx: Context) -> int | None:
    """The year of a month or a day of a month, from its own words or from the story's day."""
    if e.year is not None:
        return e.year
    if e.year_prev is not None and ctx.last_value and ctx.last_value[:4].isdigit():
        return int(ctx.last_value[:4]) + e.year_prev
    if not ctx.today:
        return None
    if e.year_rel is not None:
        return ctx.today.year + e.year_rel
    return _nearest_year(e, ctx.today, ctx.ahead, ctx.since)


def _nearest_year(e: Expression, today: date, ahead: bool, since: bool) -> int:
    month, day = e.month or 1, e.day
    key = (month, day or 1)
    now = (today.month, today.day if day else 1)
    if e.rel == 0:
        return today.year
    if e.rel == -1:
        return today.year - (key >= now if day is None else key > now)
    if e.rel == 1:
        return today.year + (key <= now if day is None else key < now)
    if since:
        return today.year - (key > now)
    return _by_distance(month, day or 15, today, ahead, day is not None)


def _by_distance(month: int, day: int, today: date, ahead: bool, day_told: bool) -> int:
    """Without a word that tells the year: the nearest such date, in doubt behind."""
    gap = (month - today.month) + (day - today.day) / 31
    reach = 9.0 if ahead else (4.0 if day_told else 3.0)
    if gap > reach:
        return today.year - 1
    if gap < (-3.0 if ahead else -9.5):
        return today.year + 1
    return today.year


def _month(e: Expression, ctx: Context) -> Answer:
    if e.month is None:
        return None, None
    if e.calendar == "hijri":
        return _hijri_month(e, ctx)
    year = _year_for(e, ctx)
    return (f"{year:04d}-{e.month:02d}" if year is not None else None), None


def _hijri_month(e: Expression, ctx: Context) -> Answer:
    year = e.year or _hijri_year(e, ctx)
    first = _gregorian(year, e.month or 1, 1)
    if not first or year is None:
        return None, None
    last = first + timedelta(days=Hijri(year, e.month or 1, 1).month_length() - 1)
    return f"{first:%Y-%m}", (first, last)


def _feast(e: Expression, ctx: Context) -> Answer:
    value, days = _date(e, ctx)
    days = days or days_of(value)
    return value, (days[0], days[0] + timedelta(days=e.days - 1)) if days else None


def _year(e: Expression, ctx: Context) -> Answer:
    return f"{e.year:04d}", None


def _relday(e: Expression, ctx: Context) -> Answer:
    base = ctx.today if e.rel is not None else ctx.last or (days_of(ctx.last_value) or (ctx.today,))[0]
    if not base or not e.day:
        return None, None
    month = add_months(base.replace(day=1), e.rel if e.rel is not None else e.prev or 0)
    return f"{month:%Y-%m}-{e.day:02d}", None


_THIS_DAY = (Expression("period", unit="D", rel=0), Expression("period", unit="D", prev=0))


def _period(e: Expression, ctx: Context) -> Answer:
    if ctx.almanac and ctx.last_day_of_year and e in _THIS_DAY:
        return ctx.last_day_of_year, None
    if e.rel is not None:
        if e.unit == "D" and ctx.today:
            return _iso(ctx.today)
        return shifted(ctx.today, e.unit or "Y", e.rel), None
    days = days_of(ctx.last_value)
    base = ctx.last if e.unit == "D" else (days[0] if days else None)
    if not base:
        return (None if e.unit == "D" else shifted(ctx.today, e.unit or "Y", e.prev or 0)), None
    if e.year is not None or e.year_rel is not None or e.year_prev:
        from_today = ctx.today is not None and e.year_rel is not None
        start = ctx.today.year if ctx.today and from_today else base.year
        year = e.year or start + (e.year_rel or e.year_prev or 0)
        base = add_months(base, 12 * (year - base.year))
    return shifted(base, e.unit or "Y", e.prev or 0), None


def shifted(base: date | None, unit: str, by: int) -> str | None:
    """The day, week, month, year, decade or century that lies ``by`` units from a day."""
    if base is None:
        return None
    try:
        return _SHIFTS[unit](base, by)
    except (OverflowError, ValueError):
        return None


_SHIFTS: dict[str, Callable[[date, int], str]] = {
    "D": lambda b, n: (b + timedelta(days=n)).isoformat(),
    "W": lambda b, n: week(b + timedelta(weeks=n)),
    "M": lambda b, n: f"{add_months(b, n):%Y-%m}",
    "Y": lambda b, n: f"{b.year + n:04d}",
    "DE": lambda b, n: f"{b.year // 10 + n}",
    "CE": lambda b, n: f"{b.year // 100 + n}",
}


def _decade(e: Expression, ctx: Context) -> Answer:
    return e.value, None


def _century(e: Expression, ctx: Context) -> Answer:
    return f"{(e.count or 1) - 1:02d}", None


def _named_year(e: Expression, ctx: Context) -> int | None:
    if e.year is not None:
        return e.year
    if not ctx.today:
        return None
    return ctx.today.year + (e.year_rel if e.year_rel is not None else e.rel or 0)


def _season(e: Expression, ctx: Context) -> Answer:
    year = _named_year(e, ctx)
    return (f"{year:04d}-{e.value}" if year is not None else None), None


def _weekend(e: Expression, ctx: Context) -> Answer:
    rel = e.rel
    if rel is None:  # «نهاية الأسبوع» alone: the one behind while the week is young, unless planned
        rel = -1 if ctx.today and ctx.today.isoweekday() <= 3 and not ctx.ahead else 0
    base = shifted(ctx.today, "W", rel)
    return (f"{base}-WE" if base else None), None


def _weekofmonth(e: Expression, ctx: Context) -> Answer:
    value, _ = _month(e, ctx)
    days = days_of(value)
    return (week(days[0] + timedelta(days=3, weeks=(e.count or 1) - 1)) if days else None), None


def _ago(e: Expression, ctx: Context) -> Answer:
    """«قبل 30 عاما» is a year, «قبل أسبوعين» a week, «قبل 5 أيام» a day, «قبل أيام» only past."""
    unit, sign = e.unit or "Y", e.rel or -1
    if e.count is None or unit in ("H", "TM", "S"):
        return ("PAST_REF" if sign < 0 else "FUTURE_REF"), None
    if unit == "DE":
        unit, count = "Y", e.count * 10
    elif unit == "CE":
        unit, count = "Y", e.count * 100
    else:
        count = e.count
    if unit == "W" and count == 1:
        unit, count = "D", 7
    return shifted(ctx.today, unit, sign * count), None


def _from(e: Expression, ctx: Context) -> Answer:
    base = ctx.last or (days_of(ctx.last_value) or (None,))[0]
    if e.count is None:
        return ctx.last_value, None
    if base is None or e.unit in ("H", "TM", "S"):
        return None, None
    return shifted(base, e.unit or "D", (e.prev or 1) * e.count), None


def _then(e: Expression, ctx: Context) -> Answer:
    return ctx.last_value or "PAST_REF", None


_KINDS: dict[str, Callable[[Expression, Context], Answer]] = {
    "literal": _literal, "ref": _ref, "weekday": _weekday, "deictic": _deictic, "anchored": _anchored,
    "clock": _anchored, "date": _date, "month": _month, "feast": _feast, "year": _year, "relday": _relday,
    "period": _period, "decade": _decade, "century": _century, "season": _season, "quarter": _season,
    "weekend": _weekend, "weekofmonth": _weekofmonth, "ago": _ago, "from": _from, "then": _then,
}  # fmt: skip
