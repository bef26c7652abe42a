"""The county of each ZIP code, in one spelling, by the Census Bureau's list of each state's counties.

The package zipcodes spells some counties in two ways ("LaPorte", "La Porte"), leaves out the kind of some ("San
Juan"), and gives a few codes near a border a county of the other state.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np

from index.places.build.postal import PostalCode
from index.places.points import Points
from index.places.town_name import town_key

_KINDS = frozenset({"and", "area", "borough", "census", "city", "county", "municipality", "municipio", "of", "parish"})
"""Words for the kind of a county, and connecting words."""


def county_names(codes: Sequence[PostalCode], listed: Mapping[str, AbstractSet[str]]) -> list[str]:
    """Return the county of each code, "" for none; `listed` has the names of each state's counties.

    A name that is no county of the code's state is replaced by that of most codes of its town, or else of the nearest
    code in the state. A state without a list keeps the names as they are.
    """
    own = _own_names(codes, listed)
    found = [own.get((code.state, code.county), "") for code in codes]
    of_town: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for code, name in zip(codes, found, strict=True):
        if name:
            of_town[code.state, town_key(code.city)][name] += 1
    for row, (code, name) in enumerate(zip(codes, found, strict=True)):
        if code.county and not name:
            town = of_town.get((code.state, town_key(code.city)))
            found[row] = min(town, key=lambda one: (-town[one], one)) if town else _nearest(codes, own, code)
    return found


def _own_names(codes: Sequence[PostalCode], listed: Mapping[str, AbstractSet[str]]) -> dict[tuple[str, str], str]:
    """Return the one spelling of each (state, written name) that is a county of the state.

    It is the list's spelling where a ZIP code has it too, otherwise the most frequent one of the ZIP codes.
    """
    times = Counter((code.state, code.county) for code in codes if code.county)
    written: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for (state, name), count in times.items():
        if key := _key_in(name, listed.get(state, frozenset())):
            written[state, key][name] = count
    own = {}
    for (state, key), spellings in written.items():
        official = next((name for name in listed.get(state, ()) if _key(name) == key), "")
        alike = [name for name in spellings if _key(name) == key]
        best = official if official in spellings or not alike else min(alike, key=lambda one: (-spellings[one], one))
        own.update({(state, name): best for name in spellings})
    return own


def _key_in(written: str, names: AbstractSet[str]) -> str:
    """Return the key of the county that a written name means in a state, "" for none."""
    if not names or _key(written) in {_key(name) for name in names}:
        return _key(written)
    alike = [name for name in names if _plain(name) == _plain(written)]
    return _key(alike[0]) if len(alike) == 1 else ""


def _key(name: str) -> str:
    return town_key(name).replace(" ", "")


def _plain(name: str) -> tuple[str, ...]:
    """Return the sorted words of a name, without those for its kind."""
    return tuple(sorted(word for word in town_key(name).split() if word not in _KINDS))


def _nearest(codes: Sequence[PostalCode], own: Mapping[tuple[str, str], str], code: PostalCode) -> str:
    others = [one for one in codes if one.state == code.state and one.point and (one.state, one.county) in own]
    if not others or not code.point:
        return ""
    latitude, longitude = (np.array(column) for column in zip(*(one.point for one in others if one.point), strict=True))
    row = Points.of(np.arange(len(others)), latitude, longitude).nearest(*code.point)
    return "" if row is None else own[code.state, others[row].county]
