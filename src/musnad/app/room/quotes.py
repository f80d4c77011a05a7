"""The very words of a fact, in the sentence that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select

from musnad.model import Json
from musnad.store import schema
from musnad.store.pack import unpack_text
from musnad.store.queries import Ask
from musnad.text.segments import segment_spans

#: A longer part of a sentence before or behind the words is cut here.
AROUND, WORDS = 220, 600


class Quotes:
    """Quotations out of the articles of one snapshot; each text is unpacked once."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self._texts: dict[str, str] = {}

    def load(self, articles: Iterable[str]) -> None:
        """Texts of many articles at once."""
        a, b = schema.article.c, schema.body.c
        missing = sorted(set(articles) - set(self._texts))
        for start in range(0, len(missing), 400):
            rows = select(a.uid, b.text).where(b.article == a.id, a.uid.in_(missing[start : start + 400]))
            for row in self.ask.connection.execute(rows):
                self._texts[row.uid] = unpack_text(row.text)

    def of(self, fact: Json) -> Json:
        """``before``, ``words``, ``after``: a sentence in three parts; ``start`` and ``end`` are those of the words."""
        self.load([fact["article"]])
        text, start, end = self._texts.get(fact["article"], ""), fact["start"], fact["end"]
        around = _sentences(text, start, end)
        first, last = min([start, *(s[0] for s in around)]), max([end, *(s[1] for s in around)])
        before, after = text[first:start], text[end:last]
        return {
            "before": before if len(before) <= AROUND else "…" + before[-AROUND:], "words": (text[start:end] or fact["words"])[:WORDS],
            "after": after if len(after) <= AROUND else after[:AROUND] + "…", "start": start, "end": end, "article": fact["article"], "key": fact["key"], "kind": fact["kind"],
        }  # fmt: skip

    def into(self, rows: Iterable[Any]) -> None:
        """Give every reference to a fact in these values its ``quote``."""
        refs = [r for row in rows for r in facts(row)]
        self.load(r["article"] for r in refs)
        for ref in refs:
            ref["quote"] = self.of(ref)


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Those that the span touches; only its own paragraph is looked at, since no sentence reaches beyond one."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    part = text[first : last if last >= 0 else len(text)]
    return [(first + s.start, first + s.end) for s in segment_spans(part) if first + s.start < end and start < first + s.end]


def facts(value: Any) -> Iterator[Json]:
    """Every reference to a fact."""
    if isinstance(value, dict):
        if {"article", "key", "start", "end", "words"} <= value.keys() and "quote" not in value and "before" not in value:
            yield value
            return
        for item in value.values():
            yield from facts(item)
    elif isinstance(value, list):
        for item in value:
            yield from facts(item)
