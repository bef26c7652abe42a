"""The throttle of sign-ins, for each account and each address: counted in the store, so that a restart forgets nothing.

A try is counted before its password is checked, so tries side by side are counted, too. Names and addresses are stored
as keyed hashes: a name that nobody has is throttled like any other, and may be a mistyped password.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from index import clock
from index.store.database import upsert
from index.store.schema import console_throttle, secret

_SECRET = "console-throttle"  # noqa: S105  (the name of a row)
FORGOTTEN_AFTER = timedelta(hours=24)
LONGEST_WAIT = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Limit:
    """Tries of one kind: from the `free`-th on each is followed by a wait of 1, 2, 4, … minutes."""

    kind: str
    free: int


ACCOUNT = Limit("account", 5)
ADDRESS = Limit("address", 20)
CONFIRM = Limit("confirm", 5)
"""The password typed again in a session: apart, so that a stranger at the sign-in cannot stop an operator's steps."""


class TooManyTriesError(RuntimeError):
    """Too many tries: nothing is checked before `until`, not even the right password."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many tries; wait, or ask an admin for: pinpoint users unlock NAME")
        self.until = until


def count_try(connection: Connection, limit: Limit, name: str) -> datetime:
    """Count a try for a name or an address, and return when the one before was, now for the first.

    Raises TooManyTriesError, and counts nothing, while it waits.
    """
    now, key = clock.now(), _key(connection, limit, name)
    row = connection.execute(select(console_throttle).where(console_throttle.c.key == key)).first()
    if row and row.until and now < (until := datetime.fromisoformat(row.until)) <= now + LONGEST_WAIT:
        raise TooManyTriesError(until)  # a later end was written by a clock that has been set back since
    connection.execute(
        delete(console_throttle).where(console_throttle.c.last_at <= (now - FORGOTTEN_AFTER).isoformat())
    )
    is_recent = row and now - datetime.fromisoformat(row.last_at) < FORGOTTEN_AFTER
    tries = (row.tries if row and is_recent else 0) + 1
    wait = min(timedelta(minutes=2 ** min(tries - limit.free, 10)), LONGEST_WAIT) if tries >= limit.free else None
    values = {"tries": tries, "last_at": now.isoformat(), "until": (now + wait).isoformat() if wait else None}
    stored = upsert(connection, console_throttle).values(key=key, **values)
    connection.execute(stored.on_conflict_do_update(index_elements=["key"], set_=values))
    return datetime.fromisoformat(row.last_at) if row and is_recent else now


def forget(connection: Connection, limit: Limit, name: str) -> bool:
    """Forget the tries for a name, as after the right password; return whether there were any."""
    key = _key(connection, limit, name)
    return bool(connection.execute(delete(console_throttle).where(console_throttle.c.key == key)).rowcount)


def forget_user(connection: Connection, name: str) -> None:
    """Forget the tries for a user's name, at the sign-in and in sessions."""
    for limit in (ACCOUNT, CONFIRM):
        forget(connection, limit, name)


def take_back(connection: Connection, limit: Limit, name: str, last_at: datetime) -> None:
    """Take back the last try, which was right, and leave those before it, the last of them at `last_at`."""
    own = console_throttle.c.key == _key(connection, limit, name)
    values = {"tries": console_throttle.c.tries - 1, "until": None, "last_at": last_at.isoformat()}
    connection.execute(update(console_throttle).where(own).values(**values))


def _key(connection: Connection, limit: Limit, name: str) -> str:
    text = f"{limit.kind}:{name}".encode()
    return hashlib.blake2b(text, key=_secret(connection), digest_size=16).hexdigest()


def _secret(connection: Connection) -> bytes:
    found: bytes | None = connection.execute(select(secret.c.value).where(secret.c.name == _SECRET)).scalar()
    if found is None:
        found = secrets.token_bytes(32)
        connection.execute(insert(secret).values(name=_SECRET, value=found))
    return found
