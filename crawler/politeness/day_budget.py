"""Budget of requests and bytes that a source has for one day (UTC), shared by all its runs of that day.

The count is one small file a source, written at each request under a lock, so that a kill loses none of it and
`pinpoint sources list` reads it without the store. A clock that was wrong, or another day, begins a new count.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO

from crawler.sources.parts import Politeness
from index import clock
from index.locks import FileLock
from index.settings import Settings

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLimits:
    """The most requests that a source may get in one day, and the most bytes it may send; 0: no limit."""

    requests: int = 0
    bytes: int = 0

    @classmethod
    def of(cls, politeness: Politeness, here: Settings) -> "DayLimits":
        """Return the limits of a source: those of its file, else those of the settings."""
        requests, megabytes = politeness.requests_per_day, politeness.megabytes_per_day
        return cls(
            requests=here.source_requests_per_day if requests is None else requests,
            bytes=(here.source_megabytes_per_day if megabytes is None else megabytes) * MEGABYTE,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayUse:
    """The requests that were sent to a source on one day (UTC), and the bytes of its responses as received."""

    day: date
    requests: int = 0
    bytes: int = 0

    def spent(self, limits: DayLimits) -> str:
        """Return which limit is reached, in words; "" if none is."""
        if limits.requests and self.requests >= limits.requests:
            return f"{limits.requests:,} requests a day"
        if limits.bytes and self.bytes >= limits.bytes:
            return f"{limits.bytes // MEGABYTE:,} MB a day"
        return ""


class DayBudget:
    """The budget of one source, in the file `leases/sources/SOURCE.json` of a home."""

    def __init__(self, home: Path, source: str, limits: DayLimits) -> None:
        self.path = home / "leases" / "sources" / f"{source}.json"
        self.limits = limits

    def take(self) -> str:
        """Count one request; returns "", or the limit in words if it is reached: then nothing is counted."""
        with self._locked() as lock:
            used = _parsed(_text(lock.file))
            spent = used.spent(self.limits)
            if not spent:
                _write(lock.file, DayUse(day=used.day, requests=used.requests + 1, bytes=used.bytes))
        return spent

    def receive(self, size: int) -> None:
        """Count the bytes of a response."""
        with self._locked() as lock:
            used = _parsed(_text(lock.file))
            _write(lock.file, DayUse(day=used.day, requests=used.requests, bytes=used.bytes + size))

    def used(self) -> DayUse:
        """Return what was used today."""
        try:
            return _parsed(self.path.read_text(encoding="utf-8"))
        except OSError:
            return _parsed("")

    def _locked(self) -> FileLock:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self.path, wait=True)  # for as long as one line takes to write


def _text(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


def _write(file: IO[str], used: DayUse) -> None:
    file.seek(0)
    file.truncate()
    json.dump(asdict(used), file, default=str)
    file.flush()


def _parsed(text: str) -> DayUse:
    """Return the use of today that a file has; none if it is of another day, new, or cut short."""
    today = clock.today()
    try:
        values = json.loads(text)
        used = DayUse(
            day=date.fromisoformat(values["day"]), requests=int(values["requests"]), bytes=int(values["bytes"])
        )
    except (ValueError, KeyError, TypeError):
        return DayUse(day=today)
    return used if used.day == today else DayUse(day=today)
