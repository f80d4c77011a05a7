"""What the API answers: words, chains, filters, downloads, and errors that help."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from musnad.app.api import lists
from musnad.app.api.build import create_app
from musnad.app.api.settings import Settings
from musnad.app.api.warm import warm
from web.conftest import HOSTS

LISTS = ("now", "matters", "timeline", "disputes", "processes", "figures", "actors", "network", "map")


@pytest.mark.parametrize("name", LISTS)
def test_lists_answer_as_json_and_csv(client: TestClient, name: str) -> None:
    answer = client.get(f"/api/{name}")
    assert answer.status_code == 200
    assert answer.json()["now"] == "2025-04-08"
    table = client.get(f"/api/{name}", params={"format": "csv"})
    assert "attachment" in table.headers["content-disposition"]
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert len({len(r) for r in rows}) == 1
    assert len(rows) > 1


def test_every_quotation_is_the_articles_own_words(client: TestClient) -> None:
    changes = client.get("/api/now", params={"days": 92}).json()["changes"]
    assert changes
    for change in changes:
        quote = change["fact"]["quote"]
        text = client.get(f"/api/article/{quote['article']}").json()["text"]
        assert text[quote["start"] : quote["end"]].startswith(quote["words"][:500])
        assert quote["before"].lstrip("…") + quote["words"] in text


def test_now_tells_disputes_and_denials(client: TestClient) -> None:
    told = {c["what"] for c in client.get("/api/now", params={"days": 92}).json()["changes"]}
    assert {"dispute", "denied", "suspended", "deadline"} <= told


def test_a_dispute_has_sides_with_words_and_who(client: TestClient) -> None:
    disputes = client.get("/api/disputes").json()
    for dispute in disputes["disputes"]:
        assert len(dispute["sides"]) >= 2
        for side in dispute["sides"]:
            assert side["origins"]
            assert all(f["quote"]["words"] for f in side["facts"])
    assert any(d["kind"] == "stance" for d in disputes["disputes"])


def test_filters_combine(client: TestClient) -> None:
    whole = client.get("/api/matters").json()["total"]
    assaults = client.get("/api/matters", params={"type": "ASSAULT"}).json()
    some = client.get("/api/matters", params={"type": "ASSAULT", "since": "2025-03-09", "until": "2025-03-09"}).json()
    assert 0 < some["total"] < assaults["total"] < whole
    assert {m["type"] for m in some["matters"]} == {"ASSAULT"}


def test_as_of_leaves_out_what_came_later(client: TestClient) -> None:
    then = client.get("/api/now", params={"as_of": "2025-03-12", "days": 92}).json()
    assert then["as_of"] == "2025-03-12"
    assert all(c["day"] <= "2025-03-12" for c in then["changes"])
    early = client.get("/api/now", params={"as_of": "2001-01-01"})
    assert early.status_code == 400
    assert "begins on 2025-03-02" in early.json()["detail"]
    assert client.get("/api/now", params={"as_of": "2030-01-01"}).json()["as_of"] is None


@pytest.mark.parametrize("words", ["القائم", "القايم", "قاعدة النسر", '"قاعدة النسر"', "Iraq"])
def test_search_as_typed(client: TestClient, words: str) -> None:
    found = client.get("/api/search", params={"q": words}).json()
    assert found["total"] > 0
    for row in found["results"]:
        text = client.get(f"/api/article/{row['article']}").json()["text"]
        assert text[row["start"] : row["end"]].startswith(row["words"][:300])


def test_an_article_has_facts_with_reasons_and_chains(client: TestClient) -> None:
    article = client.get("/api/article/sit-12").json()
    denials = [s for s in article["statements"] if s["stance"] == "deny"]
    assert denials
    for statement in denials:
        assert statement["chain"]
        assert statement["reason"]["rule"]
        assert all(r["row"] for r in statement["reason"]["rows"])
        assert statement["matter"]
    assert client.get(f"/api/article/{denials[0]['key']}").json()["article"] == article["article"]


def test_versions_and_copies_are_shown(client: TestClient) -> None:
    uids = {c["article"] for c in client.get("/api/now", params={"days": 92, "limit": 200}).json()["changes"]}
    shown = [client.get(f"/api/article/{u}").json() for u in uids]
    every = [client.get(f"/api/article/sit-{n:02d}").json() for n in range(1, 37)]
    assert any(a.get("copies") for a in every + shown)
    assert any(a.get("versions") for a in every + shown)


def test_show_and_compare_follow_keys(client: TestClient) -> None:
    dispute = client.get("/api/disputes").json()["disputes"][0]
    assert client.get(f"/api/show/{dispute['key']}").json()["kind"] == "dispute"
    matter = client.get(f"/api/show/{dispute['matter']}").json()
    assert matter["kind"] == "matter"
    assert matter["disputes"]
    columns = client.get(f"/api/compare/{dispute['matter']}").json()["outlets"]
    assert len(columns) > 1


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/show/nothing", 404, "nothing with this key"),
        ("/api/compare/nothing", 404, "no matter has this key"),
        ("/api/article/nothing", 404, "nothing with this key"),
        ("/api/matters?actor=zzz", 400, "names nobody like that"),
        ("/api/matters?since=2025-02-30", 422, "since"),
        ("/api/matters?limit=100000", 422, "limit"),
        ("/api/search?q=" + "x" * 201, 422, "q"),
        ("/api/search?q=...", 400, "no word to search for"),
        ("/api/nothing", 404, "openapi.json"),
        ("/static/%2e%2e/%2e%2e/cli.py", 404, ""),
    ],
)
def test_errors_name_what_was_asked(client: TestClient, path: str, status: int, says: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert says in answer.text


def test_the_description_describes_every_question(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert {f"/api/{n}" for n in LISTS} <= described["paths"].keys()
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (path, method)


def test_the_interface_has_its_words_in_both_languages(client: TestClient) -> None:
    english, arabic = (client.get(f"/labels/{lang}.json").json() for lang in ("en", "ar"))
    assert english.keys() == arabic.keys()
    assert client.get("/labels/fr.json").status_code == 404


def test_the_built_application_is_small_and_whole(client: TestClient) -> None:
    import gzip
    import re

    from musnad.app.api.pages import STATIC

    index = client.get("/disputes").text
    for name in re.findall(r'/static/([^"]+)', index):
        assert (STATIC / name).is_file(), name
    sizes = {p.name: len(gzip.compress(p.read_bytes())) for p in STATIC.iterdir()}
    assert sum(sizes.values()) < 600 * 1024
    assert sum(n for name, n in sizes.items() if name.endswith(".js")) < 250 * 1024
    for path in STATIC.glob("*.css"):
        assert "http" not in path.read_text(encoding="utf-8").replace("http://www.w3.org", ""), f"{path.name} asks elsewhere"


def test_what_was_prepared_at_the_start_is_not_made_again(client: TestClient, situation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answers as without preparing, out of what is kept."""
    paths = ("/api/overview", "/api/now", "/api/network", "/api/map", "/api/timeline")
    expected = [client.get(path).json() for path in paths]
    app = create_app(Settings(situation, hosts=HOSTS))
    warm(app.state.room)
    for name in ("network", "spots", "changes", "density"):
        monkeypatch.setattr(lists, name, lambda *_: pytest.fail("made again"))
    assert [TestClient(app).get(path).json() for path in paths] == expected
