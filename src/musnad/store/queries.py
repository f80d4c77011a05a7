"""What a record can be asked. Every answer is plain JSON values: the command line, the HTTP API and the web pages share it.

An answer has ``as_of`` and ``now`` (ISO days or None), ``total`` (before ``limit``), the list asked for, and beside it
``identities`` and ``articles``: who and what the keys in that list mean.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, case, func, select

from musnad.errors import RecordError, UsageError
from musnad.model import Json
from musnad.store import articles as kept
from musnad.store import derive, schema
from musnad.store import search as finding
from musnad.store.compare import compare
from musnad.store.connect import clear_errors, open_engine, writable
from musnad.store.copying import copy_record
from musnad.store.corrections import corrected
from musnad.store.databases import Place
from musnad.store.filters import Filter, Narrowing
from musnad.store.made import bodies

#: How many rows an answer has unless told otherwise.
LIMIT = 50
_TRIES = 5
#: Keys of an answer's rows that name identities and articles, wherever they stand.
_WHO, _WHICH = ("actors", "recipients", "place", "by", "chain", "identity"), ("article", "articles", "members", "origin")


@dataclass(frozen=True, slots=True)
class Ask:
    """One question's snapshot: a connection, and the view that it reads."""

    connection: Connection
    view: int
    as_of: str | None
    now: str | None
    notes: tuple[str, ...]

    def answer(self, name: str, rows: Sequence[Json], total: int) -> Json:
        """The rows with who and what they name."""
        return {
            "as_of": self.as_of, "now": self.now, "total": total, name: rows,
            "identities": self.who(rows), "articles": self.which(rows), "notes": list(self.notes),
        }  # fmt: skip

    def who(self, rows: Any) -> Json:
        i = schema.identity.c
        keys = sorted(set(_named(rows, _WHO)))
        found = self._by_key(select(i.key, i.name, i.name_en, i.type, i.country).where(i.view == self.view), i.key, keys)
        return {r.key: {"name": r.name, "name_en": r.name_en, "type": r.type, "country": r.country} for r in found}

    def which(self, rows: Any) -> Json:
        a = schema.article.c
        keys = sorted(set(_named(rows, _WHICH)))
        found = self._by_key(select(a.uid, a.name, a.outlet, a.published, a.url, a.title), a.uid, keys)
        return {r.uid: {"id": r.name, "outlet": r.outlet, "published": r.published, "url": r.url, "title": r.title} for r in found}

    def _by_key(self, rows: Any, column: Any, keys: list[str]) -> Iterator[Any]:
        for start in range(0, len(keys), 500):
            yield from self.connection.execute(rows.where(column.in_(keys[start : start + 500])).order_by(column))

    def bodies(self, table: Any, conditions: Sequence[Any], order: Sequence[Any], limit: int | None, offset: int = 0) -> tuple[list[Json], int]:
        """Rows as they were put together, and how many there are without the limit."""
        rows = select(table.c.no).where(*conditions).order_by(*order).offset(offset).limit(limit)
        total = self.connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()
        return list(self.whole(table, self.connection.execute(rows).scalars().all())), int(total)

    def whole(self, table: Table, numbers: Sequence[int]) -> Iterator[Json]:
        """The bodies of rows, in the order of the numbers."""
        return bodies(self.connection, self.view, table, numbers)


    # --- everything, for exports ---------------------------------------------------------------

    def stream(self, table: Any) -> Iterator[Json]:
        """Every row of a table as it was put together, by key, one at a time."""
        rows = select(table.c.no).where(table.c.view == self.view).order_by(table.c.key)
        yield from self.whole(table, self.connection.execute(rows).scalars().all())

    def reports(self) -> Iterator[tuple[kept.Kept, Json]]:
        """Every article with its report as people corrected it, by day and name, one at a time."""
        _, fields = derive.decisions(self.connection)
        conditions = [schema.article.c.day <= self.as_of] if self.as_of else []
        for article in kept.load(self.connection, *conditions):
            yield article, corrected(article.report, fields)

    def people(self, article: int) -> dict[str, Json]:
        """Entity id of an article → the identity that it was linked to (key, name, name_en)."""
        i, link = schema.identity.c, schema.identity_article.c
        rows = select(i.key, i.name, i.name_en, link.entities).where(link.view == self.view, link.article == article, i.view == self.view, i.no == link.identity)
        return {e: {"key": r.key, "name": r.name, "name_en": r.name_en} for r in self.connection.execute(rows) for e in r.entities.split()}

    def matters_of(self, article: int) -> dict[str, str]:
        """Fact key → matter key, for the facts of one article."""
        m, mf, f = schema.matter.c, schema.matter_fact.c, schema.fact.c
        rows = select(mf.key, m.key.label("matter")).where(f.article == article, mf.view == self.view, mf.key == f.key, mf.article == article, m.view == self.view, m.no == mf.matter)
        return {r.key: r.matter for r in self.connection.execute(rows.order_by(mf.key, m.key.desc()))}


def _named(value: Any, fields: Iterable[str]) -> Iterator[str]:
    """Every string under one of the fields."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in fields:
                yield from (x for x in (item if isinstance(item, list | tuple) else [item]) if isinstance(x, str))
            yield from _named(item, fields)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _named(item, fields)


class Questions:
    """Questions to one record. Cheap to keep; every question reads one snapshot."""

    def __init__(self, path: Place) -> None:
        self.path = path
        self._engine = open_engine(path, write=False)
        self._copy: tempfile.TemporaryDirectory[str] | None = None

    @contextmanager
    def ask(self, as_of: str | None = None) -> Iterator[Ask]:
        """The view of the whole record, or as of a day; it is put together first when it was not yet."""
        with clear_errors(self.path):
            for _ in range(_TRIES):  # an add that ends meanwhile does away with views as of a day
                with self._engine.connect() as connection:
                    row = connection.execute(select(schema.view).where(schema.view.c.as_of == (as_of or ""))).first()
                    if row is not None:
                        notes = [n for n in row.notes.split("\n") if n]
                        yield Ask(connection, row.id, as_of, row.now, (*notes, *_stale(connection, row, as_of)))
                        return
                derive.refresh(self._engine, self._writer(), as_of)
        raise RecordError(f"{self.path}: articles are being added all the time; ask for that day again when they are in")

    def _writer(self) -> Engine:
        """Where to a view can be written: the record, or a copy of it when it is read-only."""
        if not writable(self.path):
            self._copy = tempfile.TemporaryDirectory(prefix="musnad-")
            there = Path(self._copy.name) / "record.db"
            copy_record(self.path, there)
            self._engine = open_engine(there, write=False)
            return open_engine(there, write=True)
        return open_engine(self.path, write=True)

    # --- lists ---------------------------------------------------------------------------------

    def matters(self, chosen: Filter, limit: int | None = LIMIT, offset: int = 0) -> Json:
        """``matters``: the weightiest first."""
        with self.ask(chosen.as_of) as ask:
            m = schema.matter.c
            rows, total = ask.bodies(schema.matter, Narrowing(ask.connection, ask.view, chosen).matters(), (m.weight.desc(), m.key), limit, offset)
            return ask.answer("matters", rows, total)

    def timeline(self, chosen: Filter, limit: int | None = LIMIT, offset: int = 0, sure: float = 0.0) -> Json:
        """``timeline``: matters by the day they happened, else by the day they were first told; ``day_is`` says which.

        ``sure`` leaves out matters of a lower confidence.
        """
        with self.ask(chosen.as_of) as ask:
            m = schema.matter.c
            conditions = [*Narrowing(ask.connection, ask.view, chosen).matters(), m.confidence >= sure]
            order = (func.coalesce(m.first_day, m.told_first).is_(None), func.coalesce(m.first_day, m.told_first), m.key)
            found, total = ask.bodies(schema.matter, conditions, order, limit, offset)
            return ask.answer("timeline", [_moment(x, ask) for x in found], total)

    def disputes(self, chosen: Filter, limit: int | None = LIMIT, offset: int = 0) -> Json:
        """``disputes``: the weightiest first. ``status`` and ``type`` are those of their matters."""
        with self.ask(chosen.as_of) as ask:
            d, narrow = schema.dispute.c, Narrowing(ask.connection, ask.view, chosen)
            rows, total = ask.bodies(schema.dispute, [d.view == ask.view, *narrow.of_matters(d.matter)], (d.weight.desc(), d.key), limit, offset)
            return ask.answer("disputes", rows, total)

    def processes(self, chosen: Filter, limit: int | None = LIMIT, offset: int = 0) -> Json:
        """``processes``: the weightiest first."""
        with self.ask(chosen.as_of) as ask:
            p, narrow = schema.process.c, Narrowing(ask.connection, ask.view, chosen)
            rows, total = ask.bodies(schema.process, narrow.processes(), (p.weight.desc(), p.key), limit, offset)
            return ask.answer("processes", rows, total)

    def figures(self, chosen: Filter, limit: int | None = LIMIT, offset: int = 0) -> Json:
        """``figures``: lines of values, the latest told first, each with its matter's title."""
        with self.ask(chosen.as_of) as ask:
            f, narrow = schema.figure_line.c, Narrowing(ask.connection, ask.view, chosen)
            order = (f.told_last.is_(None), f.told_last.desc(), f.key)
            rows, total = ask.bodies(schema.figure_line, [f.view == ask.view, *narrow.of_matters(f.matter)], order, limit, offset)
            titles = self._titles(ask, [r["matter"] for r in rows])
            return ask.answer("figures", [{**r, "matter_title": titles.get(r["matter"])} for r in rows], total)

    def _titles(self, ask: Ask, keys: Sequence[str]) -> Json:
        m = schema.matter.c
        numbers = [r.no for r in ask._by_key(select(m.no).where(m.view == ask.view), m.key, sorted(set(keys)))]
        return {x["key"]: {"ar": x["title_ar"], "en": x["title_en"]} for x in ask.whole(schema.matter, numbers)}

    def actors(self, chosen: Filter, limit: int | None = LIMIT, offset: int = 0) -> Json:
        """``actors``: who is named, by the number of matters in which they are who or whom."""
        with self.ask(chosen.as_of) as ask:
            i, w, m = schema.identity.c, schema.matter_actor.c, schema.matter.c
            narrow = Narrowing(ask.connection, ask.view, chosen)
            conditions: list[Any] = [w.view == ask.view]
            if len(narrow.matters()) > 1:
                conditions.append(w.matter.in_(select(m.no).where(*narrow.matters())))
            did, got = (func.sum(case((w.role.op("&")(bit) != 0, 1), else_=0)) for bit in (1, 2))
            counts = select(w.identity, func.count().label("matters"), did.label("did"), got.label("got")).where(*conditions).group_by(w.identity).subquery()
            rows = select(i.no, counts.c.matters, counts.c.did, counts.c.got)
            rows = rows.join(counts, counts.c.identity == i.no).where(i.view == ask.view, i.named == 1)
            if narrow.actors is not None:
                rows = rows.where(i.no.in_(narrow.actors))
            total = ask.connection.execute(select(func.count()).select_from(rows.subquery())).scalar_one()
            found = ask.connection.execute(rows.order_by(counts.c.matters.desc(), i.articles.desc(), i.key).limit(limit).offset(offset)).all()
            people = ask.whole(schema.identity, [r.no for r in found])
            return ask.answer("actors", [{**x, "matters": r.matters, "as_actor": r.did, "as_recipient": r.got} for r, x in zip(found, people, strict=True)], int(total))

    def search(self, words: str, chosen: Filter, limit: int | None = 20, offset: int = 0) -> Json:
        """``results``: articles with the sentence that holds most of the words, and the matters that it tells."""
        with self.ask(chosen.as_of) as ask:
            connection, query = ask.connection, finding.parse(words)
            conditions = [*Narrowing(connection, ask.view, chosen).articles(), finding.condition(connection, ask.view, query)]
            rows = finding.ranked(connection, query, *conditions)
            page = connection.execute(rows.add_columns(func.count().over()).offset(offset).limit(limit)).all()
            ids = [row[0] for row in page]
            total = page[0][1] if page else connection.execute(select(func.count()).select_from(rows.order_by(None).subquery())).scalar_one()
            names = self._forms(ask, query)
            found = {k.id: k for k in kept.load(connection, schema.article.c.id.in_(ids))}
            told = self._told(ask, ids)
            return ask.answer("results", [_result(found[n], query, names, told.get(n, [])) for n in ids], int(total))

    def _forms(self, ask: Ask, query: finding.Query) -> tuple[str, ...]:
        numbers = [n for run in query.latin for n in finding.latin_identities(ask.connection, ask.view, run)]
        return tuple(sorted({name for x in ask.whole(schema.identity, numbers) for name in x["names"]}))

    def _told(self, ask: Ask, ids: Sequence[int]) -> dict[int, list[str]]:
        """Article → the keys of the matters that it tells, the weightiest first."""
        m, link = schema.matter.c, schema.matter_article.c
        rows = select(link.article, m.key, m.weight).where(link.view == ask.view, link.article.in_(ids), m.view == ask.view, m.no == link.matter)
        out: dict[int, list[str]] = {}
        for row in sorted(ask.connection.execute(rows), key=lambda r: (-r.weight, r.key)):
            out.setdefault(row.article, []).append(row.key)
        return out

    # --- one thing -----------------------------------------------------------------------------

    def show(self, key: str, as_of: str | None = None) -> Json:
        """Whatever has this key: ``kind`` says what it is, ``value`` is all of it. UsageError when nothing has it."""
        with self.ask(as_of) as ask:
            for kind, table in _KINDS.items():
                found = ask.connection.execute(select(table.c.no).where(table.c.view == ask.view, table.c.key == key)).scalars().first()
                if found is not None:
                    value = next(ask.whole(table, [found]))
                    return {"kind": kind, "value": value, **self._beside(ask, kind, value)}
            fact = self._fact(ask, key)
            if fact is not None:
                return fact
            article = self._article(ask, key)
            if article is not None:
                return article
        raise UsageError(f"{key}: the record has nothing with this key; keys are printed by search, matters, timeline and the others")

    def _beside(self, ask: Ask, kind: str, value: Json) -> Json:
        """What belongs to it: the disputes, figures and processes of a matter, the matters of an identity or a process."""
        more: Json = {}
        if kind == "matter":
            number = ask.connection.execute(select(schema.matter.c.no).where(schema.matter.c.view == ask.view, schema.matter.c.key == value["key"])).scalar()
            d, f, p, link = schema.dispute.c, schema.figure_line.c, schema.process.c, schema.process_matter.c
            more["disputes"] = ask.bodies(schema.dispute, [d.view == ask.view, d.matter == number], (d.key,), None)[0]
            more["figures"] = ask.bodies(schema.figure_line, [f.view == ask.view, f.matter == number], (f.key,), None)[0]
            inside = select(link.process).where(link.view == ask.view, link.matter == number)
            more["processes"] = ask.bodies(schema.process, [p.view == ask.view, p.no.in_(inside)], (p.key,), None)[0]
        elif kind == "identity":
            m, w, i = schema.matter.c, schema.matter_actor.c, schema.identity.c
            who = select(i.no).where(i.view == ask.view, i.key == value["key"])
            inside = select(w.matter).where(w.view == ask.view, w.identity.in_(who))
            more["matters"] = ask.bodies(schema.matter, [m.view == ask.view, m.no.in_(inside)], (m.weight.desc(), m.key), LIMIT)[0]
        return {**more, **ask.answer("of", [], 1), "identities": ask.who([value, more]), "articles": ask.which([value, more])}

    def _fact(self, ask: Ask, key: str) -> Json | None:
        f, a, mf, m = schema.fact.c, schema.article.c, schema.matter_fact.c, schema.matter.c
        rows = select(f.article, f.local).join(schema.article, a.id == f.article).where(f.key == key).order_by(a.day.nulls_first(), a.uid)
        found = ask.connection.execute(rows if not ask.as_of else rows.where(a.day <= ask.as_of)).all()
        if not found:
            return None
        article = next(kept.load(ask.connection, a.id == found[0].article))
        _, fields = derive.decisions(ask.connection)
        report = corrected(article.report, fields)
        value = next(x for x in (*report["statements"], *report["events"]) if x["key"] == key)
        inside = select(mf.matter).where(mf.view == ask.view, mf.key == key)
        matters = ask.connection.execute(select(m.key).where(m.view == ask.view, m.no.in_(inside)).order_by(m.key)).scalars().all()
        where = value.get("evidence") or value
        return {
            "kind": "event" if "trigger" in value else "statement", "value": value, "article": article.uid,
            "words": article.article.text[where["start"] : where["end"]], "entities": report["entities"], "matters": list(matters),
            "articles": ask.which([{"article": article.uid}]), "identities": {}, "as_of": ask.as_of, "now": ask.now, "notes": list(ask.notes),
        }  # fmt: skip

    def _article(self, ask: Ask, key: str) -> Json | None:
        a = schema.article.c
        column = a.uid if ask.connection.execute(select(a.id).where(a.uid == key)).first() else a.url if "://" in key else a.name
        found = sorted(kept.load(ask.connection, column == key), key=lambda k: (k.article.published or "", k.uid))
        if not found:
            return None
        latest = found[-1]
        versions = kept.versions(ask.connection, latest)
        _, fields = derive.decisions(ask.connection)
        g, member = schema.copy_group.c, schema.copy_member.c
        inside = select(member.copy_group).where(member.view == ask.view, member.article == latest.id)
        copies = ask.bodies(schema.copy_group, [g.view == ask.view, g.no.in_(inside)], (g.key,), None)[0]
        return {
            "kind": "article", "value": corrected(latest.report, fields), "article": latest.uid, "text": latest.article.text, "versions": versions,
            "copies": copies, "articles": ask.which([{"article": latest.uid}, versions, copies]), "identities": {},
            "as_of": ask.as_of, "now": ask.now, "notes": list(ask.notes),
        }  # fmt: skip

    def report(self, key: str) -> kept.Kept | None:
        """The article with a fact of this key, or that goes by this name itself."""
        with clear_errors(self.path), self._engine.connect() as connection:
            f, a = schema.fact.c, schema.article.c
            ids = select(f.article).where(f.key == key)
            return next(kept.load(connection, a.id.in_(ids) | (a.uid == key) | (a.name == key) | (a.url == key)), None)

    def compare(self, key: str, as_of: str | None = None) -> Json:
        """How outlets tell one matter, side by side; see :mod:`musnad.store.compare`."""
        with self.ask(as_of) as ask:
            m = schema.matter.c
            number = ask.connection.execute(select(m.no).where(m.view == ask.view, m.key == key)).scalar()
            if number is None:
                raise UsageError(f"{key}: no matter has this key; musnad matters --record FILE lists them")
            matter = next(ask.whole(schema.matter, [number]))
            outlets = compare(ask.connection, ask.view, matter)
            return {**ask.answer("outlets", outlets, len(outlets)), "matter": matter, "identities": ask.who(matter), "articles": ask.which([matter, outlets])}


_KINDS = {
    "matter": schema.matter, "dispute": schema.dispute, "process": schema.process, "identity": schema.identity,
    "figure": schema.figure_line, "copies": schema.copy_group,
}  # fmt: skip


def _result(article: kept.Kept, query: finding.Query, names: tuple[str, ...], matters: list[str]) -> Json:
    text = article.article.text
    start, end = finding.passage(text, query, names)
    return {"article": article.uid, "title": article.title, "start": start, "end": end, "words": text[start:end], "matters": matters}


def _stale(connection: Connection, view: Any, as_of: str | None) -> list[str]:
    if as_of or view.changes == kept.changes(connection):
        return []
    there = connection.execute(select(func.count()).select_from(schema.article)).scalar_one()
    what = f"{there - view.articles:,} articles" if there > view.articles else "corrections"
    return [f"{what} came after the record was last put together; musnad add --record FILE takes them in"]


def _moment(x: Json, ask: Ask) -> Json:
    told = sorted(h["day"] for h in x["history"] if h["day"])
    day = x["first_day"] or (told[0] if told else None)
    keep = ("key", "title_ar", "title_en", "type", "mode", "status", "actors", "recipients", "place", "first_day", "last_day", "confidence", "articles")
    return {"day": day, "day_is": "happened" if x["first_day"] else "told", **{k: x[k] for k in keep}, "origins": x["origins"]}
