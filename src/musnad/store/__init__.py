"""The record as a file: articles with their reports, people's decisions, and what was put together out of them.

Start at :mod:`musnad.store.schema` for the tables and :class:`musnad.store.record.Record` for what can be done.
"""
