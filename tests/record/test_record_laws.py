"""Laws of the record (DESIGN.md), over invented stories and over the example situation."""

from __future__ import annotations

import json
import random
from functools import lru_cache
from pathlib import Path

import pytest
import stories

from musnad.model import Article
from musnad.reader import Reader
from musnad.record import Decision, Situation, StoredArticle, build_record

SITUATION = Path(__file__).parent.parent.parent / "examples" / "situation" / "articles.jsonl"


@lru_cache(maxsize=1)
def situation_articles() -> tuple[StoredArticle, ...]:
    reader = Reader()
    out = []
    for line in SITUATION.read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        made = Article(d["text"], d["id"], d["published"], d["outlet"], d["url"])
        out.append(StoredArticle(made.hash, d["url"], d["outlet"], d["published"], None, d["text"], reader.read(made).json()))
    return tuple(out)


def all_stories() -> list[StoredArticle]:
    return [*stories.two_raids(), *stories.denied_raid(), *stories.talks()]


def as_bytes(situation: Situation) -> bytes:
    return json.dumps(situation.json(), ensure_ascii=False, sort_keys=True).encode()


@pytest.mark.parametrize("articles", [all_stories(), list(situation_articles())], ids=["stories", "situation"])
def test_order_of_arrival_does_not_show(articles: list[StoredArticle]) -> None:
    expected = as_bytes(build_record(articles))
    for seed in range(4):
        shuffled = list(articles)
        random.Random(seed).shuffle(shuffled)
        assert as_bytes(build_record(shuffled)) == expected


def test_adding_twice_changes_nothing() -> None:
    once = all_stories()
    assert as_bytes(build_record([*once, *once])) == as_bytes(build_record(once))


def test_a_generator_will_do() -> None:
    assert as_bytes(build_record(a for a in all_stories())) == as_bytes(build_record(all_stories()))


def test_everything_put_together_has_its_reason() -> None:
    s = build_record(situation_articles())
    for x in (*s.matters, *s.disputes, *s.processes, *s.identities):
        assert x.reason.rule
        assert x.reason.because


def test_every_fact_is_the_articles_own_words() -> None:
    articles = {a.hash: a for a in situation_articles()}
    s = build_record(articles.values())
    facts = [f for m in s.matters for f in m.facts]
    facts += [h.fact for m in s.matters for h in m.history]
    facts += [p.fact for x in s.processes for p in x.phases] + [d.fact for x in s.processes for d in x.deadlines]
    facts += [e.fact for line in s.figures for e in line.entries]
    assert facts
    for f in facts:
        assert articles[f.article].text[f.start : f.end] == f.words


def test_now_is_the_latest_publication_unless_given() -> None:
    assert build_record(stories.talks()).now == "2025-03-25"
    assert build_record(stories.talks(), now="2025-03-15").now == "2025-03-15"
    assert build_record([]).now is None


def test_as_of_is_the_record_of_what_was_published_by_then() -> None:
    articles = all_stories()
    early = [a for a in articles if (a.day or "") <= "2025-03-09"]
    late = build_record(articles, as_of="2025-03-09")
    only = build_record(early)
    assert late.as_of == "2025-03-09"
    assert {**late.json(), "as_of": None} == only.json()


def test_no_name_or_number_is_lost_to_an_empty_report() -> None:
    bare = StoredArticle("0" * 64, None, None, None, None, "", {})
    s = build_record([bare])
    assert [a.hash for a in s.articles] == ["0" * 64]
    assert s.matters == ()


def test_decisions_that_name_nothing_known_are_passed_over() -> None:
    odd = [Decision(k, "nobody", "nothing", "me", "2025-01-01") for k in ("same_actor", "other_actor", "same_matter", "copy", "wrong")]
    assert as_bytes(build_record(all_stories(), odd)) == as_bytes(build_record(all_stories()))
