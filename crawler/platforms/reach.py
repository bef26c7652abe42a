"""How far an answer in order of distance reaches: up to its last row nothing can be missing, however it was cut off."""

from collections.abc import Iterable
from itertools import pairwise

from crawler.platforms.disk import Disk
from index.records import RawListing

ROUNDING = 0.02  # miles; sites reckon with another earth radius and round coordinates
FEWEST = 3  # rows in order by chance are soon found


def reach_of(disk: Disk, listings: Iterable[RawListing]) -> float:
    """Return the miles from a disk's middle within which an answer tells everybody; 0: it is in no order of distance.

    A row without readable coordinates has no place in any order, so an answer with one reaches nowhere.
    """
    try:
        points = [(float(one.locations[0].latitude), float(one.locations[0].longitude)) for one in listings]
    except (ValueError, IndexError):
        return 0.0
    away = [disk.away(*point) for point in points]
    in_order = all(near <= far + ROUNDING for near, far in pairwise(away))
    return max(0.0, away[-1] - ROUNDING) if in_order and len(away) >= FEWEST else 0.0
