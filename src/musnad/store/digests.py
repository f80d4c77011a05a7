"""Digests of articles: made when an article is read, and kept beside its report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert

from musnad.record.digest import digest
from musnad.record.model import StoredArticle
from musnad.record.plain import FORM, to_plain
from musnad.record.shared import forget
from musnad.store import schema
from musnad.store.databases import dialect_of
from musnad.store.pack import pack_json

_CHUNK = 500


def packed_digest(article: StoredArticle) -> bytes:
    """The digest of an article that was just read."""
    out = pack_json(to_plain(digest(article)))
    forget()  # a process reads for days
    return out


def store_digest(connection: Connection, article: int, packed: bytes) -> None:
    """For an article that is new to the record."""
    connection.execute(insert(schema.digest).values(article=article, form=FORM, body=packed))


def store_digests(connection: Connection, made: Iterable[tuple[int, bytes]]) -> None:
    """In the place of those of another form, if there are any."""
    rows: list[tuple[Any, ...]] = [(article, FORM, packed) for article, packed in sorted(made)]
    for start in range(0, len(rows), _CHUNK):
        some = rows[start : start + _CHUNK]
        connection.execute(delete(schema.digest).where(schema.digest.c.article.in_([row[0] for row in some])))
        dialect_of(connection).fill(connection, schema.digest, some)
