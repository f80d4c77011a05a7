"""Pages, feeds and fetching: our own small pages, and a server on this machine."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from musnad.errors import InputError
from musnad.model import Article
from musnad.sources import Defaults, open_sources
from musnad.sources.feeds import feed_articles
from musnad.sources.fetch import Fetcher
from musnad.sources.html import html_article
from program import run_program

BODY = [
    "قالت وزارة الدفاع العراقية إن جنديين قتلا أمس الأحد في هجوم بطائرة مسيرة على قاعدة عسكرية شمال العاصمة بغداد.",
    "ونفت كتائب حزب الله العراقية مسؤوليتها عن الهجوم، وقالت في بيان إنها ملتزمة بوقف العمليات العسكرية.",
    "وأضاف المتحدث باسم الوزارة أن التحقيق مستمر لمعرفة الجهة التي تقف وراء إطلاق الطائرة من جنوب المدينة.",
]


def page(head: str = "", body: list[str] | None = None) -> bytes:
    paragraphs = "".join(f"<p>{p}</p>" for p in body or BODY)
    menu = "<nav><ul><li><a href='/a'>الرئيسية</a></li><li><a href='/b'>رياضة</a></li></ul></nav>"
    return f"<!doctype html><html lang='ar'><head><meta charset='utf-8'>{head}</head><body>{menu}<article><h1>هجوم على قاعدة</h1>{paragraphs}</article><footer>حقوق النشر محفوظة</footer></body></html>".encode()


def read_page(data: bytes, defaults: Defaults | None = None) -> Article:
    found = html_article(data, "page.html", defaults or Defaults())
    assert isinstance(found, Article), found
    return found


LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "headline": "غير هذا"},
        {"@type": "NewsArticle", "headline": "هجوم على قاعدة شمال بغداد", "datePublished": "2024-04-22T12:00:00+0300", "publisher": {"@type": "Organization", "name": "نافذة الشرق"}},
    ],
}


def test_the_pages_own_json_ld() -> None:
    article = read_page(page(f"<script type='application/ld+json'>{json.dumps(LD)}</script><link rel='canonical' href='https://example.org/1'>"))
    assert article.published == "2024-04-22T12:00:00+03:00"
    assert article.outlet == "نافذة الشرق"
    assert article.url == "https://example.org/1"
    lines = article.text.split("\n")
    assert lines[0] == "هجوم على قاعدة شمال بغداد"
    assert [line for line in lines if line in BODY] == BODY
    assert "رياضة" not in article.text
    assert "حقوق" not in article.text


def test_meta_tags() -> None:
    head = "<meta property='article:published_time' content='2024-04-22T09:00:00Z'><meta property='og:site_name' content='مرفأ برس'><meta property='og:title' content='عنوان'>"
    article = read_page(page(head))
    assert (article.published, article.outlet, article.text.split("\n")[0]) == ("2024-04-22T09:00:00+00:00", "مرفأ برس", "عنوان")


def test_no_date_is_made_up() -> None:
    assert read_page(page("<meta name='date' content='22/04/2024'>")).published is None
    assert read_page(page("<script type='application/ld+json'>{broken</script>")).published is None


def test_the_command_line_goes_first() -> None:
    article = read_page(page(f"<script type='application/ld+json'>{json.dumps(LD)}</script>"), Defaults("2020-01-01", "أنا", "https://x.org"))
    assert (article.published, article.outlet, article.url) == ("2020-01-01", "أنا", "https://x.org")


def test_other_encodings() -> None:
    data = page().decode().replace("charset='utf-8'", "charset='windows-1256'").encode("cp1256")
    assert BODY[0] in read_page(data).text


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"\x00\x01\x02", b"<" * 10_000, b"<div>" * 5_000])
def test_pages_without_an_article(data: bytes) -> None:
    found = html_article(data, "page.html", Defaults())
    assert isinstance(found, InputError)
    assert "page.html" in str(found)


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>وكالة الفرات</title>
<item><title>خبر كامل</title><link>https://example.org/1</link><pubDate>Mon, 22 Apr 2024 12:00:00 +0300</pubDate><content:encoded><![CDATA[<p>{0}</p><p>{1}</p>]]></content:encoded></item>
<item><title>خبر قصير</title><link>{link}</link><description>{2}</description></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>الفرات</title>
<entry><title>خبر</title><link href="https://example.org/2"/><published>2024-04-22T09:00:00Z</published><summary>{0}</summary></entry></feed>"""


def test_rss_in_a_file() -> None:
    one, two = feed_articles(RSS.format(*BODY, link="https://example.org/x").encode(), "f.rss", Defaults())
    assert isinstance(one, Article)
    assert (one.published, one.outlet, one.url) == ("2024-04-22T12:00:00+03:00", "وكالة الفرات", "https://example.org/1")
    assert one.text == "\n".join(["خبر كامل", *BODY[:2]])
    assert isinstance(two, Article)
    assert two.published is None


def test_atom_in_a_file() -> None:
    (one,) = feed_articles(ATOM.format(*BODY).encode(), "f.atom", Defaults(outlet="غيرها"))
    assert isinstance(one, Article)
    assert (one.published, one.outlet) == ("2024-04-22T09:00:00+00:00", "غيرها")


@pytest.mark.parametrize("data", [b"", b"not a feed", b"<rss></rss>", b"<html></html>", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss>&b;</rss>'])
def test_no_feed(data: bytes) -> None:
    (found,) = feed_articles(data, "f.rss", Defaults())
    assert isinstance(found, InputError)
    assert "f.rss" in str(found)


def test_a_folder_of_everything(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY[0], encoding="utf-8")
    (tmp_path / "b.html").write_bytes(page())
    (tmp_path / "c.rss").write_text(RSS.format(*BODY, link="https://example.org/x"), encoding="utf-8")
    (tmp_path / "d.jsonl").write_text(json.dumps({"text": BODY[1]}), encoding="utf-8")
    (tmp_path / "e.md").write_text("nothing", encoding="utf-8")
    found = [a for source in open_sources([str(tmp_path)], Defaults()) for a in source.articles()]
    assert len(found) == 5
    assert all(isinstance(a, Article) for a in found)


# --- fetching ----------------------------------------------------------------------------------


class Site(BaseHTTPRequestHandler):
    """Answers from a table: path → (status, headers, body)."""

    answers: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {}
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        Site.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.answers.get(self.path, (404, {}, b""))
        if headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
            status, body = 304, b""
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.answers, Site.asked = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_this_machine_is_not_fetched_unless_allowed(site: str) -> None:
    with pytest.raises(InputError, match="--allow-private"):
        Fetcher().get(f"{site}/a")
    assert Site.asked == []


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1", "::ffff:169.254.1.1"])
def test_some_addresses_are_never_fetched(address: str) -> None:
    fetcher = Fetcher(allow_private=True, resolver=lambda host, port: [address])
    with pytest.raises(InputError, match="never fetched"):
        fetcher.get("http://news.example/a")


@pytest.mark.parametrize("address", ["10.0.0.1", "192.168.1.1", "127.0.0.1", "::1", "fd00::1", "100.64.0.1", "::ffff:10.0.0.1"])
def test_private_addresses(address: str) -> None:
    with pytest.raises(InputError, match="--allow-private"):
        Fetcher(resolver=lambda host, port: [address]).get("http://news.example/a")
    with pytest.raises(InputError, match="--allow-private"):  # one good address does not make up for it
        Fetcher(resolver=lambda host, port: ["93.184.216.34", address]).get("http://news.example/a")


def test_a_redirect_to_a_link_local_address(site: str, tmp_path: Path) -> None:
    Site.answers["/feed"] = (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b"")
    done = run_program("add", f"{site}/feed", "--record", tmp_path / "r.db", "--allow-private")
    assert done.returncode == 1
    assert "169.254.169.254" in done.stderr
    assert "never fetched" in done.stderr


def test_redirects_loops_and_schemes(site: str) -> None:
    Site.answers |= {"/a": (301, {"Location": "/b"}, b""), "/b": (200, {}, b"ok"), "/loop": (302, {"Location": "/loop"}, b"")}
    Site.answers["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    fetcher = Fetcher(allow_private=True)
    found = fetcher.get(f"{site}/a")
    assert (found.data, found.url) == (b"ok", f"{site}/b")
    with pytest.raises(InputError, match="redirects"):
        fetcher.get(f"{site}/loop")
    with pytest.raises(InputError, match="only http"):
        fetcher.get(f"{site}/file")
    with pytest.raises(InputError, match="answered 404"):
        fetcher.get(f"{site}/none")


def test_sizes(site: str) -> None:
    Site.answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b" " * 50_000_000))
    Site.answers["/packed"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"fine"))
    fetcher = Fetcher(allow_private=True)
    assert fetcher.get(f"{site}/packed").data == b"fine"
    with pytest.raises(InputError, match="too large"):
        fetcher.get(f"{site}/bomb")


def test_robots(site: str) -> None:
    Site.answers |= {"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private"), "/private/a": (200, {}, b"x"), "/b": (200, {}, b"x")}
    fetcher = Fetcher(allow_private=True)
    with pytest.raises(InputError, match=r"robots\.txt"):
        fetcher.get(f"{site}/private/a")
    assert fetcher.get(f"{site}/b").data == b"x"
    assert [path for path, _ in Site.asked] == ["/robots.txt", "/b"]
    Site.answers["/robots.txt"] = (503, {}, b"")
    with pytest.raises(InputError, match=r"robots\.txt"):
        Fetcher(allow_private=True).get(f"{site}/b")


def test_a_feed_and_its_pages_are_read_once(site: str, tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    feed = RSS.format(BODY[0] * 5, *BODY[1:], link=f"{site}/page").encode()  # the first entry is long enough to be whole
    Site.answers["/feed"] = (200, {"ETag": '"1"', "Content-Type": "application/rss+xml"}, feed)
    Site.answers["/page"] = (200, {}, page())
    first = json.loads(run_program("add", f"{site}/feed", "--record", record, "--allow-private", "--json").stdout)
    assert first["articles"] == first["added"] == 2
    before = len(Site.asked)
    again = run_program("add", f"{site}/feed", "--record", record, "--allow-private", "--json")
    assert again.returncode == 0
    assert json.loads(again.stdout)["added"] == 0
    asked = Site.asked[before:]
    assert [path for path, _ in asked] == ["/robots.txt", "/feed"]
    assert asked[-1][1]["If-None-Match"] == '"1"'


def test_read_does_not_fetch() -> None:
    done = run_program("read", "https://example.org/1")
    assert done.returncode == 1
    assert "musnad add" in done.stderr
