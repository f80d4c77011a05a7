"""Alembic's entry: runs on the connection that :mod:`musnad.store.connect` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
