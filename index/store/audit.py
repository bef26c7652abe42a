"""What people did, kept for ever: who, what, to which subject, and why."""

from sqlalchemy import Connection, insert

from index import clock
from index.store.schema import audit


def record(connection: Connection, *, who: str, action: str, subject: str, note: str = "") -> None:
    """Append one line; there is no way to change or remove one."""
    connection.execute(
        insert(audit).values(at=clock.now().isoformat(), who=who, action=action, subject=subject, note=note)
    )
