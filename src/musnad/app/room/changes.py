"""What changed: disputes that began, denials, withdrawals, suspensions and resumptions, deadlines that passed.

A change has ``what`` (one of WHAT), the ``day`` on which it was told (of a deadline: the day it passed), who told it (``by``, ``by_name``, ``chain``,
``outlet``), the ``fact`` with its quotation, and the keys of what it belongs to (``matter``, ``dispute``, ``process``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from musnad.app.room import slim
from musnad.app.room.quotes import Quotes
from musnad.model import Json
from musnad.store import schema
from musnad.store.filters import Filter, Narrowing
from musnad.store.queries import Ask

#: Acts of a history that change what stands; the rest says it again.
TURNS = ("denied", "withdrawn", "confirmed", "doubted", "begun", "suspended", "resumed", "extended", "postponed", "cancelled", "ended", "planned")
WHAT = ("dispute", "deadline", *TURNS)
#: What people look for first.
ORDER = ("dispute", "denied", "withdrawn", "deadline", "resumed", "suspended", "cancelled", "ended", "postponed", "extended", "confirmed", "begun", "doubted", "planned")
#: Windows to choose from, in days; without a choice the shortest that shows enough.
WINDOWS, ENOUGH = (1, 3, 7, 14, 31, 92), 8
#: Matters that are looked through, the weightiest first.
_MOST = 1500


def changes(ask: Ask, chosen: Filter, days: int | None = None, limit: int = 60) -> Json:
    """``changes``, the latest day first and within a day the weightiest first; ``since`` and ``until`` bound the window."""
    until = chosen.until or ask.now
    if until is None:
        return {"changes": [], "since": None, "until": None, "days": days, "total": 0}
    kept: list[Json] = []
    for window in (days,) if days else WINDOWS:  # the shortest first: a busy record needs no more than a day
        since = chosen.since or _before(until, window)
        kept = _sorted(_all(ask, chosen, since, until))
        if len(kept) >= ENOUGH or chosen.since:
            break
    total = len(kept)
    kept = kept[:limit]
    Quotes(ask).into(kept)
    return {"changes": kept, "since": since, "until": until, "days": window, "total": total}


def _before(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) - timedelta(days=days - 1)).isoformat()
    except OverflowError:
        return day


def _sorted(found: Iterator[Json]) -> list[Json]:
    once = {c["id"]: c for c in found}
    begun = {c["fact"]["key"] for c in once.values() if c["what"] == "dispute"}
    kept = [c for c in once.values() if c["what"] != "denied" or c["fact"]["key"] not in begun]  # the dispute tells the denial that began it
    return sorted(kept, key=lambda c: (tuple(-ord(x) for x in c["day"]), ORDER.index(c["what"]), -c["weight"], c["id"]))


def _all(ask: Ask, chosen: Filter, since: str, until: str) -> Iterator[Json]:
    told = Narrowing(ask.connection, ask.view, _undated(chosen))
    yield from _of_disputes(ask, told, since, until)
    yield from _of_processes(ask, told, since, until)
    yield from _of_matters(ask, told, since, until)


def _undated(chosen: Filter) -> Filter:
    """The window is of the days of telling, not of what happened."""
    return Filter(chosen.actor, chosen.country, chosen.type, chosen.place, None, None, chosen.outlet, chosen.status, chosen.as_of)


def _rows(ask: Ask, table: Any, conditions: Sequence[Any], since: str) -> Iterator[Json]:
    t = table.c
    yield from ask.bodies(table, [t.view == ask.view, t.told_last >= since, *conditions], (t.weight.desc(), t.key), _MOST)[0]


def _of_disputes(ask: Ask, narrow: Narrowing, since: str, until: str) -> Iterator[Json]:
    """A dispute begins on the day on which its second side is told."""
    for d in _rows(ask, schema.dispute, narrow.of_matters(schema.dispute.c.matter), since):
        sides = [_steps_of(side, d["history"]) for side in d["sides"]]
        if not all(sides):
            continue
        step = max((s[0] for s in sides), key=lambda h: h["day"])
        if since <= step["day"] <= until:
            more = {"title_ar": d["proposition"], "title_en": d["proposition_en"], "dispute": d["key"], "matter": d["matter"]}
            yield _change("dispute", step, d["weight"] + 1, **more)


def _steps_of(side: Json, history: Sequence[Json]) -> list[Json]:
    """The dated steps of a dispute's side, by day: those of its facts, or where the history tells a day's words once («نفى … أن» for its headline), of their articles."""
    dated = sorted((h for h in history if h["day"]), key=lambda h: h["day"])
    keys, articles = {f["key"] for f in side["facts"]}, {f["article"] for f in side["facts"]}
    return [h for h in dated if h["fact"]["key"] in keys] or [h for h in dated if h["fact"]["article"] in articles]


def _of_processes(ask: Ask, narrow: Narrowing, since: str, until: str) -> Iterator[Json]:
    p = schema.process.c
    for process in ask.bodies(schema.process, narrow.processes(), (p.weight.desc(), p.key), _MOST)[0]:
        named = {"title_ar": process["title_ar"], "title_en": process["title_en"], "process": process["key"], "kind": process["kind"]}
        for phase in process["phases"]:
            if phase["told"] and phase["name"] in TURNS and since <= phase["told"] <= until:
                step = {"day": phase["told"], "by": phase["by"], "by_name": phase["by_name"], "chain": [], "outlet": None, "fact": phase["fact"]}
                yield _change(phase["name"], step, process["weight"] + 0.5, **named)
        for deadline in process["deadlines"]:
            if deadline["state"] == "passed" and since <= deadline["day"] <= until:
                step = {"day": deadline["day"], "by": None, "by_name": None, "chain": [], "outlet": None, "fact": deadline["fact"]}
                yield _change("deadline", step, process["weight"], **named, what_for=deadline["what"], silent_after=deadline["silent_after"])


def _of_matters(ask: Ask, narrow: Narrowing, since: str, until: str) -> Iterator[Json]:
    for m in _rows(ask, schema.matter, narrow.matters(), since):
        named = {"title_ar": m["title_ar"], "title_en": m["title_en"], "matter": m["key"], "type": m["type"], "mode": m["mode"], "status": m["status"]}
        for step in m["history"]:
            if step["act"] in TURNS and step["day"] and since <= step["day"] <= until:
                yield _change(step["act"], step, m["weight"], **named, actors=m["actors"][:6], recipients=m["recipients"][:6], place=m["place"], voices=len(m["origins"]))


def _change(what: str, step: Json, weight: float, **more: Any) -> Json:
    fact = dict(step["fact"])
    keep = {k: step[k] for k in ("day", "by", "by_name", "chain", "outlet")}
    # one turn is told once, whether it is found in a matter or as a phase of a process
    key = hashlib.sha256(f"{what}|{more.get('dispute') or fact['key']}|{fact['article']}".encode()).hexdigest()[:16]
    return {"id": key, "what": what, **keep, "fact": fact, "article": fact["article"], "weight": weight, **more}


def claims(ask: Ask, chosen: Filter, since: str | None, limit: int = 8) -> list[Json]:
    """What is told by most independent voices, of what was told since a day."""
    narrow, m = Narrowing(ask.connection, ask.view, _undated(chosen)), schema.matter.c
    newer = [m.told_last >= since] if since else []
    out = [slim.matter(x) for x in ask.bodies(schema.matter, [*narrow.matters(), *newer], (m.weight.desc(), m.key), limit)[0]]
    Quotes(ask).into(out)
    return out
