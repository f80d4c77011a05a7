"""Putting the record together, and keeping the result in tables that questions read.

A view is the whole record, or the record as of a day. It is computed from a snapshot without holding anybody up and written in one
transaction, so that readers see the old one or the new one. The view as of the day that was last asked for is kept until
the record changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select

from musnad.collector import undisturbed
from musnad.record.build import build_from_digests
from musnad.record.digest import Digest
from musnad.record.model import Decision, Identity, Situation, Why
from musnad.record.names import Named
from musnad.store import schema
from musnad.store.articles import changes
from musnad.store.corrections import Correction
from musnad.store.databases import dialect_of
from musnad.store.digests import store_digests
from musnad.store.names import name_key
from musnad.store.pack import pack_json
from musnad.store.snapshot import Digests

#: Views as of a day that are kept beside the whole record: each takes about four times the room of the texts.
KEPT_VIEWS = 1
_CHUNK = 2_000


def decisions(connection: Connection) -> tuple[tuple[Decision, ...], tuple[Correction, ...]]:
    """What people decided, oldest first: links and verdicts, and corrections of fields."""
    d = schema.decision.c
    rows = connection.execute(select(schema.decision).order_by(d.id)).all()
    undone = {row.key for row in rows if row.kind == "undo"}
    links, fields = [], []
    for row in rows:
        if row.kind == "undo" or str(row.id) in undone:
            continue
        if row.kind == "set":
            fields.append(Correction(row.key, row.field, row.value))
        else:
            links.append(Decision(row.kind, row.key, row.other, row.who, row.at))
    return tuple(links), tuple(fields)


#: Article → entity id → what it is called there.
Spelled = dict[str, dict[str, Named]]


def situation(connection: Connection, as_of: str | None = None) -> tuple[Situation, Spelled, dict[int, bytes]]:
    """What the articles of a snapshot say together, how each names whom, and digests that the record did not have."""
    links, fields = decisions(connection)
    spelled: Spelled = {}
    found = Digests(connection, fields, as_of)

    def digests() -> Iterator[Digest]:
        for d in found:
            spelled[d.ref.hash] = d.entities
            yield d

    return build_from_digests(digests(), links, as_of=as_of), spelled, found.made


def is_current(connection: Connection, as_of: str | None = None) -> bool:
    """Whether the view is there and nothing has changed since."""
    found = select(schema.view.c.changes).where(schema.view.c.as_of == (as_of or ""))
    return connection.execute(found).scalar() == changes(connection)


def refresh(reader: Engine, writer: Engine, as_of: str | None = None) -> bool:
    """Bring a view up to date; whether there was anything to do. ``reader`` gives the snapshot, ``writer`` takes the result."""
    with dialect_of(reader).one_at_a_time(reader, as_of or ""), undisturbed():
        return _refresh(reader, writer, as_of)


def _refresh(reader: Engine, writer: Engine, as_of: str | None) -> bool:
    with reader.connect() as connection:
        if is_current(connection, as_of):
            return False
        at = changes(connection)
        ids = {row.uid: row.id for row in connection.execute(select(schema.article.c.uid, schema.article.c.id))}
        found, spelled, made = situation(connection, as_of)
    with writer.begin() as connection:
        newer = select(schema.view.c.changes).where(schema.view.c.as_of == (as_of or ""), schema.view.c.changes > at)
        if connection.execute(newer).scalar() is None:  # else another process has put together more than we saw
            write_view(connection, Rows(found, ids, spelled), at)
        if changes(connection) == at:  # else a report may be another one by now
            store_digests(connection, made.items())
    return True


def write_view(connection: Connection, rows: Rows, at: int) -> int:
    """Replace a view in the caller's transaction; its number."""
    found = rows.found
    as_of = found.as_of or ""
    _forget(connection, as_of)
    row = {"as_of": as_of, "changes": at, "articles": len(found.articles), "now": found.now, "notes": "\n".join(found.notes)}
    number = int(connection.execute(insert(schema.view).values(**row).returning(schema.view.c.id)).scalar_one())
    for table, values in rows.tables():
        _fill(connection, table, number, values)
    dialect_of(connection).filled(connection, (*schema.DERIVED, schema.made))
    return number


def _forget(connection: Connection, as_of: str) -> None:
    v = schema.view.c
    old = set(connection.execute(select(v.id).where(v.as_of == as_of)).scalars())
    if as_of:
        rest = select(v.id).where(v.as_of != "", v.as_of != as_of).order_by(v.id.desc()).offset(KEPT_VIEWS - 1)
        old |= set(connection.execute(rest).scalars())
    else:
        old |= set(connection.execute(select(v.id)).scalars())  # what was as of a day may have changed as well
    for number in sorted(old):
        first, last = schema.made_id(number, schema.BODIES[0], 0), schema.made_id(number + 1, schema.BODIES[0], 0) - 1
        connection.execute(delete(schema.made).where(schema.made.c.id.between(first, last)))
    for table in (*reversed(schema.DERIVED), schema.view):
        column = table.c.id if table is schema.view else table.c.view
        connection.execute(delete(table).where(column.in_(old)))


def _fill(connection: Connection, table: Table, number: int, values: Iterable[tuple[Any, ...]]) -> None:
    """Many rows at once.

    Rows of ``schema.BODIES`` begin with their number and end with the JSON that goes to ``made``.
    """
    speech, stream = dialect_of(connection), iter(values)
    while chunk := list(islice(stream, _CHUNK)):
        if table in schema.BODIES:
            bodies = [(schema.made_id(number, table, row[0]), pack_json(row[-1])) for row in chunk]
            speech.fill(connection, schema.made, bodies)
            chunk = [row[:-1] for row in chunk]
        speech.fill(connection, table, [(number, *row) for row in chunk])


class Rows:
    """The rows of a situation, without the number of their view. Things are numbered in the order of the situation."""

    def __init__(self, found: Situation, ids: dict[str, int], spelled: Spelled) -> None:
        self.found, self.ids, self.spelled = found, ids, spelled
        self.days = {a.hash: a.published[:10] for a in found.articles if a.published}
        self.people = (*found.identities, *_described(found, spelled))
        self.identities = {x.key: n for n, x in enumerate(self.people)}
        self.matters = {x.key: n for n, x in enumerate(found.matters)}

    def tables(self) -> Iterator[tuple[Any, Iterator[tuple[Any, ...]]]]:
        """Every derived table with its rows."""
        for table in schema.DERIVED:
            yield table, getattr(self, table.name)()

    def identity(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.people):
            names = sorted({self.spelled[article][entity].name for article, entity in x.members} | {x.name})
            keys = "\n".join(["", *sorted({name_key(f) for f in (*names, x.name_en or "")} - {""}), ""])
            body = {**x.json(), "names": names}
            del body["members"]  # in identity_article
            yield n, x.key, x.name, x.name_en, x.type, x.country, int(x.named), x.articles, keys, body

    def identity_article(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.people):
            there: dict[str, list[str]] = {}
            for uid, entity in x.members:
                there.setdefault(uid, []).append(entity)
            for uid, entities in there.items():
                yield n, self.ids[uid], " ".join(entities)

    def matter(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.found.matters):
            told = _told(self.days, x.articles)
            yield (
                n, x.key, x.type, x.mode, x.status, self.identities.get(x.place or ""), x.first_day, x.last_day, *told,
                len(x.articles), len(x.origins), x.confidence, x.weight, x.json(),
            )  # fmt: skip

    def matter_actor(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.found.matters):
            roles: dict[int, int] = {}
            for role, keys in ((1, x.actors), (2, x.recipients)):
                for key in keys:
                    if key in self.identities:
                        roles[self.identities[key]] = roles.get(self.identities[key], 0) | role
            for who, role in roles.items():
                yield who, n, role

    def matter_article(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.found.matters):
            for uid in x.articles:
                yield n, self.ids[uid]

    def matter_fact(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.found.matters):
            for ref in x.facts:
                yield ref.key, self.ids[ref.article], n

    def dispute(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.found.disputes):
            refs = [f.article for side in x.sides for f in side.facts] + [h.fact.article for h in x.history]
            yield n, x.key, x.kind, self.matters.get(x.matter or ""), *_told(self.days, refs), x.weight, x.json()

    def process(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.found.processes):
            told = _told(self.days, [p.fact.article for p in x.phases])
            yield n, x.key, x.kind, x.state, self.identities.get(x.place or ""), *told, x.weight, x.json()

    def process_actor(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.found.processes):
            for key in dict.fromkeys(x.actors):
                if key in self.identities:
                    yield self.identities[key], n

    def process_matter(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.found.processes):
            for key in dict.fromkeys(x.matters):
                if key in self.matters:
                    yield n, self.matters[key]

    def figure_line(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.found.figures):
            told = _told(self.days, [e.article for e in x.entries])
            yield n, x.key, self.matters.get(x.matter), x.effect, x.unit, *told, x.best, x.json()

    def copy_group(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.found.copies):
            yield n, x.key, x.json()

    def copy_member(self) -> Iterator[tuple[Any, ...]]:
        for n, x in enumerate(self.found.copies):
            for uid in x.members:
                yield self.ids[uid], n


def _described(found: Situation, spelled: Spelled) -> Iterator[Identity]:
    """Who has a part in something without being named («مسؤول أمني»): one article's entity each, under the key that it has there."""
    there = {x.key for x in found.identities}
    uids = {uid[:16]: uid for uid in spelled}
    keys = {k for m in found.matters for k in (*m.actors, *m.recipients, m.place, *(h.by for h in m.history))}
    keys |= {k for p in found.processes for k in (*p.actors, p.place, *(x.by for x in p.phases))}
    for key in sorted(k for k in keys if k and k not in there):
        start, _, entity = key.partition(":")
        uid = uids.get(start)
        if uid and entity in spelled[uid]:
            e = spelled[uid][entity]
            why = Why("identity.described", ("told of in one article, without a name",))
            yield Identity(key, e.name, None, e.type, e.country, None, None, (key,), ((uid, entity),), 1, False, why)


def _told(days: dict[str, str], articles: Iterable[str]) -> tuple[str | None, str | None]:
    """First and last day of publication."""
    found = sorted(days[a] for a in articles if a in days)
    return (found[0], found[-1]) if found else (None, None)
