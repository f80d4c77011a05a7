"""From a command's options to a question and the module that shows its answer."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from musnad.app.questions.asking import ask
from musnad.events.confidence import SHOWN
from musnad.store.databases import Place
from musnad.store.filters import Filter
from musnad.store.queries import Questions


def list_command(name: str, *, record: Place, limit: int, lang: str, as_json: bool, show_all: bool = True, **chosen: Any) -> int:
    """Ask for a list by its name."""
    more = {} if show_all or as_json else {"sure": SHOWN}

    def question(questions: Questions) -> dict[str, Any]:
        answer: dict[str, Any] = getattr(questions, name)(Filter(**chosen), limit=limit, **more)
        return answer

    return ask(record, as_json, lang, question, _module(name).lines)


def search_command(words: str, *, record: Place, limit: int, lang: str, as_json: bool, **chosen: Any) -> int:
    """Search for words."""
    return ask(record, as_json, lang, lambda q: q.search(words, Filter(**chosen), limit=limit), _module("search").lines)


def one_command(name: str, key: str, *, record: Place, as_of: str | None, lang: str, as_json: bool) -> int:
    """Ask for one thing by its key."""
    return ask(record, as_json, lang, lambda q: getattr(q, name)(key, as_of), _module(name).lines)


def _module(name: str) -> Any:
    return import_module(f"musnad.app.questions.{name}")
