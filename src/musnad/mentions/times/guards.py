"""What only looks like a time: ages, names, titles with «عام», alliances named by dates."""

from __future__ import annotations

from musnad.mentions.times.expression import Expression
from musnad.mentions.times.view import View
from musnad.mentions.times.vocabulary import vocabulary

_QUOTES = frozenset('"“”«»')


def refuses(view: View, start: int, end: int, expression: Expression) -> bool:
    """Whether the words around a match make it no time."""
    return (
        _listed(view, start, end, expression)
        or (expression.kind == "length" and expression.unit in ("Y", "M") and _is_age(view, start, end, expression.unit))
        or (expression.kind == "date" and _is_name(view, start, expression))
    )


def _listed(view: View, start: int, end: int, expression: Expression) -> bool:
    """Whether guards.tsv refuses the neighbours: «صلاة الجمعة», «روسيا اليوم», «الأمين العام السابق»."""
    table = vocabulary().guards
    before = view.norm(start - 1)
    bare = before[1:] if before[:1] in ("و", "ف") else before
    for cls in view.readings.get(start, {}):
        guard = table.get("generalword" if cls == "unit" else cls)
        if not guard or (cls == "unit" and (expression.kind != "period" or expression.unit != "Y")):
            continue
        named = before in guard.before or bare in guard.before
        if cls == "deictic":
            named = named and end == start + 1 and _is_medium(view, start, end)
        if named or view.norm(end) in guard.after:
            return True
    return False


def _is_medium(view: View, start: int, end: int) -> bool:
    """«صحيفة المصري اليوم», «"روسيا اليوم"», but not «أعلنت روسيا اليوم»."""
    return view.near(start - 2, "medium") or (view.norm(start - 2) in _QUOTES and view.norm(end) in _QUOTES)


def _is_age(view: View, start: int, end: int, unit: str) -> bool:
    """«(53 عاما)», «، 25 عاما،», «يبلغ من العمر 53 عاما», «البالغ 30 عاما», «عن 85 عاما»."""
    before, after = view.norm(start - 1), view.norm(end)
    if (before, after) in (("(", ")"), ("،", "،"), (",", ","), ("-", "-")):
        return unit == "Y"
    if after == "من" and view.near(end + 1, "age_tail"):
        return True
    if any(view.near(k, "age") for k in range(start - 4, start)):
        return True
    return view.near(start - 1, "age_just_before") and view.kind(start) == "number"


def _is_name(view: View, start: int, expression: Expression) -> bool:
    """«قوى 14 آذار», «ثورة 25 يناير»: names without a year."""
    if expression.year or expression.rel is not None:
        return False
    if view.near(start - 1, "name_head") or view.near(start - 2, "name_head"):
        return True
    march = expression.month == 3 and expression.day in (8, 14)
    return march and view.near(start - 1, "alliance")
