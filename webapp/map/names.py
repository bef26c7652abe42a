"""Names on the picture: towns by size and counties, each where it keeps clear of markers and other names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from index.places.gazetteer import open_gazetteer
from index.places.largest_towns import NamedTown, largest_towns
from index.places.outlines.outlines import CountyName, outlines
from webapp.map.lines import FARTHEST_WITH_COUNTIES
from webapp.map.markers import HEIGHT
from webapp.map.projection import SIDE, Projection
from webapp.map.room import Room

MOST_TOWNS = 12
MOST_COUNTIES = 6
LINE = 1.15  # times the size: the height that a name takes
LETTER = {"large": 0.66, "place": 0.66, "middling": 0.6, "small": 0.6, "county": 0.8}
"""Times the size: the width of a character of each kind, for faces as wide as DejaVu Sans."""
GAP = 5
DOT = 5  # units from a town's point to the edge of its dot
_LOOKED_AT = 40
_LARGE, _MIDDLING = 100_000, 10_000  # people
SIZES = {"large": 32, "middling": 28, "small": 26, "county": 22, "place": 28}
"""Units of the writing of each kind."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the picture: the middle of its line of writing, and for a town its point.

    `kind` is "large", "middling" or "small" for a town, "county", or "place" for the searched one.
    """

    text: str
    x: float
    y: float
    kind: str
    spot: tuple[float, float] | None = None
    anchor: str = "middle"
    """The end of the writing next to the point: "start", "end" or "middle"."""

    @property
    def size(self) -> int:
        """Units of its writing."""
        return SIZES[self.kind]

    @property
    def room(self) -> Room:
        """Return what it covers, its dot left out."""
        return Room.around(self.x, self.y, LETTER[self.kind] * self.size * len(self.text), LINE * self.size)


def names(projection: Projection, center: Room, taken: list[Room]) -> list[Name]:
    """Return the names for a picture in which `taken` is covered; it grows by what they cover.

    A town in `center` is left out: it is the searched place, which has its name already, or next to it.
    """
    taken.append(center)
    found: list[Name] = []
    for town in _towns(projection):
        if len(found) == MOST_TOWNS:
            break
        spot = projection.place(town.latitude, town.longitude)
        if not center.holds(*spot) and (name := _free_name(town, spot, taken)):
            found.append(name)
            taken.append(name.room)
    counties = 0
    for county in _counties(projection):
        x, y = projection.place(county.latitude, county.longitude)
        name = Name(county.name, x, y, "county")
        if counties < MOST_COUNTIES and _fits(name.room, taken):
            found.append(name)
            taken.append(name.room)
            counties += 1
    return found


def _free_name(town: NamedTown, spot: tuple[float, float], taken: list[Room]) -> Name | None:
    """Return the name of a town next to its dot, or next to what covers its dot; None where all is covered."""
    dot = Room.around(*spot, 2 * DOT, 2 * DOT)
    is_covered = dot.meets(taken)
    for name in _next_to(town.name, spot, _kind(town), HEIGHT * 0.7 if is_covered else 0.0):
        if _fits(name.room, taken):
            if is_covered:
                return replace(name, spot=None)
            taken.append(dot)
            return name
    return None


def _next_to(text: str, spot: tuple[float, float], kind: str, farther: float = 0.0) -> Iterator[Name]:
    """Yield a name right, left, below and above its point."""
    (x, y), size = spot, SIZES[kind]
    aside = LETTER[kind] * size * len(text) / 2 + 2.5 * DOT + farther
    off = LINE * size / 2 + 2 * DOT + farther
    sides = ((aside, 0.0, "start"), (-aside, 0.0, "end"), (0.0, off, "middle"), (0.0, -off, "middle"))
    for east, south, anchor in sides:
        yield Name(text, x + east, y + south, kind, spot, anchor)


def place_name(text: str, spot: tuple[float, float], others: Iterable[tuple[float, float]]) -> Name:
    """Return the name of the searched place where it covers the fewest of the points that markers belong to."""
    points = [Room.around(*other, HEIGHT, HEIGHT) for other in others]

    def cost(one: Name) -> tuple[bool, int]:
        return not _is_inside(one.room), sum(one.room.meets([point]) for point in points)

    return min(_next_to(text, spot, "place"), key=cost)


def _is_inside(room: Room) -> bool:
    return room.left > GAP and room.top > GAP and room.right < SIDE - GAP and room.bottom < SIDE - GAP


def _fits(room: Room, taken: list[Room]) -> bool:
    return _is_inside(room) and not room.meets(taken, GAP)


@lru_cache(maxsize=512)
def _towns(projection: Projection) -> list[NamedTown]:
    return largest_towns(open_gazetteer(), projection.box(), _LOOKED_AT)


def _kind(town: NamedTown) -> str:
    return "large" if town.people >= _LARGE else "middling" if town.people >= _MIDDLING else "small"


def _counties(projection: Projection) -> Iterator[CountyName]:
    """Yield the counties in a picture that are wide and high enough for their names."""
    if projection.miles_across > FARTHEST_WITH_COUNTIES:
        return
    for county in outlines().counties_in(*projection.box()):
        wide, high = county.width * projection.units_a_degree_east, county.height * projection.units_a_degree
        if wide > LETTER["county"] * SIZES["county"] * len(county.name) and high > 2 * SIZES["county"]:
            yield county
