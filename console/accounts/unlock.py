"""Ending the wait after too many wrong passwords, of an account or of an address."""

from sqlalchemy import Connection

from console.accounts import throttle, users
from index.store import audit


def unlock_user(connection: Connection, name: str, *, who: str) -> None:
    """Let a user try again at once, at the sign-in and in sessions; raises UnknownUserError."""
    users.get(connection, name)
    throttle.forget_user(connection, name)
    audit.record(connection, who=who, action="user/unlock", subject=name)


def unlock_address(connection: Connection, address: str, *, who: str) -> bool:
    """Let an address try again at once, and return whether tries of it were counted; raises NoAddressError.

    The address is neither stored nor logged: the audit log has the beginning of its keyed hash.
    """
    throttle.check_address(address)
    found = throttle.forget(connection, throttle.ADDRESS, address)
    subject = throttle.short_hash(connection, address)
    audit.record(connection, who=who, action="user/unlock address", subject=subject, note="" if found else "no tries")
    return found
