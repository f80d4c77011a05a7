"""The example situation is what it says: ids, quotes, weekdays and the shape of ``expected.json``.

Nothing of the program is used here: the expectations were written from the definitions before the code,
and this only keeps them true to their own articles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "situation"
ARTICLES: list[dict[str, str]] = [json.loads(line) for line in (FOLDER / "articles.jsonl").read_text("utf-8").splitlines()]
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
TEXT = {article["id"]: article["text"] for article in ARTICLES}
PUBLISHED = {article["id"]: datetime.fromisoformat(article["published"]) for article in ARTICLES}

# -- the shape: a value is a type, a set of allowed strings, [what a list holds] or {key: shape} with these keys and no others

DAY = "day"  # YYYY-MM-DD or YYYY-MM
PASSAGE = {"article": str, "quote": str}
DATED = PASSAGE | {"day": DAY}
STATEMENT = DATED | {
    "who": str, "speaker": (str, None), "via": [str], "stance": {"assert", "deny", "confirm"}, "value": (int, None),
}
PHASES = {"planned", "begun", "suspended", "resumed", "extended", "postponed", "cancelled", "ended"}
SHAPE: dict[str, Any] = {
    "format": int, "invented": bool, "articles": str, "as_of": DAY,
    "actors": [{"name": str, "name_en": str, "type": {"country", "government", "military", "armed_group", "person", "organization"}}],
    "matters": [{"id": str, "kind": {"happening", "proposition", "process"}, "day": (DAY, None), "of": (str, None),
                 "proposition": str, "proposition_en": str, "about": [PASSAGE]}],
    "disputes": [{"id": str, "matter": str, "kind": {"stance", "value"}, "attribute": (str, None),
                  "proposition": str, "proposition_en": str, "sides": [{"position": str, "statements": [STATEMENT]}],
                  "history": [{"day": DAY, "state": {"asserted", "disputed", "settled"}}], "open": bool}],
    "processes": [{"id": str, "matter": str, "kind": {"attacks", "talks", "withdrawal", "visit", "exchange"},
                   "actors": [str], "against": [str], "state": PHASES, "state_disputed": bool,
                   "phases": [{"phase": PHASES, "day": DAY, "for": (DAY, None), "told_by": (str, None),
                               "dispute": (str, None), "told": [PASSAGE]}]}],
    "deadlines": [{"id": str, "matter": str, "what": str, "what_en": str, "day": DAY, "set": PASSAGE, "set_by": str,
                   "outcome": {"silent", "met", "missed"}, "outcome_told": [PASSAGE], "actors": [str],
                   "published_after": [str], "required": bool}],
    "copies": [{"id": str, "origin": str, "articles": [str], "credits": [PASSAGE]}],
    "versions": [{"url": str, "articles": [str], "notice": PASSAGE,
                  "changed": [{"attribute": str, "matter": str, "from": int, "to": int, "before": PASSAGE, "after": PASSAGE}]}],
    "withdrawals": [{"id": str, "matter": str, "who": str, "claimed": DATED, "withdrawn": [DATED]}],
    "confirmations": [{"id": str, "matter": str, "kind": {"responsibility", "second source"},
                       "claimed": STATEMENT, "confirmed": STATEMENT}],
    "not_disputes": [{"matter": str, "why": str, "passages": [PASSAGE],
                      "reason": {"update", "correction", "withdrawal", "declined", "more specific", "another matter",
                                 "approximate", "part", "phase"}}],
    "noise": [str],
}


def faults(value: Any, shape: Any, path: str = "expected") -> Iterator[str]:
    """Where ``value`` is not of ``shape``, one line each."""
    if isinstance(shape, tuple):
        if value is not None:
            yield from faults(value, shape[0], path)
    elif isinstance(shape, dict):
        if not isinstance(value, dict) or value.keys() != shape.keys():
            yield f"{path}: keys {sorted(value) if isinstance(value, dict) else value!r}, wanted {sorted(shape)}"
            return
        for key, inner in shape.items():
            yield from faults(value[key], inner, f"{path}.{key}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{path}: no list"
            return
        for index, item in enumerate(value):
            yield from faults(item, shape[0], f"{path}[{index}]")
    elif isinstance(shape, set):
        if value not in shape:
            yield f"{path}: {value!r} is none of {sorted(shape)}"
    elif shape == DAY:
        if not isinstance(value, str) or not re.fullmatch(r"2025-\d\d(-\d\d)?", value):
            yield f"{path}: {value!r} is no day of 2025"
    elif type(value) is not shape or value == "":
        yield f"{path}: {value!r} is no {shape.__name__}"


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in ``value``, itself first."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


PASSAGES = [found for found in objects(EXPECTED) if "quote" in found]


def test_shape() -> None:
    assert list(faults(EXPECTED, SHAPE)) == []


def test_faults_are_found() -> None:
    assert list(faults({"a": 1}, {"a": str})) == ["expected.a: 1 is no str"]
    assert list(faults({}, {"a": str})) == ["expected: keys [], wanted ['a']"]
    assert list(faults([{"a": "x"}], [{"a": {"y"}}])) == ["expected[0].a: 'x' is none of ['y']"]
    assert list(faults("2025-3-1", DAY)) == ["expected: '2025-3-1' is no day of 2025"]
    assert list(faults(None, (DAY, None))) == []


# -- the articles


def test_articles_are_complete_and_in_order() -> None:
    assert len(TEXT) == len(ARTICLES) == 36
    for article in ARTICLES:
        assert article.keys() == {"id", "text", "published", "outlet", "url"}
        assert 60 <= len(article["text"].split()) <= 170, article["id"]
        assert article["published"].endswith("+03:00")
        assert "\n" in article["text"], "the headline has the first line"
    assert list(PUBLISHED.values()) == sorted(PUBLISHED.values())
    assert max(PUBLISHED.values()).date().isoformat() == EXPECTED["as_of"]


def test_addresses_are_shared_by_versions_alone() -> None:
    by_url: dict[str, list[str]] = {}
    for article in ARTICLES:
        by_url.setdefault(article["url"], []).append(article["id"])
        assert re.match(r"https://[a-z-]+\.example/", article["url"]), "an address that nobody can own"
    assert {url: ids for url, ids in by_url.items() if len(ids) > 1} == {v["url"]: v["articles"] for v in EXPECTED["versions"]}


WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]  # as date.weekday() counts
NAMED = r"(?P<name>" + "|".join(WEEKDAYS) + ")"
MONTHS = {
    "كانون الثاني": 1, "يناير": 1, "شباط": 2, "فبراير": 2, "آذار": 3, "مارس": 3, "نيسان": 4, "أبريل": 4, "أيلول": 9, "سبتمبر": 9,
}
MONTH = r"(?P<month>" + "|".join(MONTHS) + "|الشهر الجاري)"
ORDINALS = {"الثامن": 8, "العاشر": 10, "الخامس عشر": 15}
FULL = re.compile(NAMED + r"(?: المقبل)? (?P<day>\d{1,2}|" + "|".join(ORDINALS) + r")(?: من)? " + MONTH)
DEICTIC = re.compile(r"\b(?P<word>اليوم|أمس|غدا) " + NAMED)
SHIFT = {"اليوم": 0, "أمس": -1, "غدا": 1}


def wrong_days(text: str, published: date) -> Iterator[str]:
    """Weekdays beside a date or beside اليوم، أمس، غدا that are not the calendar's."""
    for match in FULL.finditer(text):
        month = MONTHS.get(match["month"], published.month)
        day = date(published.year, month, ORDINALS.get(match["day"]) or int(match["day"]))
        if WEEKDAYS[day.weekday()] != match["name"]:
            yield match[0]
    for match in DEICTIC.finditer(text):
        day = published + timedelta(days=SHIFT[match["word"]])
        if WEEKDAYS[day.weekday()] != match["name"]:
            yield match[0]


def test_wrong_days_are_found() -> None:
    monday = date(2025, 3, 3)
    assert list(wrong_days("يوم السبت المقبل الثامن من آذار/مارس، أمس الأحد، اليوم الاثنين، غدا الثلاثاء", monday)) == []
    assert list(wrong_days("الأحد المقبل الثامن من آذار/مارس", monday)) == ["الأحد المقبل الثامن من آذار"]
    assert list(wrong_days("أمس السبت", monday)) == ["أمس السبت"]


@pytest.mark.parametrize("article", TEXT)
def test_weekdays_of_articles(article: str) -> None:
    assert list(wrong_days(TEXT[article], PUBLISHED[article].date())) == []


def test_weekdays_are_looked_at() -> None:
    assert sum(len(FULL.findall(text)) for text in TEXT.values()) >= 8
    assert sum(len(DEICTIC.findall(text)) for text in TEXT.values()) >= 30


# -- what is expected of them


def test_quotes_are_the_articles_own() -> None:
    for passage in PASSAGES:
        assert passage["article"] in TEXT
        assert passage["quote"] in TEXT[passage["article"]], passage


def weekdays(days: Iterable[str | None]) -> set[str]:
    """The names of those ``days`` that are given to the day."""
    return {WEEKDAYS[date.fromisoformat(day).weekday()] for day in days if day and len(day) == 10}


def days_of(matter: str) -> set[str]:
    """Every day that the expectations give for a matter, and those on which the articles about it were published."""
    own = next(found for found in EXPECTED["matters"] if found["id"] == matter)
    days = {own["day"]} | {PUBLISHED[passage["article"]].date().isoformat() for passage in own["about"]}
    for key in ("disputes", "processes", "deadlines", "withdrawals", "confirmations"):
        for entry in EXPECTED[key]:
            if entry["matter"] == matter:
                days |= {found.get(name) for found in objects(entry) for name in ("day", "for")}
    return days | (days_of(own["of"]) if own["of"] else set())


def test_weekdays_of_quotes_are_those_of_the_days_given() -> None:
    entries = [(matter["id"], matter) for matter in EXPECTED["matters"]]
    entries += [(entry["matter"], entry) for key in ("disputes", "processes", "deadlines", "withdrawals", "confirmations")
                for entry in EXPECTED[key]]
    looked = 0
    for matter, entry in entries:
        known = weekdays(days_of(matter))
        for passage in (found for found in objects(entry) if "quote" in found):
            named = set(re.findall("|".join(WEEKDAYS), passage["quote"]))
            looked += len(named)
            assert named <= known, (matter, passage)
    assert looked >= 40


def test_weekdays_of_phases_are_those_of_the_phase() -> None:
    for phase in (found for found in objects(EXPECTED) if "phase" in found):
        for passage in phase["told"]:
            named = set(re.findall("|".join(WEEKDAYS), passage["quote"]))
            assert not named or named & weekdays([phase["day"], phase["for"]]), phase


def test_ids_are_unique_and_known() -> None:
    matters = {matter["id"] for matter in EXPECTED["matters"]}
    disputes = {dispute["id"] for dispute in EXPECTED["disputes"]}
    for key in ("matters", "disputes", "processes", "deadlines", "copies", "withdrawals", "confirmations"):
        ids = [found["id"] for found in EXPECTED[key]]
        assert len(ids) == len(set(ids)), key
    for found in objects(EXPECTED):
        assert found.get("matter", "m01") in matters
        assert (found.get("of") or "m01") in matters
        assert (found.get("dispute") or "d1") in disputes
    for key in ("copies", "versions"):
        for group in EXPECTED[key]:
            assert len(group["articles"]) > 1
            assert set(group["articles"]) <= set(TEXT)


def test_names_are_known_and_in_the_articles() -> None:
    actors = {actor["name"] for actor in EXPECTED["actors"]}
    assert len(actors) == len(EXPECTED["actors"])
    everything = "\n".join(TEXT.values())
    assert [name for name in actors if name not in everything] == []
    for found in objects(EXPECTED):
        named = [found.get("who"), found.get("speaker"), found.get("set_by"), found.get("told_by")]
        named += found.get("actors", []) if "phases" in found or "outcome" in found else []
        assert {name for name in named if name} <= actors
        if "quote" in found:
            for name in [found.get("who"), found.get("speaker"), *found.get("via", [])]:
                assert name is None or name in TEXT[found["article"]], (name, found["article"])


def test_a_dispute_has_two_sides_of_independent_origins() -> None:
    for dispute in EXPECTED["disputes"]:
        one, other = dispute["sides"]
        assert not {s["who"] for s in one["statements"]} & {s["who"] for s in other["statements"]}
        if dispute["kind"] == "stance":
            assert {s["stance"] for s in one["statements"]} == {"assert"}
            assert {s["stance"] for s in other["statements"]} == {"deny"}
        else:
            assert not {s["value"] for s in one["statements"]} & {s["value"] for s in other["statements"]}
        days = [step["day"] for step in dispute["history"]]
        assert days == sorted({s["day"] for side in dispute["sides"] for s in side["statements"]})


def test_phases_are_in_order_and_told_on_or_after_their_day() -> None:
    for process in EXPECTED["processes"]:
        phases = process["phases"]
        assert [phase["day"] for phase in phases] == sorted(phase["day"] for phase in phases)
        assert process["state"] == [phase["phase"] for phase in phases if phase["dispute"] is None][-1]
        assert process["state_disputed"] == any(phase["dispute"] for phase in phases)
        for phase in phases:
            assert phase["told"]
            for told in phase["told"]:
                assert phase["day"] <= PUBLISHED[told["article"]].date().isoformat()


def test_silence_after_a_deadline_counts_the_articles_about_its_actors() -> None:
    for deadline in EXPECTED["deadlines"]:
        after = [a for a, text in TEXT.items()
                 if PUBLISHED[a].date().isoformat() > deadline["day"] and any(name in text for name in deadline["actors"])]
        told = {passage["article"] for passage in deadline["outcome_told"]}
        if deadline["outcome"] == "silent":
            assert deadline["published_after"] == after
            assert not told
        else:
            assert told
            assert deadline["published_after"] == []


def test_every_article_is_about_a_matter_or_noise() -> None:
    about = {passage["article"] for matter in EXPECTED["matters"] for passage in matter["about"]}
    assert about | set(EXPECTED["noise"]) == set(TEXT)
    assert not {passage["article"] for passage in PASSAGES} & set(EXPECTED["noise"])
    processes = [process["matter"] for process in EXPECTED["processes"]]
    assert processes == [matter["id"] for matter in EXPECTED["matters"] if matter["kind"] == "process"]


def shared(one: str, other: str) -> float:
    """The part of the shorter text's runs of five words that the other has too."""
    first, second = ({tuple(words[i:i + 5]) for i in range(len(words) - 4)} for words in (one.split(), other.split()))
    return len(first & second) / min(len(first), len(second))


def test_copies_and_versions_share_their_words_and_nothing_else_does() -> None:
    together = [set(group["articles"]) for key in ("copies", "versions") for group in EXPECTED[key]]
    for one, other in combinations(TEXT, 2):
        if any({one, other} <= group for group in together):
            assert shared(TEXT[one], TEXT[other]) > 0.6, (one, other)
        else:
            assert shared(TEXT[one], TEXT[other]) < 0.2, (one, other)
