"""The place at which a listing with several is shown: the one that the results of the carried search show."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from index.published.reader import Generation
from index.records import Provider, SourcesSay
from index.records.sections import LeftOut, Section, section_of
from index.search.request import MAX_LIMIT
from index.search.text_query import SearchRequestError
from index.vetting.provider_evidence import ProviderEvidence
from webapp.finder.carried_search import CarriedSearch
from webapp.finder.hit_order import request_of


class ShownPlaces:
    """The places of listings in one search of a generation; the engine is asked for them once, and only if need be."""

    def __init__(self, generation: Generation, search: CarriedSearch, today: date) -> None:
        self._generation = generation
        self._search = search
        self._today = today

    def of(self, provider: Provider, found: ProviderEvidence) -> int:
        """Return the index of a listed provider's place: without a searched place that of the strongest answer."""
        near = self._near(provider)
        if len(near) > 1 and provider.id in self._in_results:
            return self._in_results[provider.id]
        return self.nearest(provider, found)

    def nearest(self, provider: Provider, found: ProviderEvidence) -> int:
        """Return the index of the place that is shown without filters, also of somebody who is not in the results.

        Of the places within the searched distance: by section, then miles, then answer (`index.search.best_location`).
        """
        left_out = LeftOut.on(self._generation.rules, self._today)
        held = frozenset(provider.professions)

        def rank(at: int) -> tuple[int, float, int]:
            answer, state = found.places[at].known.answer, provider.practices[at].location.state
            section = section_of(answer, state, held, left_out)
            is_last = len(Section) if section is Section.NOWHERE else 0
            return section + is_last, near[at], list(SourcesSay).index(answer)

        near = self._near(provider)
        return min(near, key=rank) if near else found.strongest

    def _near(self, provider: Provider) -> Mapping[int, float]:
        """Return the miles to each place within the searched distance, by its index."""
        miles = ((at, self._search.miles_to(practice.location)) for at, practice in enumerate(provider.practices))
        return {at: far for at, far in miles if far is not None and far <= self._search.query.within}

    @cached_property
    def _in_results(self) -> Mapping[str, int]:
        """The indices of the places in the results, by id, as far as pages show them; filters are applied."""
        if self._search.place is None:
            return {}
        try:
            request = replace(request_of(self._search.query, self._search.place), offset=0, limit=MAX_LIMIT)
            return {hit.provider_id: hit.practice for hit in self._generation.search(request).hits}
        except SearchRequestError:
            return {}
