"""A record in PostgreSQL: addresses, rights, what is said when something is wrong, and that only one puts it together at a time."""

from __future__ import annotations

import builtins
import getpass
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from conftest import ROOT
from musnad.errors import RecordError, UsageError
from musnad.model import Report
from musnad.store import schema
from musnad.store.articles import prepare
from musnad.store.connect import clear_errors, open_engine
from musnad.store.databases import Address, dialect_of, home_of
from musnad.store.databases.address import parse_address, place_of
from musnad.store.filters import Filter
from musnad.store.queries import Questions
from musnad.store.record import Record
from postgres import OWNER, PASSWORD, Server
from program import EXAMPLES, run_program

DOCUMENTED = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "teams.md").read_text(encoding="utf-8"), re.DOTALL)
READS = "GRANT USAGE ON SCHEMA public TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"


@pytest.fixture
def record(postgres: Server, example_reports: list[Report]) -> Address:
    """A record of two articles, put together."""
    address = postgres.new()
    target = Record(address, create=True)
    target.add([prepare(r) for r in example_reports[:2]])
    target.refresh()
    return address


@pytest.mark.parametrize(
    ("given", "means"),
    [
        ("postgresql://desk@db.example/news", Address("desk", "db.example", 5432, "news")),
        ("postgres://desk:s%2Fe@db:5433/n%20s", Address("desk", "db", 5433, "n s", "s/e")),
        ("postgresql+pg8000://desk@[::1]/news?sslmode=require", Address("desk", "::1", 5432, "news", None, "require")),
        ("postgresql://desk@/news?host=/run/postgresql&port=5433", Address("desk", "/run/postgresql", 5433, "news")),
        ("postgresql://db", Address(getpass.getuser(), "db", 5432, getpass.getuser())),
    ],
)
def test_addresses(monkeypatch: pytest.MonkeyPatch, given: str, means: Address) -> None:
    for name in ("PGUSER", "PGPASSWORD", "PGHOST", "PGPORT", "PGDATABASE", "PGSSLMODE"):
        monkeypatch.delenv(name, raising=False)
    assert place_of(given) == means
    assert parse_address(means.url) == means
    assert means.password is None or means.password not in str(means) + repr(means)


def test_what_is_left_out_is_asked_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGUSER": "u", "PGPASSWORD": "p", "PGHOST": "h", "PGPORT": "7", "PGDATABASE": "d", "PGSSLMODE": "disable"}.items():
        monkeypatch.setenv(name, value)
    assert place_of("postgresql://") == Address("u", "h", 7, "d", "p", "disable")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("mysql://desk:secret@db/news", "a file or a PostgreSQL database"),
        ("postgresql+psycopg://desk:secret@db/news", "a file or a PostgreSQL database"),
        ("postgresql://desk:secret@db/news?timeout=3", "timeout is not understood"),
        ("postgresql://desk:secret@db/news?sslmode=maybe", "sslmode is one of"),
        ("postgresql://desk:secret@db:http/news", "port is no number"),
    ],
)
def test_wrong_addresses(given: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as raised:
        place_of(given)
    assert "secret" not in str(raised.value)
    done = run_program("matters", "--record", given)
    assert done.returncode == 2
    assert says in done.stderr
    assert "secret" not in done.stderr


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("pg8000"):
            raise ModuleNotFoundError("No module named 'pg8000'", name="pg8000")
        return real(name, *args, **kwargs)

    for name in [m for m in sys.modules if m.startswith("pg8000")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"pip install 'musnad\[postgres\]'"):
        Questions(Address("desk", "db", 5432, "news"))


@pytest.mark.parametrize("address", [Address("desk", "127.0.0.1", 9, "news"), Address("desk", "/nowhere", 5432, "news"), Address("desk", "no-such-host.invalid", 5432, "news")])
def test_no_server(address: Address) -> None:
    with pytest.raises(RecordError, match="no server answers there"):
        open_engine(address, write=False)


def test_who_is_refused(postgres: Server, record: Address) -> None:
    for user, password, says in (("refused", None, "the server refuses refused"), ("locked", "wrong", "wrong password for locked"), ("stranger", None, "the server refuses stranger")):
        with pytest.raises(RecordError, match=says):
            open_engine(postgres.address(record.database, user, password), write=False)
    with pytest.raises(RecordError, match="no such database; make it on the server with: createdb"):
        open_engine(postgres.address("nothing"), write=False)
    with pytest.raises(RecordError, match="the driver cannot use this password"):
        open_engine(postgres.address(record.database, "locked", "سر x"), write=False)
    secure = Address(OWNER, record.host, record.port, record.database, None, "require")
    with pytest.raises(RecordError, match="the server does not encrypt"):
        open_engine(secure, write=False)


def test_a_password(postgres: Server, record: Address) -> None:
    postgres.run(record.database, READS.replace("reader", "locked"))
    address = postgres.address(record.database, "locked", PASSWORD)
    assert Questions(address).matters(Filter())["total"] > 0
    assert run_program("matters", "--record", address).returncode == 0


@pytest.mark.parametrize("write", [True, False])
def test_other_databases_and_other_versions(postgres: Server, record: Address, write: bool) -> None:
    other = postgres.new()
    with pytest.raises(RecordError, match="is empty; add articles first" if not write else "no such record; make one with"):
        open_engine(other, write=write)
    postgres.run(other.database, "CREATE TABLE notes (x int)")
    with pytest.raises(RecordError, match="some other database"):
        open_engine(other, write=write)
    postgres.run(record.database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordError, match=r"made by a newer Musnad.*install the newer one"):
        open_engine(record, write=write)


def test_an_encoding_that_cannot_hold_texts(postgres: Server) -> None:
    postgres.run("postgres", f"CREATE DATABASE latin OWNER {OWNER} TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'")
    with pytest.raises(RecordError, match="its encoding is LATIN1"):
        Record(postgres.address("latin"), create=True)


def test_a_role_that_only_reads(postgres: Server, record: Address) -> None:
    """It asks everything, also as of a day; it adds nothing and leaves nothing behind."""
    reader = postgres.address(record.database, "reader")
    with pytest.raises(RecordError, match="reader may not do that"):
        Questions(reader)
    postgres.run(record.database, READS)
    assert Questions(reader).matters(Filter()) == Questions(record).matters(Filter())
    views = postgres.run(record.database, "SELECT count(*) FROM view")
    asked = Questions(reader)
    assert asked.matters(Filter(as_of="2022-06-13"), limit=None)["matters"]
    assert postgres.run(record.database, "SELECT count(*) FROM view") == views
    assert asked.matters(Filter(as_of="2022-06-13"), limit=None) == Questions(record).matters(Filter(as_of="2022-06-13"), limit=None)
    done = run_program("add", EXAMPLES, "--record", reader)
    assert done.returncode == 1
    assert "reader may only read there; nothing was added" in done.stderr


def test_the_rights_of_the_documentation(postgres: Server, record: Address) -> None:
    """Who owns nothing adds and corrects; who only reads asks."""
    postgres.run(record.database, DOCUMENTED[1])
    done = run_program("add", EXAMPLES, "--record", postgres.address(record.database, "amal"))
    assert done.returncode == 0, done.stderr
    assert "8 added, 2 known before" in done.stdout
    assert done.stderr == ""
    viewer = postgres.address(record.database, "viewer")
    assert Questions(viewer).matters(Filter()) == Questions(record).matters(Filter())
    with pytest.raises(RecordError, match="viewer may only read there"):
        Record(viewer)


def test_a_backup(postgres: Server, record: Address, tmp_path: Path) -> None:
    """As docs/teams.md has it."""
    dump, restored = tmp_path / "news.dump", postgres.new()
    subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", f"--dbname={record.url}"], check=True)
    subprocess.run(["pg_restore", f"--dbname={restored.url}", dump], check=True)
    assert Questions(restored).matters(Filter(), limit=None) == Questions(record).matters(Filter(), limit=None)
    assert Questions(restored).search("القواعد", Filter()) == Questions(record).search("القواعد", Filter())
    assert run_program("add", EXAMPLES, "--record", restored).returncode == 0


def test_a_question_never_writes(record: Address) -> None:
    with pytest.raises(RecordError, match="is read-only"), clear_errors(record), open_engine(record, write=False).connect() as connection:
        connection.exec_driver_sql("DELETE FROM article")


def test_tables_are_those_of_the_schema_and_compared_byte_by_byte(postgres: Server, record: Address) -> None:
    with open_engine(record, write=False).connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), schema.metadata)
    own = ("words", "counted")
    assert [d for d in found if getattr(d[1], "name", "") not in own and not str(getattr(d[1], "name", "")).startswith("words_")] == []
    columns = "FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version' AND data_type = 'text'"
    assert int(postgres.run(record.database, f"SELECT count(*) {columns}")) > 50
    assert postgres.run(record.database, f"SELECT table_name, column_name {columns} AND collation_name IS DISTINCT FROM 'C'") == ""


def test_a_snapshot_stays_what_it_was(record: Address, example_reports: list[Report]) -> None:
    with open_engine(record, write=False).connect() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM article").scalar()
        Record(record).add([prepare(example_reports[5])])
        assert connection.exec_driver_sql("SELECT count(*) FROM article").scalar() == before


def test_a_connection_that_breaks(postgres: Server, record: Address) -> None:
    """In the middle: one clear line. Between two questions: nobody notices."""
    kill = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{record.database}'"
    questions = Questions(record)
    expected = questions.matters(Filter())
    postgres.run("postgres", kill)
    assert questions.matters(Filter()) == expected
    with pytest.raises(RecordError, match="Run the same command again"), questions.ask() as ask:  # noqa: PT012  it breaks in between
        postgres.run("postgres", kill)
        list(ask.reports())


def test_one_at_a_time(record: Address) -> None:
    """Who comes second to put the same view together waits until the first is done; other views are put together meanwhile."""
    engine, done = open_engine(record, write=False), []

    def second(name: str) -> None:
        with dialect_of(engine).one_at_a_time(engine, name):
            done.append(name)

    threads = {name: threading.Thread(target=second, args=(name,)) for name in ("", "2024-04-22")}
    with dialect_of(engine).one_at_a_time(engine, ""):
        for thread in threads.values():
            thread.start()
        threads["2024-04-22"].join(30)
        time.sleep(0.5)
        assert done == ["2024-04-22"]
    threads[""].join(30)
    assert done == ["2024-04-22", ""]


def test_a_writer_waits_for_the_other_and_then_says_so(record: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.store.databases.postgres_server._WRITES", ("SET lock_timeout = '300ms'",))
    one, two = (open_engine(record, write=True) for _ in range(2))
    with one.begin(), pytest.raises(RecordError, match="another program has been writing"), clear_errors(record), two.begin():
        pass
    with clear_errors(record), two.begin():  # free again
        pass


@pytest.mark.parametrize(
    ("code", "says"),
    [("53100", "no room left on the server's disk"), ("XX001", "damaged"), ("57P01", "going down"), ("53300", "too many connections"), ("99999", "odd (99999)")],
)
def test_what_a_server_may_say(code: str, says: str) -> None:
    assert says in home_of(Address("desk", "db", 5432, "news")).explain(Exception({"C": code, "M": "odd"}))


def test_paths_are_still_paths() -> None:
    assert place_of("a/b.db") == Path("a/b.db")
