"""The words that the program says itself, English or Arabic: ``labels.tsv``."""

from __future__ import annotations

from pathlib import Path

from musnad.lexicon.reader import read_table

LANGUAGES = ("en", "ar")
_FILE = Path(__file__).with_name("labels.tsv")


class Labels:
    """Labels of one language. A key that has none is shown as it is."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.rtl = language == "ar"
        self._words = {row["key"]: row[language] for row in read_table(_FILE, ("key", *LANGUAGES), ("key", *LANGUAGES))}

    def __call__(self, key: str, **values: object) -> str:
        text = self._words.get(key, key.rpartition(".")[2])
        return text.format(**values) if values else text

    def count(self, key: str, number: int) -> str:
        """The label for one or for many."""
        return self(f"{key}.one" if number == 1 else f"{key}.many", n=number)
