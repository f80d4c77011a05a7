"""What only looks like a time: ages, names, titles with «عام», alliances named by dates."""

from __future__ import annotations

from musnad.mentions.times.expression import Expression
from musnad.mentions.times.view import View
from musnad.mentions.times.vocabulary import vocabulary

_AGE = frozenset("عمره عمرها عمرهم عمر العمر يبلغ البالغ البالغه تبلغ بالغ سن عن اعمارهم بعمر عمرهما البالغين والبالغ ابن بين لعمر عمري".split())
_STRONG_AGE = frozenset("عمره عمرها عمرهم عمر العمر البالغ البالغه البالغين سن بعمر عمرهما اعمارهم والبالغ عمري سنه".split())
_ALLIANCE = frozenset("قوي فريق تحالف حركه تيار معسكر قوات جماعه مسيحيي نواب لقوي فريقي اجتماع الفريق".split())


def refuses(view: View, start: int, end: int, expression: Expression) -> bool:
    """Whether the words around a match make it no time."""
    return (
        _listed(view, start, end, expression)
        or (expression.kind == "length" and expression.unit in ("Y", "M") and _is_age(view, start, end))
        or (expression.kind == "date" and _is_name(view, start, expression))
    )


def _listed(view: View, start: int, end: int, expression: Expression) -> bool:
    table = vocabulary().guards
    before = view.norm(start - 1)
    for cls in view.readings.get(start, {}):
        guard = table.get(cls)
        if guard and before in guard.before and not (cls == "yearword" and (expression.year or expression.kind != "period")):
            return True
    unit = view.sense(start, "unit")
    return bool(unit and unit.value == "Y s" and expression.kind == "period" and before in table["yearword"].before)


def _is_age(view: View, start: int, end: int) -> bool:
    """«(53 عاما)», «، 25 عاما،», «يبلغ من العمر 53 عاما», «البالغ 30 عاما», «عن 85 عاما»."""
    before, after = view.norm(start - 1), view.norm(end)
    if (before, after) in (("(", ")"), ("،", "،"), (",", ","), ("-", "-")):
        return True
    if after == "من" and view.norm(end + 1) in ("العمر", "عمره", "عمرها", "عمرهم"):
        return True
    near = {view.norm(k) for k in range(start - 4, start)}
    if near & _STRONG_AGE:
        return True
    return before in ("عن", "يبلغ", "تبلغ", "ابن", "بالغ") and view.kind(start) == "number"


def _is_name(view: View, start: int, expression: Expression) -> bool:
    """«قوى 14 آذار», «ثورة 25 يناير»: names without a year."""
    if expression.year or expression.rel is not None:
        return False
    before = view.norm(start - 1)
    if before in ("ثوره", "بثوره", "لثوره", "وثوره", "انتفاضه") or view.norm(start - 2) == "ثوره":
        return True
    march = expression.month == 3 and expression.day in (8, 14)
    return march and before in _ALLIANCE
