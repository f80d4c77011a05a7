"""One article with everything that was found in it, each fact with its chain, its reason and where it went in the record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from musnad.app.rows import row_text
from musnad.errors import UsageError
from musnad.model import Json
from musnad.store import articles as kept
from musnad.store import derive, schema
from musnad.store.corrections import corrected
from musnad.store.queries import Ask, Questions

#: Characters of a text, and facts of a kind, that are given at once.
MOST_TEXT, MOST_FACTS = 60_000, 600


def article(questions: Questions, ask: Ask, key: str, whole: bool = False) -> Json:
    """``text`` and ``facts`` of the article with this key, id or address (the latest of its versions), or that tells the fact of this key."""
    found = _find(ask, key)
    shown = questions.show(found.uid, ask.as_of)
    report, text = shown["value"], shown["text"]
    end = len(text) if whole else MOST_TEXT
    people, matters = ask.people(found.id), ask.matters_of(found.id)
    facts = {name: [_fact(f, matters) for f in report[name] if _at(f) <= end][:MOST_FACTS] for name in ("statements", "events", "times", "figures")}
    said = [{**e, "identity": people.get(e["id"], {}).get("key")} for e in report["entities"][:MOST_FACTS]]
    for group in (*facts.values(), said):
        _explain(group)
    rows = ask.which([{"article": found.uid}, shown["versions"], shown["copies"]])
    return {
        "article": found.uid, **rows.get(found.uid, {}), "language": report["language"], "dateline": report.get("dateline"),
        "text": text[:end], "characters": len(text), "whole": len(text) <= end, "entities": said, **facts,
        "places": report["places"][:MOST_FACTS], "versions": shown["versions"], "copies": shown["copies"], "articles": rows,
        "quality": report["quality"], "as_of": ask.as_of, "now": ask.now, "notes": [*ask.notes, *report["notes"]],
    }  # fmt: skip


def _find(ask: Ask, key: str) -> kept.Kept:
    a, f = schema.article.c, schema.fact.c
    for condition in (a.uid == key, a.url == key if "://" in key else a.name == key, a.id.in_(select(f.article).where(f.key == key))):
        seen = [a.day <= ask.as_of] if ask.as_of else []
        found = sorted(kept.load(ask.connection, condition, *seen), key=lambda k: (k.article.published or "", k.uid))
        if found:
            return found[-1]
    raise UsageError(f"{key[:80]}: the record has nothing with this key")


def _at(fact: Json) -> int:
    start = (fact.get("evidence") or fact)["start"]
    return int(start)


def _fact(fact: Json, matters: dict[str, str]) -> Json:
    return {**fact, "matter": matters.get(fact.get("key", ""))}


def _explain(facts: list[Json]) -> None:
    """Lexicon rows with their cells, so that the reason can be read without the files."""
    for fact in facts:
        rows: list[Any] = fact["reason"]["rows"]
        fact["reason"] = {**fact["reason"], "rows": [{"where": r, "row": row_text(r)} for r in rows[:6]]}


def as_read(ask: Ask, key: str) -> Json | None:
    """A fact as the program read it and as people corrected it; None when no article has it (any more)."""
    a, f = schema.article.c, schema.fact.c
    found = next(kept.load(ask.connection, a.id.in_(select(f.article).where(f.key == key))), None)
    if found is None:
        return None
    _, fields = derive.decisions(ask.connection)
    now = corrected(found.report, fields)
    for group in ("events", "statements"):
        for before, after in zip(found.report[group], now[group], strict=True):
            if before["key"] == key:
                return {"group": group, "read": before, "now": after, "article": found, "entities": found.report["entities"]}
    return None
