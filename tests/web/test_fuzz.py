"""Whatever is sent, within and outside the description, never ends in a 5xx."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from conftest import ROOT
from web.conftest import HOSTS, add

schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis")

from schemathesis import GenerationMode  # noqa: E402

from musnad.app.api.build import create_app  # noqa: E402
from musnad.app.api.settings import Settings  # noqa: E402

_FOLDER = tempfile.TemporaryDirectory(prefix="musnad-fuzz-")


def _app() -> object:
    record = Path(_FOLDER.name) / "record.db"
    lines = (ROOT / "examples" / "situation" / "articles.jsonl").read_text(encoding="utf-8").splitlines()[:14]
    (Path(_FOLDER.name) / "some.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    add([str(Path(_FOLDER.name) / "some.jsonl")], record)
    return create_app(Settings(record, edit=True, hosts=(*HOSTS, "localhost")))


@pytest.fixture(scope="module")
def schema() -> Any:
    return schemathesis.openapi.from_asgi("/api/openapi.json", _app())


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda m: m.value)
def test_no_server_error(schema: Any, mode: Any) -> None:
    """Operation by operation, without schemathesis's pytest plugin (4.32 does not know pytest 9)."""
    seen: dict[int, int] = {}
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def ask(case: Any) -> None:
            answer = case.call()
            seen[answer.status_code] = seen.get(answer.status_code, 0) + 1
            assert answer.status_code < 500, (case.as_curl_command(), answer.text[:500])

        with contextlib.suppress(Unsatisfiable):  # a question without parameters has no wrong ones
            ask()
    assert sum(seen.values()) > 200
    assert (200 in seen) if mode is GenerationMode.POSITIVE else (422 in seen)
