"""``musnad compare MATTER``: how each outlet tells it."""

from __future__ import annotations

from collections.abc import Iterator

from musnad.app.questions.page import Page
from musnad.model import Json


def lines(page: Page) -> Iterator[str]:
    matter = page.answer["matter"]
    yield f"{page.paint(matter['key'], 'dim')} {page.paint(page.type(matter), 'magenta')} {page.quoted(matter['title_ar'])} · {page.label('state.' + matter['status'])}"
    for column in page.answer["outlets"]:
        yield ""
        yield page.paint(page.words(column["outlet"], 60) if column["outlet"] else f"({page.label('unknown')})", "bold")
        for told in column["told"]:
            yield f"    {page.article(told['article'])}"
            yield from ("        " + line for line in _told(page, told))


def _told(page: Page, told: Json) -> Iterator[str]:
    for key, names in told["naming"].items():
        shown = ", ".join(page.quoted(n["words"], 60) for n in names) or page.label("compare.unnamed")
        yield f"{page.label('compare.calls')} {page.name(key)}: {shown}"
    for verb in told["verbs"]:
        yield f"{page.label('compare.says')} {page.quoted(verb['words'], 60)} {page.label('type.' + verb['type'])} · {page.label('status.' + verb['status'])}"
    if told["agent"] == "left out":
        yield page.paint(page.label("compare.left_out"), "yellow")
    for figure in told["figures"]:
        effect = page.label(f"effect.{figure['effect']}") if figure["effect"] else page.words(figure["unit"], 30)
        yield f"{page.label('counts')} {effect} {page.amount(figure['low'], figure['high'])} {page.quoted(figure['words'], 80)} · {page.words(figure['origin_name'], 40)}"
    for chain in told["sources"]:
        yield f"{page.label('according')} {' ← '.join(page.words(n, 40) for n in chain)}"
