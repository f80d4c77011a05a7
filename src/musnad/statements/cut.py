"""Where contents end once all statements of a document are known: at the next cue, at the outlet's own comment."""

from __future__ import annotations

from musnad.lexicon.word_sets import word_set
from musnad.lexicon.words import Words
from musnad.model import Span
from musnad.statements.draft import StatementDraft
from musnad.text.document import Document

_ALSO = frozenset(word_set("statements.cut.also"))


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
            joined = (other.hit.cue.kind == "participle" and not _predicate(token.norm)) or other.hit.cue.kind == "preposition" or other.hit.conj or _also(doc, other)
            if joined and not inside:
                end = token.start
                if token.index and doc.tokens[token.index - 1].norm in _ALSO:
                    end = doc.tokens[token.index - 1].start
                s.content = strip_end(doc, Span(s.content.start, max(end, s.content.start)))


def _predicate(norm: str) -> bool:
    """«متمسكون بموقفهم»: a nominative says what they are, not what they say meanwhile."""
    return norm.endswith("ون")


def _also(doc: Document, s: StatementDraft) -> bool:
    """«…، كما أكد أن»: a verb of saying behind a comma and «كما» tells a statement of its own."""
    k = s.hit.first
    return s.hit.verb is not None and k > 1 and doc.tokens[k - 1].norm in _ALSO and doc.tokens[k - 2].norm in ("،", ",", ".")


def strip_end(doc: Document, span: Span) -> Span:
    text, end = doc.text, span.end
    while end > span.start and (text[end - 1].isspace() or text[end - 1] in '،,:;؛. "“”«»-–'):
        end -= 1
    return Span(span.start, end)


_BREAKS = frozenset(word_set("statements.cut.breaks"))
#: Without a comma before them these still end a content when a verb follows.
_BARE_BREAKS = frozenset(word_set("statements.cut.bare_breaks"))
#: What ends a clause behind «أن», counted on the training articles: elsewhere the speaker goes on more often than not.
_CLAUSE_BREAKS = frozenset(word_set("statements.cut.clause_breaks"))
_FIMA = frozenset(word_set("statements.cut.fima"))
_CLOSING = frozenset(word_set("statements.cut.closing"))
#: «غير أن», «إلا أنه»: what begins a clause with a word of :data:`_THAT`.
_EXCEPT = frozenset(word_set("statements.cut.except"))
_THAT = frozenset(word_set("statements.cut.that"))
_WHO = frozenset(word_set("statements.cut.who"))
_MEANWHILE = frozenset(word_set("statements.cut.meanwhile"))


def _new_clause(doc: Document, words: Words, k: int) -> bool:
    """A clause of its own behind a nominal content: «ضلوعها في الاعتداء وردت بلهجة …», «… غير أن»."""
    token, before = doc.tokens[k], doc.tokens[k - 1].norm
    if token.norm in _EXCEPT and k + 1 < len(doc.tokens) and doc.tokens[k + 1].norm in _THAT:
        return True
    if token.norm[:1] != "و" or before in _WHO:
        return False
    info = words(token.norm)
    return any(v.conj and v.tense == "perf" and "3" in v.person and not v.suffix for v in info.verbs[:1]) and not info.function


def _in_relative_clause(doc: Document, words: Words, s: StatementDraft) -> bool:
    """«القس، الذي ينفي الاتهامات، …»: the cue stands in a relative clause between commas."""
    k = s.hit.first
    return k > 1 and words(doc.tokens[k - 1].norm).function == "rel" and doc.tokens[k - 2].norm in ("،", ",")


def cut_at_comment(doc: Document, words: Words, statements: list[StatementDraft]) -> None:
    """Indirect speech ends where the outlet takes over: «، وهو ما …», «، وذلك …», «، فيما …».

    What stands before «بحسب X» reaches to it. Behind «أن» much of what looks like a comment is still said
    («إن السائق لم يكن ثملا، لكن …»): there only few words end it.
    """
    for s in statements:
        if s.direct or s.content.end <= s.cue.start:
            continue
        k = doc.token_at(s.content.start) + 2
        clause = s.rule.split("/")[0].endswith((".an", ".colon", ".quote", ".according_to"))
        while k < len(doc.tokens) and doc.tokens[k].start < s.content.end:
            if doc.tokens[k].quoted < 0 and (_clause_ends(doc, k) if clause else _phrase_ends(doc, words, s, k)):
                s.content = strip_end(doc, Span(s.content.start, doc.tokens[k].start))
                break
            k += 1


def _clause_ends(doc: Document, k: int) -> bool:
    """Behind a comma, where the outlet takes over from a clause: «، وذلك …», «، في إشارة إلى …»."""
    if doc.tokens[k - 1].norm not in ("،", ","):
        return False
    return (doc.tokens[k].norm in _CLAUSE_BREAKS and not _of_the_clause(doc, k)) or _closing_phrase(doc, k)


def _of_the_clause(doc: Document, k: int) -> bool:
    """«فيما يتعلق بـ…», «فيما يبدو»: these open no clause of their own."""
    return k + 1 < len(doc.tokens) and doc.tokens[k].norm == "فيما" and doc.tokens[k + 1].norm in _FIMA


def _closing_phrase(doc: Document, k: int) -> bool:
    """«في إشارة إلى …», «في تصريحات لـ…»: how and where it was said, not what."""
    if doc.tokens[k].norm != "في" or k + 1 >= len(doc.tokens) or doc.tokens[k + 1].norm not in _CLOSING:
        return False
    return not any(t.norm in _THAT for t in doc.tokens[k + 2 : k + 12] if t.segment == doc.tokens[k].segment) or doc.tokens[k + 1].norm == "اشاره"


def _phrase_ends(doc: Document, words: Words, s: StatementDraft, k: int) -> bool:
    """Where a nominal content ends: at a break behind a comma, at a new clause, at «في تصريحات …»."""
    norm, before = doc.tokens[k].norm, doc.tokens[k - 1].norm
    comma = before in ("،", ",")
    if _of_the_clause(doc, k):
        return False
    verb_next = k + 1 < len(doc.tokens) and words(doc.tokens[k + 1].norm).finite
    if norm in _BARE_BREAKS and verb_next and s.hit.cue.stance != "assert":
        return True
    if norm in _MEANWHILE and verb_next:
        return True
    if s.rule.split("/")[0].endswith((".obj", ".bi", ".prep", "_far")) and _new_clause(doc, words, k):
        return True
    if comma and norm not in _BREAKS and _in_relative_clause(doc, words, s):
        return True
    return (norm in _BREAKS and comma) or _closing_phrase(doc, k)
