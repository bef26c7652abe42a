"""Choices of a place: several of one name, the counties and towns of a state, and what a search was made around."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
from flask import url_for

from index.places.counties import counties_by_slug
from index.places.county_middle import towns_of_county
from index.places.gazetteer import Gazetteer, open_gazetteer
from index.places.namesakes import labeled_state, labeled_town
from index.places.place import Place
from index.places.states import state_code, state_name, state_slug
from index.published.reader import Generation
from webapp.finder.find_query import FindQuery
from webapp.words.rule_words import state_path
from webapp.words.translate import _

_LARGEST_TOWNS = 12
_TOWNS_OF_COUNTY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One place to choose: its words and the address of the search there."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesOfState:
    """The choices in one state, "" where the state is not known."""

    state: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePlaces:
    """A whole state: counties with somebody listed, its largest towns, all counties, and pages about it."""

    state: str
    listed: tuple[Choice, ...]
    towns: tuple[Choice, ...]
    counties: tuple[Choice, ...]
    rules: str
    coverage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedPlace:
    """Facts about the searched place that a page of results states; "" and () for nothing.

    `around` is the town or ZIP code in whose middle miles begin, where a county was asked for or a street left out.
    """

    label: str
    around: str
    county: str
    left_out: str
    towns: tuple[Choice, ...]
    others: str
    """The address that lists other places of the name."""


def choices_by_state(query: FindQuery, places: Iterable[Place], state: str = "") -> tuple[ChoicesOfState, ...]:
    """Return places as choices, by the name of their state and within it by county and name.

    `state` is the code of a whole state that is a choice as well.
    """
    found: dict[str, list[tuple[tuple[str, str], Choice]]] = defaultdict(list)
    for place in places:
        at = query.address(place=place.label, page=1)
        found[place.state].append(((place.county, place.label), Choice(words=_words(place), address=at)))
    if state:
        whole = Choice(words=_("All of %(state)s", state=state_name(state)), address=_of_state(query, state))
        found[state].insert(0, (("", ""), whole))
    return tuple(
        ChoicesOfState(
            state=state_name(code), choices=tuple(choice for _order, choice in sorted(choices, key=_order_of))
        )
        for code, choices in sorted(found.items(), key=lambda group: state_name(group[0]))
    )


def _order_of(choice: tuple[tuple[str, str], Choice]) -> tuple[str, str]:
    return choice[0]


def _of_state(query: FindQuery, code: str) -> str:
    return query.address(place=labeled_state(open_gazetteer(), code), page=1)


def _words(place: Place) -> str:
    """Return the words of a place under the heading of its state: "Springfield, Delaware County"."""
    if place.zip or not place.city:
        return place.label
    if place.is_county:
        return place.county
    has_code = place.label[-5:].isdigit()
    return ", ".join(filter(None, (place.city, place.county, place.label[-5:] if has_code else "")))


def state_places(generation: Generation, query: FindQuery, code: str) -> StatePlaces:
    """Return what can be searched in a state."""
    gazetteer = open_gazetteer()
    counties = [county for county in counties_by_slug(gazetteer).values() if county.state == code]
    read = generation.coverage
    listed = [county for county in counties if any(one.listed for one in read.of(county))]
    link = {
        county: Choice(words=county.name, address=query.address(place=f"{county.name}, {code}", page=1))
        for county in counties
    }
    return StatePlaces(
        state=state_name(code),
        listed=tuple(link[county] for county in listed),
        towns=tuple(_choice(query, place) for place in _largest_towns(gazetteer, code)),
        counties=tuple(link[county] for county in counties if county not in listed),
        rules=state_path(code),
        coverage=url_for("coverage.one_state", state=state_slug(code)) if counties else "",
    )


def middle_of_state(code: str) -> Place | None:
    """Return the largest town of a state, None for one without towns."""
    return next(iter(_largest_towns(open_gazetteer(), code)), None)


def _largest_towns(gazetteer: Gazetteer, code: str) -> list[Place]:
    table = gazetteer.table
    rows = np.flatnonzero(table.town_state == code.encode())
    largest = rows[np.argsort(-table.town_population[rows].astype(np.int64), kind="stable")]
    towns: dict[tuple[float, float], Place] = {}
    for row in largest.tolist():
        town = labeled_town(gazetteer, row)
        towns.setdefault((town.latitude, town.longitude), town)
        if len(towns) == _LARGEST_TOWNS:
            break
    return list(towns.values())


def _choice(query: FindQuery, place: Place) -> Choice:
    """Return a town as a choice on a page of its state, without that in its words."""
    words = place.label.replace(f", {place.state}", "", 1)
    return Choice(words=words, address=query.address(place=place.label, page=1))


def searched_place(query: FindQuery, place: Place) -> SearchedPlace | None:
    """Return what has to be said about the searched place; None where it is what was written."""
    if not (place.is_county or place.left_out or place.namesakes):
        return None
    rest = [(name, value) for name, value in query.pairs() if name not in {"place", "page"}]
    others = f"{url_for('finder.which')}?{urlencode([('q', place.namesakes), *rest])}" if place.namesakes else ""
    return SearchedPlace(
        label=place.label,
        around=_around(place),
        county=place.county if place.is_county else "",
        left_out=place.left_out,
        towns=_towns_of_county(query, place) if place.is_county else (),
        others=others,
    )


def _around(place: Place) -> str:
    return _("ZIP code %(zip)s", zip=place.zip) if place.zip else place.city


def _towns_of_county(query: FindQuery, place: Place) -> tuple[Choice, ...]:
    gazetteer = open_gazetteer()
    county = next(
        one for one in counties_by_slug(gazetteer).values() if (one.state, one.name) == (place.state, place.county)
    )
    towns = [labeled_town(gazetteer, row) for row in towns_of_county(gazetteer, county)[: _TOWNS_OF_COUNTY + 1]]
    return tuple(_choice(query, town) for town in towns if town.city != place.city)[:_TOWNS_OF_COUNTY]


def whole_state(text: str) -> str:
    """Return the code of the state that a name is as well, "" for a postal code or any other text."""
    code = state_code(text)
    return code if len(text.strip()) > len(code) else ""
