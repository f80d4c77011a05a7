"""Where contents end once all statements of a document are known: at the next cue, at the outlet's own comment."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.model import Span
from musnad.statements.draft import StatementDraft
from musnad.text.document import Document


def cut_at_next_cue(doc: Document, statements: list[StatementDraft]) -> None:
    """A content ends before the next cue that is joined to its own («…، مضيفا أن»، «… وأشار إلى»)."""
    by_segment: dict[int, list[StatementDraft]] = {}
    for s in statements:
        by_segment.setdefault(s.segment, []).append(s)
    for s in statements:
        for other in by_segment[s.segment]:
            if other is s or not s.content.start < other.cue.start < s.content.end:
                continue
            token = doc.tokens[other.hit.first]
            inside = token.quoted >= 0 and doc.quotes[token.quoted].inner.start >= s.content.start - 1 and s.direct
            joined = other.hit.cue.kind in ("participle", "preposition") or other.hit.conj
            if joined and not inside:
                end = token.start
                if token.index and doc.tokens[token.index - 1].norm == "كما":
                    end = doc.tokens[token.index - 1].start
                s.content = strip_end(doc, Span(s.content.start, max(end, s.content.start)))


def strip_end(doc: Document, span: Span) -> Span:
    text, end = doc.text, span.end
    while end > span.start and (text[end - 1].isspace() or text[end - 1] in '،,:;؛. "“”«»-–'):
        end -= 1
    return Span(span.start, end)


_BREAKS = frozenset(word_set("statements.cut.breaks"))
#: Without a comma before them these still end a content when a verb follows.
_BARE_BREAKS = frozenset(word_set("statements.cut.bare_breaks"))


def _new_clause(doc: Document, words: Words, k: int) -> bool:
    """A clause of its own behind a nominal content: «ضلوعها في الاعتداء وردت بلهجة …», «… غير أن»."""
    token, before = doc.tokens[k], doc.tokens[k - 1].norm
    if token.norm in ("غير", "الا", "رغم") and k + 1 < len(doc.tokens) and doc.tokens[k + 1].norm in ("ان", "انه", "انها"):
        return True
    if token.norm[:1] != "و" or before in ("الذي", "التي"):
        return False
    info = words(token.norm)
    return any(v.conj and v.tense == "perf" and "3" in v.person and not v.suffix for v in info.verbs[:1]) and not info.function


def _in_relative_clause(doc: Document, words: Words, s: StatementDraft) -> bool:
    """«القس، الذي ينفي الاتهامات، …»: the cue stands in a relative clause between commas."""
    k = s.hit.first
    return k > 1 and words(doc.tokens[k - 1].norm).function == "rel" and doc.tokens[k - 2].norm in ("،", ",")


def cut_at_comment(doc: Document, words: Words, statements: list[StatementDraft]) -> None:
    """Indirect speech ends where the outlet takes over: «، وهو ما …», «، وذلك …», «، فيما …»."""
    for s in statements:
        if s.direct:
            continue
        k = doc.token_at(s.content.start) + 2
        while k < len(doc.tokens) and doc.tokens[k].start < s.content.end:
            norm = doc.tokens[k].norm
            comma = doc.tokens[k - 1].norm in ("،", ",")
            bare = norm in _BARE_BREAKS and k + 1 < len(doc.tokens) and words(doc.tokens[k + 1].norm).finite and s.hit.cue.stance != "assert"
            bare = bare or (norm in ("فيما", "بينما") and k + 1 < len(doc.tokens) and words(doc.tokens[k + 1].norm).finite)
            bare = bare or (s.rule.split("/")[0].endswith((".obj", ".bi", ".prep")) and _new_clause(doc, words, k))
            inserted = comma and norm not in _BREAKS and _in_relative_clause(doc, words, s)
            if ((norm in _BREAKS and comma) or bare or inserted) and doc.tokens[k].quoted < 0:
                s.content = strip_end(doc, Span(s.content.start, doc.tokens[k].start))
                break
            k += 1
