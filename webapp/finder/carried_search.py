"""The search that a visitor came from, in the address of a profile: for the way back, the miles, what hurts.

It has the parameters of `/find`, read and checked alike. There is no cookie, and a page with such an address is neither
stored by caches nor listed by search engines.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from flask import request

from index.places.distance import miles_between
from index.places.gazetteer import open_gazetteer
from index.places.place import Place, PlaceAmbiguous, PlaceNotFound
from index.places.place_query import find_place
from index.records import PracticeLocation
from index.vocabulary.complaint import read_complaint
from webapp.finder.find_query import LONGEST_TEXT, FindQuery, read_find_query
from webapp.finder.form_filters import FindQueryError
from webapp.words.formats import distance, says_nothing

RESULTS = "finder.find"


@dataclass(frozen=True)
class CarriedSearch:
    """A carried search; `query` is what `/find` would read from the same parameters."""

    query: FindQuery

    @cached_property
    def place(self) -> Place | None:
        """The place that was searched; None where no single place has that name."""
        if not 0 < len(self.query.place) <= LONGEST_TEXT:
            return None
        try:
            return find_place(open_gazetteer(), self.query.place)
        except (PlaceNotFound, PlaceAmbiguous):
            return None

    @property
    def back(self) -> str:
        """The address of the results, "" where no place is known."""
        return self.query.address() if self.place else ""

    @property
    def suffix(self) -> str:
        """The query that carries the search on to another page of the listing: "?place=81201&for=neck", or ""."""
        carried = self.query.query_string() if self.place or self.conditions or self.query.own_list else ""
        return f"?{carried}" if carried else ""

    def with_list(self, ids: Iterable[str]) -> "CarriedSearch":
        """Return this search with another list of the visitor's own."""
        return CarriedSearch(replace(self.query, own_list=tuple(ids)))

    def list_address(self, *more: str) -> str:
        """Return the address of the visitor's own list, with more ids at its end."""
        return (self.query if self.suffix else NOTHING_CARRIED.query).list_address(*more)

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """The slugs of the conditions that hurt; () where nothing was typed or no word is known."""
        return read_complaint(self.query.hurts).conditions

    def miles_to(self, at: PracticeLocation) -> float | None:
        """Return the miles from the searched place to a practice location; None where either has no point."""
        if self.place is None or at.latitude is None or at.longitude is None:
            return None
        return miles_between(self.place.latitude, self.place.longitude, at.latitude, at.longitude)

    def miles_in_words(self, at: PracticeLocation) -> str:
        """Return the miles to a practice location in words, no more exact than its point; "" where they say nothing."""
        miles = self.miles_to(at)
        if miles is None or says_nothing(miles, at.precision):
            return ""
        return distance(miles, at.precision, "")


NOTHING_CARRIED = CarriedSearch(FindQuery(place=""))


def carried_search() -> CarriedSearch:
    """Return the search in this request's address, an empty one where there is none or it is malformed."""
    try:
        return CarriedSearch(read_find_query(request.args))
    except FindQueryError:
        return NOTHING_CARRIED


def to_carry() -> str:
    """Return the query that a page of results adds to addresses of profiles: its own search; "" on other pages."""
    if request.endpoint != RESULTS:
        return ""
    return f"?{request.query_string.decode('ascii', 'replace')}"
