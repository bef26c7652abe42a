"""The pin, a file next to CURRENT: while it is in force, nothing is published and the pinned generation stays current.

Removals and hidden fields act on, as the overlay is a file of its own. A pin ends when somebody removes it, or with the
last day that it names. The lock makes a pin and a publication exclude one another for the moment of pointing only: a
pin never waits for a publish under way, which then ends without effect.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index import clock
from index.durable_files import SealError, replace_file, seal, sync_folder, unseal
from index.file_modes import make_shared_folder
from index.locks import FileLock

FILE = "PIN"
"""Mode 0600: the site needs neither who pinned nor why."""
LOCK = "pin.lock"
UNPIN = "`pinpoint generations unpin`"


class PinError(ValueError):
    """The pin cannot be read. Nothing is published then: somebody wanted to stop it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A generation that stays current: who pinned it, why and when, and the last day (UTC) if it ends by itself."""

    generation: int
    who: str
    reason: str
    at: datetime
    until: date | None = None

    @property
    def in_force(self) -> bool:
        """True if its last day is not over."""
        return self.until is None or clock.today() <= self.until

    def sentence(self) -> str:
        """Return what is pinned, since when and how it ends; logs show it, so neither who pinned it nor why."""
        ends = f"until {self.until} is over, or until " if self.until else "until "
        return f"generation {self.generation} is pinned since {self.at:%Y-%m-%d %H:%M} UTC, {ends}{UNPIN}"


class PinnedError(RuntimeError):
    """A pin stops publication; `pin` is it, and the pinned generation stays current."""

    def __init__(self, pin: Pin) -> None:
        super().__init__(f"nothing is published: {pin.sentence()}")
        self.pin = pin


_PIN = TypeAdapter(Pin)


def read_pin(folder: Path) -> Pin | None:
    """Return the pin in force in a folder of generations; None without one; raises PinError."""
    path = folder / FILE
    try:
        pin = _PIN.validate_python(unseal(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, SealError, ValidationError) as error:
        raise PinError(f"{path} cannot be read, so nothing is published; {UNPIN} removes it") from error
    return pin if pin.in_force else None


def write_pin(folder: Path, pin: Pin) -> None:
    """Write a pin durably, in place of another; only for the holder of the lock (`pinning`)."""
    content = seal(_PIN.dump_python(pin, mode="json"))
    replace_file(folder / FILE, content)


def remove_pin(folder: Path) -> None:
    """Remove the pin durably, also one that cannot be read; only for the holder of the lock (`pinning`)."""
    (folder / FILE).unlink(missing_ok=True)
    sync_folder(folder)


def sweep_pin(folder: Path) -> None:
    """Remove a pin whose last day is over; only for the holder of the lock (`pinning`); raises PinError."""
    if read_pin(folder) is None and (folder / FILE).exists():
        remove_pin(folder)


@contextmanager
def pinning(folder: Path) -> Iterator[None]:
    """Hold the lock under which the pin and CURRENT change; waits for another process, for a moment only."""
    make_shared_folder(folder)
    with FileLock(folder / LOCK, wait=True):
        yield


def check_not_pinned(folder: Path) -> None:
    """Raise PinnedError where a pin is in force, and PinError where it cannot be read."""
    if pin := read_pin(folder):
        raise PinnedError(pin)
