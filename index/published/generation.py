"""A generation as one request sees it: a snapshot with the overlay of that moment applied."""

from collections.abc import Iterator
from datetime import date

from index.published.coverage import Coverage
from index.published.generation_signature import SignedBy
from index.published.lapse import without_lapsed
from index.published.manifest import Manifest
from index.published.numbers import MOST, keys_of
from index.published.overlay import Overlay, without_fields
from index.published.snapshot import Snapshot
from index.published.summaries import ProviderSummary, summary_of
from index.published.workplaces import Workmate, work_together
from index.records import Provider, StateRules
from index.records.sections import Section
from index.search.request import Hit, SearchRequest, SearchResult


class GoneError(LookupError):
    """The id was listed and is not any more. The reason is deliberately not given."""


class NotOpenError(GoneError):
    """The id is listed, and every place of it is in a state that this copy has not opened yet."""


class Generation:
    """Answers requests from one snapshot; use one instance for a whole request, so that generations do not mix."""

    def __init__(self, snapshot: Snapshot, overlay: Overlay, damage: tuple[str, ...] = ()) -> None:
        self._snapshot = snapshot
        self.overlay = overlay
        self.damage = damage
        """The reasons why this is not the generation that CURRENT names; empty if it is."""
        self._masked = overlay.masks(snapshot)
        self._outside = snapshot.outside(overlay.open_states)
        masked_ids = [snapshot.documents.id(number) for number in sorted(self._masked)]
        is_whole = not masked_ids and overlay.open_states is None
        self._hidden = None if is_whole else snapshot.engine.hide(masked_ids, overlay.open_states)

    @property
    def number(self) -> int:
        """The generation's number."""
        return self._snapshot.manifest.number

    @property
    def manifest(self) -> Manifest:
        """The generation's table of contents, with the counts of the day it was built."""
        return self._snapshot.manifest

    @property
    def signed_by(self) -> SignedBy:
        """The key that signed the generation, and whether it is trusted here."""
        return self._snapshot.signed_by

    @property
    def rules(self) -> StateRules:
        """The state rules that the generation was built with."""
        return self._snapshot.rules

    @property
    def coverage(self) -> Coverage:
        """The sources read for each county when the generation was built."""
        return self._snapshot.coverage

    def is_open(self, state: str) -> bool:
        """Return whether this copy shows places in a state ("CO"), so far as a launch decides it."""
        return self.overlay.open_states is None or state in self.overlay.open_states

    def __len__(self) -> int:
        """The number of providers shown."""
        outside = () if self._outside is None else self._outside.nonzero()[0].tolist()
        return len(self._snapshot.documents) - len(self._masked.union(outside))

    def search(self, request: SearchRequest) -> SearchResult:
        """Return the answer to a request; providers that are left out are in no count."""
        return self._snapshot.engine.search(request, self._hidden)

    def named(self, name: str, limit: int) -> Iterator[Provider]:
        """Yield shown providers with all the words in their name, at any place and with any answer."""
        for provider_id in self._snapshot.engine.named(name, limit, self._hidden):
            number = self._snapshot.documents.number(provider_id)
            if number is not None and not self._is_masked(number):
                yield self._shown(self._snapshot.documents[number])

    def numbered(self, key: str) -> Iterator[Provider]:
        """Yield shown providers that show a number with this key (`index.published.numbers`).

        A generation of an earlier program has no such numbers and finds nobody.
        """
        for (number,) in self._snapshot.numbers.having(key, MOST) if self._snapshot.numbers else ():
            if not self._is_masked(number):
                provider = self._shown(self._snapshot.documents[number])
                if key in keys_of(provider):
                    yield provider

    def suggested(self, text: str, today: date, limit: int) -> Iterator[tuple[ProviderSummary, Section]]:
        """Yield providers for a name that is being typed, with the section of the shown place (`SearchEngine`)."""
        for hit in self._snapshot.engine.suggested(text, today, limit, self._hidden):
            number = self._snapshot.documents.number(hit.provider_id)
            found = None if number is None else self._summary(number, hit.provider_id, hit.practice)
            if found is not None:
                yield found, hit.section

    def provider(self, provider_id: str) -> Provider | None:
        """Return a provider without its hidden fields; None for an id that was never listed.

        Raises GoneError for a provider that was left out or is no longer listed, and NotOpenError, which is one, for
        somebody who is in states alone that are not open.
        """
        number = self._snapshot.documents.number(provider_id)
        if number in self._masked or self._left_out(provider_id):
            raise GoneError(f"{provider_id} is no longer shown")
        if number is None:
            return None
        if self._is_masked(number):
            raise NotOpenError(f"{provider_id} is in no state that is open; see `pinpoint launch`")
        return self._shown(self._snapshot.documents[number])

    def summary(self, hit: Hit) -> ProviderSummary | None:
        """Return the summary of a hit for a page of results; None if the provider is not shown any more."""
        number = self._snapshot.documents.number(hit.provider_id)
        return None if number is None else self._summary(number, hit.provider_id, hit.practice)

    def workmates(self, summary: ProviderSummary) -> Iterator[Workmate]:
        """Yield other shown providers at the same workplace (`work_together`)."""
        near = self._snapshot.workplaces.near(summary) if self._snapshot.workplaces else ()
        for number, practice, answer in near:
            found = self._summary(number, self._snapshot.documents.id(number), practice)
            if found and found.id != summary.id and self.is_open(found.state) and work_together(summary, found):
                yield Workmate(found, answer)

    def _summary(self, number: int, provider_id: str, practice: int) -> ProviderSummary | None:
        if self._is_masked(number):
            return None
        if self._snapshot.summaries is None or self._hidden_of(provider_id):
            return summary_of(self._shown(self._snapshot.documents[number]), practice)
        return self._snapshot.summaries.summary(number, provider_id, practice)

    def redirect(self, provider_id: str) -> str | None:
        """Return the id that this one was merged into; None if it was not merged."""
        return self._snapshot.redirects.get(provider_id) or None

    def was_mixed_up(self, provider_id: str) -> bool:
        """Return whether this id mixed up two people. False if somebody asked to be left out under it."""
        return provider_id in self._snapshot.mixed_up and provider_id not in self.overlay.suppressed

    def documents(self) -> Iterator[Provider]:
        """Yield all shown providers, by id, without hidden fields."""
        for number in range(len(self._snapshot.documents)):
            if not self._is_masked(number):
                yield self._shown(self._snapshot.documents[number])

    def _is_masked(self, number: int) -> bool:
        return number in self._masked or (self._outside is not None and bool(self._outside[number]))

    def _left_out(self, provider_id: str) -> bool:
        return provider_id in self.overlay.suppressed or self._snapshot.redirects.get(provider_id) == ""

    def _shown(self, provider: Provider) -> Provider:
        fields = self._hidden_of(provider.id)
        return without_lapsed(without_fields(provider, fields) if fields else provider)

    def _hidden_of(self, provider_id: str) -> frozenset[str]:
        return self.overlay.hidden_of(provider_id, self.manifest.built_on)
