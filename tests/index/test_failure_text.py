"""Sentences for what the disk and the store fail of, made of the error's code and never of its words."""

import errno
import json
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from index.failure_text import DAMAGED, LOCKED, NO_MEMORY, NO_ROOM, NOT_OPENED, READ_ONLY, failure_text
from index.store import open_store

MARKER = "zqmarkerzq"


def failing(statement, database=":memory:", **options):
    with closing(sqlite3.connect(database, timeout=0, **options)) as connection:
        try:
            connection.execute(statement).fetchall()
        except sqlite3.Error as error:
            return error
    raise AssertionError("it did not fail")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, NO_ROOM), (errno.EDQUOT, NO_ROOM), (errno.EROFS, READ_ONLY), (errno.EACCES, READ_ONLY)],
)
def test_an_error_of_the_disk_names_the_file_and_what_to_do(number, sentence):
    assert failure_text(OSError(number, MARKER)) == sentence
    assert failure_text(OSError(number, MARKER, "/srv/pinpoint/store.db")) == f"/srv/pinpoint/store.db: {sentence}"


def test_a_store_that_is_locked_read_only_no_database_or_out_of_reach(tmp_path):
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE one (a)")
        other.execute("BEGIN IMMEDIATE")
        assert failure_text(failing("INSERT INTO one VALUES (1)", path)) == LOCKED
    assert failure_text(failing("INSERT INTO one VALUES (1)", f"file:{path}?mode=ro", uri=True)) == READ_ONLY
    path.write_bytes(b"no database at all, but a text of some length" * 20)
    assert failure_text(failing("SELECT 1 FROM sqlite_master", path)) == DAMAGED


def test_a_disk_that_fills_up_while_the_store_is_written(tmp_path):
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        connection.execute("PRAGMA max_page_count = 3")
        connection.execute("CREATE TABLE one (a)")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("INSERT INTO one VALUES (?)", (MARKER * 9999,))
    assert failure_text(caught.value) == NO_ROOM


def test_a_text_that_cannot_be_decoded_is_damage_and_is_not_repeated():
    error = failing(f"SELECT CAST(x'{MARKER.encode().hex()}ff' AS TEXT)")
    assert MARKER in str(error)
    assert failure_text(error) == DAMAGED


def test_an_error_is_found_under_those_that_it_caused():
    error = ValueError(MARKER)
    error.__cause__ = OSError(errno.ENOSPC, MARKER)
    assert failure_text(error) == NO_ROOM
    assert failure_text(OperationalError("INSERT", {}, sqlite3.OperationalError(MARKER))).startswith("the store could")
    assert failure_text(MemoryError()) == NO_MEMORY


@pytest.mark.parametrize(
    "error", [ValueError(MARKER), KeyError(MARKER), OSError(MARKER), json.JSONDecodeError(MARKER, MARKER, 0)]
)
def test_a_fault_of_the_program_has_no_sentence(error):
    assert failure_text(error) is None


def test_an_error_of_the_store_holds_no_value(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    twice = text("INSERT INTO audit (id, at, who, action, subject, note) VALUES (1, '', '', '', '', :note)")
    with store.write() as connection:
        connection.execute(twice, {"note": MARKER})
        with pytest.raises(IntegrityError) as caught:
            connection.execute(twice, {"note": MARKER})
    store.close()
    assert MARKER not in str(caught.value)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(tmp_path / "missing" / "store.db")
    assert failure_text(caught.value) == NOT_OPENED
