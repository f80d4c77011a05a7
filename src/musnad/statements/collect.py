"""Where the cues of a document stand: rows of ``cues.tsv`` that fit its words."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.statements.cues import CueHit, CueTable
from musnad.text.document import Document, Segment

_THAT = frozenset(word_set("statements.collect.that"))


def collect_cues(doc: Document, norms: list[str], table: CueTable, blocked: frozenset[int]) -> dict[int, CueHit]:
    """Cues by the token at which they begin; none inside another."""
    hits: dict[int, CueHit] = {}
    for segment in doc.segments:
        k = segment.first if segment.tells else segment.last
        while k < segment.last:
            hit = table.at(norms, k, segment.last) if doc.tokens[k].kind == "word" and k not in blocked else None
            if hit is None or _adds(norms, hit, segment) or _feminine(doc, hit):
                k += 1
            else:
                hits[k] = hit
                k = hit.last
    return hits


def _feminine(doc: Document, hit: CueHit) -> bool:
    """«حملة» is no «حمّله», «كذبة» no «كذّبه»: a ة ends a noun."""
    return hit.verb is not None and hit.suffix == "ه" and doc.text[doc.tokens[hit.last - 1].end - 1] == "ة"


def _adds(norms: list[str], hit: CueHit, segment: Segment) -> bool:
    """«كما أوضح المحافظ أن …»: here «كما» adds a statement, it does not say according to whom."""
    if norms[hit.first] != "كما" or hit.last - hit.first < 2:
        return False
    if hit.first == segment.first or norms[hit.first - 1] in (".", "”", '"', "»"):
        return True
    return any(n in _THAT for n in norms[hit.last : min(segment.last, hit.last + 12)])
