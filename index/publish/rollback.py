"""Returns to a generation that is still on disk, and pins or unpins one; each act is in the audit trail first.

The order of a rollback is audit, pin, CURRENT. A kill before CURRENT leaves the generation that was current, and the
pin, which names the other one: nothing is published, and the same command completes it.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index import clock
from index.corrections.showing import carry
from index.corrections.suppression.hiding import hide
from index.faults import fault_point
from index.published import generation_folder
from index.published.catalog import Catalog, CatalogEntry, DamagedGenerationError, UnknownGenerationError, read_catalog
from index.published.current import point_to
from index.published.pin import FILE, Pin, PinError, pinning, read_pin, remove_pin, write_pin
from index.store import Store, audit
from index.store.publication_holds import newest_published


class NotPinnedError(LookupError):
    """There is no pin to remove."""


class RevokedSignerError(ValueError):
    """The key that signed a generation was revoked: anybody who has it may have changed the generation."""


class PinDayError(ValueError):
    """The last day of a pin is over already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRequest:
    """A person's wish to stop publication: who, why, and the last day if it shall end by itself."""

    who: str
    reason: str
    until: date | None = None

    def check(self) -> None:
        """Raise EmptyReasonError without who or why, and PinDayError for a day that is over."""
        audit.check_reason(self.who, self.reason)
        if self.until and self.until < clock.today():
            raise PinDayError(f"{self.until} is over; write a day from {clock.today()} on, or leave --until out")

    def pin(self, generation: int) -> Pin:
        """Return the pin of a generation, from now on."""
        return Pin(generation=generation, who=self.who, reason=self.reason, at=clock.now(), until=self.until)


def roll_back(store: Store, folder: Path, number: int | None, request: PinRequest) -> Pin:
    """Make a whole generation on disk current and pin it; without a number, the one before the current one.

    A number may also be newer, to undo an earlier rollback. Removals and hidden fields of the store are in the overlay
    before the generation is shown. Raises UnknownGenerationError, DamagedGenerationError,
    RevokedSignerError, PinDayError and EmptyReasonError; CURRENT then stays as it was.
    """
    request.check()
    with pinning(folder):
        catalog = read_catalog(folder)
        target = catalog.before_current() if number is None else catalog.entry(number)
        _check_servable(store, catalog, target)
        carry(store, folder)  # an earlier generation may show people and fields that the store hides
        hide(store, folder)
        before = f"generation {catalog.current.number}" if catalog.current else "no generation"
        _record(store, request, "generations/rollback", target.number, f"{request.reason}; {before} was current")
        pin = request.pin(target.number)
        write_pin(folder, pin)
        fault_point("rollback:pinned")
        point_to(folder, generation_folder.generation_name(target.number))
        fault_point("rollback:pointed")
    return pin


def pin_current(store: Store, folder: Path, request: PinRequest) -> Pin:
    """Pin the current generation, in place of an earlier pin; raises as `roll_back` does."""
    request.check()
    with pinning(folder):
        current = read_catalog(folder).current
        if current is None:
            raise UnknownGenerationError("no current generation is on disk; run `pinpoint publish` first")
        _check_whole(current)
        _record(store, request, "generations/pin", current.number, request.reason)
        pin = request.pin(current.number)
        write_pin(folder, pin)
    return pin


def unpin(store: Store, folder: Path, *, who: str, reason: str = "") -> Pin | None:
    """Remove the pin and return it, None for one that could not be read; raises NotPinnedError."""
    with pinning(folder):
        try:
            pin = read_pin(folder)
        except PinError:
            pin = None
        if pin is None and not (folder / FILE).exists():
            raise NotPinnedError("no generation is pinned")
        subject = f"generation {pin.generation}" if pin else "a pin that could not be read, or was over"
        with store.write() as connection:
            audit.record(connection, who=who, action="generations/unpin", subject=subject, note=reason)
        remove_pin(folder)
    return pin


def _check_servable(store: Store, catalog: Catalog, target: CatalogEntry) -> None:
    _check_whole(target)
    if target.signed_by.is_revoked:
        raise RevokedSignerError(
            f"generation {target.number} is signed by {target.signed_by.key_id}, which was revoked, so somebody else "
            "may have made it; choose another, or publish anew"
        )
    current = catalog.current.number if catalog.current else 0
    with store.read() as connection:
        newest = newest_published(connection)
    if target.number > max(current, newest):
        raise UnknownGenerationError(
            f"generation {target.number} was never current: its publish was killed, and the next one removes it"
        )


def _check_whole(entry: CatalogEntry) -> None:
    if entry.damage:
        raise DamagedGenerationError(f"generation {entry.number} is damaged: {entry.damage}")


def _record(store: Store, request: PinRequest, action: str, generation: int, note: str) -> None:
    until = f"; until {request.until}" if request.until else ""
    with store.write() as connection:
        audit.record(
            connection, who=request.who, action=action, subject=f"generation {generation}", note=f"{note}{until}"
        )
