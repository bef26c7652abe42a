"""Coverage of the states: how many counties of each were read, and the tile map of all."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from index.places.counties import counties_by_slug
from index.places.gazetteer import open_gazetteer
from index.places.states import state_name, state_slug
from index.published.reader import Generation
from webapp.tile_map import Pattern, StateKind, TileKind, TileMap, tile_map
from webapp.words.sources import is_correction
from webapp.words.translate import N_, _, ngettext

_WORDS = {
    Pattern.SOLID: N_("Read, and somebody is listed for dry needling"),
    Pattern.DOTS: N_("Read, and nobody is listed for dry needling"),
    Pattern.STRIPED: N_("Not looked at yet"),
    Pattern.PLAIN: N_("Not open on this site yet"),
}
"""The words of a square, in the order of the legend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCoverage:
    """A state and how many of its counties were read.

    The number of all counties is not shown: a county without a ZIP code of its own is in no list of ours.
    """

    state: str
    name: str
    path: str
    pattern: Pattern
    read: int


def state_coverages(generation: Generation) -> Sequence[StateCoverage]:
    """Return the coverage of all states whose counties we know, by name; a correction is no reading.

    It reads every county, so ask for it, and for the map, through `published.made_once`.
    """
    listed: dict[str, list[bool]] = defaultdict(list)
    for county in generation.coverage.counties():
        there = [one for one in generation.coverage.of(county) if not is_correction(one.source)]
        if there:
            listed[county.state].append(any(one.listed for one in there))
    states = {county.state for county in counties_by_slug(open_gazetteer()).values()}
    return sorted((_coverage(generation, state, listed[state]) for state in states), key=lambda one: one.name)


def coverage_tiles(generation: Generation) -> TileMap:
    """Return the map of the states by what was read there."""
    kinds = {pattern: TileKind(words=_(words), pattern=pattern) for pattern, words in _WORDS.items()}
    states = [_square(one, kinds[one.pattern]) for one in state_coverages(generation)]
    return tile_map(_("Map of the states by what we have read there"), list(kinds.values()), states)


def _coverage(generation: Generation, state: str, listed: Sequence[bool]) -> StateCoverage:
    """Return the coverage of a state, by whether somebody is listed in each county that was read."""
    if not generation.is_open(state):
        pattern = Pattern.PLAIN
    elif not listed:
        pattern = Pattern.STRIPED
    else:
        pattern = Pattern.SOLID if any(listed) else Pattern.DOTS
    return StateCoverage(
        state=state,
        name=state_name(state),
        path=url_for("coverage.one_state", state=state_slug(state)),
        pattern=pattern,
        read=len(listed),
    )


def _square(of: StateCoverage, kind: TileKind) -> StateKind:
    counties = ngettext("%(num)s county read", "%(num)s counties read", of.read)
    return StateKind(
        state=of.state,
        address=of.path,
        kind=kind,
        words=_("%(what)s. %(more)s", what=kind.words, more=counties) if of.read else "",
    )
