"""The outlines of states and counties, read once from `outlines.json` (made by `make_outlines.py`)."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.places.outlines.polyline import decode

FILE = Path(__file__).with_name("outlines.json")

Floats = npt.NDArray[np.float64]
Points = npt.NDArray[np.float64]
"""Rows of longitude and latitude in degrees."""


@dataclass(frozen=True, slots=True)
class CountyName:
    """A county's name, the middle of its largest part, and that part's width and height, in degrees."""

    name: str
    longitude: float
    latitude: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """Border lines (arcs) shared by states and counties, each once. `boxes`: west, south, east, north of each arc."""

    arcs: Sequence[Points]
    boxes: Floats
    is_state: npt.NDArray[np.bool_]
    states: dict[str, list[list[list[int]]]]
    counties: Sequence[CountyName]
    middles: Points
    """The middles of the counties, in the order of `counties`."""

    def counties_in(self, west: float, south: float, east: float, north: float) -> Iterator[CountyName]:
        """Yield the counties whose middle is in a box of degrees."""
        x, y = self.middles[:, 0], self.middles[:, 1]
        for number in np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north)).tolist():
            yield self.counties[number]

    def arcs_in(self, west: float, south: float, east: float, north: float) -> Iterator[tuple[Points, bool]]:
        """Yield each line that may touch a box of degrees, and whether it bounds a state."""
        box = self.boxes
        touches = (box[:, 0] <= east) & (box[:, 2] >= west) & (box[:, 1] <= north) & (box[:, 3] >= south)
        for number in np.flatnonzero(touches).tolist():
            yield self.arcs[number], bool(self.is_state[number])

    def rings(self, state: str) -> Iterator[Points]:
        """Yield all rings of a state, by its name; a point inside an odd number of rings is in the state."""
        for polygon in self.states[state]:
            for ring in polygon:
                yield np.concatenate([self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1] for arc in ring])


@cache
def outlines() -> Outlines:
    """Return the outlines of `outlines.json`, read on first use."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    scale, translate = np.array(content["scale"]), np.array(content["translate"])
    arcs = [_points(text) * scale + translate for text in content["arcs"]]
    is_state = np.zeros(len(arcs), dtype=np.bool_)
    is_state[list(accumulate(decode(content["state_arcs"])))] = True
    counties = [_county(name, text, scale, translate) for name, text in content["counties"]]
    return Outlines(
        arcs=arcs,
        boxes=np.array([[*arc.min(axis=0), *arc.max(axis=0)] for arc in arcs]),
        is_state=is_state,
        states=content["states"],
        counties=counties,
        middles=np.array([(one.longitude, one.latitude) for one in counties]),
    )


def _points(text: str) -> npt.NDArray[np.int64]:
    steps = np.fromiter(decode(text), dtype=np.int64).reshape(-1, 2)
    return np.cumsum(steps, axis=0)


def _county(name: str, text: str, scale: Floats, translate: Floats) -> CountyName:
    x, y, width, height = decode(text)
    longitude, latitude = np.array([x, y]) * scale + translate
    return CountyName(name, float(longitude), float(latitude), float(width * scale[0]), float(height * scale[1]))
