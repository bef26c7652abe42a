"""Request budget of a host, shared by all crawls of a home: it says when the host may be asked next.

Two sources can be on one host, and a run over many clinics' sites can meet a host that has a source of its own. Each
process has its own delay between requests, so together they would ask twice as often. The time of the last request
is therefore stored in one file for each host, under a lock.
"""

import json
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.locks import FileLock

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
LONGEST_AHEAD = 86_400.0  # seconds; no crawl writes a time further ahead


def seconds_since_boot() -> float:
    """Return seconds on a clock that all processes share and that no correction of the time of day moves."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class HostBudget:
    """The times of the last requests, one file for each host in `leases/hosts`."""

    def __init__(self, home: Path, now: Callable[[], float] = seconds_since_boot) -> None:
        self.folder = home / "leases" / "hosts"
        self.now = now
        self.boot = BOOT_ID.read_text(encoding="ascii").strip() if BOOT_ID.exists() else ""

    def take(self, host: str, delay: float) -> float:
        """Reserve the next free time of a host for one request, and return the seconds until then.

        `delay` is in seconds. Two requests are apart by the longer of their two delays.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / _file_name(host), wait=True) as lock:  # for as long as one line takes to write
            now = self.now()
            moment = max(now, self._free_from(lock.file, delay, now))
            lock.file.seek(0)
            lock.file.truncate()
            json.dump({"boot": self.boot, "asked_at": moment, "delay": delay}, lock.file)
        return moment - now

    def _free_from(self, file: Any, delay: float, now: float) -> float:
        file.seek(0)
        try:
            last = json.load(file)
            asked_at, last_delay = float(last["asked_at"]), float(last["delay"])
        except (ValueError, KeyError, TypeError):  # a new file, or a truncated one
            return now
        if last.get("boot") != self.boot or not now - LONGEST_AHEAD < asked_at < now + LONGEST_AHEAD:
            return now
        return asked_at + max(delay, last_delay)


def _file_name(host: str) -> str:
    """Return a file name for a host; one with characters that no domain has is hashed, so that no path gets in."""
    plain = host.isascii() and len(host) < 200 and not set(host) - set("abcdefghijklmnopqrstuvwxyz0123456789.-")  # noqa: PLR2004
    return f"{host if plain and host.strip('.') else sha256(host.encode()).hexdigest()}.json"
