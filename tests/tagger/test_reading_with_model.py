"""The learned reader: the same bytes alone and among others, reasons for what only it knows, and life without it."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from conftest import example_articles
from musnad.app.output import to_json
from musnad.model import Article
from musnad.reader import MODEL, NAME, Reader, open_reader
from musnad.tagger import TaggerUnavailable


def test_same_bytes_alone_and_in_any_order(model_reader: Reader) -> None:
    articles = example_articles()
    forward = {a.name: to_json(model_reader.read(a).json()) for a in articles}
    backward = {a.name: to_json(model_reader.read(a).json()) for a in reversed(articles)}
    alone = to_json(open_reader("model").read(articles[3]).json())
    assert forward == backward
    assert forward[articles[3].name] == alone


def test_reports_name_the_model(model_reader: Reader, reader: Reader) -> None:
    article = example_articles()[0]
    assert dict(model_reader.read(article).quality)["reader"] == MODEL
    assert dict(model_reader.read(article).quality)["model"].startswith("musnad-")  # type: ignore[union-attr]
    assert dict(reader.read(article).quality) == {**dict(reader.read(article).quality), "reader": NAME, "model": None}


def test_every_span_of_the_learned_reader_maps_back(model_reader: Reader) -> None:
    for article in example_articles():
        report = model_reader.read(article)
        for event in report.events:
            assert article.text[event.trigger.start : event.trigger.end].strip()
            assert event.reason.rows
        for statement in report.statements:
            assert 0 <= statement.span.start < statement.span.end <= len(article.text)


def test_without_onnxruntime_the_program_says_so_and_works(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] == "onnxruntime":
            raise ImportError(name, name="onnxruntime")
        return plain(name, *args, **kwargs)

    import importlib

    found = importlib.import_module
    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr(importlib, "import_module", lambda name, package=None: without(name) if name == "onnxruntime" else found(name, package))
    reader = open_reader()
    assert "onnxruntime" in reader.notice
    assert dict(reader.read(Article("قال الوزير إن المحادثات ستبدأ غدا.")).quality)["reader"] == NAME
    with pytest.raises(TaggerUnavailable):
        open_reader("model")
