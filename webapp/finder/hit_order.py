"""The order of a list: one for the page of cards, the table and the files of a search, so that all hold the same.

The engine sorts by distance. By name and by day of reading only the nearest are sorted, before they are cut into pages:
the order is that of the whole list up to IN_ORDER, and the page says so where there are more.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from index.normalize.text import fold_text
from index.places.place import Place
from index.published.reader import Generation
from index.search.request import SearchRequest, SearchResult
from index.vocabulary.complaint import read_complaint
from webapp.finder.block import side_by_side
from webapp.finder.card import HitSummary, hit_summaries
from webapp.finder.complaint import in_groups
from webapp.finder.find_query import PER_PAGE, FindQuery, Sort
from webapp.finder.form_filters import FILTERS
from webapp.words.translate import N_, _

IN_ORDER = 200
"""Number of the nearest that are sorted by name or by day; farther ones follow by distance."""


def _by_name(sight: HitSummary) -> tuple[str, str]:
    hit, summary = sight
    return fold_text(summary.name), hit.provider_id


def _newest_first(sight: HitSummary) -> int:
    """Return a key for the day on which the deciding words were read; at one day the nearest come first."""
    _hit, summary = sight
    return -summary.quotes[0].read_on.toordinal() if summary.quotes else 0


_KEYS: dict[Sort, Callable[[HitSummary], Any]] = {Sort.NAME: _by_name, Sort.READ: _newest_first}
_WORDS = {
    Sort.NAME: (N_("By name."), N_("The nearest 200 by name, then the others by distance.")),
    Sort.READ: (N_("Last read first."), N_("Of the nearest 200 the last read first, then the others by distance.")),
}


def request_of(query: FindQuery, place: Place) -> SearchRequest:
    """Return the engine's request of a page of a search; raises SearchRequestError."""
    asked: dict[str, Any] = {one.field: one.asked(query.chosen(one)) for one in FILTERS}
    return SearchRequest(
        latitude=place.latitude,
        longitude=place.longitude,
        radius_miles=query.within,
        conditions=read_complaint(query.hurts).conditions,
        **asked,
        name=query.name,
        limit=PER_PAGE,
        offset=(query.page - 1) * PER_PAGE,
    )


def page_in_order(
    generation: Generation, found: SearchResult, request: SearchRequest, query: FindQuery
) -> tuple[HitSummary, ...]:
    """Return the hits of a page in the order of the search; `found` is the engine's answer to its request."""
    key = _KEYS.get(query.sort)
    if key is None or request.offset >= IN_ORDER:
        return in_groups(side_by_side(hit_summaries(generation, found.hits)))
    near = generation.search(replace(request, offset=0, limit=IN_ORDER))
    ordered = in_groups(sorted(hit_summaries(generation, near.hits), key=key))
    return ordered[request.offset : request.offset + request.limit]


def first_of_all_pages(generation: Generation, query: FindQuery, place: Place, most: int) -> tuple[HitSummary, ...]:
    """Return up to `most` hits from the first page on, in the order of the pages; raises SearchRequestError."""
    hits: list[HitSummary] = []
    for page in range(1, -(-most // PER_PAGE) + 1):
        this = replace(query, page=page)
        request = request_of(this, place)
        shown = page_in_order(generation, generation.search(request), request, this)
        hits.extend(shown)
        if not shown:
            break
    return tuple(hits[:most])


def order_words(query: FindQuery, total: int, *, in_sections: bool) -> str:
    """Return the sentence on the order of a list of `total`; `in_sections`: complaints divide it."""
    if query.sort in _WORDS:
        whole, part = _WORDS[query.sort]
        return _(part if total > IN_ORDER else whole)
    return _("Nearest first in each section.") if in_sections else _("Nearest first.")
