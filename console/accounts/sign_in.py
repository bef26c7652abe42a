"""Signing in and typing the password again: throttled, with the same work for a name that nobody has."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from console.accounts import passwords, second_factor, sessions, throttle, users
from console.accounts.passwords import BusyError
from console.accounts.sessions import Session
from console.accounts.throttle import Counted
from console.accounts.users import User
from index.process_log import get_logger
from index.store import Store, audit

Tries = Sequence[tuple[throttle.Limit, str]]
"""The limits that a try counts on."""
WHO = "pinpoint console"
"""The `who` of lines of the audit log that nobody signed in has caused."""
_log = get_logger(__name__)


class WrongPasswordError(ValueError):
    """Name and password do not belong together, or the user may not sign in; which of these is not said."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has begun: the token for the browser's cookie, and its user."""

    token: str
    user: User


def sign_in(store: Store, name: str, password: str, address: str, code: str = "") -> SignedIn:
    """Begin a session; `code` is asked of users with a second factor.

    Raises WrongPasswordError, TooManyTriesError and BusyError.
    """
    tries = ((throttle.ADDRESS, address), (throttle.ACCOUNT, name))
    user, checked = _check(store, name, password, tries, "console/sign in refused", code)
    with audit.in_console(user.name), store.write() as connection:
        if users.find(connection, user.name) != user or users.password_hash(connection, user.name) != checked:
            raise WrongPasswordError("the account was changed while the password was checked")
        token = sessions.begin(connection, user.name)
        audit.record(connection, who=user.name, action="console/sign in", subject=user.name)
    return SignedIn(token, user)


def confirm(store: Store, session: Session, password: str) -> str:
    """Record that a session's user typed the password again, and return the session's new token.

    Raises WrongPasswordError, TooManyTriesError and BusyError.
    """
    tries = ((throttle.CONFIRM, session.user),)
    user, _ = _check(store, session.user, password, tries, "console/confirm refused")
    with audit.in_console(user.name), store.write() as connection:
        audit.record(connection, who=user.name, action="console/confirm", subject=user.name)
        return sessions.confirm(connection, session)


def sign_out(store: Store, session: Session) -> None:
    """End a session."""
    with audit.in_console(session.user), store.write() as connection:
        sessions.end(connection, session.user, [session.id])
        audit.record(connection, who=session.user, action="console/sign out", subject=session.user)


def _check(
    store: Store, name: str, password: str, tries: Tries, refused: str, code: str | None = None
) -> tuple[User, str]:
    """Return the user of a right password and its hash, brought up to date; its tries are forgotten.

    With a `code`, that of the second factor must be right, too, where the user has one.
    """
    with store.write() as connection:
        counted = [throttle.count_try(connection, limit, of) for limit, of in tries]
        user, stored = users.find(connection, name), users.password_hash(connection, name)
    try:
        is_right = passwords.is_right(stored, password)
    except BusyError:
        with store.write() as connection:  # nothing was checked, so nothing counts
            for one in counted:
                throttle.take_back(connection, one)
        raise
    why = "" if is_right else "wrong password"
    if is_right and code is not None and user is not None and user.may_sign_in:
        with store.write() as connection:
            why = "" if second_factor.accept(connection, name, code) else "wrong code"
    if user is None or stored is None or why or not user.may_sign_in:
        _log.warning("sign-in refused", known=user is not None)
        with store.write() as connection:
            _record_refusal(connection, user, refused, counted, why)
        raise WrongPasswordError("name and password do not belong together, or the code is wrong")
    renewed = passwords.hash_password(password) if passwords.is_outdated(stored) else None
    with store.write() as connection:
        for one in counted:
            if one.limit is throttle.ADDRESS:  # others may have tried from it
                throttle.take_back(connection, one)
            else:
                throttle.forget(connection, one.limit, one.name)
        if renewed:
            users.store_new_hash(connection, name, renewed, instead_of=stored)
    return user, renewed or stored


def _record_refusal(
    connection: Connection, user: User | None, refused: str, counted: Sequence[Counted], why: str
) -> None:
    """Append a line for a refused try of a user, and one for each wait that it begins.

    Tries during a wait leave no line, so that nobody can flood the log; a name that nobody has is named in none, as it
    may be a mistyped password.
    """
    if user is not None:
        audit.record(connection, who=WHO, action=refused, subject=user.name, note=why if why == "wrong code" else "")
    for one in counted:
        if one.until is None or (one.limit is not throttle.ADDRESS and user is None):
            continue
        subject = throttle.short_hash(connection, one.name) if one.limit is throttle.ADDRESS else one.name
        note = f"until {one.until:%Y-%m-%d %H:%M} UTC"
        audit.record(connection, who=WHO, action=f"console/{one.limit.kind} waits", subject=subject, note=note)
