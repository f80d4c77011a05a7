"""``musnad actors``: who has a part in what is told."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.app.questions.page import Page


def lines(page: Page) -> Iterator[str]:
    rows = page.answer["actors"]
    yield from page.head("actors", len(rows))
    if rows:
        yield from page.table(
            ("key", "matters", "did", "got", "articles", "type", "country", "english", "name"),
            (
                (
                    page.paint(a["key"], "dim"), str(a["matters"]), str(a["as_actor"]), str(a["as_recipient"]), str(a["articles"]),
                    page.label(f"entity.{a['type']}"), a["country"] or "", page.words(a["name_en"], 40), page.words(a["name"], 60),
                )
                for a in rows
            ),
        )  # fmt: skip
