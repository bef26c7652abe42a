"""The list of towns: GeoNames' places of 500 people and more, and cities known from ZIP codes only."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from statistics import median
from types import MappingProxyType

from index.places.build.neighbors import Point
from index.places.build.postal import PostalCode, Town, Towns, reach
from index.places.distance import miles_between
from index.places.town_name import town_key

SAME_TOWN = 10.0  # miles; GeoNames has some towns twice, as a city and as a section (Miami Gardens)
SAME_ALTHOUGH_APART = frozenset({("makaweli", "HI")})
"""Names whose ZIP codes lie far from the place that has the name: the middle of Makaweli's is on Niihau."""
NO_TOWNS = frozenset({"VA Boston Healthcare System, Brockton Campus"})
"""Names of GeoNames' list of towns that are none: a hospital of Brockton, with a point in Boston, 20 miles away."""
_BALANCE = re.compile(r"(?:City|Town|Village) of (.+) \(balance\)")
_NOTE = re.compile(r" \([^)]*\)$|, .*$")
APART = 25.0  # miles; ZIP codes of one city name farther apart belong to two towns


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """One place of GeoNames: its name, other names, state, point in degrees and population."""

    name: str
    other_names: tuple[str, ...]
    state: str
    point: Point
    people: int


def plain_name(name: str) -> str:
    """Return a place's name as people write it: GeoNames adds notes to some ("Olinda, CDP", "Norwood (historical)")."""
    return _NOTE.sub("", _BALANCE.sub(r"\1", name))


def known_towns(
    places: Iterable[NamedPlace],
    postal_names: Mapping[tuple[str, str], str],
    postal_points: Mapping[tuple[str, str], Sequence[Point]] = MappingProxyType({}),
) -> Towns:
    """Return the towns of GeoNames, also under their other names that are postal names in the state.

    `postal_names` maps (key, state) to the postal spelling of a city, or to "" for a name that is only accepted: "New
    York City" is also "New York", and is found, under its own name, as "NYC". Another name that is a different town is
    left out ("Greenwood" of Kansas City): one that GeoNames has itself, or one whose ZIP codes all lie elsewhere
    (`postal_points` has their points by (key, state)).
    """
    towns: dict[tuple[str, str], list[Town]] = defaultdict(list)
    largest_first = sorted(places, key=lambda place: (-place.people, place.name, place.state, place.point))
    for place in largest_first:
        own = Town(key=town_key(place.name), name=place.name, state=place.state, point=place.point, people=place.people)
        _add(towns[own.key, own.state], own)
    own_names = frozenset(towns)
    for place in largest_first:
        for key in sorted({town_key(name) for name in place.other_names}):
            spelling = postal_names.get((key, place.state))
            if spelling is not None and not _is_elsewhere(place, key, own_names, postal_points):
                name = spelling or place.name
                other = Town(key=key, name=name, state=place.state, point=place.point, people=place.people)
                _add(towns[key, place.state], other)
    return dict(towns)


def _is_elsewhere(
    place: NamedPlace,
    key: str,
    own_names: AbstractSet[tuple[str, str]],
    postal_points: Mapping[tuple[str, str], Sequence[Point]],
) -> bool:
    """Return whether another name of a place is a different town of the state."""
    if (key, place.state) in SAME_ALTHOUGH_APART:
        return False
    if (key, place.state) in own_names:
        return True
    codes = postal_points.get((key, place.state), ())
    return bool(codes) and all(_miles(place.point, code) > SAME_TOWN for code in codes)


def _add(namesakes: list[Town], town: Town) -> None:
    if all(_miles(town.point, other.point) > SAME_TOWN for other in namesakes):
        namesakes.append(town)


def with_postal_towns(
    towns: Towns,
    codes: Sequence[PostalCode],
    counties: Mapping[str, AbstractSet[str]] = MappingProxyType({}),
) -> list[Town]:
    """Return all towns: the known ones, and those known from ZIP codes only, where their codes lie.

    A city whose codes lie apart from the known town of that name, or from each other, is a town of its own. A name that
    is only accepted for a city makes a town only where there is none of that name. The name of a county of the state
    (`counties`, by state) makes none: the post has "Clermont County" for a code in another county.
    """
    are_counties = {(town_key(name), state) for state, names in counties.items() for name in names}
    found = {key: list(namesakes) for key, namesakes in towns.items()}
    for key, postal in _postal_points((code, code.city) for code in codes).items():
        if key in are_counties:
            continue
        _add_apart(found.setdefault(key, []), postal)
    others = _postal_points((code, name) for code in codes for name in code.other_names)
    for key, postal in others.items():
        if key not in found and key not in are_counties:
            _add_apart(found.setdefault(key, []), postal)
    return [town for namesakes in found.values() for town in namesakes]


def _add_apart(namesakes: list[Town], codes: Sequence[Town]) -> None:
    for code in codes:
        if all(_miles(code.point, town.point) > max(APART, reach(town.people)) for town in namesakes):
            here = [other.point for other in codes if _miles(code.point, other.point) <= APART]
            namesakes.append(replace(code, point=_middle(here)))


def _postal_points(named: Iterable[tuple[PostalCode, str]]) -> dict[tuple[str, str], list[Town]]:
    """Return each code as a town of the given name, by (key, state)."""
    points: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for code, name in named:
        if code.point is not None:
            key = town_key(name)
            points[key, code.state].append(Town(key=key, name=name, state=code.state, point=code.point))
    return points


def _middle(points: Sequence[Point]) -> Point:
    return round(median(lat for lat, _ in points), 5), round(median(lon for _, lon in points), 5)


def _miles(here: Point, there: Point) -> float:
    return miles_between(*here, *there)
