"""The audit log, append-only: who did what, to which subject, and why."""

import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from index import clock
from index.store.schema import audit

SITE_CLOSED = "site/close"
SITE_OPENED = "site/open"
SHADOW = "resolve/shadow"
"""Action of a shadow resolution, which resolves from scratch and compares."""


_console_user: ContextVar[str] = ContextVar("console_user", default="")


class EmptyReasonError(ValueError):
    """A person's decision lacks who made it or why."""


def check_reason(
    who: str, reason: str, message: str = "write who decides (--who) and why (--reason); both are recorded"
) -> None:
    """Raise EmptyReasonError with `message` unless a decision has both who made it and why."""
    if not (who.strip() and reason.strip()):
        raise EmptyReasonError(message)


def record(connection: Connection, *, who: str, action: str, subject: str, note: str = "") -> None:
    """Append one line. Lines are never changed or removed.

    `who` is a person's name or a command, `action` such as "source/enable", `subject` the id it was done to. The line
    also has the console's user, if somebody is signed in there, and the operating system's.
    """
    values = {"at": clock.now().isoformat(), "who": who, "action": action, "subject": subject, "note": note}
    connection.execute(insert(audit).values(**values, console_user=_console_user.get(), os_user=os_user()))


@contextmanager
def in_console(user: str) -> Iterator[None]:
    """Record in every line of this block that `user` was signed in to the console."""
    token = _console_user.set(user)
    try:
        yield
    finally:
        _console_user.reset(token)


def os_user() -> str:
    """Return the name of the process's own user, "user 10001" without one; no variable of the environment sets it."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"


def last_at(connection: Connection, action: str) -> datetime | None:
    """Return the time of the last `action`; None where it was never done."""
    at = connection.execute(select(func.max(audit.c.at)).where(audit.c.action == action)).scalar()
    return datetime.fromisoformat(at) if at else None


def newest(connection: Connection, action: str) -> tuple[str, str] | None:
    """Return who did `action` last, and the note; None where it was never done."""
    query = select(audit.c.who, audit.c.note).where(audit.c.action == action).order_by(audit.c.id.desc())
    row = connection.execute(query.limit(1)).first()
    return (row.who, row.note) if row else None
