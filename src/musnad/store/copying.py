"""A record as a file beside it, for who may only read it: views as of a day have to be written somewhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from musnad.store import schema
from musnad.store.articles import changes, load, words_of
from musnad.store.connect import clear_errors, open_engine
from musnad.store.databases import Place, dialect_of

#: What came in and what people decided; the rest follows.
_TABLES = (schema.article, schema.body, schema.fact, schema.decision, schema.feed)
_ROWS = 500


def copy_record(place: Place, to: Path) -> None:
    """Copy a record into a new file. A file is copied as it is; of a database, what came in and was decided, in one snapshot."""
    if isinstance(place, Path):
        shutil.copyfile(place, to)
        return
    source, target = open_engine(place, write=False), open_engine(to, write=True, create=True)
    with clear_errors(place), source.connect() as there, target.begin() as here:
        speech = dialect_of(here)
        for table in _TABLES:
            for rows in _rows(there, table):
                speech.fill(here, table, rows)
        for kept in load(there):
            speech.add_words(here, kept.id, words_of(kept.title, kept.article.text))
        speech.set_changes(here, changes(there))
    source.dispose()


def _rows(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    found = connection.execute(select(table).execution_options(yield_per=_ROWS))
    for part in found.partitions(_ROWS):
        yield [tuple(row) for row in part]
