"""The one thing that can go wrong when the learned reader is asked for."""

from __future__ import annotations

from musnad.errors import MusnadError


class TaggerUnavailable(MusnadError):  # noqa: N818  named for what a reader does about it: go on without
    """The learned model cannot be used here. ``str()`` says what is missing and how to get it."""
