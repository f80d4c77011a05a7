"""``musnad matters``: what is told, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.app.questions.page import Page


def lines(page: Page) -> Iterator[str]:
    rows = page.answer["matters"]
    yield from page.head("matters", len(rows))
    if rows:
        heads = ("key", "day", "type", "status", "articles", "origins", "parts", "title")
        yield from page.table(
            heads,
            (
                (
                    page.paint(m["key"], "dim"), page.days(m["first_day"], m["last_day"]), page.paint(page.type(m), "magenta"),
                    page.label(f"state.{m['status']}"), str(len(m["articles"])), str(len(m["origins"])), page.parts(m), page.words(m["title_ar"]),
                )
                for m in rows
            ),
        )  # fmt: skip
