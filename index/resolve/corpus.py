"""What all listings together tell: how common a name is, and which names several register people share."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.resolve.coverage import estimated_coverage
from index.resolve.traits import Traits

ENOUGH = 20_000  # listings; in a smaller corpus a name that looks rare may be common
MOST = 3.0  # points


@dataclass(slots=True)
class Corpus:
    """Counts over the people of all listings."""

    listings: int = 0
    given: Counter[str] = field(default_factory=Counter)
    family: Counter[str] = field(default_factory=Counter)
    coverage: float = 0.0
    """Estimated share of people whom the NPI registers hold; 0 where it is not known."""
    on_phone: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    registered: defaultdict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """NPIs by given name, family name and state; by "" in all states."""

    @classmethod
    def of(cls, listings: Sequence[Traits]) -> "Corpus":
        """Count the people among the listings."""
        corpus = cls()
        for traits in listings:
            if traits.person:
                corpus._add(traits)
        corpus.coverage = estimated_coverage(listings, corpus._is_registered)
        return corpus

    @property
    def whole(self) -> float:
        """How much it tells that a register has one holder of a name: 0 where nothing is known, 1 at nine in ten."""
        return -math.log(1 - self.coverage) / math.log(10)

    def _is_registered(self, traits: Traits) -> bool:
        return self._people(traits.name.full_givens, traits.name.families, traits.states) > 0

    def _add(self, traits: Traits) -> None:
        name = traits.name
        self.listings += 1
        self.given[name.given] += 1
        self.family[name.family] += 1
        for phone in traits.phones:
            self.on_phone[phone].add(name.family)
        if traits.npi:
            for given in name.full_givens:
                for state in ("", *traits.states):
                    self.registered[given, name.family, state].add(traits.npi)

    def rarity(self, left: Traits, right: Traits) -> float:
        """Return -3 … 3 points: above 0 where chance alone would hardly give two people of this name."""
        expected = min(
            self.given[side.name.given] * self.family[side.name.family] / self.listings for side in (left, right)
        )
        points = max(-MOST, min(MOST, -0.7 * math.log2(max(expected, 0.02))))
        return points * min(1.0, self.listings / ENOUGH)

    def namesakes(self, left: Traits, right: Traits) -> int:
        """Return how many NPI holders of this name live in a state that both listings name."""
        family = {left.name.family, right.name.family}
        given = left.name.full_givens & right.name.full_givens or {left.name.given, right.name.given}
        return self._people(given, family, left.states & right.states)

    def holders(self, loose: Traits, anchored: Traits) -> int:
        """Return how many NPI holders of the whole country have a listing's name or its holder's."""
        given = loose.name.full_givens & anchored.name.full_givens or {loose.name.given, anchored.name.given}
        return self._people(given, {loose.name.family, anchored.name.family}, ("",))

    def _people(self, given: Iterable[str], family: Iterable[str], states: Iterable[str]) -> int:
        people = [
            found
            for surname in family
            for name in given
            for state in states
            if (found := self.registered.get((name, surname, state)))
        ]
        return len(people[0] if len(people) == 1 else set().union(*people)) if people else 0
