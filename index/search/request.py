"""Requests to a search engine, and their results. docs/search.md explains the semantics in full."""

import math
import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from index import clock
from index.records import ListingKind, Profession, SourcesSay
from index.records.sections import Section
from index.search.facets import FACETS, READ, UNSAID_FILTERS, Facet
from index.search.text_query import SearchRequestError, TextQuery, parse_text
from index.search.words import words_of

MAX_RADIUS_MILES = 500.0
MAX_LIMIT = 10_000
MOST_MONTHS = 120
LONGEST_NAME = 100  # characters
MOST_NAME_WORDS = 20
"""One character can be several words in ASCII, so the length of a name does not bound its words."""
READ_MONTHS = (6, 12)
"""The facet `read` counts places read within these numbers of months."""

_STATE = re.compile(r"[A-Z]{2}")

Facets = Mapping[str, Mapping[str, int]]
"""Counts by value, the largest first, by the names of FACETS and as `read` (months), `state` and `dry_needling`."""


class ConditionGroup(StrEnum):
    """Groups of results by what sources say about the complaints in a request, in the order of the results."""

    LISTS_IT = "lists_it"
    DOES_NOT_SAY = "does_not_say"
    """No source names any complaint of this provider."""
    LISTS_OTHERS = "lists_others"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One request: a circle, filters, text and a page. Values of one filter are OR, filters are AND.

    `latitude` and `longitude` in degrees (WGS 84), `radius_miles` in statute miles; "within" is <=.
    `professions`, `credentials` (codes) and `kinds` are about the provider; `states` ("CO"), `answers`, `text`,
    `license_active`, `read_months` and `name` are about the practice location. An empty filter does nothing.
    `license_active`: the file of the place's state has a license of the provider in force. `read_months`: the deciding
    words there were read within so many months. `name`: every word is in the provider's name or the clinic's there.
    `unsaid` names one chosen filter of `UNSAID_FILTERS`, and gives only its "does not say" group.
    `conditions` (slugs) are no filter: they sort the results into `ConditionGroup`s and remove nobody.
    `answers` restricts the practice locations to these answers; NO_WORD among them implies `include_no_word`,
    and SAYS_NO is found only there. `today` decides which state rules are fresh enough to leave people out.
    Raises SearchRequestError, which says what to write instead.
    """

    latitude: float
    longitude: float
    radius_miles: float = 25.0
    professions: tuple[Profession, ...] = ()
    credentials: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    answers: tuple[SourcesSay, ...] = ()
    license_active: bool = False
    read_months: int | None = None
    kinds: tuple[ListingKind, ...] = ()
    name: str = ""
    unsaid: str = ""
    text: str = ""
    include_no_word: bool = False
    limit: int = 20
    offset: int = 0
    today: date = field(default_factory=clock.today)

    def __post_init__(self) -> None:
        _check_number("latitude", self.latitude, -90, 90, "degrees")
        _check_number("longitude", self.longitude, -180, 180, "degrees")
        _check_number("radius_miles", self.radius_miles, 0, MAX_RADIUS_MILES, "miles")
        if self.radius_miles == 0:
            raise SearchRequestError("radius_miles is 0; write a number of miles above 0")
        if not 0 <= self.limit <= MAX_LIMIT:
            raise SearchRequestError(f"limit is {self.limit}; write a number from 0 to {MAX_LIMIT}")
        if self.offset < 0:
            raise SearchRequestError(f"offset is {self.offset}; write 0 or more")
        for state in self.states:
            if not _STATE.fullmatch(state):
                raise SearchRequestError(f"state {state!r} is not known; write two capital letters, such as CO")
        if self.read_months is not None and not 1 <= self.read_months <= MOST_MONTHS:
            raise SearchRequestError(f"read_months is {self.read_months}; write a number from 1 to {MOST_MONTHS}")
        if len(self.name) > LONGEST_NAME:
            raise SearchRequestError(f"the name has {len(self.name)} characters; write at most {LONGEST_NAME}")
        if len(words_of(self.name)) > MOST_NAME_WORDS:
            raise SearchRequestError(f"the name has too many words; write at most {MOST_NAME_WORDS}")
        if self.unsaid and self.unsaid not in self.chosen:
            raise SearchRequestError(f"unsaid is {self.unsaid!r}; write one of the filters that are chosen")
        parse_text(self.text)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen filters that have a "does not say" group."""
        chosen = {facet.name for facet in FACETS if self.wanted(facet)}
        return tuple(name for name in UNSAID_FILTERS if name in chosen or (name == READ and self.read_months))

    def wanted(self, facet: Facet) -> tuple[str, ...]:
        """Return the chosen values of a facet; () where none is chosen."""
        return facet.wanted(getattr(self, facet.parameter))

    def without_filters(self, **others: Any) -> "SearchRequest":
        """Return the request without any facet, state or answer; `others` are further fields to replace.

        The circle, `text`, `name` and the page stay. Complaints go too: they sort, and so change no count.
        """
        free: dict[str, Any] = {facet.parameter: False if facet.only else () for facet in FACETS}
        free |= {"read_months": None, "states": (), "answers": (), "unsaid": ""}
        return replace(self, **free | others)

    @property
    def read_since(self) -> date | None:
        """The first day that `read_months` accepts; None without it."""
        return None if self.read_months is None else months_before(self.today, self.read_months)

    @property
    def text_query(self) -> TextQuery:
        """The parsed text."""
        return parse_text(self.text)

    @property
    def shows_no_word(self) -> bool:
        """True if the results include people with no source on dry needling."""
        return self.include_no_word or SourcesSay.NO_WORD in self.answers


def months_before(day: date, months: int) -> date:
    """Return the same day some months earlier; the last of the month if it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _check_number(name: str, value: float, low: float, high: float, unit: str) -> None:
    if not (math.isfinite(value) and low <= value <= high):
        raise SearchRequestError(f"{name} is {value}; write a number of {unit} from {low:g} to {high:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One provider of a page, by the practice location that represents it."""

    provider_id: str
    practice: int
    """Index into the provider's `practices`."""
    distance_miles: float
    """Great-circle distance to that practice location, exactly `index.places.distance.miles_between`."""
    answer: SourcesSay
    group: ConditionGroup | None = None
    """None if the request names no complaint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """A provider with a typed name. `practice`: its first practice that is listed, without one the first shown."""

    provider_id: str
    practice: int
    section: Section


def typed_name_words(text: str) -> Sequence[str]:
    """Return the words of a name that is being typed; none of a text that is longer than any name."""
    words = words_of(text) if len(text) <= LONGEST_NAME else []
    return words if len(words) <= MOST_NAME_WORDS else []


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The result of one request. All counts are exact counts of providers."""

    total: int
    """Providers in the list, over all pages; with `include_no_word` also those with no word."""
    no_word_total: int
    """Providers with no source on dry needling that pass the filters and are not listed within the radius."""
    left_out_total: int
    """Providers with evidence that a state's rule leaves out of the list, unless another place puts them into it."""
    facets: Facets
    """Each provider of the list counts once for each value it has; state and answer by the representing place."""
    does_not_say: Mapping[str, int]
    """For each chosen filter of UNSAID_FILTERS: the number of providers that match everything else while no source
    states that attribute, unless another place puts them into the list."""
    answered: Mapping[str, int]
    """For UNSAID_FILTERS and `condition`: the number of providers in the list for which a source states a value."""
    condition_groups: Mapping[ConditionGroup, int]
    """The number of providers in the list by group; they sum to `total`. Empty if the request names no complaint."""
    rule_keys: tuple[tuple[str, Profession], ...]
    """The (state, profession) pairs among the listed results, sorted: the rules to show with them."""
    hits: tuple[Hit, ...]
    """The page: by group if complaints are named; then nearest first, answer in table order, folded name, id."""
