"""``musnad add`` as people use it: again, killed, two at once, and where it cannot write."""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from musnad.errors import RecordError
from musnad.store import schema
from musnad.store.connect import open_engine
from musnad.store.databases import Place
from program import EXAMPLES, Records, run_program


def articles(path: Path, number: int, first: int = 0) -> Path:
    """Made-up articles, every one different."""
    with path.open("w", encoding="utf-8") as out:
        for n in range(first, first + number):
            text = f"بيان رقم {n}\nقالت وزارة الدفاع العراقية إن {n + 2} جنود قتلوا أمس الأحد في بغداد.\nونفى المتحدث باسمها ذلك."
            line = {"id": f"a{n}", "text": text, "published": f"2024-04-{n % 28 + 1:02}T12:00:00+03:00", "outlet": "وكالة"}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


def names(path: Place) -> list[str]:
    with open_engine(path, write=False).connect() as connection:
        return sorted(connection.execute(select(schema.article.c.name)).scalars())


def test_add_says_what_it_did(records: Records) -> None:
    record = records.new()
    done = run_program("add", EXAMPLES, "--record", record, "--json")
    assert done.returncode == 0
    counts = json.loads(done.stdout)
    assert (counts["added"], counts["known"], counts["articles"]) == (10, 0, 10)
    again = run_program("add", EXAMPLES, "--record", record)
    assert "0 added, 10 known before" in again.stdout
    assert run_program("add", "--record", record).returncode == 0


def test_bad_lines_are_named_and_the_rest_is_added(tmp_path: Path, records: Records) -> None:
    record = records.new()
    path = articles(tmp_path / "a.jsonl", 3)
    path.write_text("{broken\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    done = run_program("add", path, tmp_path / "none.txt", "--record", record)
    assert done.returncode == 1
    assert "a.jsonl:1:" in done.stderr
    assert "none.txt: no such file" in done.stderr
    assert names(record) == ["a0", "a1", "a2"]


def test_several_processes_read_the_same(tmp_path: Path, records: Records) -> None:
    one, two = records.new(), records.new()
    path = articles(tmp_path / "a.jsonl", 120)
    assert run_program("add", path, "--record", one).returncode == 0
    assert run_program("add", path, "--record", two, "--jobs", "2").returncode == 0
    assert names(one) == names(two)


def _start(*args: str | Place) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "musnad", *map(str, args)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _is_whole(connection: Connection) -> None:
    file = connection.dialect.name == "sqlite"
    assert not file or connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    count = f"SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM body), (SELECT count(*) FROM {'words_docsize' if file else 'words'})"
    assert len(set(connection.exec_driver_sql(count).one())) == 1
    assert file or len(set(connection.exec_driver_sql("SELECT (SELECT count(*) FROM article), (SELECT articles FROM counted)").one())) == 1


def test_killed_five_times_and_finished(tmp_path: Path, records: Records) -> None:
    """However often it is killed: what is there is whole, and in the end everything is there once."""
    path, record = articles(tmp_path / "a.jsonl", 200), records.new()
    for number in range(5):
        process = _start("add", path, "--record", record)
        time.sleep(1.0 + 0.7 * number)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        try:
            engine = open_engine(record, write=False)
        except RecordError as error:  # killed before anything was there
            assert "no such record" in str(error) or "is empty" in str(error)  # noqa: PT017  there need not be one
        else:
            with engine.connect() as connection:
                _is_whole(connection)
    assert run_program("add", path, "--record", record).returncode == 0
    with open_engine(record, write=False).connect() as connection:
        _is_whole(connection)
    assert names(record) == sorted(f"a{n}" for n in range(200))


def test_two_writers_and_a_reader_at_once(tmp_path: Path, records: Records) -> None:
    record = records.new()
    assert run_program("add", EXAMPLES, "--record", record).returncode == 0
    writers = [_start("add", articles(tmp_path / f"{n}.jsonl", 120, n * 60), "--record", record) for n in range(2)]
    asked = 0
    while any(w.poll() is None for w in writers):
        asked += len(names(record)) >= 10
    for writer in writers:
        assert writer.communicate()[1] == b""
        assert writer.returncode == 0
    assert asked
    assert len(names(record)) == 10 + 180


def test_two_writers_of_a_new_record(tmp_path: Path, records: Records) -> None:
    """Both find no file; one makes it, the other waits and adds."""
    record = records.new()
    writers = [_start("add", articles(tmp_path / f"{n}.jsonl", 20, n * 20), "--record", record) for n in range(3)]
    for writer in writers:
        assert writer.communicate()[1] == b""
        assert writer.returncode == 0
    assert len(names(record)) == 60


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    assert run_program("add", EXAMPLES, "--record", record).returncode == 0
    before = names(record)
    limit = record.stat().st_size + 30_000

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    path = articles(tmp_path / "a.jsonl", 300)
    done = run_program("add", path, "--record", record, preexec=small_disk)
    assert done.returncode == 1
    assert f"{record}: no room left on the disk" in done.stderr
    assert "run the same command again" in done.stderr
    assert set(before) <= set(names(record))
    assert run_program("add", path, "--record", record).returncode == 0
    assert len(names(record)) == 310


def test_a_read_only_record(tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    assert run_program("add", EXAMPLES, "--record", record).returncode == 0
    record.chmod(0o444)
    done = run_program("add", articles(tmp_path / "a.jsonl", 3), "--record", record)
    assert done.returncode == 1
    assert f"{record}: is read-only; nothing was added" in done.stderr
    assert len(names(record)) == 10


@pytest.mark.parametrize(("content", "says"), [(b"not a record at all", "is no record"), (b"SQLite format 3\x00" + os.urandom(9000), "damaged")])
def test_a_file_that_is_no_record_is_left_alone(tmp_path: Path, content: bytes, says: str) -> None:
    record = tmp_path / "r.db"
    record.write_bytes(content)
    done = run_program("add", articles(tmp_path / "a.jsonl", 3), "--record", record)
    assert done.returncode == 1
    assert f"{record}: {says}" in done.stderr
    assert record.read_bytes() == content


def test_damage_in_the_middle(tmp_path: Path) -> None:
    record = tmp_path / "r.db"
    assert run_program("add", EXAMPLES, "--record", record).returncode == 0
    data = bytearray(record.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 200] = b"\xff" * 200
    record.write_bytes(data)
    done = run_program("add", articles(tmp_path / "a.jsonl", 3), "--record", record)
    assert done.returncode == 1
    assert f"{record}: damaged" in done.stderr
    assert ".recover" in done.stderr


def test_a_gzip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=9) as out:
        out.write(b'{"text": "')
        for _ in range(300):
            out.write(b" " * 1_000_000)
    good = articles(tmp_path / "a.jsonl", 3)
    done = run_program("add", path, good, "--record", tmp_path / "r.db")
    assert done.returncode == 1
    assert "bomb.jsonl.gz" in done.stderr
    assert "unpack" in done.stderr
    assert len(names(tmp_path / "r.db")) == 3


def test_no_input_and_no_record(tmp_path: Path) -> None:
    done = run_program("add", "--record", tmp_path / "r.db")
    assert done.returncode == 1
    assert "no such record" in done.stderr
    assert run_program("add", EXAMPLES).returncode == 2
