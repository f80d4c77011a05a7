"""Feeds (RSS and Atom), from files and from addresses: each entry is an article.

An entry that carries its whole text is taken as it is. One that carries less is fetched from its page when the feed itself was fetched;
of a feed in a file the summary has to do, since nothing is fetched for what is on the disk.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from musnad.errors import InputError
from musnad.model import Article
from musnad.sources.fetch import Fetcher
from musnad.sources.html import NEEDS_WEB, html_article
from musnad.sources.limits import MAX_BYTES, Defaults, check_article, iso_moment, too_large

Found = Article | InputError
#: A text of an entry that is shorter, in characters, is a teaser.
WHOLE = 600
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)\b")
Known = Callable[[str], bool]


def looks_like_feed(data: bytes) -> bool:
    return bool(_FEED.search(data[:2000]))


def feed_articles(data: bytes, name: str, defaults: Defaults, fetcher: Fetcher | None = None, known: Known = lambda url: False) -> Iterator[Found]:
    """Articles of a feed in its order. With a fetcher, pages of teasers are fetched, except those that are ``known`` already."""
    if len(data) > MAX_BYTES:
        yield too_large(name)
        return
    try:
        import feedparser
    except ImportError:
        yield InputError(f"{name}: a feed; {NEEDS_WEB}")
        return
    feed = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries:
        why = f" ({feed.bozo_exception})" if feed.get("bozo") else ""
        yield InputError(f"{name}: no entry in this feed{str(why)[:120]}; check that it is RSS or Atom")
        return
    outlet = defaults.outlet or _line(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, start=1):
        found = _entry(entry, f"{name}:entry {number}", Defaults(defaults.published, outlet, None), fetcher, known)
        if found is not None:
            yield found


def _entry(entry: Any, name: str, defaults: Defaults, fetcher: Fetcher | None, known: Known) -> Found | None:
    """The article of an entry, or None when its page is known."""
    link = entry.get("link") if str(entry.get("link", "")).startswith(("http://", "https://")) else None
    published = defaults.published or moment(entry)
    text = plain("\n".join(c.get("value", "") for c in entry.get("content", []))) or plain(entry.get("summary", ""))
    if fetcher is not None and link and len(text) < WHOLE:
        if known(link):
            return None
        return _page(link, Defaults(published, defaults.outlet, None), fetcher)
    title = _line(entry.get("title"))
    whole = text if not title or text.startswith(title) else f"{title}\n{text}".strip()
    return check_article(Article(whole, None, published, defaults.outlet, link), name)


def _page(link: str, defaults: Defaults, fetcher: Fetcher) -> Found:
    try:
        found = fetcher.get(link)
    except InputError as error:
        return error
    return html_article(found.data, link, Defaults(defaults.published, defaults.outlet, link), found.url)


def moment(entry: Any) -> str | None:
    """When an entry was published: as it stands where it is ISO 8601, else RFC 822 with its own zone, else in UTC."""
    said = entry.get("published") or entry.get("updated") or entry.get("date")
    if isinstance(said, str):
        with suppress(ValueError):
            return iso_moment(re.sub(r"(?<=\d)Z$", "+00:00", said.strip()))
        with suppress(ValueError):
            return parsedate_to_datetime(said).isoformat()
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat() if parsed else None


def plain(html: str) -> str:
    """The text of a piece of HTML, a line for each block."""
    if not html.strip():
        return ""
    import lxml.html

    tree = lxml.html.fromstring(f"<div>{html}</div>")
    for block in tree.iter("p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"):
        block.tail = "\n" + (block.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def _line(value: Any) -> str | None:
    text = " ".join(plain(value).split()) if isinstance(value, str) else ""
    return text or None
