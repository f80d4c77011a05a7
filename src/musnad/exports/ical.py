"""What is planned, as an iCalendar (RFC 5545): announced events with a day, and deadlines of what goes on.

An entry is what the articles announced, not what is certain: DESCRIPTION says who announces it in which words. Nothing comes from
the clock: DTSTAMP is when the latest article on the matter was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TextIO

from musnad.exports.places import places_of
from musnad.exports.safe import one_line
from musnad.lexicon.reader import DATA, read_table
from musnad.model import Json
from musnad.record.days import covered, iso
from musnad.record.facts import DEEDS
from musnad.store import schema
from musnad.store.queries import Ask
from musnad.text.fold import fold

#: What was told after the plan and by its day → STATUS; the last that was told counts.
_TURNS = {
    "postponed": "TENTATIVE", "suspended": "TENTATIVE", "cancelled": "CANCELLED", "withdrawn": "CANCELLED",
    "asserted": "CONFIRMED", "confirmed": "CONFIRMED", "begun": "CONFIRMED", "resumed": "CONFIRMED",
}  # fmt: skip
#: A matter's own state, where it says more than any turn: who disputes a plan leaves it open, a plan that is only denied is off.
_STATES = {"disputed": "TENTATIVE", "hypothetical": "TENTATIVE", "denied": "CANCELLED"}
#: Aspects that call off a meeting; the day told with them is the meeting's.
_OFF = ("cancel", "postpone")
#: The longest stretch of days that is an entry: a month or a year is none.
_WEEK = 7
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(Z|[+-]\d\d(?::?\d\d)?)?$")
_OCTETS = 75
_WORD_COLUMNS = ("forms", "class", "value", "article")  # of the lexicon's times/words.tsv


@dataclass(frozen=True, slots=True)
class _Mention:
    """One mention of something planned: the time value told, its words, and the article."""

    value: str
    words: str
    article: str
    published: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """A matter that was announced for a day: the mention that tells it last, and since when it is told."""

    matter: Json
    told: _Mention
    first: str
    last: str
    since: str


@dataclass(slots=True)
class _Entry:
    """A VEVENT. ``start`` is a TIMEX value: a day, or a clock time; ``last`` the last day, inclusive, of several."""

    uid: str
    start: str
    last: str
    summary: str
    status: str
    stamp: str
    description: list[str]
    url: str | None = None
    categories: Sequence[str] = ()
    location: str | None = None
    geo: tuple[float, float] | None = None


def write_ical(ask: Ask, lang: str, out: TextIO) -> None:
    """A VCALENDAR, entries by day and key. ``lang`` (ar, en) is the language of what is not the articles' own words."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Musnad//Musnad//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    entries = sorted((*_planned(ask, lang), *_deadlines(ask, lang)), key=lambda e: (e.start, e.uid))
    for entry in entries:
        lines += _lines(entry)
    for line in (*lines, "END:VCALENDAR"):
        out.write(_folded(line) + "\r\n")


def _planned(ask: Ask, lang: str) -> Iterator[_Entry]:
    """An entry for each plan; matters of one process for one day (a visit announced, the visit called off) are one."""
    processes = {m: p for p in ask.stream(schema.process) for m in p["matters"]}
    groups: dict[tuple[str, str], list[_Plan]] = {}
    for plan in _plans(ask):
        line = processes.get(plan.matter["key"], plan.matter)
        groups.setdefault((str(line["key"]), plan.first), []).append(plan)
    places = places_of(ask, on_a_map=True)
    for plans in groups.values():
        plans.sort(key=lambda p: (p.since, p.matter["key"]))
        yield _entry(ask, plans, processes.get(plans[0].matter["key"]), places, lang)


def _entry(ask: Ask, plans: Sequence[_Plan], process: Json | None, places: dict[str, Json], lang: str) -> _Entry:
    """The first matter that told of the plan names it, and gives the key that stays when others join."""
    head, matters = plans[0], [p.matter for p in plans]
    articles = ask.which({"articles": [a for m in matters for a in m["articles"]]})
    status = _status(plans, process)
    formula = head.matter["title_en"].removesuffix(f", {head.matter['first_day']}")  # the plan's day is the entry's own
    title = formula if lang == "en" else head.told.words
    place = head.matter["place"] or ""
    spot, who = places.get(place), ask.who(head.matter).get(place, {})
    return _Entry(
        f"{head.matter['key']}@musnad", head.told.value if _CLOCK.match(head.told.value) else head.first, head.last,
        _summary(title, status, lang), status, _stamp(ask, articles),
        _description([step for m in matters for step in m["history"]], articles, lang), articles.get(head.told.article, {}).get("url"),
        tuple(dict.fromkeys(m["type"] for m in matters)), (who.get("name_en") if lang == "en" else None) or who.get("name"),
        (spot["lat"], spot["lon"]) if spot else None,
    )  # fmt: skip


def _status(plans: Sequence[_Plan], process: Json | None) -> str:
    """By the last turn told between plan and day, of the matters and of their process; else as announced."""
    steps = [(h["day"], h["act"]) for p in plans for h in p.matter["history"]]
    steps += [(p["told"], p["name"]) for p in process["phases"]] if process else []
    since, until = min(p.since for p in plans)[:10], max(p.last for p in plans)
    turns = sorted((day, act) for day, act in steps if act in _TURNS and day and since <= day <= until)
    states = {p.matter["status"] for p in plans}
    # Of one day's turns the one that is worse for the plan counts: «أرجئت الجولة» stands above what else is told of it.
    last = [_TURNS[act] for day, act in turns if day == turns[-1][0]]
    turn = min(last, key=("CANCELLED", "TENTATIVE", "CONFIRMED").index) if last else None
    return turn if turn in ("CANCELLED", "TENTATIVE") else next((_STATES[s] for s in sorted(states) if s in _STATES), turn or "CONFIRMED")


def _plans(ask: Ask) -> Iterator[_Plan]:
    mentions = _mentions(ask)
    for matter in ask.stream(schema.matter):
        told = [mentions[f["key"], f["article"]] for f in matter["facts"] if (f["key"], f["article"]) in mentions]
        if not told:
            continue
        # Plans move: the day is the one that was told last; the longer value of one day has its hour.
        best = max(told, key=lambda m: (m.published, len(m.value), m.value, m.article))
        first, last = covered(best.value) or (0, 0)
        if last - first < _WEEK:
            yield _Plan(matter, best, iso(first), iso(last), min(m.published for m in told))


def _mentions(ask: Ask) -> dict[tuple[str, str], _Mention]:
    """(event key, article) → its mention, for events that were announced for a day: told as planned, or dated after the article."""
    out = {}
    for kept, report in ask.reports():
        published = report["published"] or ""
        for e in report["events"]:
            days = covered(e["date"] or "")
            ahead = bool(days and published and iso(days[0]) > published[:10])
            deed = e["status"] == "occurred" and (e["type"] in DEEDS or e["aspect"] in _OFF)
            if days and (e["status"] == "planned" or (deed and ahead)):
                words = one_line(kept.article.text[e["evidence"]["start"] : e["evidence"]["end"]])
                times = [kept.article.text[t["start"] : t["end"]] for t in report["times"] if t["value"] == e["date"]]
                out[e["key"], kept.uid] = _Mention(_zoned(e["date"], times), words, kept.uid, published)
    return out


def _zoned(value: str, words: Sequence[str]) -> str:
    """A clock time with the zone that its words name: UTC is written ``Z``, the local one not at all; of any other the day is left."""
    if not _CLOCK.match(value):
        return value
    told = f" {fold(' '.join(words))} "
    for kind, zone in (("UTC", "Z"), ("local", ""), ("", None)):
        if any(f" {word} " in told for word in _zone_words()[kind]):
            return value[:10] if zone is None else value + zone
    return value


@lru_cache(maxsize=1)
def _zone_words() -> dict[str, list[str]]:
    """The lexicon's words for zones: of UTC, of the local one, and those before any other's name («بتوقيت دمشق»)."""
    out: dict[str, list[str]] = {"UTC": [], "local": [], "": []}
    for row in read_table(DATA / "times" / "words.tsv", _WORD_COLUMNS):
        if row[_WORD_COLUMNS[1]] in ("zone", "zonedone"):
            out[row[_WORD_COLUMNS[2]]] += [fold(w) for w in row.many(_WORD_COLUMNS[0])]
    return out


def _deadlines(ask: Ask, lang: str) -> Iterator[_Entry]:
    for process in ask.stream(schema.process):
        for due in process["deadlines"]:
            articles = ask.which(due)
            title = process["title_en"] if lang == "en" else due["what"]
            words = [f"«{one_line(due['words'])}»: {one_line(due['what'])}", f"{_word('state', lang)}: {_word('deadline.' + due['state'], lang)}"]
            url = articles.get(due["article"], {}).get("url")
            off = process["state"] == "cancelled"
            yield _Entry(
                f"{due['fact']['key']}.{process['key']}@musnad", due["day"], due["day"], f"{_word('due', lang)}: {one_line(title)}",
                "CANCELLED" if off else "CONFIRMED", _stamp(ask, articles), [*words, *([url] if url else [])], url, ("DEADLINE",),
            )  # fmt: skip


def _summary(title: str, status: str, lang: str) -> str:
    """With a word of warning: many calendars do not show STATUS."""
    return one_line(title) if status == "CONFIRMED" else f"[{_word('status.' + status, lang)}] {one_line(title)}"


def _description(steps: Sequence[Json], articles: dict[str, Json], lang: str) -> list[str]:
    """A line for each step, by day: act, words, by whom, where it can be read."""
    out = []
    for step in sorted(steps, key=lambda s: s["day"] or ""):
        article = articles.get(step["article"], {})
        by = one_line(step["by_name"] or _word("outlet", lang))
        where = " ".join(one_line(x) for x in (f"({article.get('outlet')})" if article.get("outlet") else None, article.get("url")) if x)
        said = f"{_word('act.' + step['act'], lang)}: «{one_line(step['words'])}» – {_word('by', lang)} {by} {where}"
        out.append(f"{step['day'] or ''} {said}".strip())
    return out


def _stamp(ask: Ask, articles: dict[str, Json]) -> str:
    """The latest publication among the articles, in UTC; a day, or a time without a zone, counts as UTC. Else the record's last day."""
    moments = [_utc(a["published"]) for a in articles.values() if a["published"]]
    latest = max(moments, default=_utc(ask.now or "1970-01-01"))
    return latest.strftime("%Y%m%dT%H%M%SZ")


def _utc(published: str) -> datetime:
    found = datetime.fromisoformat(published)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _lines(entry: _Entry) -> list[str]:
    out = ["BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{entry.stamp}", *_when(entry)]
    out += [f"SUMMARY:{_escaped(entry.summary)}", f"DESCRIPTION:{_escaped(chr(10).join(entry.description))}", f"STATUS:{entry.status}"]
    out.append("TRANSP:TRANSPARENT")  # it takes nobody's time
    out.append("CATEGORIES:" + ",".join(_escaped(c) for c in entry.categories))
    if entry.location:
        out.append(f"LOCATION:{_escaped(one_line(entry.location))}")
    if entry.geo:
        out.append(f"GEO:{entry.geo[0]:.6f};{entry.geo[1]:.6f}")
    if entry.url and entry.url.startswith(("https://", "http://")) and entry.url.isprintable():
        out.append(f"URL:{entry.url}")
    return [*out, "END:VEVENT"]


def _when(entry: _Entry) -> list[str]:
    """All day where only days are known (the end is exclusive); a clock time in UTC where its zone is told, else floating."""
    clock = _CLOCK.match(entry.start)
    if clock is None:
        after = date.fromisoformat(entry.last) + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{_basic(entry.start)}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    day, hour, minute, zone = clock.groups()
    if zone is None:
        return [f"DTSTART:{_basic(day)}T{hour}{minute}00"]
    return [f"DTSTART:{datetime.fromisoformat(entry.start).astimezone(UTC):%Y%m%dT%H%M%SZ}"]


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    rows = read_table(Path(__file__).parent / "data" / "ical_words.tsv", ("key", "en", "ar"), ("key", "en", "ar"))
    return {r["key"]: {"en": r["en"], "ar": r["ar"]} for r in rows}


def _word(key: str, lang: str) -> str:
    return _words()[key][lang]


def _basic(day: str) -> str:
    return day.replace("-", "")


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11. Control characters, which it forbids, are left out."""
    text = "".join(c for c in text if c == "\n" or c.isprintable())
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets without the line end (RFC 5545, 3.1); no character is split."""
    out, size = [], 0
    for character in line:
        octets = len(character.encode("utf-8"))
        if size + octets > _OCTETS:
            out.append("\r\n ")
            size = 1
        out.append(character)
        size += octets
    return "".join(out)
