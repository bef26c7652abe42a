"""Everybody who is left out, as ids and keys."""

from dataclasses import dataclass, field

from index.records import Listing
from index.suppression.keys import keys_of


@dataclass(frozen=True, slots=True)
class Suppressions:
    """`ids` of providers, and `keys` by which their listings are known again under another id."""

    ids: frozenset[str] = frozenset()
    keys: frozenset[int] = frozenset()
    secret: bytes = field(default=b"", repr=False)

    def covers(self, listing: Listing) -> bool:
        """Tell whether a listing speaks of somebody who is left out."""
        return bool(self.keys) and not self.keys.isdisjoint(keys_of(listing, self.secret))
