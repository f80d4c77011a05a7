"""What a record is put together from: the digests of the articles of a snapshot, made anew where people corrected one or none is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from musnad.record.digest import Digest, digest
from musnad.record.model import ArticleRef
from musnad.record.plain import FORM, from_plain, to_plain
from musnad.store import schema
from musnad.store.articles import load
from musnad.store.corrections import Correction
from musnad.store.pack import pack_json, unpack_json, unpack_text

_CHUNK = 500
_ROW = (
    schema.article.c.id, schema.article.c.uid, schema.article.c.url, schema.article.c.outlet, schema.article.c.published, schema.article.c.title,
    schema.body.c.text, schema.digest.c.form, schema.digest.c.body,
)  # fmt: skip


@dataclass(slots=True)
class Digests:
    """The digests of a snapshot, one at a time. ``made`` are those that the record did not have, packed, by their article's number."""

    connection: Connection
    corrections: Sequence[Correction]
    as_of: str | None = None
    made: dict[int, bytes] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Digest]:
        article, rest, corrected = schema.article.c, [], self._corrected()
        rows = select(*_ROW).select_from(schema.article.join(schema.body).outerjoin(schema.digest, schema.digest.c.article == article.id))
        seen = [article.day <= self.as_of] if self.as_of else []
        for row in self.connection.execute(rows.where(*seen).execution_options(yield_per=100)):
            if row.form != FORM or row.id in corrected:
                rest.append(row.id)
                continue
            ref = ArticleRef(row.uid, row.url, row.outlet, row.published, row.title)
            yield from_plain(ref, unpack_text(row.text), unpack_json(row.body))
        for start in range(0, len(rest), _CHUNK):
            for kept in load(self.connection, article.id.in_(rest[start : start + _CHUNK])):
                found = digest(kept.stored(self.corrections))
                if kept.id not in corrected:
                    self.made[kept.id] = pack_json(to_plain(found))
                yield found

    def _corrected(self) -> set[int]:
        """Articles with a fact that people corrected: what is kept of them is as the reader made it."""
        keys = sorted({c.key for c in self.corrections})
        f = schema.fact.c
        chunks = (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))
        return {n for some in chunks for n in self.connection.execute(select(f.article).where(f.key.in_(some))).scalars()}
