"""Alembic migrations of a record, run by :mod:`musnad.store.connect`."""
