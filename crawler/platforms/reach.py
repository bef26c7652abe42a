"""How far an answer in order of distance reaches: up to its last row nothing can be missing, however it was cut off."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.platforms.disk import Disk
from index.normalize.coordinate import read_point
from index.records import RawListing

ROUNDING = 0.02  # miles; sites reckon with another earth radius and round coordinates
FEWEST = 12  # steps to what is farther, before an order is believed in; so many by chance are one in millions
MOST_BACK = 0.05  # of these; some listings are not where their coordinates say


@dataclass(frozen=True, slots=True)
class Point:
    """Where a listing is, in degrees, by the source's id."""

    id: str
    latitude: float
    longitude: float


def point_of(listing: RawListing) -> Point | None:
    """Return where a listing is by its own coordinates; None where they cannot be read."""
    where = listing.locations[0] if listing.locations else None
    point = read_point(where.latitude, where.longitude) if where else None
    return Point(listing.source_id, *point) if point else None


class Order:
    """Whether a site answers nearest first, by all its answers so far: shuffled ones go back as often as on."""

    def __init__(self) -> None:
        self._on = self._back = 0

    def met(self, disk: Disk, points: Sequence[Point]) -> None:
        """Remember how often an answer goes on to what is farther, and how often back."""
        away = _away(disk, points)
        self._on += sum(far > near + ROUNDING for near, far in pairwise(away))
        self._back += sum(far < near - ROUNDING for near, far in pairwise(away))

    def reach(self, disk: Disk, points: Sequence[Point]) -> float:
        """Return the miles from a disk's middle within which an answer tells everybody; 0: that is not known.

        Rows without a place of their own are left out: wherever a site puts them, the others stand in order.
        """
        away = _away(disk, points)
        by_distance = self._on >= FEWEST and self._back <= self._on * MOST_BACK
        if not (away and by_distance and all(near <= far + ROUNDING for near, far in pairwise(away))):
            return 0.0
        return max(0.0, away[-1] - ROUNDING)


def _away(disk: Disk, points: Sequence[Point]) -> list[float]:
    return [disk.away(point.latitude, point.longitude) for point in points]
