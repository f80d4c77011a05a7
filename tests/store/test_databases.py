"""Two databases, one record: the same words, the same order, the same bytes."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from conftest import ROOT
from musnad.app.output import to_json
from musnad.model import Article, Report
from musnad.store import schema
from musnad.store.articles import prepare
from musnad.store.databases import Address, Place
from musnad.store.databases.tokens import tokens
from musnad.store.filters import Filter
from musnad.store.queries import Questions
from musnad.store.record import Record
from musnad.store.search import parse, ranked
from postgres import Server
from program import run_program

SITUATION = ROOT / "examples" / "situation" / "articles.jsonl"
WORDS = ("الجيش", "جيش", "والجيش", "قال", "وقال", "بغداد", "وزير", "الوزير", "قصف", "في", "من", "الدفاع", "دفاع", "France", "3")


def in_fts5(text: str) -> list[str]:
    """What FTS5 itself puts into its index, in order."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize=\"unicode61 remove_diacritics 0\")")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
    connection.execute("INSERT INTO t VALUES (?)", (text,))
    return [term for (term,) in connection.execute("SELECT term FROM v ORDER BY offset")]


# Letters of scripts that news has. SQLite knows the characters of Unicode 6.1 only, Python those of its own version.
LETTERS = st.text(st.characters(max_codepoint=0x6FF, exclude_categories=("Cs", "Cn"), exclude_characters="\x00") | st.sampled_from("ﷺﻻ①½Ⅷ‌‍\ue000中あ한ẞﬁ "), max_size=60)
NEWER = set(range(0x370, 0x380)) | set(range(0x526, 0x530)) | set(range(0x55F, 0x590)) | set(range(0x600, 0x621)) | {0x6DD}


@settings(deadline=None, max_examples=400)
@given(LETTERS)
def test_words_are_those_of_fts5(text: str) -> None:
    known = "".join(c for c in text if ord(c) not in NEWER)
    assert tokens(known) == in_fts5(known)


@pytest.mark.parametrize("text", ["ΟΔΟΣ ὈΔΥΣΣΕΎΣ", "Straße STRASSE ẞ", "e\u0301te\u0301 É", "«قال» الرئيس‌الفرنسي، و3.5 مليون", "a_b-c'd @e #f", "١٢٣ 123 ½"])
def test_words_that_are_easily_got_wrong(text: str) -> None:
    assert tokens(text) == in_fts5(text)


def _made_up(number: int) -> list[Report]:
    dice = random.Random(number)
    out = []
    for n in range(60):
        title, text = (" ".join(dice.choices(WORDS, k=k)) for k in (dice.randint(1, 8), dice.randint(3, 120)))
        day = f"2024-04-{n % 9 + 1:02}T00:00:00+00:00" if n % 7 else None
        out.append(Report(Article(f"{title}\n{text}", f"a{n}", day, "وكالة", None), "ar", quality=(("reader", "r"), ("lexicon", "l"), ("model", None))))
    return out


def _found(record: Record, words: str) -> list[str]:
    with record.connect() as connection:
        ids = connection.execute(ranked(connection, parse(words))).scalars().all()
        uids = {row.id: row.uid for row in connection.execute(select(schema.article.c.id, schema.article.c.uid))}
    return [uids[i] for i in ids]


def test_the_same_articles_in_the_same_order(tmp_path: Path, postgres: Server) -> None:
    """FTS5 and the index in PostgreSQL: what is found, and which first."""
    both = [Record(place, create=True) for place in (tmp_path / "r.db", postgres.new())]
    for number, record in enumerate(both):
        prepared = [prepare(r) for r in _made_up(5)]
        random.Random(number).shuffle(prepared)
        record.add(prepared)
    asked = [*WORDS[:-2], "الجيش قال", '"قال الجيش"', '"وزير الدفاع" بغداد', '"في في"', '"قال في قال"', "زززز", '"الجيش زززز"', "3", "x" * 300]
    hits = {words: [_found(record, words) for record in both] for words in asked}
    assert {words: found[0] for words, found in hits.items()} == {words: found[1] for words, found in hits.items()}
    assert sum(len(found[0]) > 3 for found in hits.values()) > 10


def _of_words(*texts: str) -> list[Report]:
    return [Report(Article(text, f"a{n}"), "ar", quality=(("reader", "r"), ("lexicon", "l"), ("model", None))) for n, text in enumerate(texts)]


def test_however_often_a_word_stands_there(tmp_path: Path, postgres: Server) -> None:
    """The index has how often in binary: every bit counts, and the title four times."""
    filler = " ".join(f"كلمه{n}" for n in range(300))
    reports = _of_words(*(f"{'عنوان في' if n % 3 else 'عنوان'}\n{'في ' * n}وفي {filler[: 40 * n]}" for n in (*range(1, 35), 63, 64, 65, 127, 128, 1_000, 5_000)))
    both = [Record(place, create=True) for place in (tmp_path / "r.db", postgres.new())]
    for record in both:
        record.add([prepare(r) for r in reports])
    for words in ("في", '"في وفي"', '"في في"', "عنوان في", "كلمه1 في"):
        one, two = (_found(record, words) for record in both)
        assert one == two, words
        assert len(one) > 20


def test_what_an_older_version_put_into_the_index(postgres: Server) -> None:
    """Bringing a record up to date gives the same index as adding its articles anew."""
    place = postgres.new()
    Record(place, create=True).add([prepare(r) for r in (*_made_up(5)[:20], *_of_words("م" * 250 + " نعم نعم", "لا", "٣ ٣ ٣ a_b a"))])
    kept = "SELECT string_agg(article || ARRAY(SELECT f COLLATE \"C\" FROM unnest(forms) AS f ORDER BY 1)::text, ';' ORDER BY article) FROM words"
    now = postgres.run(place.database, kept)
    postgres.run(place.database, "UPDATE words SET forms = ARRAY(SELECT f FROM unnest(forms) AS f WHERE f NOT LIKE '% %'); UPDATE alembic_version SET version_num = '0002'")
    assert postgres.run(place.database, kept) != now
    Record(place)
    assert postgres.run(place.database, kept) == now


def test_a_page_behind_the_last_one_still_says_how_many(situations: tuple[Place, Place]) -> None:
    for place in situations:
        found = Questions(place).search("القوات", Filter(), 5)["total"]
        behind = Questions(place).search("القوات", Filter(), 5, 10_000)
        assert (behind["total"], behind["results"]) == (found, [])
        assert found > 0


def test_a_word_longer_than_an_index_takes(postgres: Server) -> None:
    record = Record(postgres.new(), create=True)
    long = "م" * 5_000
    reports = [Report(Article(f"قال {word} نعم", name), "ar", quality=(("reader", "r"), ("lexicon", "l"), ("model", None))) for word, name in ((long, "a"), (long + "ن", "b"))]
    assert record.add([prepare(r) for r in reports]) == 2
    assert len(_found(record, long)) == 1
    assert len(_found(record, f'"{long}ن نعم"')) == 1


@pytest.fixture(scope="module")
def situations(tmp_path_factory: pytest.TempPathFactory, postgres: Server) -> tuple[Place, Place]:
    """The example situation in a file and in a database."""
    places = (tmp_path_factory.mktemp("situation") / "r.db", postgres.new())
    for place in places:
        done = run_program("add", SITUATION, "--record", place)
        assert done.returncode == 0, done.stderr
    return places


@pytest.mark.parametrize("to", ["jsonl", "csv", "polecat", "geojson", "html"])
def test_exports_are_the_same_bytes(situations: tuple[Place, Place], tmp_path: Path, to: str) -> None:
    matter = Questions(situations[0]).matters(Filter(), limit=1)["matters"][0]["key"]
    written = []
    for number, place in enumerate(situations):
        out = tmp_path / str(number)
        done = run_program("export", "--record", place, "--to", to, "--out", out, *(["--matter", matter] if to == "html" else []))
        assert done.returncode == 0, done.stderr
        files = sorted(out.iterdir()) if out.is_dir() else [out]
        written.append([(f.name if out.is_dir() else "", f.read_bytes()) for f in files])
    assert written[0] == written[1]
    assert all(content for _, content in written[0])


CHOSEN = (
    Filter(), Filter(actor="الجيش"), Filter(country="IRQ"), Filter(type="ASSAULT"), Filter(since="2024-01-01", until="2024-12-31"), Filter(status="denied"),
    Filter(as_of="2024-04-20"),
)  # fmt: skip


@pytest.mark.parametrize("name", ["matters", "timeline", "disputes", "processes", "actors", "figures"])
def test_answers_are_the_same_bytes(situations: tuple[Place, Place], name: str) -> None:
    for chosen in CHOSEN:
        said = []
        for place in situations:
            try:
                said.append(to_json(getattr(Questions(place), name)(chosen, limit=None)))
            except Exception as error:
                said.append(repr(error))
        assert said[0] == said[1], chosen


def test_everything_shown_is_the_same_bytes(situations: tuple[Place, Place]) -> None:
    one, two = map(Questions, situations)
    keys = [x["key"] for name in ("matters", "disputes", "processes", "actors", "figures") for x in getattr(one, name)(Filter(), limit=8)[name]]
    matter = one.matters(Filter(), limit=1)["matters"][0]
    keys += [matter["facts"][0]["key"], matter["articles"][0]]
    assert [to_json(one.show(k)) for k in keys] == [to_json(two.show(k)) for k in keys]
    assert to_json(one.compare(matter["key"])) == to_json(two.compare(matter["key"]))
    for words in ("القوات", '"وزارة الدفاع"', "وزارة بغداد", "Iraq", "قال Iraq", "نفى"):
        assert to_json(one.search(words, Filter(), limit=None)) == to_json(two.search(words, Filter(), limit=None)), words


def test_the_situation_room_says_the_same(situations: tuple[Place, Place]) -> None:
    pytest.importorskip("fastapi", reason="the extra «serve» is not installed")
    from fastapi.testclient import TestClient

    from musnad.app.api.build import create_app
    from musnad.app.api.settings import Settings

    clients = [TestClient(create_app(Settings(place, hosts=("testserver",)))) for place in situations]
    matter = Questions(situations[0]).matters(Filter(), limit=1)["matters"][0]["key"]
    described = clients[0].get("/api/openapi.json").json()["paths"]
    plain = [path for path, what in described.items() if "get" in what and not any(p.get("required") for p in what["get"].get("parameters", []))]
    asked = [p for p in plain if p != "/api/me"]  # a token of the process's own
    assert len(asked) > 8
    for path in [*asked, f"/api/show/{matter}", "/api/search?words=%D8%A7%D9%84%D8%AC%D9%8A%D8%B4", "/api/matters?actor=%00", "/api/search?words=%00"]:
        one, two = (client.get(path) for client in clients)
        assert (one.status_code, one.content) == (two.status_code, two.content), path
        assert one.status_code < 500, path


def test_a_copy_of_a_database_is_the_same_record(situations: tuple[Place, Place], tmp_path: Path) -> None:
    from musnad.store.copying import copy_record

    assert isinstance(situations[1], Address)
    copy_record(situations[1], tmp_path / "copy.db")
    Record(tmp_path / "copy.db").refresh()
    one, two = Questions(situations[0]), Questions(tmp_path / "copy.db")
    assert to_json(one.matters(Filter(), limit=None)) == to_json(two.matters(Filter(), limit=None))
    assert to_json(one.search("القوات", Filter())) == to_json(two.search("القوات", Filter()))
