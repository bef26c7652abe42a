"""The only clock. `PINPOINT_NOW` (an ISO time with offset) stops it, in this process and its children."""

import os
from datetime import UTC, date, datetime


class ClockError(ValueError):
    """`PINPOINT_NOW` is not an ISO time with an offset."""


def now() -> datetime:
    """Return the time in UTC, to the second; raises ClockError."""
    held = os.environ.get("PINPOINT_NOW")
    if not held:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(held)
    except ValueError as error:
        raise ClockError(f"PINPOINT_NOW is {held!r}; write an ISO time, such as 2026-11-23T12:00:00+00:00") from error
    if moment.tzinfo is None:
        raise ClockError(f"PINPOINT_NOW is {held!r}; add an offset, such as +00:00")
    return moment.astimezone(UTC).replace(microsecond=0)


def today() -> date:
    """Return the day in UTC."""
    return now().date()
