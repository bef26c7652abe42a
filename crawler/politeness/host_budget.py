"""One budget of requests a host, shared by all crawls of a home: when a host may be asked next.

Two sources can lie on one host, and a run over many clinics' sites can meet a host that has a source of its own. Each
process has its own delay between requests; together they would ask twice as often. So the moment of the last request
stands in a file a host, under a lock.
"""

import fcntl
import json
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
LONGEST_AHEAD = 86_400.0  # seconds; a moment further ahead was written by no crawl


def seconds_since_boot() -> float:
    """Return seconds on a clock that no correction of the time of day moves, and that all processes share."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class HostBudget:
    """The moments of the last requests, one file a host in `leases/hosts`."""

    def __init__(self, home: Path, now: Callable[[], float] = seconds_since_boot) -> None:
        self.folder = home / "leases" / "hosts"
        self.now = now
        self.boot = BOOT_ID.read_text(encoding="ascii").strip() if BOOT_ID.exists() else ""

    def take(self, host: str, delay: float) -> float:
        """Take the next free moment of a host for one request, and return the seconds until it comes.

        Between two requests lies the longer of the delays of the two who ask; seconds.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _file_name(host)).open("a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # held for as long as it takes to write one line
            now = self.now()
            moment = max(now, self._free_from(file, delay, now))
            file.seek(0)
            file.truncate()
            json.dump({"boot": self.boot, "asked_at": moment, "delay": delay}, file)
        return moment - now

    def _free_from(self, file: Any, delay: float, now: float) -> float:
        file.seek(0)
        try:
            last = json.load(file)
            asked_at, last_delay = float(last["asked_at"]), float(last["delay"])
        except (ValueError, KeyError, TypeError):  # a new file, or one that was cut short
            return now
        if last.get("boot") != self.boot or not now - LONGEST_AHEAD < asked_at < now + LONGEST_AHEAD:
            return now
        return asked_at + max(delay, last_delay)


def _file_name(host: str) -> str:
    """Return a name for a host that no path can hide in."""
    plain = host.isascii() and len(host) < 200 and not set(host) - set("abcdefghijklmnopqrstuvwxyz0123456789.-")  # noqa: PLR2004
    return f"{host if plain and host.strip('.') else sha256(host.encode()).hexdigest()}.json"
