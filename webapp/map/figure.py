"""The map as one SVG element. It has the colors of the text, and so follows dark mode, contrast and paper."""

from collections.abc import Sequence
from functools import lru_cache
from math import floor, log10

from markupsafe import Markup, escape

from webapp.map.lines import lines
from webapp.map.markers import HEIGHT, Cell, Cluster, Marker, clusters
from webapp.map.names import Name, names, place_name
from webapp.map.projection import SIDE, Projection
from webapp.map.room import Room
from webapp.words.translate import _

STRIP = 52
"""Units below the picture, for the scale bar and the arrow to the north: no marker and no name comes there."""

_LONGEST_BAR = SIDE / 3
_SMALL_ACROSS = 16.0  # miles
_CROSS = 36  # units


def figure(label: str, center: tuple[float, float], shown: Projection, markers: Sequence[Marker]) -> Markup:
    """Return the map around a place (its label; latitude and longitude) with markers inside it; under 30 KB.

    Each marker is a link to its card. All else says nothing that the list does not say, and is hidden from screen
    readers (docs/decisions.md).
    """
    placed = [(one, *shown.place(one.latitude, one.longitude)) for one in markers]
    cross = shown.place(*center)
    here = place_name(label, cross, [(x, y) for _one, x, y in placed])
    drawn = clusters(placed, [here.room])
    aside = [one for one in drawn if one.is_aside]
    taken = [here.room, *(one.room for one in drawn), *(Room.around(*one.spot, 12, 12) for one in aside)]
    written = [*names(shown, Room.around(*cross, _CROSS, _CROSS), taken), here]
    links = "".join([_marker(cell) for one in drawn for cell in one.cells])
    title = escape(_("Map of who is listed near %(place)s", place=label))
    return _markup(
        f'<svg class="map" viewBox="0 0 {SIDE} {SIDE + STRIP}" role="group" aria-label="{title}">'
        f'<g aria-hidden="true">{_ground(shown)}{_cross(cross)}{_names(written)}'
        f'<g class="map-leads">{"".join(map(_lead, aside))}</g>{_strip(*_bar(shown.miles_across))}</g>'
        f'<g font-size="30" font-weight="700" text-anchor="middle">{links}</g></svg>'
    )


def small_figure(latitude: float, longitude: float, *, is_exact: bool) -> Markup:
    """Return the map of one place (degrees), hidden from screen readers: the address next to it says the same."""
    shown = Projection(latitude, longitude, _SMALL_ACROSS if is_exact else 2 * _SMALL_ACROSS)
    middle, hollow = SIDE // 2, "" if is_exact else " hollow"
    return _markup(
        f'<svg class="map small" viewBox="0 0 {SIDE} {SIDE + STRIP}" aria-hidden="true">'
        f"{_ground(shown)}{_names(names(shown, Room.around(middle, middle, 48, 48), []))}"
        f"{_strip(*_bar(shown.miles_across))}"
        f'<circle class="map-spot{hollow}" cx="{middle}" cy="{middle}" r="18"/></svg>'
    )


def _markup(drawn: str) -> Markup:
    """Return what was drawn as markup: every text in it went through `escape`, and all else is numbers."""
    return Markup(drawn)  # noqa: S704


@lru_cache(maxsize=256)
def _ground(shown: Projection) -> str:
    drawn = lines(shown)
    return (
        f'<g class="map-lines" transform="{drawn.transform}">'
        f'<path class="map-counties" vector-effect="non-scaling-stroke" d="{drawn.counties}"/>'
        f'<path class="map-states" vector-effect="non-scaling-stroke" d="{drawn.states}"/></g>'
    )


def _names(shown: Sequence[Name]) -> str:
    dots = [
        f'<circle cx="{one.spot[0]:.0f}" cy="{one.spot[1]:.0f}" r="4"/>'
        for one in shown
        if one.spot and one.kind != "place"
    ]
    return f'<g class="map-names">{"".join(dots)}{"".join(map(_name, shown))}</g>'


def _name(one: Name) -> str:
    x = {"start": one.room.left, "end": one.room.right}.get(one.anchor, one.x)
    at = f'text-anchor="{one.anchor}" x="{x:.0f}" y="{one.y + 0.35 * one.size:.0f}"'
    return f'<text class="map-{one.kind}" font-size="{one.size}" {at}>{escape(one.text)}</text>'


def _cross(at: tuple[float, float]) -> str:
    x, y = map(round, at)
    return f'<path class="map-cross" d="M{x - 16} {y}h32M{x} {y - 16}v32"/>'


def _lead(one: Cluster) -> str:
    """Return the line from a spot to the markers that had to move aside."""
    (x, y), to_x, to_y = one.spot, (one.room.left + one.room.right) / 2, (one.room.top + one.room.bottom) / 2
    return f'<path d="M{x:.0f} {y:.0f}L{to_x:.0f} {to_y:.0f}"/><circle cx="{x:.0f}" cy="{y:.0f}" r="6"/>'


def _marker(cell: Cell) -> str:
    one = cell.marker
    hollow = "" if one.is_exact else " hollow"
    return (
        f'<a class="map-marker{hollow}" id="marker-{one.number}" href="#card-{one.number}">'
        f"<title>{escape(one.words)}</title>"
        f'<rect x="{cell.x + 2:.0f}" y="{cell.y + 2:.0f}" width="{cell.width - 4:.0f}" height="{HEIGHT - 4}" '
        f'rx="{HEIGHT // 2 - 2}"/>'
        f'<text x="{cell.x + cell.width / 2:.0f}" y="{cell.y + HEIGHT / 2 + 11:.0f}">{one.number}</text></a>'
    )


def _bar(miles_across: float) -> tuple[int, str]:
    """Return the length of the scale bar in units and its words: 1, 2 or 5 times a power of ten miles."""
    most = miles_across * _LONGEST_BAR / SIDE
    power = 10.0 ** floor(log10(most))
    miles = next(factor * power for factor in (5, 2, 1) if factor * power <= most)
    words = _("1 mile") if miles == 1 else _("%(miles)s miles", miles=f"{miles:g}")
    return round(miles * SIDE / miles_across), words


@lru_cache(maxsize=256)
def _strip(length: int, words: str) -> str:
    """Return the scale bar and the arrow to the north, whose letter is the same in English and Spanish."""
    top, north = SIDE, SIDE - 40
    return (
        f'<rect class="map-strip" y="{top}" width="{SIDE}" height="{STRIP}"/>'
        f'<g class="map-scale" font-size="26"><path d="M20 {top + 18}v16h{length}v-16"/>'
        f'<text x="{length + 36}" y="{top + 35}">{escape(words)}</text>'
        f'<path class="map-north" d="M{north + 20} {top + 8}l11 34-11-8-11 8z"/>'
        f'<text text-anchor="middle" x="{north - 12}" y="{top + 35}">N</text></g>'
    )
