"""The tile map: states as equal squares in the places they have on a map, each a link with a pattern and a word.

`components/tile_map.html` draws it as one SVG element. Squares of one size give Delaware the room that Texas has, and
a finger can hit each. The arrangement is our own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from index.places.states import state_name
from webapp.words.translate import _

CELL = 40
"""Units of the drawing from one square to the next."""

_ROWS = """
AK .  .  .  .  .  .  .  .  .  ME
.  .  .  .  .  .  .  .  .  VT NH
WA ID MT ND MN WI MI .  NY MA RI
OR NV WY SD IA IL IN OH PA NJ CT
CA UT CO NE MO KY WV VA MD DE .
.  AZ NM KS AR TN NC SC DC .  .
.  .  .  OK LA MS AL GA .  .  .
HI .  .  TX .  .  .  .  FL .  PR
"""
"""One square for each of the 50 states, the District of Columbia and Puerto Rico; a dot is an empty one."""


class Pattern(StrEnum):
    """The fills of squares. They differ in shape, so that no color is needed to distinguish them."""

    SOLID = "solid"
    HALF = "half"
    DOTS = "dots"
    CROSSED = "crossed"
    PLAIN = "plain"
    STRIPED = "striped"
    """Nobody knows, or nobody looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TileKind:
    """The words of several squares in the legend, in the language of the request, and their pattern."""

    words: str
    pattern: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class StateKind:
    """A state with its kind; `words` say more than the kind's own. The legend counts those with the same `part`."""

    state: str
    address: str
    kind: TileKind
    words: str = ""
    part: str = ""
    is_dashed: bool = False
    """True for a dashed edge, whose meaning the page says below the legend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A square: where it leads, what it says, and its upper left corner in units."""

    state: str
    address: str
    says: str
    pattern: Pattern
    is_dashed: bool
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """A kind with the number of its squares; `parts` divide it further, the largest first, where it has several."""

    words: str
    pattern: Pattern
    number: int
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    """The squares row by row, from west to east, and the legend, whose numbers sum to that of the squares."""

    title: str
    tiles: tuple[Tile, ...]
    legend: tuple[LegendEntry, ...]
    width: int
    height: int


def tile_map(title: str, kinds: Sequence[TileKind], states: Iterable[StateKind]) -> TileMap:
    """Return the map of some states; the legend has the kinds that occur, in the order of `kinds`.

    Raises KeyError for a state that has no square.
    """
    squares = grid()
    shown = sorted(states, key=lambda one: squares[one.state][::-1])
    return TileMap(
        title=title,
        tiles=tuple(_tile(one, squares[one.state]) for one in shown),
        legend=tuple(_entry(kind, alike) for kind in kinds if (alike := [one for one in shown if one.kind == kind])),
        width=CELL * (1 + max(column for column, _row in squares.values())),
        height=CELL * (1 + max(row for _column, row in squares.values())),
    )


@cache
def grid() -> Mapping[str, tuple[int, int]]:
    """Return column and row of each square, counted from the upper left."""
    rows = [row.split() for row in _ROWS.strip().splitlines()]
    return {code: (column, row) for row, codes in enumerate(rows) for column, code in enumerate(codes) if code != "."}


def _entry(kind: TileKind, alike: Sequence[StateKind]) -> LegendEntry:
    parts = Counter(one.part for one in alike).most_common()
    return LegendEntry(
        words=kind.words,
        pattern=kind.pattern,
        number=len(alike),
        parts=tuple(parts) if len(parts) > 1 else (),
    )


def _tile(one: StateKind, square: tuple[int, int]) -> Tile:
    column, row = square
    words = one.words or one.kind.words
    return Tile(
        state=one.state,
        address=one.address,
        says=_("%(state)s (%(code)s): %(words)s", state=state_name(one.state), code=one.state, words=words),
        pattern=one.kind.pattern,
        is_dashed=one.is_dashed,
        x=column * CELL,
        y=row * CELL,
    )
