"""A consistent copy of the store while others write it, by SQLite's backup API."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from index.failure_text import DAMAGED
from index.file_modes import make_private_file
from index.settings import Settings

PAGES = 1024
"""Pages a step: 4 MiB, after which the deadline is looked at."""
COUNTED = {
    "sources": "SELECT count(*) FROM source",
    "runs": "SELECT count(*) FROM run",
    "listings": "SELECT count(*) FROM listing",
    "providers": "SELECT count(*) FROM provider",
    "memberships": "SELECT count(*) FROM membership",
    "decisions": "SELECT count(*) FROM decision",
    "cases": 'SELECT count(*) FROM "case"',
    "corrections": "SELECT count(*) FROM correction",
    "removals": "SELECT count(*) FROM suppression WHERE lifted_at IS NULL",
    "audit": "SELECT count(*) FROM audit",
}
"""Counts of a store by name, which a backup states and a drill compares."""


class StoreNotCopiedError(RuntimeError):
    """The store could not be copied whole, so there is no backup."""


def store_file(here: Settings) -> Path:
    """Return the file of the home's store; raises StoreNotCopiedError where it is no SQLite file."""
    url = make_url(here.database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        raise StoreNotCopiedError("the store is no SQLite file; back it up with its database's own tool")
    return Path(url.database)


def copy_store(store: Path, target: Path, *, seconds: float) -> None:
    """Copy the store as of one moment into a new file, readable for this user only.

    The source's connection holds a read transaction: without one, SQLite begins again at each write of another
    process, and may never end. Writers go on meanwhile. Raises StoreNotCopiedError after `seconds`, or where the
    copy does not pass SQLite's check.
    """
    end = time.monotonic() + seconds

    def check_deadline(_status: int, remaining: int, total: int) -> None:
        if time.monotonic() > end:
            share = f"{total - remaining} of {total} pages"
            raise StoreNotCopiedError(f"copying the store took longer than {seconds:g} seconds ({share}); try again")

    make_private_file(target)
    with closing(sqlite3.connect(store, isolation_level=None, timeout=30)) as source:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # begins the snapshot
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            source.backup(copy, pages=PAGES, progress=check_deadline)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a WAL next to it
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise StoreNotCopiedError(DAMAGED)


def counts_of(store: Path) -> dict[str, int]:
    """Return the counts of a copied store by name."""
    with closing(sqlite3.connect(store)) as connection:
        return {name: connection.execute(query).fetchone()[0] for name, query in COUNTED.items()}


def schema_of(store: Path) -> str:
    """Return the revision of a copied store's schema; "" if it has none."""
    with closing(sqlite3.connect(store)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone() is None:
            return ""
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def last_publication(store: Path) -> tuple[int, str] | None:
    """Return generation number and content hash of a copied store's newest publication; None without one."""
    query = "SELECT generation, content_sha256 FROM publication ORDER BY generation DESC LIMIT 1"
    with closing(sqlite3.connect(store)) as connection:
        row = connection.execute(query).fetchone()
    return (int(row[0]), str(row[1])) if row else None
