"""The secret under which suppression keys are hashed: made once, kept in the store, never published."""

import secrets

from sqlalchemy import Connection, select

from index.store import Store
from index.store.database import upsert
from index.store.schema import secret

NAME = "suppression"
BYTES = 32


def ensure_secret(store: Store) -> bytes:
    """Return the secret, made on first use."""
    with store.write() as connection:
        fresh = upsert(connection, secret).values(name=NAME, value=secrets.token_bytes(BYTES))
        connection.execute(fresh.on_conflict_do_nothing())
        return read_secret(connection)


def read_secret(connection: Connection) -> bytes:
    """Return the secret, b"" where none was made yet."""
    return connection.execute(select(secret.c.value).where(secret.c.name == NAME)).scalar_one_or_none() or b""
