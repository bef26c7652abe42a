"""Makes `outlines.json` from us-atlas: `python -m index.places.build.make_outlines PATH/counties-10m.json`.

The input is `counties-10m.json` of the npm package us-atlas 3.0.1 (`npm pack us-atlas@3.0.1`), TopoJSON made from the
Census Bureau's cartographic boundary files of 2017. Points stay as us-atlas simplified and rounded them: a lattice of
0.0036° by 0.00086°. The counties' rings are dropped, since a map of lines does not need them. Islands with a ZIP code
of their own that us-atlas leaves out are added, as rough circles. Same input, same bytes.
"""

import hashlib
import json
import sys
from dataclasses import dataclass
from itertools import pairwise
from math import cos, pi, radians, sin
from pathlib import Path
from typing import Any

from index.places.outlines.polyline import encode

INPUT_SHA256 = "145aaf5d1433352a6a1d8e86b5f149c7c653f9171baf14aaf75ee66575def1b0"
OUTLINES = Path(__file__).parents[1] / "outlines"
OUTPUT = OUTLINES / "outlines.json"
LICENSE = OUTLINES / "outlines_license.txt"

CORNERS = 12
MILES_A_DEGREE = 69.09  # of latitude, on the sphere of index.places.distance

Ring = list[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """An island that us-atlas leaves out; `latitude` and `longitude` of its middle in degrees, `radius` in miles."""

    name: str
    state: str
    latitude: float
    longitude: float
    radius: float


ISLANDS = (
    # middles: Census Gazetteer 2010 (04852, with 0.85 square miles of land) and the village's ZIP code (04635)
    Island(name="Monhegan", state="Maine", latitude=43.7665, longitude=-69.3098, radius=0.5),
    Island(name="Frenchboro, on Long Island", state="Maine", latitude=44.1155, longitude=-68.3600, radius=0.7),
)


class WrongInputError(ValueError):
    """The file is not the one that this script was written for."""


def make_outlines(data: bytes) -> dict[str, object]:
    """Return the content of outlines.json for the bytes of counties-10m.json; raises WrongInputError.

    `arcs`: the lines, in the lattice of `scale` and `translate` (degrees), each a first point and then steps.
    `state_arcs`: the numbers of those that bound a state or a coast. `states`: name → polygons → rings → arcs,
    where ~n is arc n backwards. `counties`: name, middle, and width and height on the lattice, as one text.
    """
    digest = hashlib.sha256(data).hexdigest()
    if digest != INPUT_SHA256:
        raise WrongInputError(f"SHA-256 is {digest}; take counties-10m.json of npm us-atlas 3.0.1")
    topology = json.loads(data)
    states = {one["properties"]["name"]: _polygons(one) for one in topology["objects"]["states"]["geometries"]}
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    for island in ISLANDS:
        states[island.state].append([[len(topology["arcs"])]])
        topology["arcs"].append(_circle(island, scale, translate))
    rings = [ring for polygons in states.values() for polygon in polygons for ring in polygon]
    bounding = {arc if arc >= 0 else ~arc for ring in rings for arc in ring}
    counties = [_county(one, topology["arcs"]) for one in topology["objects"]["counties"]["geometries"]]
    return {
        "source": "us-atlas 3.0.1, counties-10m.json: U.S. Census Bureau cartographic boundaries, public domain; and "
        f"circles for {'; '.join(island.name for island in ISLANDS)}",
        "input_sha256": digest,
        "license": LICENSE.read_text(encoding="utf-8"),
        "scale": scale,
        "translate": translate,
        "states": {name: states[name] for name in sorted(states)},
        "state_arcs": encode(_steps(sorted(bounding))),
        "counties": sorted(counties),
        "arcs": [encode(number for point in arc for number in point) for arc in topology["arcs"]],
    }


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    polygons: list[list[list[int]]] = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return polygons


def _circle(island: Island, scale: list[float], translate: list[float]) -> list[list[int]]:
    """Return a closed ring around an island on the lattice: a first point and then steps."""
    north, east = island.radius / MILES_A_DEGREE, island.radius / MILES_A_DEGREE / cos(radians(island.latitude))
    turns = [2 * pi * corner / CORNERS for corner in range(CORNERS)]
    xs = _steps([round((island.longitude + east * cos(turn) - translate[0]) / scale[0]) for turn in [*turns, 0]])
    ys = _steps([round((island.latitude + north * sin(turn) - translate[1]) / scale[1]) for turn in [*turns, 0]])
    return [[x, y] for x, y in zip(xs, ys, strict=True)]


def _steps(numbers: list[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _county(geometry: dict[str, Any], arcs: list[list[list[int]]]) -> list[object]:
    rings = [_ring(polygon[0], arcs) for polygon in _polygons(geometry)]
    ring = max(rings, key=lambda one: abs(_doubled_area(one)))
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    middle = _middle(ring)
    return [geometry["properties"]["name"], encode([*middle, max(xs) - min(xs), max(ys) - min(ys)])]


def _ring(numbers: list[int], arcs: list[list[list[int]]]) -> Ring:
    ring: Ring = []
    for number in numbers:
        points = _points(arcs[number if number >= 0 else ~number])
        ring += (points if number >= 0 else points[::-1])[1 if ring else 0 :]
    return ring


def _points(arc: list[list[int]]) -> Ring:
    points, x, y = [], 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def _crosses(ring: Ring) -> list[int]:
    return [ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)]


def _doubled_area(ring: Ring) -> int:
    return sum(_crosses(ring))


def _middle(ring: Ring) -> tuple[int, int]:
    area = 3 * _doubled_area(ring)
    if not area:
        return ring[0]
    pairs = list(zip(ring, ring[1:], _crosses(ring), strict=False))
    x = sum((a[0] + b[0]) * cross for a, b, cross in pairs) / area
    y = sum((a[1] + b[1]) * cross for a, b, cross in pairs) / area
    return round(x), round(y)


def write_outlines(source: Path, output: Path = OUTPUT) -> int:
    """Write outlines.json, one key a line, and return its size in bytes; raises WrongInputError."""
    lines = [f"{json.dumps(key)}: {_spell(value)}" for key, value in make_outlines(source.read_bytes()).items()]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    output.write_text(text, encoding="utf-8")
    return len(text.encode())


def _spell(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    sys.stdout.write(f"{OUTPUT}: {write_outlines(Path(sys.argv[1]))} bytes\n")
