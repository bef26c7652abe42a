"""What people did, kept for ever: who, what, to which subject, and why."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from index import clock
from index.store.schema import audit

SHADOW = "resolve/shadow"
"""Who is who was compared with a resolution from nothing."""


def record(connection: Connection, *, who: str, action: str, subject: str, note: str = "") -> None:
    """Append one line; there is no way to change or remove one."""
    connection.execute(
        insert(audit).values(at=clock.now().isoformat(), who=who, action=action, subject=subject, note=note)
    )


def last_at(connection: Connection, action: str) -> datetime | None:
    """Return when something was done last, None where it never was."""
    at = connection.execute(select(func.max(audit.c.at)).where(audit.c.action == action)).scalar()
    return datetime.fromisoformat(at) if at else None
