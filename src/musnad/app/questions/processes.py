"""``musnad processes``: what goes on, in which phase it is, and what it was to end in by when."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.app.questions.page import Page
from musnad.model import Json


def lines(page: Page) -> Iterator[str]:
    rows = page.answer["processes"]
    yield from page.head("processes", len(rows))
    for process in rows:
        yield ""
        yield from of_process(page, process)


def of_process(page: Page, process: Json) -> Iterator[str]:
    """Title and state, then its phases and deadlines."""
    state = page.paint(page.label(f"phase.{process['state']}"), "bold")
    parts = [page.label(f"process.{process['kind']}"), page.names(process["actors"], 5), state, page.quoted(process["title_ar"])]
    yield f"{page.paint(process['key'], 'dim')} " + " · ".join(p for p in parts if p)
    for phase in process["phases"]:
        told = f"({page.label('question.told')})" if not phase["day"] else ""
        by = page.words(phase["by_name"], 40) if phase["by_name"] else ""
        shown = [f"{phase['day'] or phase['told'] or '—'} {told}".strip(), page.label(f"phase.{phase['name']}"), by, page.quoted(phase["words"], 120), page.article(phase["article"])]
        yield "    " + " · ".join(p for p in shown if p)
    for deadline in process["deadlines"]:
        parts = [f"{page.label('deadline')} {deadline['day']}", page.label(f"deadline.{deadline['state']}"), page.quoted(deadline["what"], 120)]
        if deadline["silent_after"]:
            parts.append(page.label("deadline.silent", n=deadline["silent_after"]))
        yield "    " + " · ".join(parts)
