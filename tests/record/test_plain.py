"""Digests as plain values: what comes back is what went in, and whoever changes what a digest holds changes the number of its form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import combinations

import pytest
from make import article

from conftest import example_articles
from musnad.reader import open_reader
from musnad.record.build import build_from_digests
from musnad.record.compare import Scorer
from musnad.record.copies import find_copies
from musnad.record.digest import Digest, digest
from musnad.record.facts import Fact, gather
from musnad.record.identities import link
from musnad.record.model import StoredArticle
from musnad.record.origins import Origins
from musnad.record.plain import FORM, from_plain, to_plain
from musnad.record.words import Rarity

#: Of the form that the store keeps now, over an article that has everything in it.
KNOWN = {2: "5decb1fe6eea9f99"}


def everything() -> StoredArticle:
    return article(
        "أنباء\nقال المتحدث باسم الكتائب إن القوات قصفت المدينة أمس وقتلت 12 شخصا على الأقل في موعد أقصاه 31 آذار المقبل. ولم تؤكد الوزارة ذلك.",
        actors={"الكتائب": {"type": "armed_group", "name_en": "The Brigades", "country": "IRQ"}, "المدينة": {"type": "place"}},
        events=[{"type": "ASSAULT", "mode": "aerial", "trigger": "قصفت", "words": "القوات قصفت المدينة أمس", "actors": ["الكتائب"], "place": "المدينة", "date": "2025-03-09"}],
        agency="وكالة",
    )  # fmt: skip


@pytest.fixture(scope="module")
def stored() -> list[StoredArticle]:
    reader = open_reader("lexicon")
    made = [(a, reader.read(a).json()) for a in example_articles()]
    return [StoredArticle(a.hash, a.url, a.outlet, a.published, a.text.split("\n")[0], a.text, report) for a, report in made]


def back(a: StoredArticle) -> Digest:
    return from_plain(a.ref, a.text, json.loads(json.dumps(to_plain(digest(a)))))


def test_what_went_in_comes_back(stored: list[StoredArticle]) -> None:
    for one in [*stored, everything()]:
        assert back(one) == digest(one)


def test_the_situation_is_the_same(stored: list[StoredArticle]) -> None:
    assert build_from_digests(map(back, stored)) == build_from_digests(map(digest, stored))


def test_a_form_is_one_form() -> None:
    """If this fails, a digest holds something else than before: count ``FORM`` up, so that records make theirs anew, and write the new hash here."""
    found = hashlib.sha256(json.dumps(to_plain(digest(everything())), ensure_ascii=False).encode()).hexdigest()[:16]
    assert {FORM: found} == KNOWN


@pytest.fixture(scope="module")
def facts(stored: list[StoredArticle]) -> tuple[list[Fact], Scorer]:
    digests = [digest(a) for a in stored]
    people, rarity = link(digests), Rarity(d.stems for d in digests)
    found = gather(digests, people, Origins(digests, people, find_copies(digests)), rarity)
    return found, Scorer(found, people.who, rarity)


def pairs(facts: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    by_type = sorted(facts, key=lambda f: (f.type, f.order))
    return ((a, b) for a, b in combinations(by_type, 2) if a.type == b.type)


@pytest.mark.parametrize("least", [0.5, 2.8, 4.3])
def test_what_cannot_reach_a_score_is_only_left_out_below_it(facts: tuple[list[Fact], Scorer], least: float) -> None:
    found, scorer = facts
    for a, b in pairs(found):
        whole, bounded = scorer(a, b), scorer(a, b, least)
        assert bounded == whole if whole[0] >= least else bounded[0] < least
        assert (scorer.undated(a, b, least) >= least) == (scorer.undated(a, b) >= least)


def test_windows_are_asked_for_after_statements(facts: tuple[list[Fact], Scorer]) -> None:
    """A denial looks further back than a report; the window is kept from the first time it is asked for."""
    found, _ = facts
    undated = [f for f in found if f.days is None and f.day is not None and f.status != "planned"]
    assert undated
    assert all(f.window == (f.day - (7 if f.denied else 2), f.day) for f in undated if f.day is not None)
