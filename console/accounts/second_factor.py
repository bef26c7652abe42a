"""A second factor for users who chose one: a code of six digits from an authenticator (TOTP, RFC 6238), at the sign-in.

A code is good for its 30 seconds and those before and after (a clock may be off by that), and once: of the same or an
earlier time none is accepted again. A recovery code takes its place once; only hashes of these are stored.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import pyotp
from sqlalchemy import Connection, delete, insert, select, update

from console.accounts import sessions, users
from index import clock
from index.store import audit
from index.store.schema import console_totp

SECONDS = 30
DIGITS = 6
EARLIER_OR_LATER = 1
"""Steps of 30 seconds by which the clock of an authenticator may be off (RFC 6238, section 5.2)."""
RECOVERY_CODES = 10
_RECOVERY_BYTES = 14
"""112 random bits: too many to guess, so that a plain hash is enough (ASVS 5.0.0, 6.5.2)."""


class WrongCodeError(ValueError):
    """The code is not the one that the authenticator shows with this key now."""


@dataclass(frozen=True, slots=True)
class NewFactor:
    """A key that is about to be shared: for typing, and as the address that authenticators read."""

    key: str
    address: str


def new_factor(name: str) -> NewFactor:
    """Return a new key for a user; nothing is stored before `turn_on`."""
    key = pyotp.random_base32()
    return NewFactor(key, pyotp.TOTP(key).provisioning_uri(name=name, issuer_name="Pinpoint console"))


def turn_on(connection: Connection, name: str, key: str, code: str, *, who: str) -> Sequence[str]:
    """Ask a user for codes from now on, end all sessions, and return recovery codes, which are nowhere else.

    Replaces a factor of before. Raises UnknownUserError, and WrongCodeError unless `code` shows that the key arrived.
    """
    users.get(connection, name)
    step = _step_of(key, code, after=-1)
    if step is None:
        raise WrongCodeError("that is not the code of this key now; look whether the clock of the phone is right")
    made = [secrets.token_hex(_RECOVERY_BYTES) for _ in range(RECOVERY_CODES)]
    connection.execute(delete(console_totp).where(console_totp.c.user == name))
    recovery = json.dumps([_hash(one) for one in made])
    connection.execute(insert(console_totp).values(user=name, key=key, last_step=step, recovery=recovery))
    sessions.end_all(connection, name)
    audit.record(connection, who=who, action="user/second factor on", subject=name)
    return ["-".join(one[at : at + 7] for at in range(0, len(one), 7)) for one in made]


def turn_off(connection: Connection, name: str, *, who: str) -> bool:
    """Ask a user for no codes any more, end all sessions, and return whether there was a factor.

    Raises UnknownUserError.
    """
    users.get(connection, name)
    if not connection.execute(delete(console_totp).where(console_totp.c.user == name)).rowcount:
        return False
    sessions.end_all(connection, name)
    audit.record(connection, who=who, action="user/second factor off", subject=name)
    return True


def is_on(connection: Connection, name: str) -> bool:
    """Return whether a user is asked for a code."""
    return connection.execute(select(console_totp.c.user).where(console_totp.c.user == name)).first() is not None


def accept(connection: Connection, name: str, typed: str) -> bool:
    """Return whether a user has no second factor, or typed a right code; that code is accepted never again."""
    row = connection.execute(select(console_totp).where(console_totp.c.user == name)).first()
    if row is None:
        return True
    code = "".join(typed.split()).replace("-", "").lower()
    own = console_totp.c.user == name
    if (step := _step_of(row.key, code, after=row.last_step)) is not None:
        connection.execute(update(console_totp).where(own).values(last_step=step))
        return True
    unused = json.loads(row.recovery)
    if (hashed := _hash(code)) not in unused:
        return False
    left = [one for one in unused if one != hashed]
    connection.execute(update(console_totp).where(own).values(recovery=json.dumps(left)))
    audit.record(connection, who=name, action="console/recovery code used", subject=name, note=f"{len(left)} left")
    return True


def _step_of(key: str, code: str, *, after: int) -> int | None:
    """Return the step of time whose code this is, among those that may be used and are later than `after`."""
    if not (code.isascii() and code.isdigit() and len(code) == DIGITS):
        return None
    totp, now = pyotp.TOTP(key), int(clock.now().timestamp()) // SECONDS
    steps = range(max(now - EARLIER_OR_LATER, after + 1), now + EARLIER_OR_LATER + 1)
    fitting = [step for step in steps if hmac.compare_digest(totp.generate_otp(step), code)]
    return fitting[0] if fitting else None


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
