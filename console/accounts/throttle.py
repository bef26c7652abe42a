"""The throttle of sign-ins, for each account and each address: counted in the store, so that a restart forgets nothing.

A try is counted before its password is checked, so tries side by side are counted, too. Names and addresses are stored
as keyed hashes: a name that nobody has is throttled like any other, and may be a mistyped password. Of an IPv6 address
its /64 counts, which one subscriber has whole (RFC 6177); an IPv4 address that is written as IPv6 counts as IPv4.
"""

import hashlib
import ipaddress
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
_NETWORK_OF_IPV6 = 64
_SHORT = 8
"""Digits of an address's keyed hash on a line of the audit log."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Tries of one kind: from the `free`-th on each is followed by a wait of 1, 2, 4, … minutes.

    Tries that caused no wait are forgotten once `within` has passed since the first, and all after a day without a try.
    """

    kind: str
    free: int
    unlock: str
    within: timedelta = FORGOTTEN_AFTER


ACCOUNT = Limit("account", 5, "NAME")
ADDRESS = Limit("address", 20, "--address ADDRESS", timedelta(hours=1))
"""An hour: the slips of an office behind one address do not add up over a day, a guesser's do within minutes."""
CONFIRM = Limit("confirm", 5, "NAME")
"""The password typed again in a session: apart, so that a stranger at the sign-in cannot stop an operator's steps."""


class TooManyTriesError(RuntimeError):
    """Too many tries: nothing is checked before `until`, not even the right password; `unlock` ends the wait."""

    def __init__(self, until: datetime, limit: Limit) -> None:
        self.until, self.unlock = until, f"pinpoint users unlock {limit.unlock}"
        super().__init__(f"too many tries; wait, or ask an admin for: {self.unlock}")


class NoAddressError(ValueError):
    """A text is no address of the internet protocol."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A try that was counted: when the one before was (now for the first), and the end of the wait that it begins."""

    limit: Limit
    name: str
    last_at: datetime
    until: datetime | None


def count_try(connection: Connection, limit: Limit, name: str) -> Counted:
    """Count a try for a name or an address; raises TooManyTriesError, and counts nothing, while it waits."""
    now, key = clock.now(), _key(connection, limit, name)
    row = connection.execute(select(console_throttle).where(console_throttle.c.key == key)).first()
    if row and row.until and now < (until := datetime.fromisoformat(row.until)) <= now + LONGEST_WAIT:
        raise TooManyTriesError(until, limit)  # a later end was written by a clock that has been set back since
    connection.execute(
        delete(console_throttle).where(console_throttle.c.last_at <= (now - FORGOTTEN_AFTER).isoformat())
    )
    last_at = datetime.fromisoformat(row.last_at) if row else now
    since = datetime.fromisoformat(row.since) if row and row.since else last_at
    tries = row.tries if row and now - last_at < FORGOTTEN_AFTER else 0
    if tries < limit.free and now - since >= limit.within:
        tries = 0
    if tries == 0:
        since = last_at = now
    tries += 1
    wait = min(timedelta(minutes=2 ** min(tries - limit.free, 10)), LONGEST_WAIT) if tries >= limit.free else None
    ends = now + wait if wait else None
    values = {"tries": tries, "since": since.isoformat(), "last_at": now.isoformat()}
    values["until"] = ends.isoformat() if ends else None
    stored = upsert(connection, console_throttle).values(key=key, **values)
    connection.execute(stored.on_conflict_do_update(index_elements=["key"], set_=values))
    return Counted(limit=limit, name=name, last_at=last_at, until=ends)


def forget(connection: Connection, limit: Limit, name: str) -> bool:
    """Forget the tries for a name, as after the right password; return whether there were any."""
    key = _key(connection, limit, name)
    return bool(connection.execute(delete(console_throttle).where(console_throttle.c.key == key)).rowcount)


def forget_user(connection: Connection, name: str) -> None:
    """Forget the tries for a user's name, at the sign-in and in sessions."""
    for limit in (ACCOUNT, CONFIRM):
        forget(connection, limit, name)


def take_back(connection: Connection, counted: Counted) -> None:
    """Take back the last try, which was right, and leave those before it."""
    own = console_throttle.c.key == _key(connection, counted.limit, counted.name)
    values = {"tries": console_throttle.c.tries - 1, "until": None, "last_at": counted.last_at.isoformat()}
    connection.execute(update(console_throttle).where(own).values(**values))


def check_address(text: str) -> None:
    """Raise NoAddressError unless a text is an IPv4 or IPv6 address; the message does not repeat the text."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        raise NoAddressError("that is no address; write one such as 198.51.100.7 or 2001:db8::7") from None


def short_hash(connection: Connection, address: str) -> str:
    """Return "address 3f2a91c0": the beginning of an address's keyed hash, for the audit log."""
    return f"address {_key(connection, ADDRESS, address)[:_SHORT]}"


def network(address: str) -> str:
    """Return what of an address counts: IPv4 whole, the /64 of IPv6; a text that is no address as it is."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # a socket file has none
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((int(parsed), _NETWORK_OF_IPV6), strict=False))
    return str(parsed)


def _key(connection: Connection, limit: Limit, name: str) -> str:
    text = f"{limit.kind}:{network(name) if limit is ADDRESS else name}".encode()
    return hashlib.blake2b(text, key=_secret(connection), digest_size=16).hexdigest()


def _secret(connection: Connection) -> bytes:
    found: bytes | None = connection.execute(select(secret.c.value).where(secret.c.name == _SECRET)).scalar()
    if found is None:
        found = secrets.token_bytes(32)
        connection.execute(insert(secret).values(name=_SECRET, value=found))
    return found
