"""The first tables of a record."""

from __future__ import annotations

from alembic import op

from musnad.store.databases.ddl import translated

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE article (
        id INTEGER NOT NULL,
        uid TEXT NOT NULL,
        hash TEXT NOT NULL,
        name TEXT NOT NULL,
        url TEXT,
        outlet TEXT,
        published TEXT,
        day TEXT,
        language TEXT NOT NULL,
        title TEXT,
        characters INTEGER NOT NULL,
        reader TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (uid)
    )
    """,
    """
    CREATE INDEX article_day ON article (day)
    """,
    """
    CREATE INDEX article_url ON article (url)
    """,
    """
    CREATE TABLE decision (
        id INTEGER NOT NULL,
        kind TEXT NOT NULL,
        "key" TEXT NOT NULL,
        other TEXT,
        field TEXT,
        value TEXT,
        who TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE feed (
        url TEXT NOT NULL,
        etag TEXT,
        modified TEXT,
        PRIMARY KEY (url)
    )
    """,
    """
    CREATE TABLE made (
        id INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE "view" (
        id INTEGER NOT NULL,
        as_of TEXT,
        changes INTEGER NOT NULL,
        articles INTEGER NOT NULL,
        now TEXT,
        notes TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (as_of)
    )
    """,
    """
    CREATE TABLE body (
        article INTEGER NOT NULL,
        text BLOB NOT NULL,
        report BLOB NOT NULL,
        PRIMARY KEY (article),
        FOREIGN KEY(article) REFERENCES article (id)
    )
    """,
    """
    CREATE TABLE copy_group (
        "view" INTEGER NOT NULL,
        no INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        PRIMARY KEY ("view", no),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE copy_member (
        "view" INTEGER NOT NULL,
        article INTEGER NOT NULL,
        copy_group INTEGER NOT NULL,
        PRIMARY KEY ("view", article, copy_group),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE dispute (
        "view" INTEGER NOT NULL,
        no INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        kind TEXT NOT NULL,
        matter INTEGER,
        told_first TEXT,
        told_last TEXT,
        weight FLOAT NOT NULL,
        PRIMARY KEY ("view", no),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX dispute_key ON dispute ("view", "key")
    """,
    """
    CREATE TABLE fact (
        article INTEGER NOT NULL,
        local TEXT NOT NULL,
        "key" TEXT NOT NULL,
        PRIMARY KEY (article, local),
        FOREIGN KEY(article) REFERENCES article (id)
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX fact_key ON fact ("key")
    """,
    """
    CREATE TABLE figure_line (
        "view" INTEGER NOT NULL,
        no INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        matter INTEGER,
        effect TEXT,
        unit TEXT NOT NULL,
        told_first TEXT,
        told_last TEXT,
        best FLOAT,
        PRIMARY KEY ("view", no),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX figure_line_key ON figure_line ("view", "key")
    """,
    """
    CREATE INDEX figure_line_matter ON figure_line ("view", matter)
    """,
    """
    CREATE TABLE identity (
        "view" INTEGER NOT NULL,
        no INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        name TEXT NOT NULL,
        name_en TEXT,
        type TEXT NOT NULL,
        country TEXT,
        named INTEGER NOT NULL,
        articles INTEGER NOT NULL,
        search TEXT NOT NULL,
        PRIMARY KEY ("view", no),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX identity_key ON identity ("view", "key")
    """,
    """
    CREATE TABLE identity_article (
        "view" INTEGER NOT NULL,
        identity INTEGER NOT NULL,
        article INTEGER NOT NULL,
        entities TEXT NOT NULL,
        PRIMARY KEY ("view", identity, article),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX identity_article_back ON identity_article ("view", article)
    """,
    """
    CREATE TABLE matter (
        "view" INTEGER NOT NULL,
        no INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        type TEXT NOT NULL,
        mode TEXT,
        status TEXT NOT NULL,
        place INTEGER,
        first_day TEXT,
        last_day TEXT,
        told_first TEXT,
        told_last TEXT,
        articles INTEGER NOT NULL,
        origins INTEGER NOT NULL,
        confidence FLOAT NOT NULL,
        weight FLOAT NOT NULL,
        PRIMARY KEY ("view", no),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX matter_first ON matter ("view", first_day)
    """,
    """
    CREATE INDEX matter_key ON matter ("view", "key")
    """,
    """
    CREATE INDEX matter_weight ON matter ("view", weight)
    """,
    """
    CREATE TABLE matter_actor (
        "view" INTEGER NOT NULL,
        identity INTEGER NOT NULL,
        matter INTEGER NOT NULL,
        role INTEGER NOT NULL,
        PRIMARY KEY ("view", identity, matter),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE matter_article (
        "view" INTEGER NOT NULL,
        matter INTEGER NOT NULL,
        article INTEGER NOT NULL,
        PRIMARY KEY ("view", matter, article),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX matter_article_back ON matter_article ("view", article)
    """,
    """
    CREATE TABLE matter_fact (
        "view" INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        article INTEGER NOT NULL,
        matter INTEGER NOT NULL,
        PRIMARY KEY ("view", "key", article, matter),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE process (
        "view" INTEGER NOT NULL,
        no INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        place INTEGER,
        told_first TEXT,
        told_last TEXT,
        weight FLOAT NOT NULL,
        PRIMARY KEY ("view", no),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE INDEX process_key ON process ("view", "key")
    """,
    """
    CREATE TABLE process_actor (
        "view" INTEGER NOT NULL,
        identity INTEGER NOT NULL,
        process INTEGER NOT NULL,
        PRIMARY KEY ("view", identity, process),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
    """
    CREATE TABLE process_matter (
        "view" INTEGER NOT NULL,
        process INTEGER NOT NULL,
        matter INTEGER NOT NULL,
        PRIMARY KEY ("view", process, matter),
        FOREIGN KEY("view") REFERENCES "view" (id) ON DELETE CASCADE
    )
     WITHOUT ROWID
    """,
)

#: The search index: folded words only, the text itself is not kept a second time. SQLite's ``rowid`` is ``article.id``.
WORDS = {
    "sqlite": ("""
    CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize="unicode61 remove_diacritics 0")
    """,),
    "postgresql": (
        """
    CREATE TABLE words (
        article BIGINT NOT NULL PRIMARY KEY REFERENCES article (id),
        forms TEXT[] COLLATE "C" NOT NULL,
        title TEXT COLLATE "C" NOT NULL,
        text TEXT COLLATE "C" NOT NULL,
        length INTEGER NOT NULL
    )
    """,
        """
    CREATE INDEX words_forms ON words USING gin (forms)
    """,
        # What SQLite keeps in its header and its index: the count of changes, of articles, and of their words.
        """
    CREATE TABLE counted (changes BIGINT NOT NULL, articles BIGINT NOT NULL, words BIGINT NOT NULL)
    """,
        """
    INSERT INTO counted VALUES (0, 0, 0)
    """,
    ),
}


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    for statement in (*(translated(s, dialect) for s in STATEMENTS), *WORDS[dialect]):
        op.execute(statement)
