"""Carries cases into the overlay: what they hide, under every id of the provider, and each case's state."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection

from index import clock
from index.corrections.case_progress import CaseState, to_text
from index.corrections.case_row import CaseRow, all_cases
from index.published.overlay import Overlay, change_overlay
from index.store import Store
from index.store.identities.memberships import MovedListing, moved_listings
from index.store.identities.mixed_up import successors
from index.store.merged_ids import living_ids

SHOWN_AFTER_SETTLED = timedelta(days=90)
"""The time for which the site shows a settled case; after that its number is unknown there."""
PUBLISHED_AFTER_MOVE = timedelta(days=1)
"""A generation that was being built while a listing changed provider may be dated the day after."""


def carry(store: Store, folder: Path, first: Callable[[Overlay], Overlay] = lambda overlay: overlay) -> Overlay:
    """Add all cases to the overlay of a folder of generations, and return the overlay.

    Entries that the store does not have stay: they may come from cases newer than the backup the store came from.
    `first` changes the overlay before, in the same step: what it takes out and another case hides is never shown.
    """
    with store.read() as connection:
        cases = all_cases(connection)
        known = known_ids(connection) if any(one.provider for one in cases) else KnownIds({}, {})
    return change_overlay(folder, lambda overlay: _with(first(overlay), cases, known))


@dataclass(frozen=True, slots=True)
class HiddenIds:
    """Ids of one provider under which fields are hidden: `always`, or in generations built up to a day (`until`)."""

    always: frozenset[str]
    until: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class KnownIds:
    """Ids that mean one provider: `living` maps each id to the one in use, `parted` a mixed-up id to its parts.

    `moved` are the listings that ever changed provider.
    """

    living: Mapping[str, str]
    parted: Mapping[str, frozenset[str]]
    moved: Sequence[MovedListing] = field(default=())

    def of(self, provider: str) -> frozenset[str]:
        """Return every id that was merged with this one, and the id itself even if the store does not know it.

        For an id that mixed up two people, return the ids of both: a request under it may be about either.
        """
        ends = self._ends(provider)
        return frozenset(one for one, end in self.living.items() if end in ends) | ends | {provider}

    def hidden(self, provider: str, since: date) -> HiddenIds:
        """Return the ids under which what was asked for one on a day is hidden.

        Hidden are the fields of every listing that the provider has, or lost on that day or later, as it is unknown
        which of them states the value. They are hidden under the ids that these listings have now, and under each
        earlier one as long as a listing was there: in generations since then it may be of somebody else.
        """
        own = self.of(provider)
        ends, mine = self._ends(provider), []
        for listing in self.moved:
            left_since = any(one in own and until >= since for one, until in listing.before)
            if left_since or self._end(listing.now) in ends:
                mine.append(listing)
        present = frozenset(self._end(listing.now) for listing in mine) | ends
        always = own | {one for one, end in self.living.items() if end in present} | present
        until: dict[str, date] = {}
        for one, day in (earlier for listing in mine for earlier in listing.before):
            if one not in always:
                until[one] = max(day + PUBLISHED_AFTER_MOVE, until.get(one, date.min))
        return HiddenIds(always, until)

    def _end(self, provider: str) -> str:
        return self.living.get(provider, provider)

    def _ends(self, provider: str) -> frozenset[str]:
        end = self._end(provider)
        return frozenset({end, *map(self._end, self.parted.get(end, ()))})


def known_ids(connection: Connection) -> KnownIds:
    """Return the merged and split ids of the store."""
    return KnownIds(living_ids(connection), successors(connection), moved_listings(connection))


def hidden_by(one: CaseRow, known: KnownIds) -> HiddenIds:
    """Return the ids under which the fields of a case are hidden, or were."""
    return known.hidden(one.provider, one.received_at.date())


def _with(overlay: Overlay, cases: Iterable[CaseRow], known: KnownIds) -> Overlay:
    shown = dict(overlay.cases)
    for one in cases:
        if one.hides_listing:
            overlay = overlay.suppressing(known.of(one.provider), frozenset())
        if one.hidden_fields:
            overlay = _hiding(overlay, one, hidden_by(one, known))
        shown[one.number] = to_text(one.progress)
        if _is_past(one):
            del shown[one.number]
    return replace(overlay, cases=shown)


def _hiding(overlay: Overlay, one: CaseRow, ids: HiddenIds) -> Overlay:
    for provider in sorted(ids.always):
        overlay = overlay.hiding(provider, one.hidden_fields)
    for provider, day in sorted(ids.until.items()):
        overlay = overlay.hiding_until(provider, one.hidden_fields, day)
    return overlay


def _is_past(one: CaseRow) -> bool:
    progress = one.progress
    return progress.state is CaseState.SETTLED and clock.today() > progress.since + SHOWN_AFTER_SETTLED
