"""Carries cases into the overlay: what they hide, under every merged id, and each case's state."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection

from index import clock
from index.corrections.case_progress import CaseState, to_text
from index.corrections.case_row import CaseRow, all_cases
from index.published.overlay import Overlay, change_overlay
from index.store import Store
from index.store.identities.mixed_up import successors
from index.store.merged_ids import living_ids

SHOWN_AFTER_SETTLED = timedelta(days=90)
"""The time for which the site shows a settled case; after that its number is unknown there."""


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
class KnownIds:
    """Ids that mean one provider: `living` maps each id to the one in use, `parted` a mixed-up id to its parts."""

    living: Mapping[str, str]
    parted: Mapping[str, frozenset[str]]

    def of(self, provider: str) -> frozenset[str]:
        """Return every id that was merged with this one, and the id itself even if the store does not know it.

        For an id that mixed up two people, return the ids of both: a request under it may be about either.
        """
        ends = {self.living.get(provider, provider)}
        ends |= {self.living.get(one, one) for end in ends for one in self.parted.get(end, ())}
        return frozenset(one for one, end in self.living.items() if end in ends) | ends | {provider}


def known_ids(connection: Connection) -> KnownIds:
    """Return the merged and split ids of the store."""
    return KnownIds(living_ids(connection), successors(connection))


def _with(overlay: Overlay, cases: Iterable[CaseRow], known: KnownIds) -> Overlay:
    shown = dict(overlay.cases)
    for one in cases:
        ids = known.of(one.provider) if one.hides_listing or one.hidden_fields else frozenset()
        if one.hides_listing:
            overlay = overlay.suppressing(ids, frozenset())
        for provider in sorted(ids) if one.hidden_fields else ():
            overlay = overlay.hiding(provider, one.hidden_fields)
        shown[one.number] = to_text(one.progress)
        if _is_past(one):
            del shown[one.number]
    return replace(overlay, cases=shown)


def _is_past(one: CaseRow) -> bool:
    progress = one.progress
    return progress.state is CaseState.SETTLED and clock.today() > progress.since + SHOWN_AFTER_SETTLED
