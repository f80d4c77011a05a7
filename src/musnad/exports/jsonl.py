"""Everything, one JSON object a line, each with its ``kind``: first the articles with text and report, then what was put together."""

from __future__ import annotations

from typing import TextIO

from musnad.exports.safe import to_json
from musnad.store import schema
from musnad.store.queries import Ask

_KINDS = {
    "identity": schema.identity, "copies": schema.copy_group, "matter": schema.matter, "dispute": schema.dispute,
    "process": schema.process, "figure": schema.figure_line,
}  # fmt: skip


def write_jsonl(ask: Ask, out: TextIO) -> None:
    """Articles by day and name, everything else by key. ``value`` is what ``musnad show KEY --json`` gives."""
    for kept, report in ask.reports():
        article = {"kind": "article", "key": kept.uid, "text": kept.article.text, "value": {**report, "id": kept.article.name}}
        out.write(to_json(article) + "\n")
    for kind, table in _KINDS.items():
        for row in ask.stream(table):
            out.write(to_json({"kind": kind, "key": row["key"], "value": row}) + "\n")
