"""When a source is due: computed from its last run each time, never kept in a timer.

Jitter comes from a hash of the source and its last run, so that it is the same after a restart, spreads
sources over time, and after days of standstill each source runs once.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Run again `every` after the last end, give or take a `jitter` share of that."""

    every: timedelta
    jitter: float = 0.1


def due(schedule: Schedule, source: str, last_end: datetime | None, never_run: datetime) -> datetime:
    """Return when a source is due; one that never ran is due at `never_run`."""
    if last_end is None:
        return never_run
    return last_end + schedule.every * (1 + schedule.jitter * _unit(f"{source}@{last_end.isoformat()}"))


def _unit(text: str) -> float:
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest) / 2**64
