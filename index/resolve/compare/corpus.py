"""Statistics over all listings: how common a name is, and how many NPI holders share it."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from index.resolve.compare.features import Features
from index.resolve.compare.key_index import KeyIndex, Numbers, hash_of

ENOUGH = 20_000  # listings; in a smaller corpus a name that looks rare may be common
MOST = 3.0  # points


@dataclass(slots=True)
class NameCounts:
    """Counts of people's listings, of names among them, and the share of people in NPI registers."""

    listings: int = 0
    given: Counter[str] = field(default_factory=Counter)
    family: Counter[str] = field(default_factory=Counter)
    coverage: float = 0.0
    """Estimated share of people that the NPI registers list, 0 to 1; 0 where it is unknown."""

    @classmethod
    def of(cls, listings: Iterable[Features]) -> "NameCounts":
        """Return the counts of the people among the listings; coverage is not estimated yet."""
        counts = cls()
        for features in listings:
            if features.person:
                counts.listings += 1
                counts.given[features.name.given] += 1
                counts.family[features.name.family] += 1
        return counts


@dataclass(frozen=True, slots=True)
class Corpus:
    """Counts of names, NPI holders and surnames over the people of all listings."""

    counts: NameCounts
    holders: KeyIndex
    """NPIs by given name and family name, each once."""
    holders_in: KeyIndex
    """NPIs by given name, family name and state, each once."""
    surnames: KeyIndex
    """Hashes of family names by phone, each once."""

    @property
    def coverage(self) -> float:
        """Estimated share of people that the NPI registers list, 0 to 1; 0 where it is unknown."""
        return self.counts.coverage

    @property
    def whole(self) -> float:
        """The weight of being a register's only holder of a name: 0 where coverage is unknown, 1 at nine in ten."""
        return -math.log(1 - self.coverage) / math.log(10)

    def is_registered(self, features: Features) -> bool:
        """Return whether a state of the listing has an NPI holder of its name."""
        return self._people(features.name.full_givens, features.name.families, features.states) > 0

    def rarity(self, left: Features, right: Features) -> float:
        """Return the rarity of a name, -3 to 3: positive where two people of this name are unlikely by chance."""
        counts = self.counts
        expected = min(
            counts.given[side.name.given] * counts.family[side.name.family] / counts.listings for side in (left, right)
        )
        points = max(-MOST, min(MOST, -0.7 * math.log2(max(expected, 0.02))))
        return points * min(1.0, counts.listings / ENOUGH)

    def surnames_on(self, phone: str) -> int:
        """Return the number of family names that share a phone."""
        return len(self.surnames.having(hash_of((phone,))))

    def namesakes(self, left: Features, right: Features) -> int:
        """Return the number of NPI holders of this name in the states that both listings name."""
        family = {left.name.family, right.name.family}
        given = left.name.full_givens & right.name.full_givens or {left.name.given, right.name.given}
        return self._people(given, family, left.states & right.states)

    def holders_of(self, loose: Features, anchored: Features) -> int:
        """Return the number of NPI holders in the country with either listing's name."""
        given = loose.name.full_givens & anchored.name.full_givens or {loose.name.given, anchored.name.given}
        keys = ((name, surname) for surname in {loose.name.family, anchored.name.family} for name in given)
        return _union([self.holders.having(hash_of(key)) for key in keys])

    def _people(self, given: Iterable[str], family: Iterable[str], states: Iterable[str]) -> int:
        keys = ((name, surname, state) for surname in family for name in given for state in states)
        return _union([self.holders_in.having(hash_of(key)) for key in keys])


def _union(people: Iterable[Numbers]) -> int:
    some = [found for found in people if len(found)]
    if len(some) < 2:  # noqa: PLR2004  (a union of one is itself)
        return len(some[0]) if some else 0
    return len(set().union(*(found.tolist() for found in some)))


def holder_keys(features: Features) -> Iterator[tuple[str, str]]:
    """Yield the (given, family) names of a person with an NPI."""
    if features.person and features.npi:
        for given in features.name.full_givens:
            yield given, features.name.family


def holder_keys_in(features: Features) -> Iterator[tuple[str, str, str]]:
    """Yield the (given, family, state) keys of a person with an NPI."""
    for given, family in holder_keys(features):
        yield from ((given, family, state) for state in features.states)
