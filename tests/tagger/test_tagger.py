"""The tagger without its weights: windows, paths, pointers. With weights and libraries present, the same scores twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from musnad.model import Article
from musnad.tagger import WEIGHTS, TaggerUnavailable, labels, load_tagger
from musnad.tagger.bio import best_path, decode
from musnad.tagger.distance import BUCKETS, buckets, relations
from musnad.tagger.pieces import MAX_PIECES, UNKNOWN, Pieces
from musnad.tagger.tags import Pointers, Tags, View
from musnad.tagger.windows import BLOCK_SIZE, SIZE, cut_windows, document_blocks, word_pieces
from musnad.text.document import build_document

HEADLINE = "الوزير ينفي توقيع الاتفاق"
SENTENCE = "قال الوزير إن الحكومة لن توقع الاتفاق قبل عودة الوفد من العاصمة المجاورة."


class Letters:
    """A tokenizer that makes a piece of every two letters."""

    def encode(self, text: str) -> list[int]:
        return [10 + ord(c) % 50 for c in text[::2]]

    def piece_to_id(self, piece: str) -> int:
        return 5


@pytest.mark.parametrize("sentences", [0, 1, 3, 40])
@pytest.mark.parametrize("sentence", [SENTENCE, SENTENCE.replace(".", " و") * 30])
def test_every_word_is_in_one_core(sentences: int, sentence: str) -> None:
    document = build_document(Article(text="\n".join([HEADLINE, *[sentence] * sentences])))
    words = word_pieces(document, Pieces(Letters()))
    windows = cut_windows(document_blocks(document, [len(w) for w in words]), words)
    assert [w for window in windows for w in window.words[window.core :]] == list(range(len(document.tokens)))
    for window in windows:
        assert len(window.pieces) == len(window.kinds) <= max(SIZE, 110 + BLOCK_SIZE + 3)
        assert window.words == sorted(set(window.words))
        for i, word in enumerate(window.words):
            assert tuple(window.pieces[window.begins[i] : window.ends[i] + 1]) == words[word]


def test_no_window_without_words() -> None:
    assert cut_windows([], []) == []


def test_pieces_of_odd_words() -> None:
    pieces = Pieces(Letters())
    assert pieces.of("ـ", glued=False) == (UNKNOWN,)
    assert len(pieces.of("ا" * 500, glued=False)) == MAX_PIECES
    assert pieces.of("قَالَ", glued=False) == pieces.of("قال", glued=True)


def test_an_inside_label_needs_a_beginning() -> None:
    names = labels.bio(("person", "place"))
    probs = np.full((3, len(names)), 0.01, np.float32)
    probs[0, names.index("I-person")] = 0.6
    probs[0, names.index("B-person")] = 0.3
    probs[1, names.index("I-person")] = 0.9
    probs[2, names.index("B-place")] = 0.9
    assert [names[i] for i in best_path(probs, names)] == ["B-person", "I-person", "B-place"]
    first, second = decode(probs, names)
    assert (first.first, first.last, first.label, first.prob) == (0, 2, "person", 0.3)
    assert (second.first, second.last, second.label) == (2, 3, "place")
    assert decode(probs[:0], names) == ()


def test_distances_have_a_sign_and_a_limit() -> None:
    row = buckets(np.asarray(100), np.arange(300))
    assert row[100] == 0
    assert len({int(row[i]) for i in (0, 99, 101, 299)}) == 4
    assert 0 <= row.min() <= row.max() < BUCKETS
    found = relations(np.asarray(2), np.asarray([0, 1, 2, 3]), np.asarray([True, False, False, False]))
    assert found.tolist() == [1, 2, 0, 3]


def test_pointers_are_probabilities_of_tokens() -> None:
    tasks, size, words = len(labels.POINTERS), 4, 5
    rng = np.random.default_rng(0)
    view = View(
        np.arange(3, 8), np.zeros(words, np.int64), np.zeros(words, np.bool_), 1,
        rng.normal(size=(words, labels.WIDTH)).astype(np.float32), rng.normal(size=(tasks, words, size)).astype(np.float32),
        rng.normal(size=(tasks, words + 2, size)).astype(np.float32),
    )  # fmt: skip
    pointers = Pointers(np.zeros((tasks, BUCKETS), np.float32), np.zeros((tasks, 4), np.float32), {})
    tags = Tags.of(9, [view], pointers)
    role = tags.role(5, "actor")
    assert set(role.words) <= {3, 4, 5, 6, 7}
    assert sum(role.words.values()) + role.none + role.outside == pytest.approx(1, abs=0.02)
    assert role.mass([3, 4, 5, 6, 7]) == pytest.approx(1 - role.none - role.outside, abs=0.02)
    assert sum(tags.trigger(5).values()) == pytest.approx(1, abs=0.01)
    content = tags.content(5)
    assert content.best is not None
    assert content.best[0] <= content.best[1]
    assert tags.role(3, "actor").none == 1.0  # read as context only
    assert tags.trigger(0)["none"] == 1.0  # in no segment
    assert tags.absence(0) == 1.0
    with pytest.raises(ValueError, match="one of actor"):
        tags.role(5, "agent")


def test_missing_weights_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TaggerUnavailable, match=r"pip install|install the package whole"):
        load_tagger(tmp_path / "none.onnx")


def test_same_scores_alone_and_among_others() -> None:
    if not WEIGHTS.exists():
        pytest.skip("no weights here")
    pytest.importorskip("onnxruntime")
    documents = [build_document(Article(text=f"{HEADLINE}\n{SENTENCE * n}")) for n in (1, 5, 30)]
    tagger = load_tagger()
    together = [tagger.tag(d).json() for d in documents]
    assert [load_tagger().tag(d).json() for d in reversed(documents)] == together[::-1]
