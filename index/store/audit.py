"""The audit log, append-only: who did what, to which subject, and why."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from index import clock
from index.store.schema import audit

SITE_CLOSED = "site/close"
SITE_OPENED = "site/open"
SHADOW = "resolve/shadow"
"""Action of a shadow resolution, which resolves from scratch and compares."""


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

    `who` is a person's name or a command, `action` such as "source/enable", `subject` the id it was done to.
    """
    connection.execute(
        insert(audit).values(at=clock.now().isoformat(), who=who, action=action, subject=subject, note=note)
    )


def last_at(connection: Connection, action: str) -> datetime | None:
    """Return the time of the last `action`; None where it was never done."""
    at = connection.execute(select(func.max(audit.c.at)).where(audit.c.action == action)).scalar()
    return datetime.fromisoformat(at) if at else None


def newest(connection: Connection, action: str) -> tuple[str, str] | None:
    """Return who did `action` last, and the note; None where it was never done."""
    query = select(audit.c.who, audit.c.note).where(audit.c.action == action).order_by(audit.c.id.desc())
    row = connection.execute(query.limit(1)).first()
    return (row.who, row.note) if row else None
