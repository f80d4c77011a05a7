"""How often a word stands in an article, in PostgreSQL's index of words too: SQLite's has always had it."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: As musnad.store.databases.postgres_words writes it: each word once, and «word n» when bit n of (how often - 1) is set; the title counts four times.
STATEMENTS = (
    "DROP INDEX words_forms",
    """
    UPDATE words SET forms = ARRAY(
        WITH often AS (
            SELECT word, sum(times) AS times FROM (
                SELECT word, 4 AS times FROM unnest(string_to_array(title, ' ')) AS word
                UNION ALL
                SELECT word, 1 FROM unnest(string_to_array(text, ' ')) AS word
            ) AS every WHERE word <> '' GROUP BY word
        )
        SELECT DISTINCT left(word, 200) FROM often
        UNION ALL
        SELECT word || ' ' || bit FROM often, generate_series(0, 23) AS bit WHERE length(word) < 200 AND (least(times, 16777216) - 1)::bigint >> bit & 1 = 1
    )
    """,
    "CREATE INDEX words_forms ON words USING gin (forms)",
    "ANALYZE words",
)


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for statement in STATEMENTS:
            op.execute(statement)
