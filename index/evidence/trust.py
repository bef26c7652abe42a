"""Which of several listings is shown first. The others' values stay as claims."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.records import SeenListing
from index.registers import NPI_REGISTERS

USUAL_RANK = 50
REGISTER_RANK = 0
"""People seldom update an NPI register, so its address and phone come last."""

Order = tuple[bool, int, int, str, str]


@dataclass(frozen=True, slots=True)
class Trust:
    """`rank` of a source, higher is shown first; `registers` are the NPI registers."""

    rank: Mapping[str, int] = field(default_factory=dict)
    registers: frozenset[str] = NPI_REGISTERS

    def order(self, seen: SeenListing) -> Order:
        """Return the sort key: found in the last good run, then rank, then newest, then by source and id."""
        listing = seen.listing
        usual = REGISTER_RANK if listing.source in self.registers else USUAL_RANK
        return (
            seen.missing_since is not None,
            -self.rank.get(listing.source, usual),
            -seen.last_seen.toordinal(),
            listing.source,
            listing.source_id,
        )

    def sorted(self, listings: Iterable[SeenListing]) -> list[SeenListing]:
        """Return the listings, the one to show first."""
        return sorted(listings, key=self.order)

    def is_register(self, seen: SeenListing) -> bool:
        """Tell whether the listing is an NPI register's."""
        return seen.listing.source in self.registers
