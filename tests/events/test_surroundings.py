"""What a reading of a word is weighed by: how it is set, and how often its row is right without the reading itself."""

from __future__ import annotations

import pytest

from musnad.events.choice import Reading
from musnad.model import Article
from musnad.reader import Reader


def readings(reader: Reader, text: str, lemma: str) -> list[Reading]:
    return [r for r in reader.trace(Article(text)).readings if r.hit.row.lemma == lemma]


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("قصفت القوات الحكومية بلدة الحصن.", "قصف", {"next:@military", "prev:start", "form:perf:act+pass:False"}),
        ("استمرت الاشتباكات في بلدة الحصن.", "اشتباك", {"next:في", "prev:verb", "form::True:False"}),
        ("قال سكان إن هجوما على البلدة أوقع قتلى.", "هجوم", {"next:علي", "prev:ان", "form::False:False"}),
        ("عاد الهدوء بعد هجوم، وفق السكان.", "هجوم", {"next:،", "prev:بعد"}),
        ("وبهجومها على البلدة بدأت القوات الحملة.", "هجوم", {"form:وب:False:True"}),
    ],
)
def test_how_a_word_is_set(reader: Reader, text: str, lemma: str, expected: set[str]) -> None:
    (found,) = readings(reader, text, lemma)[:1]
    for feature in expected:
        assert feature in found.around


def test_the_lemma_makes_crossings_of_its_own(reader: Reader) -> None:
    (found,) = readings(reader, "عاد الهدوء بعد هجوم، وفق السكان.", "هجوم")[:1]
    assert "هجوم:ASSAULT|next:،" in found.features
    assert not set(found.features_at(0.05)) >= set(found.features), "another share of right readings is another feature"


def test_a_reading_does_not_know_its_own_answer(reader: Reader) -> None:
    gate = reader.event_gate
    assert gate
    where = next(w for w in gate.table if 0.4 < gate.precision(w) < 0.6 and gate.without(w, right=True) != gate.precision(w))
    assert gate.without(where, right=True) < gate.precision(where) < gate.without(where, right=False)


def test_an_unlikely_reading_tells_no_event(reader: Reader) -> None:
    told = reader.trace(Article("قصفت القوات الحكومية بلدة الحصن فجر الأحد."))
    assert [e.type for e in told.report.events] == ["ASSAULT"]
    assert all(r.probability >= 0.2 for r in told.readings if r.hit.row.lemma == "قصف")
