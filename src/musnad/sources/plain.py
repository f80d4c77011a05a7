"""A plain text file is one article."""

from __future__ import annotations

import hashlib

from musnad.errors import InputError
from musnad.model import Article
from musnad.sources.limits import MAX_BYTES, Defaults, check_article, too_large
from musnad.text.encoding import decode


def plain_article(data: bytes, name: str, defaults: Defaults) -> Article | InputError:
    """The article of a file's bytes. Its id is the first 16 hex digits of their SHA-256."""
    if len(data) > MAX_BYTES:
        return too_large(name)
    try:
        text = decode(data, name)
    except InputError as error:
        return error
    digest = hashlib.sha256(data).hexdigest()[:16]
    article = Article(text, digest, defaults.published, defaults.outlet, defaults.url)
    return check_article(article, name)
