"""How outlets tell one matter: whom they name and how, which figures they give, what they leave out.

An outlet's column has, for each article of it that tells the matter:

- ``naming``: for each side of the matter the outlet's own words for it, with spans;
- ``verbs``: the words that say what was done, with the event's type and status;
- ``agent``: ``named``, ``left out`` (no event of the article says who did it, though the matter knows), or ``unknown``;
- ``figures``: the values of the matter's figure lines that it gives;
- ``sources``: whom it cites, in chains.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from musnad.model import Json
from musnad.store import schema
from musnad.store.articles import Kept, load
from musnad.store.made import bodies


def compare(connection: Connection, view: int, matter: Json) -> list[Json]:
    """A column for each outlet, in the order of their names; articles by day."""
    a = schema.article.c
    uids = {row.id: row.uid for row in connection.execute(select(a.id, a.uid).where(a.uid.in_(matter["articles"])))}
    identities = _identities(connection, view, [*matter["actors"], *matter["recipients"]], uids)
    lines = _figure_lines(connection, view, matter["key"])
    columns: dict[str, list[Json]] = {}
    for kept in load(connection, a.id.in_(list(uids))):  # one report in memory at a time
        columns.setdefault(kept.article.outlet or "", []).append(_told(kept, matter, identities, lines))
    return [{"outlet": outlet or None, "told": told} for outlet, told in sorted(columns.items())]


def _identities(connection: Connection, view: int, keys: list[str], uids: dict[int, str]) -> dict[str, dict[str, set[str]]]:
    """Identity key → article → entity ids in it, of the articles asked for alone: a state is named in thousands."""
    i, link = schema.identity.c, schema.identity_article.c
    found = {row.no: row.key for row in connection.execute(select(i.no, i.key).where(i.view == view, i.key.in_(keys)))}
    rows = select(link.identity, link.article, link.entities).where(link.view == view, link.identity.in_(list(found)), link.article.in_(list(uids)))
    out: dict[str, dict[str, set[str]]] = {}
    for row in connection.execute(rows):
        out.setdefault(found[row.identity], {})[uids[row.article]] = set(row.entities.split())
    return out


def _figure_lines(connection: Connection, view: int, matter: str) -> list[Json]:
    m, f = schema.matter.c, schema.figure_line.c
    number = select(m.no).where(m.view == view, m.key == matter).scalar_subquery()
    lines = connection.execute(select(f.no).where(f.view == view, f.matter == number).order_by(f.key)).scalars().all()
    return list(bodies(connection, view, schema.figure_line, lines))


def _told(kept: Kept, matter: Json, identities: dict[str, dict[str, set[str]]], lines: list[Json]) -> Json:
    report, text = kept.report, kept.article.text
    keys = {f["key"] for f in matter["facts"] if f["article"] == kept.uid}
    events = [e for e in report["events"] if e["key"] in keys]
    entities = {e["id"]: e for e in report["entities"]}
    said = {s["id"]: s for s in report["statements"]}
    return {
        "article": kept.uid,
        "naming": {key: _names(text, entities, identities.get(key, {}).get(kept.uid, set())) for key in (*matter["actors"], *matter["recipients"])},
        "verbs": [{**e["trigger"], "words": _words(text, e["trigger"]), "type": e["type"], "status": e["status"], "key": e["key"]} for e in events],
        "agent": "named" if any(e["actors"] for e in events) else "left out" if events and matter["actors"] else "unknown",
        "figures": [_value(line, entry) for line in lines for entry in line["entries"] if entry["article"] == kept.uid],
        "sources": _chains(events, said, entities, keys),
    }  # fmt: skip


def _names(text: str, entities: dict[str, Json], ids: set[str]) -> list[Json]:
    """Each wording once, at its first place."""
    found: dict[str, Json] = {}
    for span in sorted((m for i in sorted(ids) if i in entities for m in entities[i]["mentions"]), key=lambda m: m["start"]):
        found.setdefault(_words(text, span), span)
    return [{**span, "words": words} for words, span in found.items()]


def _words(text: str, span: Json) -> str:
    return text[span["start"] : span["end"]]


def _value(line: Json, entry: Json) -> Json:
    keep = ("low", "high", "scope", "hedged", "origin_name")
    return {"line": line["key"], "effect": line["effect"], "unit": line["unit"], **{k: entry[k] for k in keep}, "words": entry["fact"]["words"]}


def _chains(events: list[Json], said: dict[str, Json], entities: dict[str, Json], keys: set[str]) -> list[list[str]]:
    chains: dict[tuple[str, ...], Any] = {}
    statements = [said[s] for e in events for s in e["statements"] if s in said] + [s for s in said.values() if s["key"] in keys]
    for statement in statements:
        chain = tuple(entities[c["entity"]]["name"] for c in statement["chain"] if c["entity"] in entities)
        if chain:
            chains[chain] = None
    return [list(c) for c in chains]
