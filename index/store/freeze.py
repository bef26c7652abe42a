"""The freeze: while it lasts, no crawl starts and nothing is published. Removals and hidden fields act at once.

A row of the table is one step, freezing or unfreezing; the newest one counts. Rows are never changed.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from index import clock
from index.store import audit
from index.store.schema import freeze as steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """A freeze that lasts: since when, who froze and why."""

    since: datetime
    who: str
    reason: str

    @property
    def sentence(self) -> str:
        """The freeze in a sentence with what to do, for commands, logs and `pinpoint doctor`."""
        return (
            f"this home is frozen since {self.since:%Y-%m-%d %H:%M} UTC by {self.who} ({self.reason}): no crawl starts "
            "and nothing is published; `pinpoint unfreeze` ends it"
        )


class FrozenError(RuntimeError):
    """The home is frozen, so this may not begin."""


class AlreadyFrozenError(RuntimeError):
    """The home is frozen already; the first reason stays."""


class NotFrozenError(RuntimeError):
    """The home is not frozen, so there is nothing to end."""


def current_freeze(connection: Connection) -> Freeze | None:
    """Return the freeze that lasts; None where nothing is frozen."""
    row = connection.execute(select(steps).order_by(steps.c.id.desc()).limit(1)).first()
    if row is None or not row.frozen:
        return None
    return Freeze(since=datetime.fromisoformat(row.at), who=row.who, reason=row.reason)


def refuse_frozen(connection: Connection) -> None:
    """Raise FrozenError while the home is frozen; in a write transaction this excludes a freeze that begins now."""
    if frozen := current_freeze(connection):
        raise FrozenError(frozen.sentence)


def freeze(connection: Connection, *, who: str, reason: str) -> None:
    """Freeze the home; raises AlreadyFrozenError, and EmptyReasonError without who or why."""
    audit.check_reason(who, reason)
    if frozen := current_freeze(connection):
        raise AlreadyFrozenError(frozen.sentence)
    _append(connection, frozen=True, who=who, reason=reason.strip())


def unfreeze(connection: Connection, *, who: str, reason: str = "") -> None:
    """End the freeze; raises NotFrozenError."""
    if current_freeze(connection) is None:
        raise NotFrozenError("this home is not frozen, so crawls start and what passes is published")
    _append(connection, frozen=False, who=who, reason=reason.strip())


def _append(connection: Connection, *, frozen: bool, who: str, reason: str) -> None:
    connection.execute(insert(steps).values(frozen=frozen, who=who, reason=reason, at=clock.now().isoformat()))
    action = "freeze" if frozen else "unfreeze"
    audit.record(connection, who=who, action=action, subject="home", note=reason)
