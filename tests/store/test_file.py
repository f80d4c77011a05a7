"""The file: what it is made of, how it is opened, and what is said when it cannot be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from musnad.errors import RecordError
from musnad.store import schema
from musnad.store.connect import clear_errors, open_engine
from musnad.store.migrate import config
from musnad.store.pack import pack_json, pack_text, unpack_json, unpack_text


def new(path: Path) -> Path:
    with open_engine(path, write=True, create=True).connect():
        return path


def test_migrations_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    engine = open_engine(new(tmp_path / "r.db"), write=True)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), schema.metadata)
    assert [d for d in found if not str(d[1]).startswith("words")] == []


def test_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(config()).get_current_head() == schema.HEAD


def test_settings(tmp_path: Path) -> None:
    path = new(tmp_path / "r.db")
    with open_engine(path, write=True).connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == schema.APPLICATION_ID


def test_a_question_never_writes(tmp_path: Path) -> None:
    path = new(tmp_path / "r.db")
    with pytest.raises(RecordError, match="read-only"), clear_errors(path), open_engine(path, write=False).connect() as connection:
        connection.exec_driver_sql("DELETE FROM article")


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "is empty; add articles first"), (b"hello, this is a text file", "is no record"), (b"SQLite format 3\x00" + b"\xff" * 5000, "damaged")],
)
def test_what_is_no_record(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "r.db"
    path.write_bytes(content)
    with pytest.raises(RecordError, match=f"{path}.*{says}"):
        open_engine(path, write=False)
    assert path.read_bytes() == content


def test_some_other_database(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (x)")
    for write in (True, False):
        with pytest.raises(RecordError, match="some other database"):
            open_engine(path, write=write)


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_record_is_left_alone(tmp_path: Path, write: bool) -> None:
    path = new(tmp_path / "r.db")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"made by a newer Musnad.*install the newer one"):
        open_engine(path, write=write)
    assert path.read_bytes() == before


def test_an_older_record_says_what_to_do(tmp_path: Path) -> None:
    path = new(tmp_path / "r.db")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(RecordError, match="older Musnad; bring it up to date with: musnad add"):
        open_engine(path, write=False)


def test_missing_folder_and_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="make one with"):
        open_engine(tmp_path / "r.db", write=False)
    with pytest.raises(RecordError, match="make it first"):
        open_engine(tmp_path / "no" / "r.db", write=True, create=True)
    with pytest.raises(RecordError, match="is a folder"):
        open_engine(tmp_path, write=True, create=True)


def test_odd_names_of_files(tmp_path: Path) -> None:
    path = tmp_path / "سجل ؟ 100%#?x.db"
    new(path)
    assert path.exists()
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("value", [{"a": [1, None, "نص", "\ud800"]}, [], {"title_ar": "ع" * 10_000}])
def test_packing_json(value: object) -> None:
    assert unpack_json(pack_json(value)) == value


def test_packing_text() -> None:
    text = "قال\ud800\n\x00 الوزير" * 100
    assert unpack_text(pack_text(text)) == text
