"""Locations of ZIP codes and towns, from the compiled table. No query leaves the machine."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import settings
from index.places.distance import miles_between, unit_vectors
from index.places.place import Place, PlaceTableOutdatedError
from index.places.table import SHIPPED_TABLE, PlaceTable, load_table
from index.places.town_name import town_key
from index.records import Precision

NEAR_A_CODE = 100.0  # miles; a point farther from every ZIP code is not in the United States
CLEARLY_LARGER = 5  # times the population of the next town of that name, and at least
CLEARLY_A_CITY = 5_000  # people: "Portland" is Portland, OR; "Springfield" is ambiguous


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle in degrees."""

    south: float
    west: float
    north: float
    east: float

    def hold(self, point: tuple[float, float], margin: float = 0.0) -> bool:
        """Return whether a point (latitude, longitude) lies inside, or within `margin` degrees."""
        latitude, longitude = point
        in_height = self.south - margin <= latitude <= self.north + margin
        return in_height and self.west - margin <= longitude <= self.east + margin


class Gazetteer:
    """ZIP codes and towns of the United States. Safe to read from several threads."""

    def __init__(self, table: PlaceTable) -> None:
        self.table = table

    @classmethod
    def open(cls, path: Path) -> "Gazetteer":
        """Read the table that `compile_places` wrote; raises PlaceTableError where there is none."""
        return cls(load_table(path))

    def zip(self, code: str) -> Place | None:
        """Return the place of a ZIP code ("81201", also "81201-1234"); None where it or its point is unknown."""
        row = self.zip_row(code)
        return None if row is None or np.isnan(self.table.zip_latitude[row]) else self._zip_place(row)

    def zip_row(self, code: str) -> int | None:
        """Return the row of a ZIP code in the table; None where the Postal Service has no such code."""
        digits = code.strip()[:5]
        if len(digits) != 5 or not (digits.isascii() and digits.isdigit()):  # noqa: PLR2004  (a ZIP code's length)
            return None
        row = int(np.searchsorted(self.table.zip, int(digits)))
        return row if row < len(self.table.zip) and self.table.zip[row] == int(digits) else None

    def town(self, city: str, state: str) -> Place | None:
        """Return the town of a name in a state ("CO"), the most populous where there are two; None without any."""
        rows = self.town_rows(city, state)
        return self.town_place(rows[0]) if rows else None

    def towns(self, city: str, state: str = "") -> tuple[Place, ...]:
        """Return every town of a name, in one state or in all, most populous first.

        Two of one name in one state have a ZIP code in their labels to distinguish them.
        """
        rows = self.town_rows(city, state)
        states = [self.table.town_state[row] for row in rows]
        return tuple(self.town_place(row, with_zip=states.count(self.table.town_state[row]) > 1) for row in rows)

    def town_rows(self, city: str, state: str = "") -> list[int]:
        """Return the rows of the towns of a name, most populous first.

        Spellings that differ only in blanks ("DE KALB" and DeKalb, "LaSalle" and La Salle) are added where no town
        has the exact name, and where no state is given and none of several namesakes is clearly the largest.
        """
        key = town_key(city)
        if not key:
            return []
        rows = self._most_people_first(self._rows_of_key(key, state))
        if not rows or (len(rows) > 1 and not state and not self._is_clearly_largest(*rows[:2])):
            others = [other for other in self._keys_by_letters.get(key.replace(" ", ""), ()) if other != key]
            rows += [row for other in others for row in self._rows_of_key(other, state)]
        return self._most_people_first(rows)

    def _most_people_first(self, rows: list[int]) -> list[int]:
        return sorted(rows, key=lambda row: -int(self.table.town_population[row]))

    def _is_clearly_largest(self, first: int, second: int) -> bool:
        people = self.table.town_population
        return is_clearly_larger(int(people[first]), int(people[second]))

    def _rows_of_key(self, key: str, state: str) -> list[int]:
        low, high = (f"{key}|{state}", f"{key}|{state}~")  # "~" sorts after every letter
        first, last = np.searchsorted(self.table.town_key, [low.encode(), high.encode()])
        return list(range(int(first), int(last)))

    @cached_property
    def _keys_by_letters(self) -> dict[str, list[str]]:
        """The keys of towns by their letters without blanks, for spellings that differ only in blanks."""
        keys: dict[str, dict[str, None]] = defaultdict(dict)
        for stored in self.table.town_key.tolist():
            key = stored.decode().partition("|")[0]
            keys[key.replace(" ", "")][key] = None
        return {letters: list(found) for letters, found in keys.items()}

    def near(self, zip: str = "", city: str = "", state: str = "") -> Place | None:  # noqa: A002
        """Return the best known place for an address: its ZIP code, or else its town; None where neither is known.

        A ZIP code of a state other than the address's is ignored as a typing error, unless its town has the same name.
        """
        by_zip = self.zip(zip)
        if by_zip and (not state or by_zip.state == state or town_key(by_zip.city) == town_key(city)):
            return by_zip
        return self.town(city, state) if state else None

    def at(self, latitude: float, longitude: float) -> Place | None:
        """Return a point (degrees) as a place, with the state of the nearest ZIP code; None outside the country."""
        # the nearest has the largest dot product, exact to a thousandth of a mile
        row = int((self._zip_vectors @ np.array(unit_vectors(latitude, longitude))).argmax())
        table = self.table
        miles = miles_between(latitude, longitude, float(table.zip_latitude[row]), float(table.zip_longitude[row]))
        if np.isnan(miles) or miles > NEAR_A_CODE:
            return None
        return Place(
            label=f"{latitude:g}, {longitude:g}",
            latitude=latitude,
            longitude=longitude,
            precision=Precision.ADDRESS,
            state=self.table.zip_state[row].decode(),
        )

    @cached_property
    def _zip_vectors(self) -> NDArray[np.float64]:
        """The points of all ZIP codes as rows of x, y, z; needed for every search from a point, so computed once.

        A code without a point gets the center of the earth, which is nearest only in the hemisphere without codes.
        """
        vectors = unit_vectors(self.table.zip_latitude, self.table.zip_longitude)
        return np.nan_to_num(np.stack(vectors, axis=1))

    def bounds(self, state: str) -> Bounds | None:
        """Return the rectangle around all ZIP codes of a state ("CO"), rough on purpose; None where it has none."""
        rows = (self.table.zip_state == state.encode()) & ~np.isnan(self.table.zip_latitude)
        if not rows.any():
            return None
        lats, lons = self.table.zip_latitude[rows], self.table.zip_longitude[rows]
        return Bounds(float(lats.min()), float(lons.min()), float(lats.max()), float(lons.max()))

    def _zip_place(self, row: int) -> Place:
        table = self.table
        code, city, state = f"{table.zip[row]:05d}", table.zip_city[row].decode(), table.zip_state[row].decode()
        return Place(
            label=f"{city}, {state} {code}",
            latitude=float(table.zip_latitude[row]),
            longitude=float(table.zip_longitude[row]),
            precision=Precision.ZIP if table.zip_exact[row] else Precision.PLACE,
            state=state,
            city=city,
            zip=code,
        )

    def town_place(self, row: int, *, with_zip: bool = False) -> Place:
        """Return the town of a row; `with_zip` adds a ZIP code to its label."""
        table = self.table
        name, state, code = table.town_name[row].decode(), table.town_state[row].decode(), int(table.town_zip[row])
        suffix = f" {code:05d}" if with_zip and code else ""
        return Place(
            label=f"{name}, {state}{suffix}",
            latitude=float(table.town_latitude[row]),
            longitude=float(table.town_longitude[row]),
            precision=Precision.PLACE,
            state=state,
            city=name,
        )

    def town_county(self, row: int) -> str:
        """Return the county of a town's row by its ZIP code ("Chaffee County"), "" where it is not known."""
        code = self.zip_row(f"{int(self.table.town_zip[row]):05d}")
        if code is None or self.table.zip_state[code] != self.table.town_state[row]:
            return ""
        name: bytes = self.table.zip_county[code]
        return name.decode()

    def names_by_row(self, state: str = "") -> Iterator[tuple[int, str]]:
        """Yield (row, key of the name) for the towns of a state, or of all states."""
        for row, stored in enumerate(self.table.town_key.tolist()):
            key, _, of = stored.decode().partition("|")
            if state in {"", of}:
                yield row, key


def open_gazetteer() -> Gazetteer:
    """Return the gazetteer at the setting `places`: one a process for each path; raises as `read_gazetteer` does."""
    return _opened(settings.current().places)


@cache
def _opened(path: Path) -> Gazetteer:
    return read_gazetteer(path)


def read_gazetteer(path: Path) -> Gazetteer:
    """Read the table at `path`, or the one that ships if that is missing or compiled by another version.

    Raises PlaceTableError if the table is damaged.
    """
    try:
        return Gazetteer.open(path if path.exists() else SHIPPED_TABLE)
    except PlaceTableOutdatedError:
        return Gazetteer.open(SHIPPED_TABLE)


def is_clearly_larger(people: int, next_people: int) -> bool:
    """Return whether a name means the town of `people`, although another of `next_people` has the name too."""
    return people >= max(CLEARLY_A_CITY, CLEARLY_LARGER * next_people)
