"""Pairs that no evidence makes one, found by numbers alone."""

from dataclasses import dataclass

import numpy as np

from index.resolve.blocking.indexes import Indexes
from index.resolve.compare.corpus import MOST as MOST_RARE
from index.resolve.compare.key_index import Mask, Numbers
from index.resolve.compare.links import MOST_CREDENTIALS
from index.resolve.compare.signals import Signal

BEST_ELSEWHERE = (
    sum(
        evidence.points
        for evidence in (
            Signal.START,
            Signal.GIVEN_EXACT,
            Signal.FAMILY_EXACT,
            Signal.MIDDLE_FULL,
            Signal.GENERATION_SAME,
            Signal.PROFESSION_RARER,
            Signal.DEGREE,
            Signal.ELSEWHERE,
            Signal.OTHER_STATE,
        )
    )
    + Signal.RARITY.points * MOST_RARE
    + Signal.CREDENTIAL.points * MOST_CREDENTIALS
)
"""Points that two listings of different states without a contact in common reach at most, unless one of them is the
country's only NPI holder of the name."""

TYPO_LETTERS = 2  # that one edit puts in or out of a name: a letter for another


@dataclass(frozen=True, slots=True)
class Prefilter:
    """Tells of pairs of numbers whether nothing can link them with so many points as a doubt needs."""

    indexes: Indexes
    alone: Mask
    """Who may be the country's only NPI holder of a name."""
    elsewhere: bool
    """Whether a doubt needs more than listings of different states can reach."""

    @classmethod
    def of(cls, indexes: Indexes, doubt: float) -> "Prefilter":
        """Return the filter for listings and for the points that a doubt needs."""
        return cls(indexes, _alone(indexes), doubt > BEST_ELSEWHERE)

    def __call__(self, left: Numbers, right: Numbers) -> Mask:
        """Tell for each pair."""
        one, other = self.indexes.npis[left], self.indexes.npis[right]
        apart: Mask = (one != other) & (one != 0) & (other != 0)
        indexes, two = self.indexes, (one != other) | (one == 0)
        apart |= _unlike(indexes.letters, left, right) & _share_none(indexes.givens, left, right)
        apart |= two & self._of_other_families(left, right)
        if self.elsewhere:
            far = _disjoint(indexes.states, left, right) & ~self.alone[left] & ~self.alone[right]
            apart |= two & far & _share_none(indexes.contacts, left, right)
        return apart

    def _of_other_families(self, left: Numbers, right: Numbers) -> Mask:
        """Tell where no one person bears both family names, and no phone or street in common speaks of a marriage."""
        indexes = self.indexes
        other = _unlike(indexes.surname_letters, left, right) & _share_none(indexes.surnames, left, right)
        return other & _share_none(indexes.doors, left, right)


def _unlike(letters: Numbers, left: Numbers, right: Numbers) -> Mask:
    """Tell where a name is neither the beginning of the other nor one letter away: never where one is not known.

    `givens_of` and `families_of` have the last word on those that are left.
    """
    one, other = letters[left], letters[right]
    within = ((one & ~other) == 0) | ((other & ~one) == 0)
    unlike: Mask = ~within & (np.bitwise_count(one ^ other) > TYPO_LETTERS)
    return unlike


def _disjoint(bits: Numbers, left: Numbers, right: Numbers) -> Mask:
    """Tell where both sides have bits, and none in common."""
    one, other = bits[left], bits[right]
    mask: Mask = ((one & other) == 0) & (one != 0) & (other != 0)
    return mask


def _share_none(sieves: Numbers, left: Numbers, right: Numbers) -> Mask:
    """Tell where at least one sieve shows that two sides share nothing."""
    mask = np.zeros(len(left), np.bool_)
    for bits in sieves:
        mask |= (bits[left] & bits[right]) == 0
    return mask


def _alone(indexes: Indexes) -> Mask:
    """Return who holds an NPI under a name, or a name that it may be short for, that nobody else holds one under."""
    holders = indexes.holders
    mask = np.zeros(len(indexes.npis), np.bool_)
    mask[holders.numbers[holders.valued(indexes.npis).sizes(holders.hashes) <= 1]] = True
    return mask
