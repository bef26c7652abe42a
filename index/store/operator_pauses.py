"""Operators' pauses of a source, and due runs that they skip: recorded with who and why, whatever its file says.

A site's own pause (`paused_until`) is another thing: it comes and goes with runs.
"""

from datetime import datetime

from sqlalchemy import Connection, update

from index import clock
from index.store import audit, sources
from index.store.schema import source
from index.store.sources import SourceRow


class PauseError(ValueError):
    """The end of a pause has passed already."""


class NotPausedError(RuntimeError):
    """No operator has paused the source, so there is nothing to resume."""


def is_operator_paused(row: SourceRow, now: datetime) -> bool:
    """Return whether an operator has paused a source and that pause is not over."""
    until = row.operator_paused_until
    return row.operator_paused_at is not None and (until is None or now < until)


def pause(connection: Connection, source_id: str, *, until: datetime | None, who: str, reason: str) -> None:
    """Pause a source until a time, or until somebody resumes it; replaces an earlier pause.

    Raises UnknownSourceError, EmptyReasonError without who or why, and PauseError for an end that has passed.
    """
    audit.check_reason(who, reason)
    sources.get(connection, source_id)
    now = clock.now()
    if until is not None and until <= now:
        raise PauseError(f"{until:%Y-%m-%d} has begun, so the pause would be over; write a later day")
    _write(connection, source_id, now.isoformat(), until.isoformat() if until else None, who, reason.strip())
    end = f"until {until:%Y-%m-%d %H:%M} UTC" if until else "until it is resumed"
    audit.record(connection, who=who, action="source/pause", subject=source_id, note=f"{end}: {reason.strip()}")


def resume(connection: Connection, source_id: str, *, who: str, reason: str = "") -> None:
    """End an operator's pause; raises UnknownSourceError and NotPausedError."""
    if not is_operator_paused(sources.get(connection, source_id), clock.now()):
        raise NotPausedError(f"nobody has paused {source_id}; `pinpoint sources list` says when it is due")
    _write(connection, source_id, None, None, "", "")
    audit.record(connection, who=who, action="source/resume", subject=source_id, note=reason.strip())


def skip(connection: Connection, source_id: str, *, due: datetime, who: str, reason: str) -> None:
    """Skip the run that is due at a time: the next one is due as if it had been read then.

    Raises UnknownSourceError, and EmptyReasonError without who or why.
    """
    audit.check_reason(who, reason)
    sources.get(connection, source_id)
    connection.execute(update(source).where(source.c.id == source_id).values(skipped_at=due.isoformat()))
    note = f"the run of {due:%Y-%m-%d %H:%M} UTC: {reason.strip()}"
    audit.record(connection, who=who, action="source/skip", subject=source_id, note=note)


def _write(connection: Connection, source_id: str, at: str | None, until: str | None, who: str, reason: str) -> None:
    values = {
        "operator_paused_at": at,
        "operator_paused_until": until,
        "operator_paused_by": who,
        "operator_pause_reason": reason,
    }
    connection.execute(update(source).where(source.c.id == source_id).values(values))
