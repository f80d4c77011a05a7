"""When an article without a date may have been published, from its own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from musnad.model import Reason, Time
from musnad.text.document import Document


def infer_published(doc: Document, times: Sequence[Time]) -> dict[str, Any] | None:
    """The days that the article's own constraints allow; None when published or when nothing tells."""
    return None
