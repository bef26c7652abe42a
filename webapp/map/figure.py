"""The map as one SVG element. It has the colors of the text, and so follows dark mode, contrast and paper."""

from collections.abc import Sequence
from math import atan2, cos, degrees, radians

from markupsafe import Markup, escape

from index.places.outlines.outlines import CountyName, Floats, outlines
from webapp.map.lines import path_data
from webapp.map.markers import HEIGHT, Marker, Sign, marker_signs
from webapp.map.projection import SIDE, Projection
from webapp.words.translate import N_, _

FARTHEST_WITH_COUNTIES = 120.0  # miles of radius; beyond, counties are too small to distinguish
FARTHEST_IN_FULL = 30.0  # miles of radius; up to there, the outlines' points are too far apart to leave any out
_STEP = 3.0  # units; closer points look like one
_NAME_WIDTH = 12.5  # units a character of a county's name
_NAME_ROOM = 1.25  # times its name a county must be wide: its middle is not the middle of its room
_NAME_HEIGHT = 40  # units that a county must be high to be named

_DIRECTIONS = (
    N_("north"),
    N_("northeast"),
    N_("east"),
    N_("southeast"),
    N_("south"),
    N_("southwest"),
    N_("west"),
    N_("northwest"),
)

_PICTURE = Markup(
    '<svg class="map" viewBox="0 0 {side} {side}" role="img" aria-labelledby="map-title map-text">'
    '<title id="map-title">{title}</title><desc id="map-text">{text}</desc>'
    '<g fill="none" stroke="currentColor">{lines}</g>{names}{center}{signs}</svg>'
)
_LINE = Markup('<path class="map-{kind}" stroke-width="{width}"{dashes} d="{data}"/>')
_NAME = Markup('<text x="{x}" y="{y}">{name}</text>')
_NAMES = Markup('<g class="map-names" fill="currentColor" font-size="22" text-anchor="middle">{names}</g>')
_CENTER = Markup('<path stroke="currentColor" stroke-width="5" d="M{low} {mid}h28M{mid} {low}v28"/>{label}')
_CENTER_LABEL = Markup(
    '<text class="map-center" fill="currentColor" font-size="26" text-anchor="middle" x="{x}" y="{y}">{label}</text>'
)
_UNDER_CENTER = (46, -24, 76, -54)  # units under the center where its label may go, the best first
_SPOT = Markup('<circle cx="{x}" cy="{y}" r="6"/>')
_SIGN = Markup(
    '<g fill="currentColor">{spots}<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{round}"/></g>'
    '<text class="map-number" fill="#fff" font-size="30" font-weight="700" text-anchor="middle" '
    'x="{middle}" y="{base}">{text}</text>'
)


def figure(label: str, latitude: float, longitude: float, radius_miles: float, markers: Sequence[Marker]) -> Markup:
    """Return the map of a place (its label, degrees) with a straight-line circle and the markers; under 30 KB.

    It has no link and no script: each number is that of a card in the list above.
    """
    projection = Projection(latitude, longitude, radius_miles)
    placed = marker_signs((one.number, *projection.place(one.latitude, one.longitude)) for one in markers)
    title = _("Map of who is listed near %(place)s", place=label)
    return _PICTURE.format(
        side=SIDE,
        title=title,
        text=_in_words(projection, label, markers),
        lines=_lines(projection),
        names=_names(projection, placed),
        center=_center(label, placed),
        signs=Markup("").join(_sign(sign) for sign in placed),
    )


def _lines(projection: Projection) -> Markup:
    with_counties = projection.radius_miles <= FARTHEST_WITH_COUNTIES
    step = _STEP if projection.radius_miles > FARTHEST_IN_FULL else 0.0
    state: list[Floats] = []
    county: list[Floats] = []
    for arc, is_state in outlines().arcs_in(*projection.box()):
        if is_state or with_counties:
            (state if is_state else county).append(projection.project(arc))
    circle = path_data([projection.circle()], closed=True)
    return Markup("").join(
        [
            _LINE.format(kind="county", width=1.5, dashes="", data=path_data(county, step)),
            _LINE.format(kind="state", width=4, dashes="", data=path_data(state, step)),
            _LINE.format(kind="circle", width=3, dashes=Markup(' stroke-dasharray="12 9"'), data=circle),
        ]
    )


def _names(projection: Projection, placed: Sequence[Sign]) -> Markup:
    if projection.radius_miles > FARTHEST_WITH_COUNTIES:
        return Markup("")
    names = []
    for county in outlines().counties_in(*projection.box()):
        x, y = projection.place(county.latitude, county.longitude)
        if _has_room(county, projection, x, y) and not any(_covers(sign, county.name, x, y) for sign in placed):
            names.append(_NAME.format(x=round(x), y=round(y), name=county.name))
    return _NAMES.format(names=Markup("").join(names))


def _has_room(county: CountyName, projection: Projection, x: float, y: float) -> bool:
    half = _NAME_WIDTH * len(county.name) / 2
    west, south, east, north = projection.box()
    wide, high = SIDE * county.width / (east - west), SIDE * county.height / (north - south)
    inside = half < x < SIDE - half and _NAME_HEIGHT < y < SIDE - _NAME_HEIGHT
    at_center = abs(x - SIDE / 2) < half + 90 and abs(y - SIDE / 2 - 20) < 50  # noqa: PLR2004  (the place's own label)
    return inside and wide > _NAME_ROOM * 2 * half and high > _NAME_HEIGHT and not at_center


def _covers(sign: Sign, name: str, x: float, y: float) -> bool:
    return abs(sign.x - x) < (sign.width + _NAME_WIDTH * len(name)) / 2 and abs(sign.y - y) < HEIGHT


def _center(label: str, placed: Sequence[Sign]) -> Markup:
    """Return the cross of the center, with its label where a position is free of signs."""
    middle = SIDE // 2
    free = (
        middle + offset
        for offset in _UNDER_CENTER
        if not any(_covers(sign, label, middle, middle + offset - 9) for sign in placed)
    )
    y = next(free, None)
    words = Markup("") if y is None else _CENTER_LABEL.format(x=middle, y=y, label=label)
    return _CENTER.format(low=middle - 14, mid=middle, label=words)


def _sign(sign: Sign) -> Markup:
    several = len(sign.spots) > 1
    spots = Markup("").join(_SPOT.format(x=round(x), y=round(y)) for x, y in sorted(set(sign.spots)) if several)
    return _SIGN.format(
        spots=spots,
        x=round(sign.x - sign.width / 2),
        y=round(sign.y - HEIGHT / 2),
        width=round(sign.width),
        height=HEIGHT,
        round=HEIGHT // 2,
        middle=round(sign.x),
        base=round(sign.y + 11),
        text=sign.text,
    )


def _in_words(projection: Projection, label: str, markers: Sequence[Marker]) -> str:
    circle = _(
        "The dashed line is %(miles)s miles from %(place)s in a straight line.",
        miles=f"{projection.radius_miles:g}",
        place=label,
    )
    return str(escape(" ").join([circle, *(_spot_in_words(projection, one) for one in markers)]))


def _spot_in_words(projection: Projection, marker: Marker) -> str:
    return _(
        "Number %(number)s: %(miles)s miles %(direction)s.",
        number=marker.number,
        miles=f"{max(marker.miles, 0.1):.1f}",
        direction=direction(projection.latitude, projection.longitude, marker.latitude, marker.longitude),
    )


def direction(latitude: float, longitude: float, of_latitude: float, of_longitude: float) -> str:
    """Return in which of eight directions the second point lies from the first; degrees."""
    east = (of_longitude - longitude) * cos(radians(latitude))
    angle = degrees(atan2(east, of_latitude - latitude))
    return _(_DIRECTIONS[round(angle / 45) % 8])
