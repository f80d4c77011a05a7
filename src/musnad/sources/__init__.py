"""Inputs: files, folders and standard input become articles, one after the other.

A source never raises for what it finds in the input: it yields an :class:`~musnad.errors.InputError`
in the place of what could not be used, and goes on.
"""

from musnad.sources.limits import Defaults
from musnad.sources.locate import Source, open_sources

__all__ = ["Defaults", "Source", "open_sources"]
