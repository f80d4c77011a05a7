"""Until when something is to happen: «خلال 48 ساعة», «بحلول نهاية العام», «في موعد أقصاه …».

``deadline_words.tsv`` names the words in front of a time that make it a deadline, and whether they want a length
or a day. Only what lies ahead has one: a planned or hypothetical event, a demand, a threat, an agreement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from musnad.events.draft import EventDraft
from musnad.lexicon.lexicon import Lexicon
from musnad.lexicon.phrases import phrase_key
from musnad.model import Time
from musnad.text.document import Document

_AHEAD = frozenset(("planned", "hypothetical"))
#: Acts of speech that set a term to somebody.
_SETS_TERM = frozenset(("REQUEST", "THREATEN", "AGREE", "CONCEDE"))
#: Farther than this many tokens a term belongs to something else.
REACH = 18


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    """The words in front of a deadline by the last of them, longest first, and the row each stands in."""

    rows: Mapping[str, Sequence[tuple[tuple[str, ...], frozenset[str], str]]]

    def before(self, norms: Sequence[str], k: int, kind: str) -> str | None:
        """The row whose words end right before token ``k`` and take that kind of time."""
        for words, takes, where in self.rows.get(norms[k - 1], ()) if k else ():
            if kind in takes and tuple(norms[max(0, k - len(words)) : k]) == words:
                return where
        return None


def load_deadline_words(lexicon: Lexicon) -> DeadlineWords:
    """Reads ``deadline_words.tsv``; «و» and «ف» in front are the reader's own spelling."""
    rows = []
    for row in lexicon.rows("deadline_words.tsv", ("words", "takes", "source"), ("words", "takes")):
        words = tuple(phrase_key(row["words"]))
        rows += [(form, frozenset(row.many("takes")), row.where) for form in (words, ("و" + words[0], *words[1:]))]
    by_last: dict[str, list[tuple[tuple[str, ...], frozenset[str], str]]] = {}
    for found in sorted(rows, key=lambda r: -len(r[0])):
        by_last.setdefault(found[0][-1], []).append(found)
    return DeadlineWords(by_last)


def attach_deadlines(doc: Document, events: Sequence[EventDraft], times: Sequence[Time], words: DeadlineWords) -> None:
    """Gives each event that lies ahead the nearest deadline told in its segment."""
    norms = [t.norm for t in doc.tokens]
    published = (doc.article.published or "")[:10]
    for time in times:
        kind = "duration" if time.type == "DURATION" else "date"
        k = doc.token_at(time.span.start)
        where = words.before(norms, k, kind)
        if where is None or not _lies_ahead(time, published):
            continue
        segment = doc.tokens[k].segment
        open_ = [e for e in events if e.segment == segment and (e.status in _AHEAD or e.type in _SETS_TERM) and e.deadline is None]
        near = min(open_, key=lambda e: (_gap(e, k), e.trigger.start), default=None)
        if near is not None and _gap(near, k) <= REACH:
            near.deadline = time.id
            near.rows.append(where)


def _lies_ahead(time: Time, published: str) -> bool:
    """A length is a term by its words alone; a day must not lie before the article."""
    return time.type == "DURATION" or not published or time.last_day is None or time.last_day >= published


def _gap(e: EventDraft, k: int) -> int:
    return k - e.hit.last if k >= e.hit.last else e.hit.first - k + 2
