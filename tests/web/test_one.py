"""One thing as a table, and as a page of what may be thousands of passages."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from musnad.app.api.build import create_app
from musnad.app.api.settings import Settings
from web.conftest import HOSTS, Server, add

OUTLETS = 160


@pytest.mark.parametrize("many", ["matters", "disputes", "processes", "figures", "actors"])
def test_one_thing_is_a_table_too(client: TestClient, many: str) -> None:
    key = client.get(f"/api/{many}", params={"limit": 1}).json()[many][0]["key"]
    _table(client, f"/api/show/{key}")


def test_an_article_a_fact_and_a_comparison_are_tables_too(client: TestClient) -> None:
    facts = _table(client, "/api/article/sit-12")
    article = client.get("/api/article/sit-12").json()
    assert {r["key"] for r in facts} == {f["key"] for group in ("events", "statements") for f in article[group]}
    assert all(article["text"][int(r["start"]) : int(r["end"])].split() == r["words"].lstrip("'").split() for r in facts)
    _table(client, f"/api/show/{facts[0]['key']}")
    matter = client.get("/api/matters", params={"limit": 1}).json()["matters"][0]["key"]
    assert len({r["outlet"] for r in _table(client, f"/api/compare/{matter}")}) > 1


def _table(client: TestClient, path: str) -> list[dict[str, str]]:
    answer = client.get(path, params={"format": "csv"})
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows
    assert all(None not in r and None not in r.values() for r in rows)
    return rows


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One raid that many outlets tell, each in words of its own so that none is a copy."""
    folder = tmp_path_factory.mktemp("crowded")
    words = ["الطريق", "الجسر", "السوق", "المدرسة", "المطار", "النهر", "المصنع", "الملعب", "الحي", "الميناء"]
    lines = []
    for n in range(OUTLETS):
        a, b, c = words[n % 10], words[n // 10 % 10], words[(n * 7 + 3) % 10]
        text = f"قصف القائم\nبغداد - قصف الجيش العراقي، الأحد، مدينة القائم. وقال المتحدث باسم الجيش العراقي إن القوات قصفت مدينة القائم الأحد.\nوذكر شاهد رقم {n} أن {a} قرب {b} لم يصب، وأن {c} أغلق {n} ساعة بعد ذلك وفتح {b} من جديد."
        lines.append({"id": f"c{n}", "text": text, "published": "2025-03-10T09:00:00+03:00", "outlet": f"صحيفة {n}"})
    (folder / "a.jsonl").write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in lines), encoding="utf-8")
    add([str(folder / "a.jsonl")], folder / "crowded.db")
    return folder / "crowded.db"


@pytest.fixture(scope="module")
def busiest(crowded: Path) -> dict[str, Any]:
    client = TestClient(create_app(Settings(crowded, hosts=HOSTS)))
    matters = client.get("/api/matters", params={"limit": 5}).json()["matters"]
    return {"client": client, "key": max(matters, key=lambda m: m["facts_count"])["key"]}


def test_a_matter_of_many_is_given_a_page_at_a_time(busiest: dict[str, Any]) -> None:
    client, key = busiest["client"], busiest["key"]
    first = client.get(f"/api/show/{key}", params={"limit": 40})
    counts, value = first.json()["counts"], first.json()["value"]
    assert counts["history"] > 100
    assert len(value["history"]) == len(value["facts"]) == 40
    assert first.json()["fact"]["quote"]["words"]
    assert all(h["fact"]["quote"]["words"] for h in value["history"])
    assert len(first.content) < 300_000
    pages, offset = [], 0
    while rows := client.get(f"/api/show/{key}", params={"limit": 60, "offset": offset}).json()["value"]["history"]:
        pages += [h["fact"]["key"] for h in rows]
        offset += 60
    assert len(pages) == counts["history"]
    assert pages[:40] == [h["fact"]["key"] for h in value["history"]]
    assert len(_table(client, f"/api/show/{key}")) == counts["history"]
    assert client.get(f"/api/show/{key}", params={"limit": 5000}).status_code == 422


def test_its_page_shows_more_when_asked_and_its_link_restores_that(page: Any, crowded: Path, busiest: dict[str, Any]) -> None:
    running = Server(Settings(crowded))
    try:
        page.goto(f"{running.url}/matter/{busiest['key']}?lang=en")
        page.wait_for_selector(".history > li")
        assert page.locator(".history > li").count() == 40
        page.locator(".more button").first.click()
        page.wait_for_function("() => document.querySelectorAll('.history > li').length === 120")
        page.reload()
        page.wait_for_selector(".history > li")
        assert page.locator(".history > li").count() == 120
    finally:
        running.stop()
