"""One record, opened for writing: articles come in, people decide, and the whole is put together again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from musnad.errors import UsageError
from musnad.model import Article, Json
from musnad.store import articles, derive, schema
from musnad.store.articles import Prepared, article_uid
from musnad.store.connect import clear_errors, open_engine
from musnad.store.databases import Place, dialect_of


class Record:
    """A record that may be written. Every method is one transaction; a kill between two of them loses nothing of either."""

    def __init__(self, path: Place, *, create: bool = False) -> None:
        self.path = path
        self._writer = open_engine(path, write=True, create=create)
        self._reader = open_engine(path, write=False)

    def missing(self, found: Sequence[Article]) -> list[Article]:
        """Those of the articles that the record does not have, each once."""
        by_uid: dict[str, Article] = {}
        for a in found:  # of several names for one article the smallest, also of those that come together
            uid = article_uid(a)
            by_uid[uid] = min(by_uid.get(uid, a), a, key=lambda x: x.name)
        with clear_errors(self.path), self._reader.connect() as connection:
            there = articles.known(connection, list(by_uid))
        smaller = {uid: a.name for uid, a in by_uid.items() if uid in there and a.name < there[uid]}
        if smaller:
            with clear_errors(self.path), self._writer.begin() as connection:
                for uid, name in smaller.items():
                    articles.rename(connection, uid, name)
        return [a for uid, a in by_uid.items() if uid not in there]

    def add(self, prepared: Sequence[Prepared]) -> int:
        """Store them all or none; how many were new."""
        if not prepared:
            return 0
        with clear_errors(self.path), self._writer.begin() as connection:
            added = articles.store(connection, prepared)
            if added:
                articles.changed(connection)
        return added

    def replace(self, reports: Sequence[tuple[int, Prepared]]) -> None:
        """New reports for articles that are there, by their number."""
        if not reports:
            return
        with clear_errors(self.path), self._writer.begin() as connection:
            for number, prepared in reports:
                articles.replace(connection, number, prepared)
            articles.changed(connection)

    def decide(self, kind: str, key: str, who: str, *, other: str | None = None, field: str | None = None, value: str | None = None) -> None:
        """Keep a row with who and when."""
        row = {"kind": kind, "key": key, "other": other, "field": field, "value": value, "who": who, "at": datetime.now(UTC).isoformat()}
        with clear_errors(self.path), self._writer.begin() as connection:
            connection.execute(insert(schema.decision).values(**row))
            articles.changed(connection)

    def undo(self, number: str, who: str) -> None:
        """Take a decision back by its number; the row stays. UsageError when there is none."""
        if number not in {str(row["id"]) for row in self.decided() if row["kind"] != "undo"}:
            raise UsageError(f"{number}: no correction has this number; musnad correct --record {self.path} lists them")
        self.decide("undo", number, who)

    def decided(self) -> list[Json]:
        """Every decision, oldest first, with ``undone``."""
        with clear_errors(self.path), self._reader.connect() as connection:
            rows = [dict(row) for row in connection.execute(select(schema.decision).order_by(schema.decision.c.id)).mappings()]
        undone = {row["key"] for row in rows if row["kind"] == "undo"}
        return [{**row, "undone": str(row["id"]) in undone} for row in rows]

    def refresh(self, as_of: str | None = None) -> bool:
        """Put the record together if something has changed since the last time."""
        with clear_errors(self.path):
            return derive.refresh(self._reader, self._writer, as_of)

    def counts(self) -> dict[str, int]:
        """How many articles, and of what was put together out of them."""
        tables = {"articles": schema.article, "matters": schema.matter, "disputes": schema.dispute, "processes": schema.process}
        with clear_errors(self.path), self._reader.connect() as connection:
            whole = connection.execute(select(schema.view.c.id).where(schema.view.c.as_of == "")).scalar()
            out = {}
            for name, table in tables.items():
                rows = select(func.count()).select_from(table)
                rows = rows if table is schema.article else rows.where(table.c.view == whole)
                out[name] = int(connection.execute(rows).scalar_one())
        return out

    def has_url(self, url: str) -> bool:
        """Whether there is an article from this address."""
        with clear_errors(self.path), self._reader.connect() as connection:
            return connection.execute(select(schema.article.c.id).where(schema.article.c.url == url)).first() is not None

    def feed_marks(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of a feed when it was last read."""
        f = schema.feed.c
        with clear_errors(self.path), self._reader.connect() as connection:
            row = connection.execute(select(f.etag, f.modified).where(f.url == url)).first()
        return (row.etag, row.modified) if row else (None, None)

    def mark_feed(self, url: str, etag: str | None, modified: str | None) -> None:
        """Remember them; only after everything that the feed named has been added."""
        with clear_errors(self.path), self._writer.begin() as connection:
            row = dialect_of(connection).insert(schema.feed).values(url=url, etag=etag, modified=modified)
            connection.execute(row.on_conflict_do_update(index_elements=["url"], set_={"etag": etag, "modified": modified}))

    def connect(self) -> Connection:
        """A connection that reads."""
        return self._reader.connect()
