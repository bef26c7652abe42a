"""The order of trust: which of several listings is shown first. The others' values stay as claims."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from index import clock
from index.records import TOLD_US, SeenListing, is_due
from index.records.register import NPI_REGISTERS

USUAL_RANK = 50
REGISTER_RANK = 0
"""People seldom update an NPI register, so its address and phone come last."""

CORRECTION_RANK = 1_000
"""Corrections by the listed come before every source, whose `trust` is at most 100."""

Order = tuple[bool, int, int, str, str]


@dataclass(frozen=True, slots=True)
class Trust:
    """`rank` by source, higher is shown first; `registers` are the NPI registers; `today` decides what is due."""

    rank: Mapping[str, int] = field(default_factory=dict)
    registers: frozenset[str] = NPI_REGISTERS
    today: date = field(default_factory=clock.today)

    def order(self, seen: SeenListing) -> Order:
        """Return the sort key: found in the last good run, then rank, then newest, then source and id."""
        listing = seen.listing
        return (
            seen.missing_since is not None,
            -self._rank(listing.source),
            -seen.last_seen.toordinal(),
            listing.source,
            listing.source_id,
        )

    def _rank(self, source: str) -> int:
        if source == TOLD_US:
            return CORRECTION_RANK
        return self.rank.get(source, REGISTER_RANK if source in self.registers else USUAL_RANK)

    def settles(self, seen: SeenListing) -> date:
        """Return the day by which contrary words were first read that this listing settles; `date.min` for none."""
        if seen.listing.corrects is None:
            return date.min
        return seen.last_seen if is_due(seen.last_seen, self.today) else date.max

    def sorted(self, listings: Iterable[SeenListing]) -> list[SeenListing]:
        """Return the listings, the one to show first."""
        return sorted(listings, key=self.order)

    def is_register(self, seen: SeenListing) -> bool:
        """Return whether the listing comes from an NPI register."""
        return seen.listing.source in self.registers
