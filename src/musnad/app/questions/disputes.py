"""``musnad disputes``: who holds what against whom."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.app.questions.page import Page
from musnad.model import Json


def lines(page: Page) -> Iterator[str]:
    rows = page.answer["disputes"]
    yield from page.head("disputes", len(rows))
    for dispute in rows:
        yield ""
        yield from of_dispute(page, dispute)


def of_dispute(page: Page, dispute: Json) -> Iterator[str]:
    """The proposition, its sides with their words, and what was told on which day."""
    yield f"{page.paint(dispute['key'], 'dim')} {page.label('dispute.' + dispute['kind'])} {page.quoted(dispute['proposition'], 200)}"
    if dispute["matter"]:
        yield f"    {page.label('question.matter')} {dispute['matter']}"
    for side in dispute["sides"]:
        colour = {"denies": "red", "affirms": "green"}.get(side["position"], "yellow")
        position = page.paint(page.label(f"position.{side['position']}"), colour)
        yield f"    {position}: {page.origins(side, 8)}"
        for fact in side["facts"][:3]:
            yield f"        {page.quoted(fact['words'], 160)} · {page.article(fact['article'])}"
    for step in dispute["history"]:
        yield "    " + step_line(page, step)


def step_line(page: Page, step: Json) -> str:
    """day · act · by · words · outlet."""
    by = page.words(step["by_name"], 40) if step["by_name"] else page.label("own_voice")
    parts = [step["day"] or page.label("undated.day"), page.label(f"act.{step['act']}"), by, page.quoted(step["words"], 120), page.words(step["outlet"], 40)]
    return " · ".join(p for p in parts if p)
