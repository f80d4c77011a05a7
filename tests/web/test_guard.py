"""Who may ask what: names, tokens, sizes, headers; and what only --edit allows."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from musnad.app.api.build import create_app
from musnad.app.api.settings import Settings
from musnad.errors import UsageError
from musnad.store.queries import Questions
from web.conftest import HOSTS

TOKEN = "0123456789abcdef0123456789abcdef"


def test_headers_stand_on_every_answer(client: TestClient) -> None:
    for path in ("/", "/api/overview", "/api/nothing", "/static/nothing", "/api/matters?limit=0"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers


def test_a_strange_name_is_refused(client: TestClient) -> None:
    assert client.get("/api/overview", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/api/overview", headers={"host": "localhost:8765"}).status_code == 200


def test_elsewhere_needs_a_token(situation: Path) -> None:
    with pytest.raises(UsageError, match="--token"):
        Settings(situation, host="0.0.0.0")
    with pytest.raises(UsageError, match="at least 16"):
        Settings(situation, host="0.0.0.0", token="short")


def test_a_token_is_asked_for(situation: Path) -> None:
    app = create_app(Settings(situation, host="0.0.0.0", token=TOKEN))
    asking = TestClient(app)
    assert asking.get("/api/overview").status_code == 401
    assert asking.get("/").status_code == 401
    assert asking.get("/api/overview", headers={"authorization": "Bearer wrong-wrong-wrong-wrong"}).status_code == 401
    assert asking.get("/api/overview", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert asking.get("/?token=wrong").status_code == 401
    link = asking.get(f"/now?lang=ar&token={TOKEN}", follow_redirects=False)
    assert link.status_code == 303
    assert link.headers["location"] == "/now?lang=ar"
    assert "HttpOnly" in link.headers["set-cookie"]
    assert "SameSite=strict" in link.headers["set-cookie"]
    assert asking.get("/api/overview").status_code == 200  # the cookie is kept


def test_a_large_body_is_refused(client: TestClient) -> None:
    assert client.post("/api/corrections", content=b"x" * 20_000).status_code == 413


def _event(client: TestClient) -> dict[str, object]:
    events = client.get("/api/article/sit-12").json()["events"]
    return next(e for e in events if e["status"] == "denied")


def test_read_only_unless_told(client: TestClient) -> None:
    answer = client.post("/api/corrections", json={"key": _event(client)["key"], "field": "status", "value": "planned", "who": "me"})
    assert answer.status_code == 403
    assert "--edit" in answer.json()["detail"]
    assert client.get("/api/me").json()["csrf"] is None


def test_a_correction_needs_the_pages_token(own: Path) -> None:
    editing = TestClient(create_app(Settings(own, edit=True, hosts=HOSTS)))
    body = {"key": _event(editing)["key"], "field": "status", "value": "planned", "who": "me"}
    assert editing.post("/api/corrections", json=body).status_code == 403
    csrf = editing.get("/api/me").json()["csrf"]
    evil = {"x-musnad-csrf": csrf, "origin": "https://evil.example"}
    assert editing.post("/api/corrections", json=body, headers=evil).status_code == 403
    assert editing.get("/api/corrections").json()["total"] == 0


def test_a_correction_holds_in_every_answer_and_is_exported(own: Path) -> None:
    editing = TestClient(create_app(Settings(own, edit=True, hosts=HOSTS)))
    key, csrf = str(_event(editing)["key"]), editing.get("/api/me").json()["csrf"]

    def send(**body: str) -> int:
        return editing.post("/api/corrections", json={"key": key, "who": "محررة", **body}, headers={"x-musnad-csrf": csrf}).status_code

    assert send(field="status", value="planned") == 201
    assert send(field="status", value="nonsense") == 400
    assert send(field="confidence", value="1") == 400
    assert send(field="actors", value="e999") == 400
    event = next(e for e in editing.get("/api/article/sit-12").json()["events"] if e["key"] == key)
    assert event["status"] == "planned"
    assert event["corrected"] == ["status"]
    row = editing.get("/api/corrections").json()["corrections"][0]
    assert (row["read"], row["value"], row["who"], row["gone"]) == ("denied", "planned", "محررة", False)
    lines = [json.loads(x) for x in editing.get("/api/corrections/training").text.splitlines()]
    assert [(x["key"], x["field"], x["read"], x["value"]) for x in lines] == [(key, "status", "denied", "planned")]
    assert lines[0]["quote"]["words"]
    for _ in range(200):  # the record is put together anew behind our backs
        if not editing.get("/api/overview").json()["notes"] and not editing.get("/api/me").json()["busy"]:
            break
        time.sleep(0.1)
    assert Questions(own).show(key)["value"]["status"] == "planned"


def test_a_correction_whose_fact_is_gone_is_shown_and_attached_to_nothing(own: Path) -> None:
    from musnad.store.record import Record

    Record(own).decide("set", "feedfacefeedface", "me", field="status", value="planned")
    rows = TestClient(create_app(Settings(own, hosts=HOSTS))).get("/api/corrections").json()["corrections"]
    assert [(r["key"], r["gone"], r["article"]) for r in rows] == [("feedfacefeedface", True, None)]
    assert TestClient(create_app(Settings(own, hosts=HOSTS))).get("/api/corrections/training").text == ""
