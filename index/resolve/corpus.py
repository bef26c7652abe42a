"""What all listings together tell: how common a name is, and which names several register people share."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.resolve.traits import Traits

ENOUGH = 20_000  # listings; in a smaller corpus a name that looks rare may be common
MOST = 3.0  # points


@dataclass(slots=True)
class Corpus:
    """Counts over the people of all listings."""

    listings: int = 0
    given: Counter[str] = field(default_factory=Counter)
    family: Counter[str] = field(default_factory=Counter)
    on_phone: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    registered: defaultdict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, listings: Iterable[Traits]) -> "Corpus":
        """Count the people among the listings."""
        corpus = cls()
        for traits in listings:
            if traits.person:
                corpus._add(traits)
        return corpus

    def _add(self, traits: Traits) -> None:
        name = traits.name
        self.listings += 1
        self.given[name.given] += 1
        self.family[name.family] += 1
        for phone in traits.phones:
            self.on_phone[phone].add(name.family)
        if traits.npi:
            for state in traits.states:
                for given in name.full_givens:
                    self.registered[given, name.family, state].add(traits.npi)

    def rarity(self, left: Traits, right: Traits) -> float:
        """Return -3 … 3 points: above 0 where chance alone would hardly give two people of this name."""
        expected = min(
            self.given[side.name.given] * self.family[side.name.family] / self.listings for side in (left, right)
        )
        points = max(-MOST, min(MOST, -0.7 * math.log2(max(expected, 0.02))))
        return points * min(1.0, self.listings / ENOUGH) if points > 0 else points

    def namesakes(self, left: Traits, right: Traits) -> int:
        """Return how many NPI holders of this name live in a state that both listings name."""
        family = {left.name.family, right.name.family}
        given = left.name.full_givens & right.name.full_givens or {left.name.given, right.name.given}
        shared: Sequence[str] = sorted(left.states & right.states)
        people = [
            self.registered.get((name, surname, state), set())
            for name in given
            for surname in family
            for state in shared
        ]
        return len(set().union(*people)) if people else 0
