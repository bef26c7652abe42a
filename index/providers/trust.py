"""Which of several listings is shown first. The others' values stay as claims."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from index import clock
from index.records import TOLD_US, SeenListing, is_due
from index.registers import NPI_REGISTERS

USUAL_RANK = 50
REGISTER_RANK = 0
"""People seldom update an NPI register, so its address and phone come last."""

TOLD_RANK = 1_000
"""What people told us of themselves comes before every source, whose `trust` is 100 at most."""

Order = tuple[bool, int, int, str, str]


@dataclass(frozen=True, slots=True)
class Trust:
    """`rank` of a source, higher is shown first; `registers` are the NPI registers; `today` tells what is old."""

    rank: Mapping[str, int] = field(default_factory=dict)
    registers: frozenset[str] = NPI_REGISTERS
    today: date = field(default_factory=clock.today)

    def order(self, seen: SeenListing) -> Order:
        """Return the sort key: found in the last good run, then rank, then newest, then by source and id."""
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
            return TOLD_RANK
        return self.rank.get(source, REGISTER_RANK if source in self.registers else USUAL_RANK)

    def settles(self, seen: SeenListing) -> date:
        """Return the day up to which first read words do not count against this listing's; `date.min` for none."""
        if seen.listing.corrects is None:
            return date.min
        return seen.last_seen if is_due(seen.last_seen, self.today) else date.max

    def sorted(self, listings: Iterable[SeenListing]) -> list[SeenListing]:
        """Return the listings, the one to show first."""
        return sorted(listings, key=self.order)

    def is_register(self, seen: SeenListing) -> bool:
        """Tell whether the listing is an NPI register's."""
        return seen.listing.source in self.registers
