"""``musnad explain KEY --record FILE``: why the program says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import click

from musnad.app.explain import all_facts, explain_fact
from musnad.app.labels import Labels
from musnad.app.output import to_json
from musnad.app.paint import Paint
from musnad.app.questions.page import Page
from musnad.app.view import View
from musnad.errors import UsageError
from musnad.model import Json
from musnad.store.databases import Place
from musnad.store.queries import Questions
from musnad.store.revive import revive


def explain_record(key: str, fact: str | None, record: Place, lang: str, as_json: bool) -> int:
    """The reason of a matter, dispute, process, identity or fact, with the words that it rests on.

    For a fact: rule, lexicon rows and words, as ``musnad explain FILE`` prints them.
    """
    questions = Questions(record)
    answer = questions.show(key)
    labels, paint = Labels(lang), Paint(sys.stdout.isatty())
    if answer["kind"] in ("statement", "event", "article"):
        found = questions.report(key)
        assert found is not None
        report = revive(found.article, found.report)
        wanted = fact if answer["kind"] == "article" else key
        facts = [f for f in all_facts(report) if wanted in (None, f.id, getattr(f, "key", None))]
        if not facts:
            raise UsageError(f"{key}: its article has no fact {fact}")
        if as_json:
            click.echo(to_json([f.json() for f in facts], indent=1))
            return 0
        view = View(report, labels, paint, show_all=True)
        click.echo("\n\n".join("\n".join(explain_fact(view, f)) for f in facts))
        return 0
    if as_json:
        click.echo(to_json({"kind": answer["kind"], "key": key, "reason": answer["value"]["reason"], "facts": list(_facts(answer["value"]))}, indent=1))
        return 0
    page = Page(answer, labels, paint)
    for line in _why(page, answer["value"]):
        click.echo(line)
    return 0


def _why(page: Page, value: Json) -> Iterator[str]:
    title = value.get("title_ar") or value.get("proposition") or value.get("name") or value["key"]
    yield f"{page.label('question.' + page.answer['kind'])} {value['key']} {page.quoted(title, 200)}"
    reason = value.get("reason") or _line_reason(page, value)
    if reason:
        yield f"    rule  {page.words(reason['rule'], 200)}"
        yield from (f"    because {page.words(line, 300)}" for line in reason["because"])
    for line in value.get("why", []):
        yield f"    because {page.article(line['article'])}: {page.words(line['why'], 200)}"
    yield from (f"    words {page.quoted(name, 80)}" for name in value.get("names", []))
    seen = set()
    for fact in _facts(value):
        if (fact["article"], fact["key"]) not in seen:
            seen.add((fact["article"], fact["key"]))
            yield f"    words {page.quoted(fact['words'], 200)} [{fact['start']}–{fact['end']}] · {page.article(fact['article'])} · {fact['key']}"


def _line_reason(page: Page, value: Json) -> Json | None:
    """A figure line is a grouping, not a guess: all that one matter's articles count of one thing."""
    if page.answer["kind"] != "figure":
        return None
    counted = " ".join(x for x in (value["effect"], value["unit"]) if x)
    return {"rule": "figure.line", "because": [f"every value of {counted} in matter {value['matter']}"]}


def _facts(value: Any) -> Iterator[Json]:
    """Every reference to a fact, in order."""
    if isinstance(value, dict):
        if {"article", "key", "start", "end", "words"} <= value.keys():
            yield value
        for item in value.values():
            yield from _facts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _facts(item)
