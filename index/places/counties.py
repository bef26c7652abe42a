"""The county of a ZIP code, a town or a point, and the counties of each state; names as in the table of places."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from index.places.gazetteer import Gazetteer
from index.places.place import Place
from index.places.points import Points
from index.places.states import state_slug
from index.places.town_name import town_key

_KIND = re.compile(r" (?:county|cnty|parish|city and borough|borough|census area|municipality|municipio)$")
_CONDADO = re.compile(r"^(?:condado|municipio) de (?=.)")


@dataclass(frozen=True, slots=True, order=True)
class County:
    """A county, parish, borough or independent city: "Chaffee County" in "CO"."""

    state: str
    name: str

    @property
    def slug(self) -> str:
        """The county's part of its page's URL: "chaffee-county"."""
        return town_key(self.name).replace(" ", "-")

    @property
    def state_slug(self) -> str:
        """The state's part of its page's URL: "colorado"."""
        return state_slug(self.state)


def county_of(gazetteer: Gazetteer, zip_code: str, city: str, state: str) -> County | None:
    """Return the county of an address, by its ZIP code or else its town; None where neither is known.

    A ZIP code of a state other than the address's is taken for a typing error and ignored.
    """
    row = gazetteer.zip_row(zip_code)
    if (
        row is not None
        and state in {"", gazetteer.table.zip_state[row].decode()}
        and (county := _county(gazetteer, row))
    ):
        return county
    towns = gazetteer.town_rows(city, state) if state else []
    code = f"{int(gazetteer.table.town_zip[towns[0]]):05d}" if towns else ""
    row = gazetteer.zip_row(code)
    return None if row is None else _county(gazetteer, row)


def county_at(gazetteer: Gazetteer, place: Place) -> County | None:
    """Return the county of a searched place; for a bare point, that of the nearest ZIP code in its state."""
    if stated := county_of(gazetteer, place.zip, place.city, place.state):
        return stated
    row = _points_with_county(gazetteer, place.state).nearest(place.latitude, place.longitude)
    return None if row is None else _county(gazetteer, row)


@lru_cache(maxsize=64)
def _points_with_county(gazetteer: Gazetteer, state: str) -> Points:
    table = gazetteer.table
    rows = np.flatnonzero((table.zip_state == state.encode()) & (table.zip_county != b""))
    return Points.of(rows, table.zip_latitude, table.zip_longitude)


@lru_cache(maxsize=2)
def counties_by_slug(gazetteer: Gazetteer) -> Mapping[tuple[str, str], County]:
    """Return every county by (state_slug, slug), sorted by state and name."""
    table = gazetteer.table
    pairs = zip(table.zip_state.tolist(), table.zip_county.tolist(), strict=True)
    counties = sorted({County(state.decode(), county.decode()) for state, county in pairs if county})
    return {(county.state_slug, county.slug): county for county in counties}


def counties_named(gazetteer: Gazetteer, name: str, state: str = "", *, bare: bool = False) -> tuple[County, ...]:
    """Return the counties that a name means ("Chaffee County", "Orleans Parish"), in one state ("CO") or in all.

    Any word for a county means every kind of one: "Orleans County" is also the parish. `bare` takes a name without one.
    """
    key = _CONDADO.sub("", town_key(name))
    without = _KIND.sub("", key)
    if without == key and not bare:
        return ()
    found = _counties_by_bare_name(gazetteer).get(without, ())
    here = [county for county in found if state in {"", county.state}]
    exact = [county for county in here if town_key(county.name) == key]
    return tuple(exact or here)


@lru_cache(maxsize=2)
def _counties_by_bare_name(gazetteer: Gazetteer) -> Mapping[str, tuple[County, ...]]:
    found: dict[str, list[County]] = defaultdict(list)
    for county in counties_by_slug(gazetteer).values():
        found[_KIND.sub("", town_key(county.name))].append(county)
    return {name: tuple(counties) for name, counties in found.items()}


def _county(gazetteer: Gazetteer, row: int) -> County | None:
    name = gazetteer.table.zip_county[row].decode()
    return County(gazetteer.table.zip_state[row].decode(), name) if name else None
