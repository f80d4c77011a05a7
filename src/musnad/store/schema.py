"""The tables of a record.

What came in and what people decided is kept once and never rewritten: ``article``, ``body``, ``decision``. ``digest``, ``fact``
and the search index follow from the reports. Everything below ``view`` is put together anew whenever articles or decisions
change (:mod:`musnad.store.derive`); each of its rows belongs to one view: the whole record, or the record as of a day.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

#: The newest migration. A test checks that it is the head of ``migrations/versions``.
HEAD = "0003"
#: "MSND": marks the file as a record, for ``file`` and for us.
APPLICATION_ID = 0x4D534E44

metadata = MetaData()
#: Numbers that the database gives. In ``made`` they are large; SQLite numbers by itself only what it calls INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")

article = Table(
    "article", metadata,
    Column("id", _Id, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),  # SHA-256 of text hash, outlet, url and published
    Column("hash", Text, nullable=False),  # SHA-256 of the text
    Column("name", Text, nullable=False),  # the id given; of several for one article the smallest
    Column("url", Text),
    Column("outlet", Text),
    Column("published", Text),  # as given
    Column("day", Text),  # its day in the outlet's own zone
    Column("language", Text, nullable=False),
    Column("title", Text),
    Column("characters", Integer, nullable=False),
    Column("reader", Text, nullable=False),  # reader, lexicon and model that made the report
    Index("article_day", "day"),
    Index("article_url", "url"),
)  # fmt: skip

body = Table(
    "body", metadata,
    Column("article", Integer, ForeignKey("article.id"), primary_key=True),
    Column("text", LargeBinary, nullable=False),
    Column("report", LargeBinary, nullable=False),
)  # fmt: skip

#: What the record needs of an article to be put together (musnad.record.plain), without people's corrections. A row may be missing.
digest = Table(
    "digest", metadata,
    Column("article", Integer, ForeignKey("article.id"), primary_key=True),
    Column("form", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)  # fmt: skip

fact = Table(
    "fact", metadata,
    Column("article", Integer, ForeignKey("article.id"), primary_key=True),
    Column("local", Text, primary_key=True),  # s1, v3
    Column("key", Text, nullable=False),
    Index("fact_key", "key"),
    sqlite_with_rowid=False,
)  # fmt: skip

decision = Table(
    "decision", metadata,
    Column("id", _Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("other", Text),
    Column("field", Text),
    Column("value", Text),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),  # wall clock, UTC; never exported
)  # fmt: skip

feed = Table(
    "feed", metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("modified", Text),
)  # fmt: skip

view = Table(
    "view", metadata,
    Column("id", _Id, primary_key=True),
    Column("as_of", Text, unique=True),  # "" for the whole record
    Column("changes", Integer, nullable=False),  # the count of changes it was made at (musnad.store.articles.changes)
    Column("articles", Integer, nullable=False),
    Column("now", Text),
    Column("notes", Text, nullable=False),
)  # fmt: skip


def _of_view(name: str, *columns: Column[object] | Index) -> Table:
    """A derived table: rows are numbered within their view."""
    return Table(
        name, metadata,
        Column("view", Integer, ForeignKey("view.id", ondelete="CASCADE"), primary_key=True),
        Column("no", Integer, primary_key=True),
        *columns,
        sqlite_with_rowid=False,
    )  # fmt: skip


def _pair_of_view(name: str, left: str, right: str, *columns: Column[object] | Index) -> Table:
    return Table(
        name, metadata,
        Column("view", Integer, ForeignKey("view.id", ondelete="CASCADE"), primary_key=True),
        Column(left, Integer, primary_key=True),
        Column(right, Integer, primary_key=True),
        *columns,
        sqlite_with_rowid=False,
    )  # fmt: skip


identity = _of_view(
    "identity",
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    Column("type", Text, nullable=False),
    Column("country", Text),
    Column("named", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("search", Text, nullable=False),  # its names as musnad.store.names.name_key has them, between line ends
    Index("identity_key", "view", "key"),
)
identity_article = _pair_of_view(
    "identity_article", "identity", "article",
    Column("entities", Text, nullable=False),  # "e1 e7"
    Index("identity_article_back", "view", "article"),
)  # fmt: skip
matter = _of_view(
    "matter",
    Column("key", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("place", Integer),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("told_first", Text),  # days of publication
    Column("told_last", Text),
    Column("articles", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("weight", Float, nullable=False),
    Index("matter_key", "view", "key"),
    Index("matter_weight", "view", "weight"),
    Index("matter_first", "view", "first_day"),
)
matter_actor = _pair_of_view("matter_actor", "identity", "matter", Column("role", Integer, nullable=False))  # 1 who, 2 whom, 3 both
matter_article = _pair_of_view("matter_article", "matter", "article", Index("matter_article_back", "view", "article"))
matter_fact = Table(
    "matter_fact", metadata,
    Column("view", Integer, ForeignKey("view.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("article", Integer, primary_key=True),
    Column("matter", Integer, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip
dispute = _of_view(
    "dispute",
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("matter", Integer),
    Column("told_first", Text),
    Column("told_last", Text),
    Column("weight", Float, nullable=False),
    Index("dispute_key", "view", "key"),
)
process = _of_view(
    "process",
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("place", Integer),
    Column("told_first", Text),
    Column("told_last", Text),
    Column("weight", Float, nullable=False),
    Index("process_key", "view", "key"),
)
process_actor = _pair_of_view("process_actor", "identity", "process")
process_matter = _pair_of_view("process_matter", "process", "matter")
figure_line = _of_view(
    "figure_line",
    Column("key", Text, nullable=False),
    Column("matter", Integer),
    Column("effect", Text),
    Column("unit", Text, nullable=False),
    Column("told_first", Text),
    Column("told_last", Text),
    Column("best", Float),
    Index("figure_line_key", "view", "key"),
    Index("figure_line_matter", "view", "matter"),
)
copy_group = _of_view("copy_group", Column("key", Text, nullable=False))
copy_member = _pair_of_view("copy_member", "article", "copy_group")

#: What was put together, whole, as packed JSON. Apart from the tables above, so that looking through those stays quick.
made = Table("made", metadata, Column("id", _Id, primary_key=True), Column("body", LargeBinary, nullable=False))
#: Tables whose rows have a body in ``made``, in the order of their numbers there.
BODIES = (identity, matter, dispute, process, figure_line, copy_group)


def made_id(view_id: int, table: Table, no: int) -> int:
    """The id in ``made`` of a row of a derived table; ids of one view are together, in the order of its rows."""
    return (view_id << 40) + (BODIES.index(table) << 36) + no


#: Derived tables, in the order in which they are filled.
DERIVED = (
    identity, identity_article, matter, matter_actor, matter_article, matter_fact, dispute, process, process_actor,
    process_matter, figure_line, copy_group, copy_member,
)  # fmt: skip
# The search index is a table ``words`` that each database has in its own way (musnad.store.databases).
