"""The list as a table for somebody who refers: a row for each person or clinic, with boxes to tick."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from index.places.place import Place
from index.published.reader import Generation
from index.records import MOST_TICKED
from index.search.request import ConditionGroup
from webapp.finder.carried_search import CarriedSearch
from webapp.finder.complaint import Hurts, hurts
from webapp.finder.filters import Filters, filters
from webapp.finder.find_query import PER_PAGE, FindQuery, Sort, View
from webapp.finder.hit_order import order_words, page_in_order, request_of
from webapp.finder.not_open import not_open_near
from webapp.finder.results import not_given
from webapp.stated.referral_facts import ReferralFacts, referral_facts
from webapp.words.formats import distance
from webapp.words.translate import N_, _

_SHEETS = {"sheets.options": N_("Options for the patient (up to 4)"), "sheets.referral": N_("Referral (1)")}
FILES = {"csv": N_("CSV"), "xlsx": N_("Excel"), "vcf": N_("vCard")}
"""Kinds of files of a search or a list, by the endings of their addresses, with their words."""
_SORTS = {Sort.DISTANCE: N_("Distance"), Sort.NAME: N_("Name"), Sort.READ: N_("Last read")}
_GROUPS = {
    ConditionGroup.LISTS_IT: N_("Lists it"),
    ConditionGroup.DOES_NOT_SAY: N_("Does not say"),
    ConditionGroup.LISTS_OTHERS: N_("Lists other problems"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. `number` is its position in the list; `group` what sources say of the complaint, "" without one."""

    number: int
    facts: ReferralFacts
    miles: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A button or link: its words and its address. `is_current`: it is what the page shows already."""

    words: str
    address: str
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage:
    """Everything on a page of the table."""

    query: FindQuery
    place: Place
    total: int
    order: str
    rows: tuple[Row, ...]
    sorts: tuple[Way, ...]
    with_ticked: tuple[Way, ...]
    of_the_search: tuple[Way, ...]
    hidden: tuple[tuple[str, str], ...]
    """Parameters that ride along with what is ticked, so that a list knows its search."""
    cards: str
    """The address of the same page as cards."""
    hurts: Hurts
    filters: Filters
    not_given: str
    not_open: tuple[str, ...]
    """States in the circle that this copy has not opened: nobody there is shown or counted."""
    before: str
    after: str

    @property
    def first(self) -> int:
        """The number of the first row of this page."""
        return (self.query.page - 1) * PER_PAGE + 1


def table_page(generation: Generation, query: FindQuery, place: Place) -> TablePage:
    """Ask the generation and return what the table shows; raises SearchRequestError."""
    asked = request_of(query, place)
    found = generation.search(asked)
    search = CarriedSearch(query)
    registers = generation.manifest.registers
    rows = []
    for number, (hit, _summary) in enumerate(page_in_order(generation, found, asked, query), asked.offset + 1):
        provider = generation.provider(hit.provider_id)
        if provider is None:
            raise LookupError(hit.provider_id)  # a hit is always one of its generation
        location = provider.practices[hit.practice].location
        facts = referral_facts(
            provider, hit.practice, generation.rules, asked.today, registers, hurts=search.conditions
        )
        rows.append(
            Row(
                number=number,
                facts=facts,
                miles=distance(hit.distance_miles, location.precision, ""),
                group=_(_GROUPS[hit.group]) if hit.group else "",
            )
        )
    return TablePage(
        query=query,
        place=place,
        total=found.total,
        order=order_words(query, found.total, in_sections=bool(found.condition_groups)),
        rows=tuple(rows),
        sorts=tuple(
            Way(words=_(words), address=query.address(sort=sort, page=1), is_current=sort is query.sort)
            for sort, words in _SORTS.items()
        ),
        with_ticked=tuple(_with_ticked()),
        of_the_search=tuple(_of_the_search(query)),
        hidden=tuple(query.pairs()),
        cards=query.address(view=View.CARDS),
        hurts=hurts(query, found),
        filters=filters(generation, asked, found, query),
        not_given=not_given(generation.manifest.fields),
        not_open=not_open_near(generation, query, place),
        before="" if query.page == 1 else query.address(page=query.page - 1),
        after="" if query.page * PER_PAGE >= found.total else query.address(page=query.page + 1),
    )


def _with_ticked() -> Iterator[Way]:
    """Yield the pages and files of what is ticked."""
    yield Way(words=_("My list (up to %(most)s)", most=MOST_TICKED), address=url_for("referrals.list"))
    yield Way(words=_("Compare (2 to 4)"), address=url_for("referrals.compare"))
    for endpoint, words in _SHEETS.items():
        yield Way(words=_(words), address=url_for(endpoint))
    for form, words in FILES.items():
        yield Way(words=_(words), address=url_for("files.of_list", form=form))


def _of_the_search(query: FindQuery) -> Iterator[Way]:
    """Yield the files of the whole search."""
    search = query.address(view=View.CARDS, page=1).partition("?")[2]
    for form, words in FILES.items():
        yield Way(words=_(words), address=f"{url_for('files.of_search', form=form)}?{search}")
