"""What stands right around a word that may tell an event, as named features.

«قمة» behind «في» is a meeting and behind «على» a peak, «دعم» before «من» is support that somebody got: how a row's word is set tells more
than how often it is right at all. Weights of these features (``weights/trigger.tsv``) are fitted by ``tools/fit_weights.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from musnad.events.triggers import TriggerHit
from musnad.lexicon.words import WordInfo, Words
from musnad.mentions.mention import Mention
from musnad.text.document import Document, Segment

#: Clitics that stand for a preposition of their own.
_CLITIC_PREPS = ("ب", "ل", "ك")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Reads the surroundings of words in one document. ``starts``: token → the mention that begins there; ``ends``: that ends before it."""

    doc: Document
    words: Words
    starts: Mapping[int, Mention]
    ends: Mapping[int, Mention]
    blocked: frozenset[int]

    def features(self, hit: TriggerHit, segment: Segment) -> list[str]:
        """The features by themselves, without crossings."""
        after, before = self._after(hit.last, segment), self._before(hit.first, segment)
        return [
            f"next:{after}", f"prev:{before}", f"between:{before}:{after}", f"second:{self._after(hit.last + 1, segment)}",
            f"form:{self._form(hit)}", f"segment:{'first' if not segment.index else segment.kind}", f"alone:{segment.last - segment.first < 4}",
        ]  # fmt: skip

    def _form(self, hit: TriggerHit) -> str:
        """Tense of a verb; article, clitics and possessive of a noun."""
        if hit.verb is not None:
            return f"{'future' if hit.verb.future else hit.verb.tense}:{'+'.join(sorted(hit.verb.voice))}:{bool(hit.suffix)}"
        return f"{self.doc.tokens[hit.first].norm[: hit.cut]}:{hit.definite}:{bool(hit.suffix)}"

    def _after(self, k: int, segment: Segment) -> str:
        if k >= segment.last:
            return "end"
        m = self.starts.get(k)
        if m is not None:
            return f"{m.front[-1:]}@{m.type}"
        return self._class(k)

    def _before(self, k: int, segment: Segment) -> str:
        if k <= segment.first:
            return "start"
        m = self.ends.get(k)
        return f"@{m.type}" if m is not None else self._class(k - 1)

    def _class(self, k: int) -> str:
        """A function word itself; of other words what they are."""
        token = self.doc.tokens[k]
        if token.kind != "word":
            return "number" if token.kind == "number" else token.norm
        if k in self.blocked:
            return "time"
        info = self.words(token.norm)
        if info.function:
            return token.norm
        return _open_class(info)


def _open_class(info: WordInfo) -> str:
    if info.nisba:
        return "nisba"
    if info.finite and not info.art:
        return "verb"
    if info.adjective:
        return "adjective"
    return f"{info.prep if info.prep in _CLITIC_PREPS else ''}{'the ' if info.art else ''}noun"
