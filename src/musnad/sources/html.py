"""A web page is one article: its text by trafilatura, its date, outlet and title from the page's own JSON-LD and meta tags.

What the page says of itself wins over what is guessed from it: only its own tags know the hour and the zone. Without them there is
no date; none is made up from the address or the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from musnad.errors import InputError
from musnad.model import Article
from musnad.sources.limits import MAX_BYTES, Defaults, check_article, iso_moment, too_large

Found = Article | InputError
NEEDS_WEB = "reading it needs more packages: pip install 'musnad[web]'"
_ARTICLE_TYPES = re.compile(r"Article$|^(?:NewsArticle|Report|BlogPosting|LiveBlogPosting|WebPage)$")
_PUBLISHED = ("article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "parsely-pub-date", "publishdate", "date")
_SITE = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher")
_TITLE = ("og:title", "twitter:title")


@dataclass(frozen=True, slots=True)
class Meta:
    """What a page says of itself."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    body: str | None = None


def html_article(data: bytes, name: str, defaults: Defaults, address: str | None = None) -> Found:
    """The article of a page. ``address`` is where it was fetched; the command line's word goes before the page's own."""
    if len(data) > MAX_BYTES:
        return too_large(name)
    try:
        import trafilatura
    except ImportError:
        return InputError(f"{name}: a web page; {NEEDS_WEB}, or save the article's text as .txt")
    tree = trafilatura.load_html(data)
    if tree is None:
        return InputError(f"{name}: no web page that can be read; save the article's text as .txt")
    meta = page_meta(tree)
    found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=False, favor_precision=True, deduplicate=False)
    text = getattr(found, "text", None) or meta.body
    if not text or not text.strip():
        return InputError(f"{name}: no article found in this page; save the article's text as .txt")
    article = Article(
        _with_title(meta.title, text), None, defaults.published or meta.published, defaults.outlet or meta.outlet,
        defaults.url or meta.url or address,
    )  # fmt: skip
    return check_article(article, name)


def page_meta(tree: Any) -> Meta:
    """From JSON-LD first, then from meta tags and the canonical link."""
    tags = _meta_tags(tree)
    said = next(_articles(tree), {})
    publisher = said.get("publisher")
    publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    link = tree.xpath("//link[@rel='canonical']/@href")
    title = _clean(said.get("headline")) or _first(tags, _TITLE) or _clean(next(iter(tree.xpath("//h1//text()")), None))
    dates = (said.get("datePublished"), *(tags.get(key) for key in _PUBLISHED), *tree.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime"))
    address = next((u for u in (*link, tags.get("og:url")) if isinstance(u, str) and u.startswith(("http://", "https://"))), None)
    return Meta(title, _clean(name) or _first(tags, _SITE), next((d for d in map(_moment, dates) if d), None), address, _clean_text(said.get("articleBody")))


def _meta_tags(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for tag in tree.iter("meta"):
        key = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower()
        if key and tag.get("content"):
            out.setdefault(key, tag.get("content"))
    return out


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """Objects of JSON-LD that describe an article; damaged JSON is passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            value = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from sorted(_objects(value), key=lambda o: "WebPage" in _types(o))


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        if any(_ARTICLE_TYPES.search(t) for t in _types(value)):
            yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)


def _types(value: dict[str, Any]) -> list[str]:
    kind = value.get("@type")
    return [t for t in (kind if isinstance(kind, list) else [kind]) if isinstance(t, str)]


def _moment(value: Any) -> str | None:
    """An ISO date or moment as it stands, else None: other ways of writing dates are ambiguous."""
    if not isinstance(value, str):
        return None
    text = re.sub(r"(?<=\d)Z$", "+00:00", value.strip())
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text) if "T" in text else text
    try:
        return iso_moment(text)
    except ValueError:
        return None


def _clean(value: Any) -> str | None:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text or None


def _clean_text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _first(tags: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((text for k in keys if (text := _clean(tags.get(k)))), None)


def _with_title(title: str | None, text: str) -> str:
    """The title as the first line, unless the text begins with it."""
    text = text.strip()
    if not title or " ".join(text.split()).startswith(title):
        return text
    return f"{title}\n{text}"
