"""``musnad timeline``: what happened on which day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from musnad.app.questions.page import Page


def lines(page: Page) -> Iterator[str]:
    rows = page.answer["timeline"]
    yield from page.head("matters", len(rows))
    for day, told in groupby(rows, key=lambda m: m["day"]):
        yield ""
        yield page.paint(day or page.label("undated.day"), "bold")
        for m in told:
            parts = [page.paint(page.type(m), "magenta"), page.parts(m), page.quoted(m["title_ar"]), page.label(f"state.{m['status']}")]
            if m["day_is"] == "told":
                parts.append(page.label("question.told"))
            elif m["last_day"] and m["last_day"] != m["first_day"]:
                parts.append(f"… {m['last_day']}")
            parts.append(f"{page.label('according')} {page.origins(m)}")
            yield f"    {page.paint(m['key'], 'dim')} " + " · ".join(p for p in parts if p)
