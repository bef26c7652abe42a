"""Pairs that no evidence makes one, found by numbers alone: nine in ten of those that share only a name."""

from dataclasses import dataclass

import numpy as np

from index.resolve.corpus import MOST as MOST_RARE
from index.resolve.evidence import Evidence
from index.resolve.indexes import Indexes
from index.resolve.key_index import Mask, Numbers
from index.resolve.links import MOST_CREDENTIALS

BEST_ELSEWHERE = (
    sum(
        evidence.points
        for evidence in (
            Evidence.START,
            Evidence.GIVEN_EXACT,
            Evidence.FAMILY_EXACT,
            Evidence.MIDDLE_FULL,
            Evidence.GENERATION_SAME,
            Evidence.PROFESSION_RARER,
            Evidence.DEGREE,
            Evidence.ELSEWHERE,
            Evidence.OTHER_STATE,
        )
    )
    + Evidence.RARITY.points * MOST_RARE
    + Evidence.CREDENTIAL.points * MOST_CREDENTIALS
)
"""Points that two listings of different states without a contact in common reach at most, unless one of them is the
country's only NPI holder of the name."""


@dataclass(frozen=True, slots=True)
class FarApart:
    """Tells of pairs of numbers whether nothing can link them with so many points as a doubt needs."""

    npis: Numbers
    states: Numbers
    contacts: Numbers
    alone: Mask
    """Who may be the country's only NPI holder of a name."""
    elsewhere: bool
    """Whether a doubt needs more than listings of different states can reach."""

    @classmethod
    def of(cls, indexes: Indexes, doubt: float) -> "FarApart":
        """Return the filter for listings and for the points that a doubt needs."""
        return cls(indexes.npis, indexes.states, indexes.contacts, _alone(indexes), doubt > BEST_ELSEWHERE)

    def __call__(self, left: Numbers, right: Numbers) -> Mask:
        """Tell for each pair."""
        one, other = self.npis[left], self.npis[right]
        apart: Mask = (one != other) & (one != 0) & (other != 0)
        if self.elsewhere:
            here, there = self.states[left], self.states[right]
            far = ((here & there) == 0) & (here != 0) & (there != 0)
            far &= ~self.alone[left] & ~self.alone[right] & ((one != other) | (one == 0))
            unmet = np.zeros(len(left), np.bool_)
            for contacts in self.contacts:
                unmet |= (contacts[left] & contacts[right]) == 0
            apart |= far & unmet
        return apart


def _alone(indexes: Indexes) -> Mask:
    """Return who holds an NPI under a name, or a name that it may be short for, that nobody else holds one under."""
    holders = indexes.holders
    mask = np.zeros(len(indexes.npis), np.bool_)
    mask[holders.numbers[holders.valued(indexes.npis).sizes(holders.hashes) <= 1]] = True
    return mask
