"""Checks each ZIP code's coordinate against its town and its neighbors, and corrects wrong ones.

Measured against the Census gazetteer, the package `zipcodes` is right far more often than the point of the town of
the same name: a state can have two towns of one name, and a wide rural code's middle lies far from its town. So a code
moves to its town only where it is a point (a post office box, one organization) and the county's other codes are nearer
to the town; an area moves only where it lies far from every other code of its county.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from math import sqrt
from pathlib import Path

from index.places.build.neighbors import Neighbors, Point
from index.places.distance import miles_between
from index.places.outlines.within import within_state
from index.places.town_name import town_key

TOWN_REACH = 16.0  # miles; 99 % of all ZIP codes have their middle within 25 km of the Census's
REACH_OF_PEOPLE = 0.019  # miles a square root of a head: Houston's outer codes lie 28 miles from its middle
SPARSE = 20.0  # miles; where codes lie farther apart than this (Alaska), towns of one name do not occur
POINT_SIDES = 2.0  # a box moves where the county's codes are this many times nearer to the town
AREA_SIDES = 4.0  # an area moves where they are this many times nearer, and none is within ALONE miles
ALONE = 60.0
OUT_OF_STATE = 150.0  # miles without another code of the state; the widest real gap is Alaska's

MILITARY = frozenset({"AA", "AE", "AP"})  # military post offices abroad; a town's name would mislead
DOUBTED_CODES = Path(__file__).with_name("doubted_codes.txt")


@cache
def doubted_codes() -> frozenset[str]:
    """Return the ZIP codes whose point the Census Bureau contradicts (`make_doubted_codes.py` lists them)."""
    lines = DOUBTED_CODES.read_text(encoding="utf-8").splitlines()
    return frozenset(code for line in lines if not line.startswith("#") for code in line.split())


class Fate(StrEnum):
    """The result of checking a ZIP code's coordinate."""

    KEPT = "kept"
    MISSING_TOWN = "had none, now its town's"
    WRONG_TOWN = "far off, now its town's"
    DROPPED = "far off, dropped"
    DOUBTED = "doubted by the Census, now its town's"
    DOUBTED_KEPT = "doubted by the Census, only as exact as a town"
    OUTSIDE = "outside its state, now its town's"
    OUTSIDE_DROPPED = "outside its state, dropped"
    NO_PLACE = "has none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostalCode:
    """One ZIP code as the package has it; `point` in degrees, None for (0, 0)."""

    code: str
    city: str
    other_names: tuple[str, ...] = ()
    """Other names that the Postal Service accepts for the city."""
    state: str
    county: str = ""
    is_area: bool = True
    """True if mail is delivered in an area, rather than to boxes or to one organization."""
    point: Point | None
    fate: Fate = Fate.KEPT

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its names, the city's first."""
        return tuple(dict.fromkeys(town_key(name) for name in (self.city, *self.other_names)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """One town. `key` is its `town_key`; `people` is 0 where it is known from ZIP codes only."""

    key: str
    name: str
    state: str
    point: Point
    people: int = 0


Towns = Mapping[tuple[str, str], Sequence[Town]]
"""Towns by (key, state)."""


def reach(people: int) -> float:
    """Return how far from the middle of a town, in miles, its own ZIP codes may lie."""
    return TOWN_REACH + REACH_OF_PEOPLE * sqrt(people)


def check_codes(codes: Sequence[PostalCode], towns: Towns, doubted: Container[str] = ()) -> list[PostalCode]:
    """Return the codes with a checked coordinate, or None, each with its fate.

    The `doubted` codes, which another table contradicts, are only as exact as their town.
    """
    counties, states = _group(codes, _county), _group(codes, _state)
    checked = [_checked(code, towns, counties[_county(code)], states[_state(code)]) for code in codes]
    return [_doubted(code, towns) if code.code in doubted else code for code in checked]


def inside_states(codes: Sequence[PostalCode], towns: Towns) -> list[PostalCode]:
    """Return the codes, with those moved or dropped that lie more than two miles outside their state's outline."""
    in_county = _group(codes, _county)
    return [code if _is_inside(code) else _brought_inside(code, towns, in_county[_county(code)]) for code in codes]


def _is_inside(code: PostalCode) -> bool:
    return code.point is None or within_state(code.state, *code.point)


def _brought_inside(code: PostalCode, towns: Towns, in_county: Neighbors) -> PostalCode:
    moved = _at_town(code, towns.get((town_key(code.city), code.state), ()), in_county)
    if moved.fate is Fate.MISSING_TOWN and _is_inside(moved):
        return replace(moved, fate=Fate.OUTSIDE)
    return replace(code, point=None, fate=Fate.OUTSIDE_DROPPED)


def _county(code: PostalCode) -> str:
    return f"{code.state} {code.county}"


def _state(code: PostalCode) -> str:
    return code.state


def _group(codes: Sequence[PostalCode], name: Callable[[PostalCode], str]) -> dict[str, Neighbors]:
    groups = defaultdict(list)
    for code in codes:
        groups[name(code)].append(code)
    return {key: Neighbors(group) for key, group in groups.items()}


def _checked(code: PostalCode, towns: Towns, in_county: Neighbors, in_state: Neighbors) -> PostalCode:
    if code.state in MILITARY:
        return replace(code, point=None, fate=Fate.NO_PLACE)
    namesakes = towns.get((town_key(code.city), code.state), ())
    if code.point is None:
        return _at_town(code, namesakes, in_county)
    if not namesakes:
        lost = OUT_OF_STATE < in_state.gap(code.point, but=code.code) < float("inf")
        return replace(code, point=None, fate=Fate.DROPPED) if lost else code
    town = _nearest(code.point, namesakes)
    if miles_between(*code.point, *town.point) <= reach(town.people):
        return code
    if _neighbors_side_with(town.point, code, code.point, in_county):
        return replace(code, point=town.point, fate=Fate.WRONG_TOWN)
    return code


def _doubted(code: PostalCode, towns: Towns) -> PostalCode:
    if code.fate is not Fate.KEPT or code.point is None:
        return code
    namesakes = towns.get((town_key(code.city), code.state), ())
    town = _nearest(code.point, namesakes) if namesakes else None
    if town and miles_between(*code.point, *town.point) <= reach(town.people):
        return replace(code, point=town.point, fate=Fate.DOUBTED)
    return replace(code, fate=Fate.DOUBTED_KEPT)


def _nearest(point: Point, towns: Sequence[Town]) -> Town:
    return min(towns, key=lambda town: miles_between(*point, *town.point))


def _neighbors_side_with(town: Point, code: PostalCode, point: Point, in_county: Neighbors) -> bool:
    own, towns = in_county.gap(point, but=code.code), in_county.gap(town, but=code.code)
    if code.is_area:
        return ALONE < own < float("inf") and towns * AREA_SIDES < own
    return towns * POINT_SIDES < own < float("inf") or in_county.usual_gap > SPARSE


def _at_town(code: PostalCode, namesakes: Sequence[Town], in_county: Neighbors) -> PostalCode:
    if not namesakes:
        return replace(code, fate=Fate.NO_PLACE)
    # of two towns of one name, the one nearer to the other codes of the county
    nearest = min(namesakes, key=lambda town: in_county.gap(town.point, but=code.code))
    return replace(code, point=nearest.point, fate=Fate.MISSING_TOWN)
