"""``musnad figures``: what was counted, by whom, and how it changed."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.app.questions.page import Page
from musnad.model import Json


def lines(page: Page) -> Iterator[str]:
    rows = page.answer["figures"]
    yield from page.head("figures", len(rows))
    for figure in rows:
        yield ""
        yield from of_figure(page, figure)


def of_figure(page: Page, figure: Json) -> Iterator[str]:
    """What is counted and its range, then every value."""
    what = " ".join(p for p in (page.label(f"effect.{figure['effect']}") if figure["effect"] else "", page.words(figure["unit"], 30)) if p)
    best = page.paint(page.amount(figure["best"], figure["best"]), "bold")
    span = f" ({page.amount(figure['low'], figure['high'])})" if figure["low"] != figure["high"] else ""
    title = (figure.get("matter_title") or {}).get("ar")
    yield f"{page.paint(figure['key'], 'dim')} {what}: {best}{span} · {page.label('question.matter')} {figure['matter']} {page.quoted(title) if title else ''}".rstrip()
    for entry in figure["entries"]:
        notes = [page.label(f"scope.{entry['scope']}")] if entry["scope"] != "event" else []
        notes += [page.label("hedged")] if entry["hedged"] else []
        shown = [entry["day"] or page.label("undated.day"), page.amount(entry["low"], entry["high"]), page.quoted(entry["fact"]["words"], 80), page.words(entry["origin_name"], 40), *notes]
        yield "    " + " · ".join(shown)
