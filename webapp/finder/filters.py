"""The filters of a list: every value with its count, and the tags that remove a filter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from index.published.reader import Generation
from index.search.request import SearchRequest, SearchResult
from index.vocabulary.complaint import read_complaint
from webapp.finder.complaint import what_hurts
from webapp.finder.find_query import DISTANCES, FindQuery
from webapp.finder.form_filters import FILTERS, IN_THE_FORM, Choice, FormFilter
from webapp.words.claim_words import condition_words
from webapp.words.translate import _

CONDITIONS_SHOWN = 6
FOLDED_BELOW = 10
"""A filter is folded if fewer than one in so many of the list have a value for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter of the form. `unsaid`: for how many sources are silent on it; None where every record has a value."""

    name: str
    legend: str
    choices: tuple[Choice, ...]
    unsaid: int | None = None
    one_of: bool = False
    """True where only one value can be chosen."""
    folded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A filter in force, and the address without it."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters of a page, and the tags of those in force."""

    groups: tuple[Filter, ...]
    conditions: tuple[Choice, ...]
    distances: tuple[Choice, ...]
    tags: tuple[Tag, ...]

    @property
    def any(self) -> bool:
        """Return whether there is anything to choose."""
        return bool(self.groups or self.conditions)


def filters(generation: Generation, request: SearchRequest, found: SearchResult, query: FindQuery) -> Filters:
    """Return the filters of a page. Each is counted without itself, because its values are alternatives."""
    groups = (_group(one, _without(one, generation, request, found), query) for one in IN_THE_FORM)
    return Filters(
        groups=tuple(group for group in groups if group.choices),
        conditions=_conditions(found.facets.get("condition", {}), query),
        distances=_distances(query),
        tags=tuple(_tags(query)),
    )


def _without(one: FormFilter, generation: Generation, request: SearchRequest, found: SearchResult) -> SearchResult:
    """Search without one filter; the page's own result where that filter is not in force."""
    nothing = one.asked(())
    if getattr(request, one.field) == nothing:
        return found
    free: dict[str, Any] = {one.field: nothing}
    return generation.search(replace(request, **free, conditions=(), offset=0, limit=0))


def _group(one: FormFilter, found: SearchResult, query: FindQuery) -> Filter:
    chosen, answered = query.chosen(one), found.answered.get(one.facet, 0)
    return Filter(
        name=one.name,
        legend=_(one.legend),
        choices=one.choices(found.facets.get(one.facet, {}), chosen),
        unsaid=found.total - answered if one.has_unsaid else None,
        one_of=bool(one.anything),
        folded=one.has_unsaid and not chosen and answered * FOLDED_BELOW < found.total,
    )


def _conditions(counts: Mapping[str, int], query: FindQuery) -> tuple[Choice, ...]:
    meant = read_complaint(query.hurts).named
    shown = list(dict.fromkeys([*meant, *counts]))[: max(CONDITIONS_SHOWN, len(meant))]
    return tuple(
        Choice(
            value=slug,
            words=condition_words(slug),
            count=counts.get(slug, 0),
            chosen=slug in meant,
            toggle=query.address(hurts="" if slug in meant else slug, page=1),
        )
        for slug in shown
    )


def _distances(query: FindQuery) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=str(miles),
            words=_("%(miles)s miles", miles=miles),
            count=None,
            chosen=query.within == miles,
            toggle=query.address(within=float(miles), page=1),
        )
        for miles in DISTANCES
    )


def _tags(query: FindQuery) -> Iterable[Tag]:
    """Yield a tag for each value in force, in the order of the parameters."""
    if query.hurts:
        words = _("What hurts: %(what)s", what=what_hurts(read_complaint(query.hurts)))
        yield Tag(words=words, address=query.address(hurts="", page=1))
    for one in FILTERS:
        for value in query.chosen(one):
            rest = tuple(other for other in query.chosen(one) if other != value)
            yield Tag(words=one.tag(value), address=query.address(**{one.name: rest}, page=1))
    if query.name:
        yield Tag(words=_("Name: %(name)s", name=query.name), address=query.address(name="", page=1))
