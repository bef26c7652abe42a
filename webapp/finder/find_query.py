"""The query of the finder: read from the address, checked, and written back in one fixed order."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import quote_plus

from flask import url_for
from werkzeug.datastructures import MultiDict

from index.records import MOST_TICKED, ListingKind, Profession, SourcesSay
from index.search.request import LONGEST_NAME, MAX_RADIUS_MILES, MOST_NAME_WORDS
from index.search.words import words_of
from webapp.finder.form_filters import FILTERS, FindQueryError, FormFilter
from webapp.map import ZOOMS
from webapp.stated.listing_address import ids_between_commas, is_id
from webapp.words.translate import _

DISTANCES = (5, 10, 25, 50, 100)
DEFAULT_WITHIN = 25.0
PER_PAGE = 20
LAST_PAGE = 500
LONGEST_TEXT = 200  # characters
LIST = "list"
"""The parameter with the ids of the visitor's own list, which goes along and filters nothing."""
MAP = "map"
"""The parameter with the miles around the place that the map shows; it changes nobody in the list."""
NAMES = ("place", "within", "for", *(one.name for one in FILTERS), "name", "sort", "view", "page", LIST, MAP)
"""Parameters in their order."""


class Sort(StrEnum):
    """Orders of the list. There is no order by merit."""

    DISTANCE = "distance"
    NAME = "name"
    READ = "read"
    """The last read first: the day on which the deciding words of the place were read."""


class View(StrEnum):
    """Ways to show the list."""

    CARDS = "cards"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindQuery:
    """One search. `within` in miles; `hurts` as typed; `page` counts from 1.

    A filter of FILTERS has a field of its name with the chosen values; an empty one means any.
    """

    place: str
    within: float = DEFAULT_WITHIN
    hurts: str = ""
    who: tuple[Profession, ...] = ()
    label: tuple[SourcesSay, ...] = ()
    credential: tuple[str, ...] = ()
    license: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    kind: tuple[ListingKind, ...] = ()
    name: str = ""
    sort: Sort = Sort.DISTANCE
    view: View = View.CARDS
    page: int = 1
    own_list: tuple[str, ...] = ()
    """Ids that the visitor put on their list; they go along from page to page."""
    map: int = 0
    """Miles around the place that the map shows, one of ZOOMS; 0 for everybody on the page."""

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters in their order, without those at their default."""
        pairs = [("place", self.place), ("within", f"{self.within:g}" if self.within != DEFAULT_WITHIN else "")]
        pairs += [("for", self.hurts), *((one.name, value) for one in FILTERS for value in self.chosen(one))]
        pairs += [("name", self.name), ("sort", self.sort if self.sort is not Sort.DISTANCE else "")]
        pairs += [("view", self.view if self.view is not View.CARDS else "")]
        pairs += [("page", str(self.page) if self.page > 1 else ""), (LIST, ",".join(self.own_list))]
        pairs += [(MAP, str(self.map) if self.map else "")]
        return [(name, value) for name, value in pairs if value]

    @property
    def narrows(self) -> bool:
        """Return whether a filter is in force; the complaint is not a filter."""
        return bool(self.name) or any(self.chosen(one) for one in FILTERS)

    def chosen(self, one: FormFilter) -> tuple[str, ...]:
        """Return the chosen values of a filter."""
        chosen: tuple[str, ...] = getattr(self, one.name)
        return chosen

    def without_filters(self) -> str:
        """Return the address of the first page of this search without any filter."""
        return self.address(**{one.name: () for one in FILTERS}, name="", page=1)

    def address(self, **changes: object) -> str:
        """Return the address of this search with some changes, in the language of the request."""
        changed = replace(self, **changes) if changes else self  # type: ignore[arg-type]
        return f"{url_for('finder.find')}?{changed.query_string()}"

    def list_address(self, *more: str) -> str:
        """Return the address of the visitor's own list, with more ids at its end; the search goes along."""
        ids = ",".join(dict.fromkeys((*self.own_list, *more)))
        rest = replace(self, own_list=()).query_string()
        return f"{url_for('referrals.list')}?{'&'.join(filter(None, (f'ids={ids}' if ids else '', rest)))}"

    def query_string(self) -> str:
        """Return the parameters as an address has them: "place=81201&for=neck"."""
        return "&".join([f"{name}={quote_plus(value, ',' * (name == LIST))}" for name, value in self.pairs()])


def read_find_query(arguments: "MultiDict[str, str]") -> FindQuery:
    """Return the search of an address; raises FindQueryError with a sentence that says what to write."""
    return FindQuery(
        place=_words(arguments, "place"),
        within=_within(_words(arguments, "within")),
        hurts=_text(_words(arguments, "for")),
        **_chosen(arguments),
        name=_name(_words(arguments, "name")),
        sort=_sort(_words(arguments, "sort")),
        view=_view(_words(arguments, "view")),
        page=_page(_words(arguments, "page")),
        own_list=tuple(filter(is_id, ids_between_commas(arguments.getlist(LIST))))[:MOST_TICKED],
        map=_map(_words(arguments, MAP)),
    )


def readable_pairs(arguments: "MultiDict[str, str]") -> list[tuple[str, str]]:
    """Return the parameters of an address in their order, without invalid values."""
    try:
        return read_find_query(arguments).pairs()
    except FindQueryError:
        return [pair for name in NAMES for pair in _readable(arguments, name)]


def _readable(arguments: "MultiDict[str, str]", name: str) -> Iterable[tuple[str, str]]:
    for value in arguments.getlist(name) if name in _SEVERAL else [arguments.get(name, "")]:
        with suppress(FindQueryError):
            yield from read_find_query(MultiDict([(name, value)])).pairs()


_SEVERAL = frozenset(one.name for one in FILTERS if one.several)
"""Parameters that may have several values."""


def _chosen(arguments: "MultiDict[str, str]") -> dict[str, Any]:
    return {one.name: one.read(arguments) for one in FILTERS}


def _words(arguments: "MultiDict[str, str]", name: str) -> str:
    return " ".join(arguments.get(name, "").split())


def _within(written: str) -> float:
    if not written:
        return DEFAULT_WITHIN
    try:
        miles = float(written)
    except ValueError:
        miles = 0.0
    if not 1 <= miles <= MAX_RADIUS_MILES:
        raise FindQueryError(_("Choose a distance from 1 to %(most)s miles.", most=f"{MAX_RADIUS_MILES:g}"))
    return miles


def _name(written: str) -> str:
    """Return the words of a name, "" for punctuation alone."""
    if len(written) > LONGEST_NAME:
        raise FindQueryError(_("Write at most %(most)s letters in a box for words.", most=LONGEST_NAME))
    if len(words_of(written)) > MOST_NAME_WORDS:
        raise FindQueryError(_("Write at most %(most)s words of a name.", most=MOST_NAME_WORDS))
    return written if any(map(str.isalnum, written)) else ""


def _sort(written: str) -> Sort:
    if not written:
        return Sort.DISTANCE
    if written.lower() not in set(Sort):
        raise FindQueryError(_("We sort by distance, by name or by the day we read it. Choose one of them."))
    return Sort(written.lower())


def _view(written: str) -> View:
    if written.lower() not in {"", *View}:
        raise FindQueryError(_("We show cards or a table. Choose one of them."))
    return View(written.lower() or View.CARDS)


def _text(written: str) -> str:
    if len(written) > LONGEST_TEXT:
        raise FindQueryError(_("Write at most %(most)s letters in a box for words.", most=LONGEST_TEXT))
    return written


def _page(written: str) -> int:
    if not written:
        return 1
    if not (written.isascii() and written.isdigit() and 1 <= int(written) <= LAST_PAGE):
        raise FindQueryError(_("There is no such page of results. Start a new search."))
    return int(written)


def _map(written: str) -> int:
    if written and written not in map(str, ZOOMS):
        offered = ", ".join(map(str, ZOOMS))
        raise FindQueryError(_("The map shows %(offered)s miles around a place. Choose one of them.", offered=offered))
    return int(written or 0)
