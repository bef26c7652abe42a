"""Lines of the picture as SVG path data, cut to the visible part and thinned."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from index.places.outlines.outlines import Floats
from webapp.map.projection import SIDE

Run = list[tuple[int, int]]


def path_data(lines: Iterable[Floats], step: float = 0.0, *, closed: bool = False) -> str:
    """Return lines of x and y (units) as one path, with about one point for each `step` units at most."""
    end = "z" if closed else ""
    return "".join(_drawn(run) + end for line in lines for run in _seen(_thinned(line, step)))


def _drawn(run: Run) -> str:
    (x, y), *_ = run
    steps = " ".join(f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(run))
    return f"M{x} {y}l{steps}".replace(" -", "-")


def _seen(line: Floats) -> Iterator[Run]:
    """Yield the stretches whose steps may touch the picture, in whole units."""
    after, before = line[1:], line[:-1]
    low, high = np.minimum(before, after), np.maximum(before, after)
    touches = np.all((low < SIDE) & (high > 0), axis=1).tolist()
    run: Run = []
    for seen, start, end in zip(touches, before.round().tolist(), after.round().tolist(), strict=True):
        if seen:
            run = run or [(int(start[0]), int(start[1]))]
            run.append((int(end[0]), int(end[1])))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _thinned(line: Floats, step: float) -> Floats:
    """Return the line without points in the same square of `step` units as the point before; the ends stay.

    A step of 0 leaves the line alone.
    """
    if not step:
        return line
    square = np.floor_divide(line, step)
    keep = np.ones(len(line), dtype=np.bool_)
    keep[1:-1] = (square[1:-1] != square[:-2]).any(axis=1)
    return line[keep]
