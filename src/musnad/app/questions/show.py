"""``musnad show KEY``: all of one thing, whatever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from musnad.app.questions.disputes import of_dispute, step_line
from musnad.app.questions.figures import of_figure
from musnad.app.questions.page import Page
from musnad.app.questions.processes import of_process
from musnad.app.render import render
from musnad.model import Article, Json
from musnad.store.revive import revive


def lines(page: Page) -> Iterator[str]:
    yield from _KINDS[page.answer["kind"]](page, page.answer["value"])


def _matter(page: Page, matter: Json) -> Iterator[str]:
    yield page.paint(page.words(matter["title_ar"], 300), "bold")
    yield page.paint(page.words(matter["title_en"], 300), "dim")
    yield f"{page.label('question.matter')} {matter['key']} · {page.paint(page.type(matter), 'magenta')} · {page.label('state.' + matter['status'])}"
    parts = [page.parts(matter), f"{page.label('in')} {page.name(matter['place'])}" if matter["place"] else ""]
    if matter["first_day"] or matter["last_day"]:
        parts.append(f"{page.label('on')} {page.days(matter['first_day'], matter['last_day'])}")
    yield " · ".join(p for p in parts if p) or "—"
    yield f"{page.label('according')} {page.origins(matter, 12)}"
    yield ""
    yield from (step_line(page, step) for step in matter["history"])
    for name, one in (("disputes", of_dispute), ("figures", of_figure), ("processes", of_process)):
        for row in page.answer[name]:
            yield ""
            yield from one(page, row)


def _identity(page: Page, identity: Json) -> Iterator[str]:
    known = [identity["name"], identity["name_en"], identity["country"], identity["sector"], identity["wikidata"]]
    yield page.paint(" · ".join(page.words(x, 80) for x in known if x), "bold")
    yield f"{page.label('question.identity')} {identity['key']} · {page.label('entity.' + identity['type'])} · {page.label('question.in_articles', n=identity['articles'])}"
    yield f"{page.label('question.called')} {', '.join(page.words(n, 60) for n in identity['names'][:20])}"
    yield ""
    for matter in page.answer["matters"]:
        day = page.days(matter["first_day"], matter["last_day"])
        yield f"{page.paint(matter['key'], 'dim')} {day} · {page.type(matter)} · {page.parts(matter)} · {page.label('state.' + matter['status'])} · {page.quoted(matter['title_ar'])}"


def _copies(page: Page, group: Json) -> Iterator[str]:
    yield f"{page.label('question.copies')} {group['key']} · {page.words(group['agency'], 40)}".rstrip(" ·")
    for one in group["why"]:
        yield f"    {page.article(one['article'])} · {one['article'][:16]} · {page.words(one['why'], 120)}"


def _fact(page: Page, fact: Json) -> Iterator[str]:
    names = {e["id"]: e["name"] for e in page.answer["entities"]}
    yield f"{page.label('kind.s' if page.answer['kind'] == 'statement' else 'kind.v')} {fact['key']} · {page.article(page.answer['article'])}"
    yield f"    {page.quoted(page.answer['words'], 400)}"
    for field, value in fact.items():
        if field in _FACT_FIELDS and value not in (None, [], ""):
            shown = [page.words(str(names.get(v, v)), 60) for v in (value if isinstance(value, list) else [value])]
            yield f"    {field}: {', '.join(shown)}"
    yield f"    {page.label('question.matters')} {' '.join(page.answer['matters']) or '—'}"
    mine = {v for f in ("actors", "recipients", "sources") for v in fact.get(f, [])} | {fact.get("speaker"), fact.get("place")}
    shown = [f"{i} {page.words(n, 40)}" for i, n in names.items() if i in mine or len(names) <= 20]
    yield f"    {page.label('named')}: {' · '.join(shown) or '—'}"


_FACT_FIELDS = ("type", "mode", "status", "aspect", "stance", "evidential", "speaker", "actors", "recipients", "place", "date", "sources", "confidence", "corrected")


def _article(page: Page, report: Json) -> Iterator[str]:
    article = Article(page.answer["text"], report["id"], report["published"], report["outlet"], report["url"])
    yield render(revive(article, report), page.label, page.paint)
    for version in page.answer["versions"]:
        yield ""
        yield f"{page.label('question.version')} {version['article'][:16]} · {version['published'] or '—'}"
        yield from (f"    {line[:1]} {page.words(line[1:], 300)}" for line in version["changes"])
    for group in page.answer["copies"]:
        yield ""
        yield from _copies(page, group)




_KINDS: dict[str, Callable[[Page, Json], Iterator[str]]] = {
    "matter": _matter, "identity": _identity, "copies": _copies, "statement": _fact, "event": _fact, "article": _article,
    "dispute": of_dispute, "process": of_process, "figure": of_figure,
}  # fmt: skip
