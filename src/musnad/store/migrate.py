"""Bringing a record to the newest version. Alembic is imported only when there is something to do."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

_FOLDER = Path(__file__).with_name("migrations")


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, without a file."""
    out = Config()
    out.set_main_option("script_location", str(_FOLDER))
    out.attributes["connection"] = connection
    return out


def upgrade(connection: Connection) -> None:
    """Run what is missing, in the transaction that the connection is in."""
    command.upgrade(config(connection), "head")


def is_known(revision: str) -> bool:
    """Whether this version of Musnad has the migration."""
    try:
        return ScriptDirectory.from_config(config()).get_revision(revision) is not None
    except CommandError:
        return False
