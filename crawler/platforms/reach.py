"""How far an answer in order of distance reaches: up to its last row nothing can be missing, however it was cut off."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.platforms.disk import Disk
from index.records import RawListing

ROUNDING = 0.02  # miles; sites reckon with another earth radius and round coordinates
FEWEST = 3  # rows in order by chance are soon found


@dataclass(frozen=True, slots=True)
class Point:
    """Where a listing is, in degrees, by the source's id."""

    id: str
    latitude: float
    longitude: float


def point_of(listing: RawListing) -> Point | None:
    """Return where a listing is by its own coordinates; None where they cannot be read."""
    try:
        where = listing.locations[0]
        return Point(listing.source_id, float(where.latitude), float(where.longitude))
    except (ValueError, IndexError):
        return None


def reach_of(disk: Disk, points: Sequence[Point]) -> float:
    """Return the miles from a disk's middle within which an answer tells everybody; 0: it is in no order of distance.

    All rows of the answer have to be among the points: one without a place has none in any order.
    """
    away = [disk.away(point.latitude, point.longitude) for point in points]
    in_order = all(near <= far + ROUNDING for near, far in pairwise(away))
    return max(0.0, away[-1] - ROUNDING) if in_order and len(away) >= FEWEST else 0.0
