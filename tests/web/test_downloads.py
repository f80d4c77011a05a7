"""What is taken away from the pages: tables, answers, pictures that can be understood alone, exports; and links that restore a view."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from musnad.app.api import exports
from web.conftest import Server
from web.test_pages import _KINDS, _first, _open

SVG = "{http://www.w3.org/2000/svg}"
#: Page → how many pictures it has at least.
PICTURES = {"now": 1, "disputes": 3, "timeline": 1, "processes": 4, "figures": 3, "actors": 1, "map": 1, "dispute": 1, "process": 1, "matter": 3, "actor": 1}
TABLES = [*PICTURES, "compare", "search?q=القائم", "article/sit-12"]


def _there(page: Any, server: Server, name: str, lang: str = "en", more: str = "") -> None:
    path = _first(page, server, name) if name in _KINDS else name
    _open(page, server, path + (f"{'&' if '?' in path else '?'}{more}" if more else ""), lang)


def _saved(page: Any, press: Any, folder: Path) -> tuple[str, str]:
    with page.expect_download() as waiting:
        press.click()
    waiting.value.save_as(folder / "saved")
    return waiting.value.suggested_filename, (folder / "saved").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_each_page_has_its_link_its_table_and_its_answer(page: Any, server: Server, tmp_path: Path, name: str) -> None:
    _there(page, server, name, more="as_of=2025-04-01")
    assert page.get_by_role("button", name="Copy link").count() == 1
    tools = page.locator(".downloads")
    _, table = _saved(page, tools.get_by_text("CSV", exact=True), tmp_path)
    assert table.startswith("\ufeff")
    assert len(table.splitlines()) > 1
    _, answer = _saved(page, tools.get_by_text("JSON", exact=True), tmp_path)
    assert '"as_of":"2025-04-01"' in answer.replace('": "', '":"')
    assert tools.get_by_text("SVG", exact=True).count() == (name in PICTURES)


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_picture_can_be_understood_alone(page: Any, server: Server, tmp_path: Path, name: str, lang: str) -> None:
    """All pictures of the page with what they are of, its heading, the legend, and nothing that would be fetched."""
    _there(page, server, name, lang)
    page.wait_for_function("n => document.querySelectorAll('main svg[data-title]').length >= n", arg=PICTURES[name])
    file, text = _saved(page, page.locator(".downloads").get_by_text("SVG", exact=True), tmp_path)
    assert file.endswith(".svg")
    root = ET.fromstring(text)
    words = [e.text for e in root.iter(f"{SVG}text") if e.text]
    assert words[0].strip("\u2068\u2069…")[:12] in page.locator("h1").inner_text()
    pictures = page.locator("main svg[data-title]").count()
    keys = page.locator("main .legend li").all_inner_texts()
    assert pictures >= PICTURES[name]
    assert len(root.findall(f"{SVG}svg")) == pictures + page.locator("main .legend li svg").count()
    assert {k.strip() for k in keys} <= {w.strip() for w in words}
    assert not re.search(r"url\((?!#)|https?://(?!www\.w3\.org)|<script|<foreignObject|\bon\w+=", text)
    width = float(root.get("width", "0"))
    for sheet in root.findall(f"{SVG}svg"):
        assert float(sheet.get("x", "0")) >= 0
        assert float(sheet.get("x", "0")) + float(sheet.get("width", "0")) <= width + 1


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_exports_are_taken_away_narrowed_by_the_filters(page: Any, server: Server, tmp_path: Path, lang: str) -> None:
    _open(page, server, "exports?type=ASSAULT", lang)
    page.wait_for_selector(".exports .get a")
    assert page.locator(".exports > li").count() == 10
    file, text = _saved(page, page.locator(".get a", has_text="musnad.geojson"), tmp_path)
    assert file == "musnad.geojson"
    assert '"ASSAULT"' in text
    assert '"CONSULT"' not in text
    assert "musnad.geojson" in page.locator(".get [role=status]", has_text="musnad.geojson").inner_text()
    page.locator(".exports select").select_option(index=1)
    file, text = _saved(page, page.locator(".get a", has_text="musnad-matter.html"), tmp_path)
    assert file == "musnad-matter.html"
    assert f'lang="{lang}"' in text


def test_an_export_that_is_too_large_says_so_in_the_page(page: Any, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_EXPORT", 1_000)
    _open(page, server, "exports")
    page.get_by_role("link", name="Download musnad.jsonl –").click()
    assert "narrow the filters" in page.locator(".get [role=alert]").inner_text(timeout=20_000)
    page.said[:] = [s for s in page.said if "413" not in s]  # the browser tells of every answer that is no success


def test_a_link_restores_what_was_opened_and_zoomed(page: Any, server: Server) -> None:
    _open(page, server, "map")
    page.get_by_role("button", name="Zoom in").click()
    page.locator(".map-list .as-link").nth(1).click()
    page.wait_for_url("**view=**")
    page.wait_for_url("**spot=**")
    before = page.locator("svg.map > g[transform]").get_attribute("transform")
    place = page.locator(".map-list .place h2").inner_text()
    page.reload()
    page.wait_for_selector(".map-list .place h2")
    assert page.locator(".map-list .place").count() == 1
    assert page.locator(".map-list .place h2").inner_text() == place
    page.wait_for_timeout(500)
    after = page.locator("svg.map > g[transform]").get_attribute("transform")
    numbers = [[float(n) for n in re.findall(r"-?[\d.]+", t or "")] for t in (before, after)]
    assert all(abs(a - b) < 12 for a, b in zip(*numbers, strict=True))

    _open(page, server, "article/sit-12")
    page.locator(".layers label", has_text="times").click()
    page.locator(".card .words").nth(1).click()
    page.wait_for_url("**fact=**")
    chosen = page.locator(".card.on .words").all_inner_texts()
    page.reload()
    page.wait_for_selector(".card.on")
    assert page.locator(".card.on .words").all_inner_texts() == chosen
    assert page.locator(".text .m-times").count() == 0


def test_the_timeline_is_zoomed_by_the_keyboard(page: Any, server: Server) -> None:
    _open(page, server, "timeline")
    page.get_by_role("link", name="Zoom in").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**since=**")
    assert page.get_by_role("link", name="Zoom out").count() == 1
