"""Stops of a home: a frozen home, a closed site, a pinned generation; pages say it on top."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from index.published.closed import closed_since
from index.published.pin import Pin, PinError, read_pin
from index.store.freeze import Freeze, current_freeze


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """The stops in force; `pin_damage` is a sentence where the pin cannot be read, which stops publication too."""

    frozen: Freeze | None
    closed_since: datetime | None
    pin: Pin | None
    pin_damage: str = ""

    def __bool__(self) -> bool:
        return bool(self.frozen or self.closed_since or self.pin or self.pin_damage)


def read_stops(connection: Connection, folder: Path) -> Stops:
    """Return what is stopped in the home with this folder of generations."""
    pin, damage = None, ""
    try:
        pin = read_pin(folder)
    except PinError as error:
        damage = str(error)
    return Stops(frozen=current_freeze(connection), closed_since=closed_since(folder), pin=pin, pin_damage=damage)
