"""What people decided about facts: kept beside what the program said, and given out as training data."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from musnad.app.room.article import as_read
from musnad.app.room.quotes import Quotes
from musnad.errors import UsageError
from musnad.model import Json
from musnad.store import schema
from musnad.store.corrections import FIELDS, check
from musnad.store.queries import Ask
from musnad.store.record import Record


def decided(ask: Ask, key: str | None = None) -> list[Json]:
    """Every correction, the newest first. ``gone`` is true for one whose fact no article has any more: it is attached to nothing else."""
    d, quotes = schema.decision.c, Quotes(ask)
    rows = select(schema.decision).where(d.kind.in_(("set", "wrong")), *([d.key == key] if key else [])).order_by(d.id.desc()).limit(1000)
    return [_row(ask, quotes, r) for r in ask.connection.execute(rows).all()]


def count(ask: Ask) -> int:
    """How many corrections of facts there are, whether their facts are there or gone."""
    d = schema.decision.c
    return int(ask.connection.execute(select(func.count()).select_from(schema.decision).where(d.kind.in_(("set", "wrong")))).scalar_one())


def _row(ask: Ask, quotes: Quotes, row: Any) -> Json:
    out = {"number": row.id, "kind": row.kind, "key": row.key, "field": row.field, "value": row.value, "who": row.who, "gone": True, "read": None, "article": None, "quote": None}
    there = as_read(ask, row.key)
    if there is None:
        return out
    fact, article = there["read"], there["article"]
    where = fact.get("evidence") or fact
    ref = {"article": article.uid, "key": row.key, "kind": there["group"][:-1], "start": where["start"], "end": where["end"], "words": article.article.text[where["start"] : where["end"]]}
    return {**out, "gone": False, "group": there["group"], "read": fact.get(row.field) if row.field else None, "article": article.uid, "quote": quotes.of(ref)}


def training(ask: Ask) -> list[Json]:
    """A line for each correction that holds: the sentence, the words, what the program read and what a person says. Oldest first, no wall clock."""
    last: dict[tuple[str, str], Json] = {}
    for row in reversed(decided(ask)):
        last[(row["key"], row["field"] or row["kind"])] = row
    keep = ("key", "kind", "group", "field", "read", "value", "who", "article", "quote")
    return [{k: row.get(k) for k in keep} for row in last.values() if not row["gone"]]


def decide(room_ask: Ask, record: Record, key: str, field: str | None, value: str, who: str) -> Json:
    """Keep one correction; UsageError when there is no such fact or it cannot have this value."""
    there = as_read(room_ask, key)
    if there is None:
        raise UsageError(f"{key[:80]}: the record has nothing with this key")
    if field is None:
        record.decide("wrong", key, who)
        return {"key": key, "kind": "wrong", "who": who}
    check(there["group"], field, value, [e["id"] for e in there["entities"]])
    record.decide("set", key, who, field=field, value=value)
    return {"key": key, "kind": "set", "field": field, "value": value, "who": who, "read": there["read"].get(field)}


def choices() -> Json:
    """Field → what it may hold (None: an entity of the article, a day, or a free word), for statements and events."""
    return {group: {field: list(values) if values else None for field, values in fields.items()} for group, fields in FIELDS.items()}
