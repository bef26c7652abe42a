"""Whether a site answers in a narrower circle than it is asked for, as some do without a word.

WP Store Locator puts its default in place of a radius that it does not offer. Then there are holes between the circles,
and it shows where they overlap: a listing that one answer has is missing from another that should have it as well.
"""

from collections.abc import Iterable, Sequence

from crawler.platforms.disk import Disk
from crawler.platforms.reach import Point
from index.places.distance import miles_to

SURELY_INSIDE = 0.95  # share of a radius; at its edge sites may reckon otherwise
FEWEST = 3  # such gaps; one or two may be listings that moved while the site was read


class Narrow:
    """Collects whole answers, and tells of those that lack what they should have."""

    def __init__(self) -> None:
        self._answers: list[tuple[Disk, frozenset[str]]] = []
        self._points: dict[str, Point] = {}

    def met(self, disk: Disk, points: Sequence[Point]) -> None:
        """Remember an answer that was not cut off."""
        self._answers.append((disk, frozenset(point.id for point in points)))
        self._points.update((point.id, point) for point in points)

    def missing(self) -> list[tuple[Disk, Point]]:
        """Return listings that lie in a disk and are missing from its answer; none where there are hardly any."""
        found = [gap for disk, ids in self._answers for gap in self._gaps(disk, ids)] if self._points else []
        return found if len(found) >= FEWEST else []

    def _gaps(self, disk: Disk, ids: frozenset[str]) -> Iterable[tuple[Disk, Point]]:
        points = list(self._points.values())
        away = miles_to(
            [point.latitude for point in points],
            [point.longitude for point in points],
            disk.latitude,
            disk.longitude,
        )
        inside = (point for point, miles in zip(points, away, strict=True) if miles <= disk.radius * SURELY_INSIDE)
        return [(disk, point) for point in inside if point.id not in ids]
