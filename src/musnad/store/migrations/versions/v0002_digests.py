"""Digests of articles beside their reports. They are made when the record is next put together."""

from __future__ import annotations

from alembic import op

from musnad.store.databases.ddl import translated

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENT = """
    CREATE TABLE digest (
        article INTEGER NOT NULL,
        form INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (article),
        FOREIGN KEY(article) REFERENCES article (id)
    )
"""


def upgrade() -> None:
    op.execute(translated(STATEMENT, op.get_context().dialect.name))
