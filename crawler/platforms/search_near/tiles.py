"""Points for searches around them, chosen so that every ZIP code of the country is near one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from crawler.sources.definition import SourceError
from index.places.distance import chord2, chord2_of_miles, unit_vectors
from index.places.gazetteer import open_gazetteer
from index.places.table import PlaceTable

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Tile:
    """A point to search around: the middle of a ZIP code, in degrees, and its name ("Salida, CO")."""

    zip: str
    label: str
    latitude: float
    longitude: float


def check_no_gap(spacing_miles: float, radius_miles: float) -> None:
    """Raise ValueError if circles around the points would leave gaps between them."""
    if radius_miles < spacing_miles:
        raise ValueError("radius_miles: must be at least spacing_miles, or there are gaps between the circles")


def tiles_of(zips: Sequence[str], states: Sequence[str], spacing_miles: float) -> Iterator[Tile]:
    """Yield points so that each wanted ZIP code is within `spacing_miles` of one; raises SourceError.

    With `zips` the points are these ZIP codes; else all ZIP codes of `states`, by default of the country, are covered.
    """
    table = open_gazetteer().table
    if zips:
        yield from (_tile(table, _row_of(zip_code)) for zip_code in zips)
        return
    rows = np.flatnonzero(np.isfinite(table.zip_latitude))
    if states:
        wanted = [_checked_state(table, state) for state in states]
        rows = rows[np.isin(table.zip_state[rows], wanted)]
    yield from (_tile(table, row) for row in _cover(table, rows, spacing_miles))


def _cover(table: PlaceTable, rows: Rows, spacing_miles: float) -> Iterator[int]:
    """Yield the first row that is not near an earlier one, until no row is left."""
    limit = chord2_of_miles(spacing_miles)
    while rows.size:
        first = int(rows[0])
        yield first
        vectors = unit_vectors(table.zip_latitude[rows], table.zip_longitude[rows])
        rows = rows[chord2(vectors, float(table.zip_latitude[first]), float(table.zip_longitude[first])) > limit]


def _row_of(zip_code: str) -> int:
    gazetteer = open_gazetteer()
    row = gazetteer.zip_row(zip_code)
    if row is None or gazetteer.zip(zip_code) is None:
        raise SourceError(f"zips: {zip_code!r} is no ZIP code with a known place; write five digits")
    return row


def _checked_state(table: PlaceTable, state: str) -> bytes:
    code = state.upper().encode()
    if code not in table.zip_state:
        raise SourceError(f"states: {state!r} is no state; write two letters, such as CO")
    return code


def _tile(table: PlaceTable, row: int) -> Tile:
    return Tile(
        zip=f"{int(table.zip[row]):05}",
        label=f"{_text(table.zip_city[row])}, {_text(table.zip_state[row])}",
        latitude=float(table.zip_latitude[row]),
        longitude=float(table.zip_longitude[row]),
    )


def _text(cell: bytes) -> str:
    return cell.decode()
