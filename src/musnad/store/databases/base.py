"""What every database has to be able to do for a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, FromClause, Select, Table

#: How long a writer waits for another one, in seconds. The longest transaction is the one that puts the record together.
BUSY_SECONDS = 120
#: What is searched for: each item must be there, as one of its forms. A form is folded words with one space between.
Wanted = Sequence[Sequence[str]]


class Home(Protocol):
    """One place. Its messages name it and the next step."""

    #: Exceptions of the driver that do not come through SQLAlchemy.
    errors: tuple[type[Exception], ...]

    def check(self, *, write: bool, create: bool) -> None:
        """RecordError for what can be seen without opening it."""

    def engine(self, *, write: bool) -> Engine:
        """Connections that see one snapshot and cannot write, or that write one at a time."""

    def allowed(self, connection: Connection) -> None:
        """RecordError if this connection, made to write, may not."""

    def writable(self) -> bool:
        """Whether the record can be written from here."""

    def explain(self, error: BaseException | None) -> str:
        """What the driver says, for people."""


class Dialect(Protocol):
    """What is said differently to one database than to another."""

    def tables(self, connection: Connection) -> set[str]:
        """Names of the tables that are there."""

    def mark(self, connection: Connection) -> None:
        """After the migrations: whatever says that this is a record."""

    def insert(self, table: Table) -> Any:
        """An INSERT that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""

    def fill(self, connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Many whole rows at once; those whose key is there already are passed over."""

    def filled(self, connection: Connection, tables: Iterable[Table]) -> None:
        """Much was written to these tables: whatever the planner has to know."""

    def changes(self, connection: Connection) -> int:
        """How often what the record rests on has changed."""

    def set_changes(self, connection: Connection, number: int) -> None:
        """Remember it, in the same transaction as the change."""

    def add_words(self, connection: Connection, article: int, words: tuple[str, str]) -> None:
        """Put an article's folded title and text into the search index."""

    def matching(self, wanted: Wanted) -> Select[Any]:
        """Ids of the articles that hold them."""

    def ranked(self, connection: Connection, wanted: Wanted) -> FromClause:
        """``id`` and ``rank`` of the articles that hold them: BM25 as FTS5 computes it, to six decimals, the best is the smallest."""

    def one_at_a_time(self, reader: Engine, name: str) -> AbstractContextManager[None]:
        """Within it no other process does what has this name on this record, if the database can see to that."""


@contextmanager
def as_it_comes() -> Iterator[None]:
    """No lock at all."""
    yield
