"""What changed, as an Atom feed (RFC 4287): for a feed reader, or for another program."""

from __future__ import annotations

import re
from typing import cast
from xml.etree import ElementTree

from musnad.app.bidi import clean
from musnad.app.labels import Labels
from musnad.model import Json

_NS = "http://www.w3.org/2005/Atom"
#: What XML 1.0 cannot hold.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(answer: Json, name: str, labels: Labels) -> bytes:
    """``answer`` is that of ``changes`` with its articles. The same changes give the same bytes: times are those of publication."""
    ElementTree.register_namespace("", _NS)
    feed = ElementTree.Element(f"{{{_NS}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": labels.language})
    latest = max((_when(answer, c) for c in answer["changes"]), default="1970-01-01T00:00:00Z")
    for tag, text in (("id", f"urn:musnad:{name}"), ("title", f"Musnad: {name}"), ("updated", latest)):
        _add(feed, tag, text)
    ElementTree.SubElement(ElementTree.SubElement(feed, f"{{{_NS}}}author"), f"{{{_NS}}}name").text = "Musnad"
    for change in answer["changes"]:
        _entry(feed, answer, change, labels)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + cast(bytes, ElementTree.tostring(feed, encoding="utf-8", xml_declaration=False))


def _entry(feed: ElementTree.Element, answer: Json, change: Json, labels: Labels) -> None:
    entry = ElementTree.SubElement(feed, f"{{{_NS}}}entry")
    article = answer["articles"].get(change["fact"]["article"], {})
    quote = change["fact"].get("quote") or {"before": "", "words": change["fact"]["words"], "after": ""}
    _add(entry, "id", f"urn:musnad:change:{change['id']}")
    _add(entry, "title", f"{labels('change.' + change['what'])}: {quote['words']}")
    _add(entry, "updated", _when(answer, change))
    if str(article.get("url") or "").startswith(("https://", "http://")):
        ElementTree.SubElement(entry, f"{{{_NS}}}link", {"href": _text(article["url"])})
    voices = " ← ".join(x for x in (change["by_name"], change.get("outlet") or article.get("outlet")) if x)
    _add(entry, "summary", f"«{quote['before']}[{quote['words']}]{quote['after']}» — {voices}")


def _when(answer: Json, change: Json) -> str:
    published = answer["articles"].get(change["fact"]["article"], {}).get("published") or change["day"]
    if change["what"] == "deadline" or len(published) == 10:
        return f"{change['day']}T00:00:00Z"
    return published if re.search(r"(Z|[+-]\d\d:\d\d)$", published) else f"{published[:19]}Z"


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{_NS}}}{tag}").text = _text(text)


def _text(text: str) -> str:
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", clean(text))
