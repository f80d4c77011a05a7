"""The record in other formats out of the room: the same bytes as from the command line, narrowed, limited, and nothing written to the record."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from musnad.app.api import exports
from musnad.app.api.build import create_app
from musnad.app.api.settings import Settings
from musnad.exports import export
from web.conftest import HOSTS

WHOLE = ("jsonl", "polecat", "geojson", "jsonld", "ical")
PACKED = ("csv", "parquet", "acled", "timeml")


def _zip(answer: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(answer)) as packed:
        return {n: packed.read(n) for n in packed.namelist()}


def _rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8"))))


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_is_that_of_the_command_line(client: TestClient, situation: Path, tmp_path: Path, name: str) -> None:
    answer = client.get(f"/api/exports/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    (there,) = export(situation, name, tmp_path / "out")
    assert answer.content == there.read_bytes()


@pytest.mark.parametrize("name", PACKED)
def test_several_files_come_packed_and_the_same_every_time(client: TestClient, situation: Path, tmp_path: Path, name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    answer = client.get(f"/api/exports/{name}").content
    there = export(situation, name, tmp_path / ("musnad-acled.csv" if name == "acled" else "out"))
    assert {n.rpartition("/")[2]: b for n, b in _zip(answer).items()} == {p.name: p.read_bytes() for p in there}
    assert client.get(f"/api/exports/{name}").content == answer


def test_filters_and_the_day_narrow_it(client: TestClient) -> None:
    asked = {"type": "ASSAULT", "since": "2025-03-09"}
    keys = {m["key"] for m in client.get("/api/matters", params={**asked, "limit": 500}).json()["matters"]}
    told = client.get("/api/exports", params=asked).json()
    assert told["matters"] == len(keys) > 0
    tables = {n.rpartition("/")[2]: _rows(b) for n, b in _zip(client.get("/api/exports/csv", params=asked).content).items()}
    assert {r["key"] for r in tables["matters.csv"]} == keys
    assert len(tables["articles.csv"]) == told["articles"] < client.get("/api/exports").json()["articles"]
    assert {r["matter"] for n in ("events", "statements", "figures", "disputes") for r in tables[f"{n}.csv"]} <= keys | {""}
    named = {r["key"] for r in tables["identities.csv"]}
    actors = {k for m in client.get("/api/matters", params={**asked, "limit": 500}).json()["matters"] for k in (*m["actors"], *m["recipients"]) if ":" not in k}
    assert actors <= named
    early = [json.loads(line) for line in client.get("/api/exports/jsonl", params={"as_of": "2025-03-12"}).text.splitlines()]
    days = [x["value"]["published"][:10] for x in early if x["kind"] == "article"]
    assert days
    assert max(days) <= "2025-03-12"


def test_a_report_of_one_matter_is_never_shown_as_a_page_of_this_server(client: TestClient) -> None:
    key = client.get("/api/matters", params={"limit": 1}).json()["matters"][0]["key"]
    answer = client.get("/api/exports/html", params={"matter": key, "lang": "ar"})
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert 'lang="ar"' in answer.text
    assert client.get("/api/exports/html").status_code == 400
    assert client.get("/api/exports/html", params={"matter": "nothing"}).status_code == 404
    assert client.get("/api/exports/jsonl", params={"matter": key}).status_code == 400
    assert client.get("/api/exports/../overview").status_code != 500
    assert client.get("/api/exports/exe").status_code == 422


def test_what_is_too_large_says_what_to_do_and_leaves_nothing(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_EXPORT", 200_000)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("jsonl", "jsonld"):
        answer = client.get(f"/api/exports/{name}")
        assert answer.status_code == 413
        assert "narrow the filters" in answer.json()["detail"]
    assert list(tmp_path.iterdir()) == []
    assert client.get("/api/exports/geojson").status_code == 200
    assert client.get("/api/exports/jsonl", params={"place": "بغداد", "type": "CONSULT", "since": "2025-03-25"}).status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_one_is_written_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "PATIENCE", 0.05)
    with exports._turn:
        assert client.get("/api/exports/geojson").status_code == 429
    assert client.get("/api/exports/geojson").status_code == 200


def test_nothing_is_written_to_the_record(own: Path) -> None:
    before = own.read_bytes()
    client = TestClient(create_app(Settings(own, hosts=HOSTS)))
    for name in (*WHOLE, *PACKED):
        assert client.get(f"/api/exports/{name}").status_code == 200
    assert own.read_bytes() == before
    assert client.post("/api/exports/jsonl").status_code == 405
