"""Measures of a run's normalized listings, taken in one streaming pass: counts, fill rates and oddities.

Oddities are values that many listings share, found in bounded memory, names read in the wrong encoding, and
coordinates away from their address.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol, Self

from index.records import Listing, PracticeLocation, Precision, address_line
from index.records.codec import from_json

COUNTERS = 1000


class FrequentValues:
    """The frequent values of a stream, by the algorithm of Misra and Gries (1982).

    Counts are exact up to 1,000 different values; beyond that a count is too low by at most a thousandth of the stream,
    so a value with a greater share is never missed.
    """

    def __init__(self, counters: int = COUNTERS) -> None:
        self._room = counters
        self._counts: Counter[str] = Counter()
        self.total = 0

    def add(self, value: str) -> None:
        """Count a value; an empty one is ignored."""
        if not value:
            return
        self.total += 1
        if value in self._counts or len(self._counts) < self._room:
            self._counts[value] += 1
        else:
            self._counts = Counter({known: count - 1 for known, count in self._counts.items() if count > 1})

    def top(self) -> tuple[str, int]:
        """Return the most frequent value and the least number of times it occurred; ("", 0) for an empty stream."""
        return max(self._counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))


_LATER_BYTES = re.escape(bytes(range(0x80, 0xC0)).decode("cp1252", errors="ignore"))
# "Ã©" is the two UTF-8 bytes of "é", each shown as a letter of its own; "â€" begins those of a quotation mark.
_MOJIBAKE = re.compile(f"\ufffd|ï¿½|[ÃÂ][{_LATER_BYTES}\u0080-\u009f]|â€")


def is_garbled(name: str) -> bool:
    """Return whether a name was decoded with the wrong encoding."""
    return not name.isascii() and _MOJIBAKE.search(name) is not None


OUTSIDE = frozenset({"coordinate/far_off", "coordinate/impossible", "coordinate/outside_state"})
"""Problems of a listing whose coordinate lies away from its own address; see `index.normalize.addresses.place`."""
KINDS_KEPT = 40  # the most frequent kinds of problems
LONGEST_NAME = 80  # characters of a name shown as an example
STAMPED = ("phone", "website", "address")

FIELDS: Mapping[str, Callable[[Listing], bool]] = {
    "person_name": lambda listing: listing.person is not None and bool(listing.person.family),
    "phone": lambda listing: any(place.phone for place in listing.locations),
    "street": lambda listing: any(place.street for place in listing.locations),
    "city": lambda listing: any(place.city for place in listing.locations),
    "state": lambda listing: any(place.state for place in listing.locations),
    "zip": lambda listing: any(place.zip for place in listing.locations),
    "coordinates": lambda listing: any(place.precision is Precision.ADDRESS for place in listing.locations),
    "organization": lambda listing: any(place.organization for place in listing.locations),
    "website": lambda listing: bool(listing.website),
    "npi": lambda listing: bool(listing.npi),
    "credentials": lambda listing: bool(listing.credentials),
    "professions": lambda listing: bool(listing.professions),
    "licenses": lambda listing: bool(listing.licenses),
    "statements": lambda listing: bool(listing.statements),
}
"""The fields whose fill rate is measured, each with the test whether a listing has it."""


class States(Protocol):
    """A test whether a coordinate can lie in the state that its address names."""

    def hold(self, place: PracticeLocation) -> bool: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """The most frequent value of a field: `count` listings have it, of `of` that have any value."""

    value: str = ""
    count: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """The share of the listings with any value that have this one, from 0 to 1."""
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The figures of a run. `listings` leaves deactivated ones out; all figures but `entries` are about `listings`."""

    listings: int = 0
    entries: int = 0
    """Entries of a register, which are not listings."""
    filled: Mapping[str, int] = field(default_factory=dict)
    """The number of listings that have each of `FIELDS`."""
    most: Mapping[str, Most] = field(default_factory=dict)
    """The most frequent `phone`, `website` and `address`."""
    garbled: int = 0
    garbled_name: str = ""
    located: int = 0
    outside: int = 0
    problems: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of listings and entries that were read."""
        return self.listings + self.entries

    @property
    def garbled_share(self) -> float:
        """The share of names decoded with the wrong encoding."""
        return self.garbled / self.listings if self.listings else 0.0

    @property
    def outside_share(self) -> float:
        """The share of coordinates that lie away from their own address."""
        return self.outside / self.located if self.located else 0.0

    def fill_rate(self, name: str) -> float:
        """Return the share of listings that have a field."""
        return self.filled.get(name, 0) / self.listings if self.listings else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return all figures as JSON types, for the ledger."""
        return asdict(self)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Return the figures that `as_dict` gave."""
        return cls(**{**values, "most": {name: Most(**most) for name, most in values.get("most", {}).items()}})


def measure(rows: Iterable[tuple[str, str]], states: States, *, entries: int = 0) -> Measured:
    """Measure pairs of (raw, normalized) listings in JSON, one by one; memory does not grow with their number."""
    taken = _Tally()
    for raw, text in rows:
        listing = from_json(Listing, text)
        if not listing.deactivated:
            taken.add(listing, states)
            taken.add_name("" if raw.isascii() else json.loads(raw)["name"])
    return taken.measured(entries)


class _Tally:
    """The figures so far."""

    def __init__(self) -> None:
        self.count = self.garbled = self.located = self.outside = 0
        self.garbled_name = ""
        self.filled: Counter[str] = Counter()
        self.problems: Counter[str] = Counter()
        self.values = {name: FrequentValues() for name in STAMPED}

    def add(self, listing: Listing, states: States) -> None:
        self.count += 1
        self.filled.update(name for name, has in FIELDS.items() if has(listing))
        self.problems.update(listing.problems)
        for name, value in _stamped(listing).items():
            self.values[name].add(value)
        has_point, is_outside = _whereabouts(listing, states)
        self.located, self.outside = self.located + has_point, self.outside + is_outside

    def add_name(self, written: str) -> None:
        if is_garbled(written):
            self.garbled += 1
            self.garbled_name = self.garbled_name or written[:LONGEST_NAME]

    def measured(self, entries: int) -> Measured:
        return Measured(
            listings=self.count,
            entries=entries,
            filled=dict(sorted(self.filled.items())),
            most={name: _most(found) for name, found in self.values.items()},
            garbled=self.garbled,
            garbled_name=self.garbled_name,
            located=self.located,
            outside=self.outside,
            problems=dict(self.problems.most_common(KINDS_KEPT)),
        )


def _stamped(listing: Listing) -> dict[str, str]:
    first = listing.locations[0] if listing.locations else PracticeLocation()
    phone = next((place.phone.e164 for place in listing.locations if place.phone), "")
    return {"phone": phone, "website": listing.website, "address": address_line(first) if first.street else ""}


def _most(found: FrequentValues) -> Most:
    value, count = found.top()
    return Most(value=value, count=count, of=found.total)


def _whereabouts(listing: Listing, states: States) -> tuple[bool, bool]:
    exact = [place for place in listing.locations if place.precision is Precision.ADDRESS]
    doubted = not OUTSIDE.isdisjoint(listing.problems)
    return bool(exact) or doubted, doubted or not all(map(states.hold, exact))
