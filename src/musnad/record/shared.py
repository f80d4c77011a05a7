"""One object for equal values: ten thousand articles name the same few thousand kinds, names and ids.

This only ever saves memory: nothing depends on whether two equal values are one object, so the table may be emptied at any time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

T = TypeVar("T", bound=Hashable)
_seen: defaultdict[type, dict[Any, Any]] = defaultdict(dict)


def same(value: T) -> T:
    """The value itself, or the equal one of its type that was met first."""
    return _seen[type(value)].setdefault(value, value)  # type: ignore[no-any-return]  # equal and of one type


def texts(values: Iterable[str]) -> tuple[str, ...]:
    """A tuple of texts, each of them and the tuple itself shared."""
    return same(tuple(map(same, values)))


def forget() -> None:
    """Empty the table: once all articles are read it is only in the way."""
    _seen.clear()
