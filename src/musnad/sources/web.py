"""An address is a feed or a page; what was read last time is not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from musnad.errors import InputError
from musnad.model import Article
from musnad.sources.feeds import Known, feed_articles, looks_like_feed
from musnad.sources.fetch import Fetcher
from musnad.sources.html import html_article
from musnad.sources.limits import Defaults

Found = Article | InputError
#: ETag and Last-Modified of an address when it was last read; and where to remember them.
Marks = Callable[[str], tuple[str | None, str | None]]
Remember = Callable[[str, str | None, str | None], None]


def _no_marks(url: str) -> tuple[str | None, str | None]:
    return None, None


@dataclass(slots=True)
class Web:
    """How addresses are read: with which fetcher, and with what a record knows already."""

    fetcher: Fetcher
    known: Known = lambda url: False
    marks: Marks = _no_marks
    remember: Remember | None = None
    _seen: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)

    def articles(self, url: str, defaults: Defaults) -> Iterator[Found]:
        """The article of a page, or those of a feed; nothing when the feed is unchanged."""
        try:
            found = self.fetcher.get(url, *self.marks(url))
        except InputError as error:
            yield error
            return
        if found.status == 304:
            return
        if looks_like_feed(found.data):
            whole = True
            for article in feed_articles(found.data, url, defaults, self.fetcher, self.known):
                whole = whole and not isinstance(article, InputError)
                yield article
            if whole:  # else the pages that failed are tried again next time
                self._seen[url] = (found.etag, found.modified)
        else:
            yield html_article(found.data, url, defaults, found.url)

    def done(self, url: str) -> None:
        """Remember how far a feed was read, once all of it is stored."""
        if self.remember and url in self._seen:
            self.remember(url, *self._seen.pop(url))
