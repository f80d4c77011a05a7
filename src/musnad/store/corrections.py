"""What people correct in a fact: applied to the report when it is used, the report itself stays as the reader made it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from musnad.errors import UsageError
from musnad.model import ASPECTS, EVENT_TYPES, EVIDENTIALS, STANCES, STATUSES, Json

#: Fields that can be set, with what they may hold (None: any word, or nothing).
FIELDS: dict[str, dict[str, tuple[str, ...] | None]] = {
    "events": {"type": EVENT_TYPES, "mode": None, "status": STATUSES, "aspect": ASPECTS, "date": None, "place": None, "actors": None, "recipients": None},
    "statements": {"stance": STANCES, "evidential": EVIDENTIALS, "speaker": None},
}
_EMPTY = ("", "null", "none")
_LISTS = ("actors", "recipients")
_NEVER_EMPTY = ("type", "status", "stance", "evidential")


@dataclass(frozen=True, slots=True)
class Correction:
    """``field`` of the fact ``key`` is ``value`` (entity ids for who and whom, with commas between). The last one holds."""

    key: str
    field: str
    value: str | None


def check(group: str, field: str, value: str, entities: Sequence[str]) -> None:
    """UsageError if a fact of this group cannot have this value; says what it can have."""
    allowed = FIELDS[group]
    if field not in allowed:
        raise UsageError(f"{field} cannot be set; what can: {', '.join(allowed)}")
    if value.lower() in _EMPTY and field not in _NEVER_EMPTY:
        return
    values = allowed[field]
    if values is not None and value not in values:
        raise UsageError(f"{field} cannot be {value!r}; it is one of: {', '.join(values)}")
    if field in (*_LISTS, "place", "speaker"):
        missing = [v for v in value.split(",") if v not in entities]
        if missing:
            raise UsageError(f"{field}: the article has no entity {', '.join(missing)}; musnad show KEY lists them")


def corrected(report: Json, corrections: Sequence[Correction]) -> Json:
    """The report with the corrections put in; the same object when none concerns it."""
    facts = {f["key"]: (group, n) for group in FIELDS for n, f in enumerate(report[group])}
    mine = [c for c in corrections if c.key in facts]
    if not mine:
        return report
    out = copy.deepcopy(report)
    for c in mine:
        group, n = facts[c.key]
        fact = out[group][n]
        fact[c.field] = _value(c)
        fact.setdefault("corrected", []).append(c.field)
        if c.field == "speaker":
            _speak(fact)
    return out


def _value(c: Correction) -> str | list[str] | None:
    empty = c.value is None or c.value.lower() in _EMPTY
    if c.field in _LISTS:
        return [] if empty else str(c.value).split(",")
    return None if empty else c.value


def _speak(fact: Json) -> None:
    """A chain begins with the speaker."""
    if fact["speaker"] is None:
        fact["chain"] = []
    else:
        link = fact["chain"][0] if fact["chain"] else fact["cue"]
        fact["chain"] = [{"entity": fact["speaker"], "start": link["start"], "end": link["end"]}, *fact["chain"][1:]]
