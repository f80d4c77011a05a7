"""What every input must keep to, checked in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from musnad.errors import InputError
from musnad.model import Article

#: The longest article that is read. The longest of the 17,757 in the ANT corpus has 21,154 characters.
MAX_CHARACTERS = 400_000
#: The longest file taken for one article, and the longest line of a .jsonl file, in bytes.
MAX_BYTES = 16_000_000
_LETTER_OR_DIGIT = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the command line says about articles that do not say it themselves."""

    published: str | None = None
    outlet: str | None = None
    url: str | None = None


def iso_moment(value: str) -> str:
    """The value as it stands if it is an ISO 8601 date or date and time, else ValueError."""
    if not re.match(r"\d{4}-\d\d-\d\d", value):
        raise ValueError(value)
    datetime.fromisoformat(value)
    return value


def check_article(article: Article, name: str) -> Article | InputError:
    """The article, or why it cannot be read."""
    if not article.text.strip():
        return InputError(f"{name}: empty; give the article's text, or leave the file out")
    if len(article.text) > MAX_CHARACTERS:
        return InputError(
            f"{name}: {len(article.text):,} characters are more than one article ({MAX_CHARACTERS:,} at most); "
            "put each article on a line of its own in a .jsonl file"
        )
    if not _LETTER_OR_DIGIT.search(article.text):
        return InputError(f"{name}: no letter in it; give the article's text")
    return article


def too_large(name: str) -> InputError:
    """For files and lines that are not even decoded."""
    return InputError(
        f"{name}: larger than {MAX_BYTES // 1_000_000} MB, too large for one article; "
        "put each article on a line of its own in a .jsonl file"
    )
