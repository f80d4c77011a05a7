"""Articles and their reports: what is stored, under which name, and how it comes back."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from musnad.model import Article, Json, Report
from musnad.record.model import StoredArticle
from musnad.store import schema
from musnad.store.corrections import Correction, corrected
from musnad.store.databases import dialect_of
from musnad.store.digests import packed_digest, store_digest, store_digests
from musnad.store.pack import pack_json, pack_text, unpack_json, unpack_text
from musnad.text.fold import fold

#: A longer first line is no title (as in :mod:`musnad.app.render`).
TITLE_LIMIT = 200
#: What no database's text can hold: half a character, and NUL, at which some take it to end.
_UNHEARD = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report ready to be stored: everything that takes time is done outside of the transaction."""

    row: Json
    text: bytes
    report: bytes
    digest: bytes
    facts: tuple[tuple[str, str], ...]  # local id, key
    words: tuple[str, str]  # folded title and text


def article_uid(article: Article) -> str:
    """The name of an article within a record: the same text from another outlet or page is another article.

    The id is left out: it names a line in somebody's file.
    """
    parts = json.dumps([article.hash, article.outlet, article.url, article.published])
    return hashlib.sha256(parts.encode()).hexdigest()


def prepare(report: Report) -> Prepared:
    """Pack a report and what the record needs of it. Linear in its size; about 5 ms for an article of the ANT corpus."""
    article, value = report.article, report.json()
    title = title_of(article.text)
    read = StoredArticle(article_uid(article), _safe(article.url), _safe(article.outlet), article.published, _safe(title), article.text, value)
    row = {
        "uid": read.hash, "hash": article.hash, "name": _safe(article.name), "url": read.url, "outlet": read.outlet,
        "published": read.published, "day": read.day, "language": report.language, "title": read.title, "characters": len(article.text), "reader": stamp_of(value),
    }  # fmt: skip
    facts = tuple((f["id"], f["key"]) for f in (*value["statements"], *value["events"]))
    return Prepared(row, pack_text(article.text), pack_json(value), packed_digest(read), facts, words_of(title, article.text))


def words_of(title: str | None, text: str) -> tuple[str, str]:
    """What is searched: folded title and text."""
    return _safe(fold(title or "")) or "", _safe(fold(text)) or ""


def title_of(text: str) -> str | None:
    """The first line if it is short enough for one."""
    first = text.strip().partition("\n")[0].strip()
    return first if first and len(first) <= TITLE_LIMIT else None


def stamp_of(report: Json) -> str:
    """What made a report, in one string."""
    return "/".join(str(v) for v in report["quality"].values())


def _safe(value: str | None) -> str | None:
    """Without lone surrogates and NUL, which a database's text cannot hold (the packed text and report keep them)."""
    return _UNHEARD.sub("\N{REPLACEMENT CHARACTER}", value) if value else value


def known(connection: Connection, uids: Sequence[str]) -> dict[str, str]:
    """Those that the record has, with the names that it has for them."""
    found = select(schema.article.c.uid, schema.article.c.name).where(schema.article.c.uid.in_(uids))
    return {row.uid: row.name for row in connection.execute(found)}


def rename(connection: Connection, uid: str, name: str) -> None:
    """Of several names for one article the smallest stays, whichever came first."""
    safe = _safe(name)
    same = (schema.article.c.uid == uid) & (schema.article.c.name > safe)
    connection.execute(update(schema.article).where(same).values(name=safe))


def store(connection: Connection, prepared: Iterable[Prepared]) -> int:
    """Store what the record does not have yet; how many that was. Runs in the caller's transaction."""
    return sum(_store_one(connection, one) for one in prepared)


def _store_one(connection: Connection, one: Prepared) -> bool:
    speech = dialect_of(connection)
    added = connection.execute(speech.insert(schema.article).values(**one.row).on_conflict_do_nothing().returning(schema.article.c.id)).scalar()
    if added is None:
        rename(connection, one.row["uid"], one.row["name"])
        return False
    connection.execute(insert(schema.body).values(article=added, text=one.text, report=one.report))
    store_digest(connection, added, one.digest)
    store_facts(connection, added, one)
    speech.add_words(connection, added, one.words)
    return True


def store_facts(connection: Connection, article_id: int, one: Prepared) -> None:
    """The keys of an article's facts."""
    if one.facts:
        dialect_of(connection).fill(connection, schema.fact, [(article_id, i, k) for i, k in one.facts])


def replace(connection: Connection, article_id: int, one: Prepared) -> None:
    """Another report for an article that is there; its text is the same."""
    row = {k: one.row[k] for k in ("language", "reader")}
    connection.execute(update(schema.article).where(schema.article.c.id == article_id).values(**row))
    connection.execute(update(schema.body).where(schema.body.c.article == article_id).values(report=one.report))
    store_digests(connection, [(article_id, one.digest)])
    connection.execute(delete(schema.fact).where(schema.fact.c.article == article_id))
    store_facts(connection, article_id, one)


def changed(connection: Connection) -> None:
    """Count a change, so that what was put together before is known to be old."""
    dialect_of(connection).set_changes(connection, changes(connection) + 1)


def changes(connection: Connection) -> int:
    """How many changes there were."""
    return dialect_of(connection).changes(connection)


@dataclass(frozen=True, slots=True)
class Kept:
    """An article as it lies in the record. ``report`` is as the reader made it, without corrections."""

    id: int
    uid: str
    article: Article
    language: str
    title: str | None
    report: Json

    def stored(self, corrections: Sequence[Correction] = ()) -> StoredArticle:
        """For the record's logic, with people's corrections put in."""
        a = self.article
        return StoredArticle(self.uid, a.url, a.outlet, a.published, self.title, a.text, corrected(self.report, corrections))


_KEPT = (
    schema.article.c.id, schema.article.c.uid, schema.article.c.name, schema.article.c.published, schema.article.c.outlet,
    schema.article.c.url, schema.article.c.language, schema.article.c.title, schema.body.c.text, schema.body.c.report,
)  # fmt: skip


def load(connection: Connection, *conditions: Any) -> Iterator[Kept]:
    """Articles with text and report, by day and name, one at a time."""
    rows = (
        select(*_KEPT)
        .join_from(schema.article, schema.body)
        .where(*conditions)
        .order_by(schema.article.c.day.nulls_first(), schema.article.c.uid)
        .execution_options(yield_per=100)
    )
    for row in connection.execute(rows):
        text_ = unpack_text(row.text)
        yield Kept(row.id, row.uid, Article(text_, row.name, row.published, row.outlet, row.url), row.language, row.title, unpack_json(row.report))


def versions(connection: Connection, one: Kept) -> list[Json]:
    """Every version of the article's page, oldest first, each with its difference from the one before (lines with + and -)."""
    a = schema.article.c
    if one.article.url is None:
        return []
    found = sorted(load(connection, a.url == one.article.url), key=lambda k: (k.article.published or "", k.uid))
    out: list[Json] = []
    for number, kept in enumerate(found):
        before = found[number - 1].article.text.splitlines() if number else None
        lines = difflib.unified_diff(before, kept.article.text.splitlines(), lineterm="", n=0) if before is not None else ()
        changed_lines = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
        out.append({"article": kept.uid, "published": kept.article.published, "changes": changed_lines})
    return out if len(out) > 1 else []
