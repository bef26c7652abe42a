import sqlite3
import threading
from types import SimpleNamespace

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from index import settings
from index.store import database, open_store
from index.store.database import HEAD, MIGRATIONS


def test_the_head_named_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_the_store_is_durable_and_guarded(store):
    with store.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
    columns = "(source, source_id, provider, name_key, undecided)"
    with pytest.raises(IntegrityError), store.write() as connection:
        connection.execute(text(f"INSERT INTO membership {columns} VALUES ('a', 'b', 'nobody', 'x', 'nor this')"))


def test_who_opens_a_new_store_waits_until_another_process_has_written_its_schema(home):
    """SQLite itself gives up at once here: findings/sqlite_wal_switch.sh."""
    home.mkdir()
    path = home / "store.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    other.execute("CREATE TABLE something (x)")
    ends = threading.Timer(0.3, other.execute, ["COMMIT"])
    ends.start()
    with open_store(f"sqlite:///{path}") as store, store.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    ends.join()
    other.close()


def test_a_store_that_stays_locked_is_reported_after_its_timeout(home):
    home.mkdir()
    path = home / "store.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        open_store(f"sqlite:///{path}?timeout=0.1")
    other.close()


def test_a_writer_waits_for_another_and_then_sees_its_work(store, tmp_path):
    other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    with store.write() as connection:
        connection.execute(text("INSERT INTO secret VALUES ('a', x'00')"))
        other.execute("PRAGMA busy_timeout=10").fetchone()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    assert other.execute("SELECT count(*) FROM secret").fetchone() == (1,)
    other.close()


def test_a_failed_write_leaves_nothing(store):
    with pytest.raises(IntegrityError), store.write() as connection:
        connection.execute(text("INSERT INTO secret VALUES ('a', x'00'), ('b', x'01'), ('a', x'02')"))
    with store.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM secret")).scalar() == 0


def test_an_existing_store_opens_as_it_is(tmp_path):
    url = f"sqlite:///{tmp_path / 'again.db'}"
    with open_store(url) as store, store.write() as connection:
        connection.execute(text("INSERT INTO secret VALUES ('a', x'00')"))
    with open_store(url) as store, store.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM secret")).scalar() == 1


def test_a_store_that_cannot_be_migrated_is_closed(home, monkeypatch):
    def failing(store):
        with store.read():
            raise RuntimeError("no migration")

    monkeypatch.setattr(database, "migrate", failing)
    with pytest.raises(RuntimeError, match="no migration"):
        open_store(settings.current().database_url)  # the fixture of all tests looks for open connections


def test_a_file_that_is_no_database_stays_open_nowhere(home):
    home.mkdir()
    (home / "store.db").write_bytes(b"no database at all " * 1000)
    connection = sqlite3.connect(home / "store.db")
    dialect = SimpleNamespace(connect=lambda: connection)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        database._connect_sqlite(dialect, None, (), {}, pragmas=database.SQLITE_PRAGMAS)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")
