"""The laws of DESIGN.md, each as a test."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import musnad
from conftest import ROOT, example_articles, example_records
from musnad.app.output import to_json
from musnad.app.rows import row_text
from musnad.model import (
    ASPECTS,
    ENTITY_TYPES,
    EVENT_TYPES,
    EVIDENTIALS,
    SECTORS,
    STANCES,
    STATUSES,
    Article,
    Report,
)
from musnad.reader import Reader
from musnad.text.fold import fold

SOURCE = ROOT / "src" / "musnad"

# What each room may import, besides itself. The way of the data is the way of the folders.
_CORE = ("errors", "collector", "model", "text", "lexicon", "tagger", "mentions", "statements", "events", "reader")
ALLOWED: dict[str, frozenset[str]] = {
    **{room: frozenset(_CORE[:i]) for i, room in enumerate(_CORE)},
    "sources": frozenset({"errors", "model", "text"}),
    "record": frozenset(_CORE),
    "store": frozenset({*_CORE, "record"}),
    "exports": frozenset({*_CORE, "record", "store"}),
    "archive": frozenset({*_CORE, "sources", "record", "store"}),
    "app": frozenset({*_CORE, "sources", "record", "store", "exports", "archive", ""}),
    "__main__": frozenset({"app"}),
    "": frozenset({*_CORE}),  # the façade, lazily
}


def _room(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            names = [node.module or ""]
        else:
            continue
        for name in names:
            if name == "musnad" or name.startswith("musnad."):
                yield node.lineno, name.partition(".")[2].partition(".")[0]


def test_imports_flow_one_way() -> None:
    wrong = []
    for path in sorted(SOURCE.rglob("*.py")):
        room = _room(path)
        assert room in ALLOWED, f"{path}: give the room {room!r} its place in ALLOWED"
        wrong += [
            f"{path.relative_to(ROOT)}:{line} imports {target or 'the façade'}"
            for line, target in _imports(path)
            if target != room and target not in ALLOWED[room]
        ]
    assert wrong == []


def test_facade_is_true() -> None:
    assert sorted(musnad.__all__) == musnad.__all__
    for name in musnad.__all__:
        assert getattr(musnad, name) is not None, name
    assert set(musnad._HOMES) | {"read", "__version__"} == set(musnad.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        musnad.nothing  # noqa: B018  the look-up is what is tested


def test_version_is_the_package_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert musnad.__version__ == project["version"]


def test_import_is_light() -> None:
    code = (
        "import sys, musnad, musnad.app.cli\n"
        "heavy = [m for m in sys.modules if m.startswith(('musnad.reader', 'musnad.lexicon', 'musnad.archive', 'daft', 'pyarrow', 'rich', 'hijridate', 'sqlalchemy', 'alembic', 'fastapi'))]\n"
        "print(heavy)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_read_of_the_facade(model_reader: Reader) -> None:
    article = example_articles()[1]
    report = musnad.read(article.text, published=article.published, outlet=article.outlet)
    assert report.statements == model_reader.read(article).statements


# --- reports -----------------------------------------------------------------------------------


def _spans(value: Any, path: str = "") -> Iterator[tuple[str, int, int]]:
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield path, value["start"], value["end"]
        for key, item in value.items():
            yield from _spans(item, f"{path}.{key}")
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _spans(item, f"{path}[{i}]")


def test_every_span_maps_back(example_reports: list[Report]) -> None:
    for report in example_reports:
        text = report.article.text
        for path, start, end in _spans(report.json()):
            if path == ".dateline" and report.dateline is None:
                continue
            words = text[start:end]
            assert 0 <= start < end <= len(text), (report.article.id, path)
            assert words.strip(), (report.article.id, path)


def test_every_fact_has_its_reason(example_reports: list[Report]) -> None:
    for report in example_reports:
        for fact in (*report.entities, *report.times, *report.statements, *report.events, *report.places, *report.figures):
            where = (report.article.id, fact.id)
            assert fact.reason.rule, where
            assert fact.reason.spans, where
            for row in fact.reason.rows:
                assert row_text(row), (*where, row)


def test_every_reference_is_kept(example_reports: list[Report]) -> None:
    for report in example_reports:
        entities = {e.id for e in report.entities}
        statements, events = {s.id for s in report.statements}, {v.id for v in report.events}
        figures, times = {f.id for f in report.figures}, {t.id for t in report.times}
        for s in report.statements:
            assert {link.entity for link in s.chain} <= entities
            assert s.speaker == (s.chain[0].entity if s.chain else None), (report.article.id, s.id)
            assert set(s.about) <= events
        for v in report.events:
            assert {*v.actors, *v.recipients, *v.sources} <= entities
            assert {v.place} <= entities | {None}
            assert set(v.statements) <= statements
            assert {v.killed, v.injured} <= figures | {None}
            assert {v.deadline} <= times | {None}
        assert {p.entity for p in report.places} <= entities
        assert {f.of for f in report.figures} <= entities | {None}
        assert {f.part_of for f in report.figures} <= figures | {None}


def test_every_value_is_of_its_list(example_reports: list[Report]) -> None:
    for report in example_reports:
        assert {e.type for e in report.entities} <= set(ENTITY_TYPES)
        assert {e.sector for e in report.entities} <= {*SECTORS, None}
        assert {s.stance for s in report.statements} <= set(STANCES)
        assert {s.evidential for s in report.statements} <= set(EVIDENTIALS)
        assert {v.type for v in report.events} <= set(EVENT_TYPES)
        assert {v.status for v in report.events} <= set(STATUSES)
        assert {v.aspect for v in report.events} <= {*ASPECTS, None}
        assert {f.scope for f in report.figures} <= {"event", "cumulative", "subset"}
        assert {t.type for t in report.times} <= {"DATE", "TIME", "DURATION", "SET"}
        assert all(0.0 <= v.confidence <= 1.0 for v in report.events)


def test_ids_and_keys_are_unique(example_reports: list[Report]) -> None:
    for report in example_reports:
        facts = (*report.entities, *report.times, *report.statements, *report.events, *report.places, *report.figures)
        ids = [f.id for f in facts]
        keys = [f.key for f in (*report.statements, *report.events)]
        assert len(ids) == len(set(ids))
        assert len(keys) == len(set(keys)), report.article.id


def test_missing_is_none_never_prose(example_reports: list[Report]) -> None:
    def walk(value: Any) -> Iterator[Any]:
        if isinstance(value, dict):
            for item in value.values():
                yield from walk(item)
        elif isinstance(value, list):
            for item in value:
                yield from walk(item)
        else:
            yield value

    for report in example_reports:
        for value in walk(report.json()):
            assert value not in ("", "NULL", "None", "null", "unknown", "N/A"), report.article.id


def test_no_published_no_relative_day(reader: Reader) -> None:
    article = Article("بغداد (رويترز) - قالت وزارة الدفاع يوم الأحد إن جنديا قتل أمس.")
    for time in reader.read(article).times:
        assert time.value is None, time
        assert time.first_day is None, time


def test_same_input_same_bytes(reader: Reader) -> None:
    other = Reader()
    for article in example_articles():
        assert to_json(reader.read(article).json()) == to_json(other.read(article).json())


def test_same_bytes_in_every_process() -> None:
    """Sets and hashes of strings differ from process to process; reports do not."""
    outputs = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "musnad", "read", str(ROOT / "examples" / "articles.jsonl"), "--format", "jsonl"]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        outputs.append(subprocess.run(command, capture_output=True, check=True, env=env).stdout)
    assert outputs[0] == outputs[1]


def test_order_of_reading_changes_nothing(reader: Reader, example_reports: list[Report]) -> None:
    for article, before in reversed(list(zip(example_articles(), example_reports, strict=True))):
        assert reader.read(article) == before


def _decorate(text: str) -> str:
    """The same words with diacritics and tatweel as some outlets set them: every third Arabic letter is followed by a mark."""
    out, letters = [], 0
    for i, ch in enumerate(text):
        out.append(ch)
        joined = i + 1 < len(text) and "\u0621" <= text[i + 1] <= "\u064a"
        if "\u0621" <= ch <= "\u064a" and joined:
            letters += 1
            if letters % 3 == 0:
                out.append("\N{ARABIC FATHA}" if letters % 2 else "\N{ARABIC SHADDA}")
    return "".join(out)


@pytest.mark.parametrize("number", range(len(example_records())))
def test_marks_change_offsets_and_nothing_else(reader: Reader, example_reports: list[Report], number: int) -> None:
    plain = example_reports[number]
    text = _decorate(plain.article.text)
    article = Article(text, plain.article.id, plain.article.published, plain.article.outlet, plain.article.url)
    marked = reader.read(article)
    assert [fold(s.span.of(text)) for s in marked.statements] == [fold(s.span.of(plain.article.text)) for s in plain.statements]
    assert [(t.type, t.value) for t in marked.times] == [(t.type, t.value) for t in plain.times]
    assert [(v.type, v.status, v.actors, v.recipients) for v in marked.events] == [
        (v.type, v.status, v.actors, v.recipients) for v in plain.events
    ]


def test_golden_layout_of_a_report(example_reports: list[Report]) -> None:
    """The keys that DESIGN.md fixes are there, in every report."""
    fixed = {
        "id", "published", "outlet", "url", "language", "dateline", "published_inferred", "entities", "times", "places",
        "figures", "statements", "events", "quality",
    }  # fmt: skip
    for report in example_reports:
        assert fixed <= set(json.loads(to_json(report.json())))
