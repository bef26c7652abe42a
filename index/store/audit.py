"""The audit log, append-only: who did what, to which subject, and why."""

import os
import pwd
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select

from index import clock
from index.store.schema import audit

SITE_CLOSED = "site/close"
SITE_OPENED = "site/open"
SHADOW = "resolve/shadow"
"""Action of a shadow resolution, which resolves from scratch and compares."""


_console_user: ContextVar[str] = ContextVar("console_user", default="")


class EmptyReasonError(ValueError):
    """A person's decision lacks who made it or why."""


class DecidedMeanwhileError(RuntimeError):
    """Somebody has decided since a person looked; the message says who, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestDecision:
    """The newest decision on something: its number, the verdict in words, who made it and when."""

    number: int
    verdict: str
    who: str
    at: str


def check_newest(newest: NewestDecision | None, seen: int | None) -> None:
    """Raise DecidedMeanwhileError unless the newest decision has the number that a person saw.

    0: there was none; None: whichever it is.
    """
    if seen is None or seen == (newest.number if newest else 0):
        return
    if newest is None:
        raise DecidedMeanwhileError("there is no such decision; nothing was changed. Look at it again")
    raise DecidedMeanwhileError(
        f"decided meanwhile by {newest.who}, at {newest.at}: {newest.verdict}. Nothing was changed. Undo that decision "
        f"first if you see it otherwise, or go on with the next"
    )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One line: who did what to which subject and why, who was signed in to the console, and by which OS user."""

    id: int
    at: datetime
    who: str
    action: str
    subject: str
    note: str
    console_user: str
    os_user: str
    is_hidden: bool = False
    """Subject or note is left out, as the reader may not see it without a recorded step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """A choice of lines; an empty field means any. `who` is also found as the console's or the OS user.

    `action` is the beginning of an action: "user/", "console/sign in".
    """

    who: str = ""
    action: str = ""
    subject: str = ""


def get_line(connection: Connection, number: int) -> AuditLine | None:
    """Return one line; None where there is none."""
    row = connection.execute(select(audit).where(audit.c.id == number)).first()
    return _line(row) if row else None


def lines(
    connection: Connection,
    wanted: AuditFilter,
    *,
    before: int | None = None,
    limit: int = 50,
    searchable: Collection[str] | None = None,
) -> list[AuditLine]:
    """Return the newest lines of a filter, in one statement; `before`: only those with a smaller id.

    With `searchable`, a subject finds lines of actions that begin so and of no others.
    """
    found = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if before is not None:
        found = found.where(audit.c.id < before)
    if wanted.who:
        found = found.where(
            or_(*(column == wanted.who for column in (audit.c.who, audit.c.console_user, audit.c.os_user)))
        )
    if wanted.action:
        found = found.where(audit.c.action.startswith(wanted.action, autoescape=True))
    if wanted.subject:
        found = found.where(audit.c.subject == wanted.subject)
        if searchable is not None:
            found = found.where(or_(*(audit.c.action.startswith(one, autoescape=True) for one in searchable)))
    return [_line(row) for row in connection.execute(found)]


def _line(row: Row[tuple[Any, ...]]) -> AuditLine:
    return AuditLine(
        id=row.id,
        at=datetime.fromisoformat(row.at),
        who=row.who,
        action=row.action,
        subject=row.subject,
        note=row.note,
        console_user=row.console_user,
        os_user=row.os_user,
    )
