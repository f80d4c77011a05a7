"""What the tagger's pointers say of two entities, with pointers that we write ourselves."""

from __future__ import annotations

import pytest

from musnad.mentions.draft import Draft
from musnad.mentions.pointed import Pointed
from musnad.mentions.told import Told
from musnad.model import Article
from musnad.reader import Reader
from musnad.tagger.advice import Advice
from musnad.text.document import Document

pytest.importorskip("numpy")  # the tagger's own types need it

from musnad.tagger.tags import Pointer

TEXT = "دخلت قوات الأمن بلدة الحصن الأحد. وقال سكان في البلدة إن العناصر فتشوا منازلهم."


class Pointing(Advice):
    """Advice whose pointers are given: first word → words that it points back to."""

    active = True

    def __init__(self, pointers: dict[int, Pointer]) -> None:
        super().__init__()
        self.pointers = pointers

    def antecedent(self, token: int) -> Pointer:
        return self.pointers.get(token, Pointer({}, 1.0, 0.0))


@pytest.fixture(scope="module")
def told(reader: Reader) -> tuple[Document, dict[str, Draft]]:
    trace = reader.trace(Article(TEXT))
    assert trace.doc
    return trace.doc, {m.span.of(TEXT): d for d in trace.drafts for m in d.mentions}


def test_a_pointer_speaks_for_the_pair(reader: Reader, told: tuple[Document, dict[str, Draft]]) -> None:
    doc, drafts = told
    force, men = drafts["قوات الأمن"], drafts["العناصر"]
    here, there = men.mentions[0].first, force.mentions[0].first
    advice = Pointing({here: Pointer({there: 0.75, there + 1: 0.1}, 0.15, 0.0)})
    pointed = Pointed(doc, reader.words, list(drafts.values()), advice)
    assert pointed.marks(Told(doc, force), Told(doc, men)) == ("tag:8", "tagnew:3"), "0.85 for both words of the mention, 0.15 that it is new"
    assert pointed.marks(Told(doc, drafts["سكان"]), Told(doc, men))[0] == "tag:0"


def test_what_is_joined_is_pointed_at_together(reader: Reader, told: tuple[Document, dict[str, Draft]]) -> None:
    doc, drafts = told
    force, men, people = drafts["قوات الأمن"], drafts["العناصر"], drafts["سكان"]
    pointers = {men.mentions[0].first: Pointer({force.mentions[0].first: 0.3, people.mentions[0].first: 0.3}, 0.4, 0.0)}
    pointed = Pointed(doc, reader.words, list(drafts.values()), Pointing(pointers))
    before = pointed.marks(Told(doc, force), Told(doc, men))
    pointed.join(people.index, force.index)
    after = pointed.marks(Told(doc, force), Told(doc, men))
    assert (before[0], after[0]) == ("tag:4", "tag:6")


def test_without_a_tagger_nothing_is_said(reader: Reader, told: tuple[Document, dict[str, Draft]]) -> None:
    doc, drafts = told
    pointed = Pointed(doc, reader.words, list(drafts.values()))
    assert pointed.marks(Told(doc, drafts["قوات الأمن"]), Told(doc, drafts["العناصر"])) == ()
