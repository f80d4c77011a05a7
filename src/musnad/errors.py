"""What can go wrong, as one tree.

MusnadError
├── InputError          an article or file that cannot be read; names the input and the next step
│   └── RecordError     a record that cannot be opened, read or written; nothing in it was lost
├── LexiconError        a bad row in a lexicon file: message starts with ``path:line``
└── UsageError          options that cannot be served together
    └── TooLargeError   what was asked for would be larger than it may be
"""

from __future__ import annotations


class MusnadError(Exception):
    """Base of everything this package raises on purpose."""


class InputError(MusnadError):
    """Something in the input could not be used. ``str()`` names it and says what to do."""


class RecordError(InputError):
    """A record file that cannot be opened, read or written. What it held before is still there."""


class LexiconError(MusnadError):
    """A lexicon row that breaks the rules of its file.

    ``where`` is ``path:line``; the message says which column and what was expected.
    """

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem


class UsageError(MusnadError):
    """Options that contradict each other."""


class TooLargeError(UsageError):
    """What was asked for would be larger than whoever serves it allows."""
