"""Whatever is sent, within and outside the description, never ends in a 5xx."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from conftest import ROOT
from web.conftest import HOSTS, add

schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis")

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
def schema() -> object:
    return schemathesis.openapi.from_asgi("/api/openapi.json", _app())


described = schemathesis.pytest.from_fixture("schema")


@described.parametrize()
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_server_error(case: object) -> None:
    from schemathesis.checks import not_a_server_error

    case.call_and_validate(checks=[not_a_server_error])  # type: ignore[attr-defined]
