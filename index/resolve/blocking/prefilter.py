"""Prefilter: rules out, with array operations, pairs of listings that no evidence can link."""

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
"""The most points that two listings in different states without a shared contact can reach, unless one of them is the
country's only NPI holder of the name."""
TYPO_LETTERS = 2  # letters in which one edit can change a name's set of letters: one replaced by another


@dataclass(frozen=True, slots=True)
class Prefilter:
    """Marks the pairs of numbers that cannot reach the points of a doubt."""

    indexes: Indexes
    alone: Mask
    """Listings that may be the country's only NPI holder of a name."""
    elsewhere: bool
    """True if a doubt needs more points than listings in different states can reach."""

    @classmethod
    def of(cls, indexes: Indexes, doubt: float) -> "Prefilter":
        """Return the filter of listings, given the points that a doubt needs."""
        return cls(indexes, _alone(indexes), doubt > BEST_ELSEWHERE)

    def __call__(self, left: Numbers, right: Numbers) -> Mask:
        """Return for each pair whether it is ruled out."""
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
        """Return where one person cannot have both family names and no shared phone or street suggests a marriage."""
        indexes = self.indexes
        other = _unlike(indexes.surname_letters, left, right) & _share_none(indexes.surnames, left, right)
        return other & _share_none(indexes.doors, left, right)


def _unlike(letters: Numbers, left: Numbers, right: Numbers) -> Mask:
    """Return where a name is neither the beginning of the other nor one letter away; False where one is unknown.

    `givens_of` and `families_of` decide on the remaining pairs.
    """
    one, other = letters[left], letters[right]
    within = ((one & ~other) == 0) | ((other & ~one) == 0)
    unlike: Mask = ~within & (np.bitwise_count(one ^ other) > TYPO_LETTERS)
    return unlike


def _disjoint(bits: Numbers, left: Numbers, right: Numbers) -> Mask:
    """Return where both sides have bits, and none in common."""
    one, other = bits[left], bits[right]
    mask: Mask = ((one & other) == 0) & (one != 0) & (other != 0)
    return mask


def _share_none(sieves: Numbers, left: Numbers, right: Numbers) -> Mask:
    """Return where at least one sieve shows that two sides share nothing."""
    mask = np.zeros(len(left), np.bool_)
    for bits in sieves:
        mask |= (bits[left] & bits[right]) == 0
    return mask


def _alone(indexes: Indexes) -> Mask:
    """Return the NPI holders that are the only ones of a name, or of one that it may be short for."""
    holders = indexes.holders
    mask = np.zeros(len(indexes.npis), np.bool_)
    mask[holders.numbers[holders.valued(indexes.npis).sizes(holders.hashes) <= 1]] = True
    return mask
