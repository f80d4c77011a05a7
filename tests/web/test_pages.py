"""The pages in a real browser: each with the example situation, in both directions, on a phone, by keyboard, with axe."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from musnad.app.api.settings import Settings
from web.conftest import AXE, Server, add

PAGES = ("now", "disputes", "timeline", "processes", "figures", "actors", "map", "compare", "exports", "search?q=القائم", "article/sit-12", "corrections")


def _address(server: Server, path: str, lang: str) -> str:
    return f"{server.url}/{path}{'&' if '?' in path else '?'}lang={lang}"


def _open(page: Any, server: Server, path: str, lang: str = "en") -> None:
    page.goto(_address(server, path, lang))
    page.wait_for_selector("main h1")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", [*PAGES, "dispute", "matter", "actor", "process"])
@pytest.mark.parametrize(("lang", "theme"), [("en", "light"), ("ar", "dark")])
def test_each_page_shows_something_to_everybody(page: Any, server: Server, path: str, lang: str, theme: str) -> None:
    """In both directions and themes: content, no alert, nothing serious for axe, and on a phone no scrolling sideways."""
    page.emulate_media(color_scheme=theme)
    _open(page, server, _first(page, server, path) if path in _KINDS else path, lang)
    assert page.evaluate("document.documentElement.dir") == ("rtl" if lang == "ar" else "ltr")
    assert page.locator("main h1").count() == 1
    assert page.locator("[role=alert]").count() == 0
    assert page.locator(".skeleton").count() == 0
    if path not in ("corrections", "exports"):
        assert page.locator("main [lang=ar]").count() > 0
    if AXE.is_file():
        assert _serious(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_timeout(150)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    if not AXE.is_file():
        pytest.skip("all but axe, which is not installed: make web")


def _serious(page: Any) -> list[tuple[str, str, str]]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    return [(v["id"], v["nodes"][0]["html"][:160], v["nodes"][0].get("failureSummary", "")[:200]) for v in found["violations"] if v["impact"] in ("serious", "critical")]


_KINDS = {"dispute": "disputes", "matter": "matters", "actor": "actors", "process": "processes"}


def _first(page: Any, server: Server, kind: str) -> str:
    name = _KINDS[kind]
    key = page.request.get(f"{server.url}/api/{name}").json()[name][0]["key"]
    return f"{kind}/{key}"


def test_a_dispute_is_followed_to_its_words_in_two_clicks(page: Any, server: Server) -> None:
    _open(page, server, "disputes")
    page.locator("main a", has_text="The whole dispute").first.click()
    page.wait_for_selector(".side.edge-deny .quote")
    words = page.locator(".side.edge-deny .quote mark").first.inner_text()
    page.locator(".side.edge-deny .quote a").first.click()
    page.wait_for_selector(".text .target")
    assert "/article/" in page.url
    marked = "".join(page.locator(".text .target").all_inner_texts())
    assert _plain(words) == _plain(marked)
    assert page.locator(".facts .card.on").count() >= 1


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def test_filters_combine_and_the_link_restores_them(page: Any, server: Server) -> None:
    _open(page, server, "timeline")
    whole = page.locator(".sub").inner_text()
    page.get_by_role("button", name="Filters").click()
    page.locator("#filter-form select").first.select_option("ASSAULT")
    page.wait_for_url("**type=ASSAULT**")
    page.get_by_label("From", exact=True).fill("2025-03-09")
    page.get_by_label("From", exact=True).blur()
    page.wait_for_url("**since=2025-03-09**")
    page.wait_for_function("before => document.querySelector('.sub')?.innerText !== before && !document.querySelector('.busy')", arg=whole)
    narrowed = page.locator(".sub").inner_text()
    assert narrowed != whole
    page.goto(page.url)
    page.wait_for_selector(".sub")
    assert page.locator(".sub").inner_text() == narrowed
    assert page.get_by_role("button", name="Remove:").count() == 2
    page.locator(".chip").first.click()
    page.wait_for_function("!location.search.includes('type=')")


def test_as_of_says_so_and_leads_back(page: Any, server: Server) -> None:
    _open(page, server, "now?as_of=2025-03-12")
    assert "As the record stood" in page.locator(".as-of").inner_text()
    assert page.locator(".day time, .day-head").count() > 0
    page.locator(".as-of a").click()
    page.wait_for_function("!location.search.includes('as_of')")
    assert page.locator(".as-of").count() == 0


def test_back_and_language_keep_the_view(page: Any, server: Server) -> None:
    _open(page, server, "disputes")
    page.locator(".tabs a", has_text="Figures").click()
    page.wait_for_url("**/figures**")
    page.go_back()
    page.wait_for_url("**/disputes**")
    page.get_by_role("button", name=re.compile("Switch to Arabic")).click()
    page.wait_for_function("document.documentElement.dir === 'rtl'")
    assert "/disputes" in page.url
    assert page.locator("h1").inner_text() == "من يقول ماذا ومن يخالفه"


def test_the_keyboard_reaches_everything(page: Any, server: Server) -> None:
    _open(page, server, "article/sit-12")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator(".text .m-events").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".facts .card.on").count() >= 1
    _open(page, server, "map")
    page.locator("g.bubble").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("g.bubble.on").count() == 1


def test_dragging_over_the_days_zooms(page: Any, server: Server) -> None:
    _open(page, server, "timeline")
    box = page.locator("svg.brush").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=**")
    assert "until=" in page.url


def test_pictures_and_tables_are_downloaded(page: Any, server: Server, tmp_path: Path) -> None:
    _open(page, server, "timeline")
    for name, ending, begins in (("SVG", ".svg", "<svg"), ("CSV", ".csv", "\ufeffkey"), ("JSON", ".json", "{")):
        with page.expect_download() as waiting:
            page.locator(".downloads").get_by_text(name, exact=True).click()
        saved = tmp_path / name
        waiting.value.save_as(saved)
        assert waiting.value.suggested_filename.endswith(ending)
        assert saved.read_text(encoding="utf-8").startswith(begins)


def test_a_correction_survives_a_reload(browser: Any, page: Any, situation: Path, tmp_path: Path) -> None:
    record = Path(shutil.copyfile(situation, tmp_path / "edited.db"))
    running = Server(Settings(record, edit=True))
    try:
        _open(page, running, "article/sit-12")
        card = page.locator(".card.l-events", has_text="denied").first
        card.get_by_role("button", name="Correct").click()
        card.locator("select[name=value]").select_option("planned")
        card.get_by_label("Your name").fill("Nadia")
        card.get_by_role("button", name="Save").click()
        page.wait_for_selector(".corrected")
        page.reload()
        page.wait_for_selector(".corrected")
        assert "corrected by a person: status" in page.locator(".corrected").first.inner_text()
        _open(page, running, "corrections")
        row = page.locator(".corrections > li").first.inner_text()
        assert "Nadia" in row
        assert "denied" in row
        assert "planned" in row
    finally:
        running.stop()


def test_a_correction_whose_fact_is_gone_is_shown_in_a_room_that_only_reads(page: Any, own: Path) -> None:
    from musnad.store.record import Record

    Record(own).decide("set", "feedfacefeedface", "Nadia", field="status", value="planned")
    running = Server(Settings(own))
    try:
        _open(page, running, "now")
        page.locator(".tabs a", has_text="Corrections").click()
        page.wait_for_selector(".corrections > li.gone")
        row = page.locator(".corrections > li.gone").inner_text()
        assert "The fact is gone" in row
        assert "Nadia" in row
        assert page.locator(".corrections .quote").count() == 0
    finally:
        running.stop()


HOSTILE = "<script>window.pwned=1</script><img src=x onerror=window.pwned=1> \u202eعكس\u202c قال المتحدث {{7*7}} javascript:alert(1)"


def test_a_hostile_article_is_shown_as_text(page: Any, tmp_path: Path) -> None:
    import json

    lines = [
        {"id": "bad<script>window.pwned=1</script>", "text": f"{HOSTILE}\nبغداد - نفى الجيش العراقي، الأحد، قصف مدينة الموصل وقال إن «{HOSTILE}».", "published": "2025-03-02", "outlet": f"</bdi>{HOSTILE}", "url": "javascript:window.pwned=1"},
        {"id": "long", "text": "قصف " * 8_000 + "\nقال الجيش العراقي إنه قصف الموصل.", "published": "2025-03-03", "outlet": "ق" * 1_000_000, "url": "https://example.org/" + "x" * 50_000},
    ]
    source, record = tmp_path / "bad.jsonl", tmp_path / "bad.db"
    source.write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in lines), encoding="utf-8")
    add([str(source)], record)
    running = Server(Settings(record))
    try:
        for path in ("now", "timeline", "actors", "search?q=الجيش", "search?q=%3Cscript%3Ealert(1)%3C/script%3E قال"):
            page.goto(_address(running, path, "en"))
            page.wait_for_selector("main h1")
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.pwned") is None
        uids = [r["article"] for r in page.request.get(f"{running.url}/api/search?q=الجيش").json()["results"]]
        assert len(uids) == 2
        texts = []
        for uid in uids:
            _open(page, running, f"article/{uid}")
            texts.append(page.locator("main").inner_text()[:3000])
            assert page.locator("main script, main img").count() == 0
            assert page.locator("main a[href^=javascript]").count() == 0
        assert page.evaluate("window.pwned") is None
        bad = next(t for t in texts if "<script>" in t)
        assert "<img src=x onerror" in bad
        assert "RLO" in bad  # what turns text round is shown by name
    finally:
        running.stop()
