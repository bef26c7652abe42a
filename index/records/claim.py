"""One value of one field from one listing, with the dates on which that value was first and last read."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """`field` is a path such as `phone` or `credential`; `value` is its display text."""

    field: str
    value: str
    source: str
    source_id: str
    url: str
    first_seen: date
    last_seen: date
