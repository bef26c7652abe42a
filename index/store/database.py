"""Opens the store: SQLite in WAL with full synchronization, every write in BEGIN IMMEDIATE, schema at head."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from sqlite3 import SQLITE_BUSY, OperationalError
from sqlite3 import Connection as SqliteConnection
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Dialect, Engine, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

from index import file_modes, settings

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0027"
"""The newest migration in `migrations/versions`; a test compares the two."""

SQLITE_PRAGMAS = (
    "synchronous=FULL",  # NORMAL lost acknowledged transactions in simulated power loss; FULL lost none
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "secure_delete=ON",  # overwrites what is deleted; builds of SQLite differ in their default
)


SECONDS_BETWEEN_SWITCHES = 0.05

BUSY_TIMEOUT = "busy_timeout=30000"
"""Milliseconds to wait while another process writes; `?timeout=SECONDS` in the store's URL replaces it."""


class Store:
    """The store's engine. `write()` and `read()` give a connection inside one transaction.

    The caller of `open_store` closes the store: `with open_store(url) as store`.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in an immediate write transaction; commits at the end, rolls back on an error."""
        with self.engine.execution_options(pinpoint_write=True).begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection in one read snapshot."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Open the store at a SQLAlchemy URL, create its folder and bring its schema to head."""
    if database := make_url(url).database:
        Path(database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if make_url(url).get_backend_name() == "sqlite" and database != ":memory:":
            file_modes.make_private_file(Path(database))
    engine = create_engine(url, hide_parameters=True)  # keeps values, such as people's messages, out of errors
    if engine.dialect.name == "sqlite":
        pragmas = SQLITE_PRAGMAS if "timeout" in engine.url.query else (*SQLITE_PRAGMAS, BUSY_TIMEOUT)
        event.listen(engine, "do_connect", partial(_connect_sqlite, pragmas=pragmas))
        event.listen(engine, "begin", _begin)
    store = Store(engine)
    try:
        migrate(store)
    except BaseException:
        store.close()
        raise
    return store


@contextmanager
def store_of_home() -> Iterator[Store]:
    """Open the store that the settings name and close it at the end; also make the home's private files private.

    Raises what `open_store` raises where the store cannot be opened, and SettingError for a wrong setting.
    """
    here = settings.current()
    file_modes.mend(here.home)
    store = open_store(here.database_url)
    try:
        yield store
    finally:
        store.close()


def migrate(store: Store) -> None:
    """Bring the schema to the newest migration; loads Alembic only where one is missing."""
    with store.read() as connection:
        if _revision(connection) == HEAD:
            return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _connect_sqlite(
    dialect: Dialect, _record: object, arguments: Sequence[Any], options: Mapping[str, Any], *, pragmas: Iterable[str]
) -> SqliteConnection:
    """Open and prepare a connection; one that cannot be prepared is closed."""
    connection: SqliteConnection = dialect.connect(*arguments, **options)  # type: ignore[assignment]
    try:
        connection.isolation_level = None  # only _begin begins transactions
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        _use_wal(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(connection: SqliteConnection) -> None:
    """Switch to WAL, in which readers never block the writer.

    While another process writes the schema of a new store, SQLite refuses the switch at once, whatever its busy timeout
    (findings/sqlite_wal_switch.sh); so it is tried for that long here.
    """
    milliseconds = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    deadline = time.monotonic() + milliseconds / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError as error:
            if error.sqlite_errorcode != SQLITE_BUSY or time.monotonic() >= deadline:
                raise
            time.sleep(SECONDS_BETWEEN_SWITCHES)
        else:
            return


def _begin(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails at once, whatever the busy timeout.
    immediate = connection.get_execution_options().get("pinpoint_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def upsert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert in the connection's own dialect, which has ON CONFLICT."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
