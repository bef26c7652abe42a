"""The part of the listings that a change can move: all whom links, earlier memberships or decisions tie to it."""

from collections.abc import Callable, Iterable

import numpy as np

from index.resolve.key_index import KeyIndex, Mask, Numbers
from index.resolve.scored import Links

Companions = Callable[[Numbers], Numbers]
"""Returns whom some listings stood with: listings by number, those that are gone left out."""


def closed(seeds: Mask, links: Links, decided: Iterable[tuple[int, int]], companions: Companions) -> Mask:
    """Return the listings, by number, that no link, no membership and no "same" leads out of; the seeds are in it.

    Clusters are joined along these alone, and a veto looks at two clusters that one of them leads between: what is
    outside comes out as it stands.
    """
    ends = np.array([*decided], np.int64).reshape(-1, 2)
    one, other = np.concatenate([links.left, ends[:, 0]]), np.concatenate([links.right, ends[:, 1]])
    tied = KeyIndex.of(np.concatenate([one, other]), np.concatenate([other, one]))
    inside = np.zeros(len(seeds), np.bool_)
    new = np.flatnonzero(seeds)
    while len(new):
        inside[new] = True
        stood: list[Numbers] = [new]
        while len(new):
            new = np.unique(tied.of_any(new))
            new = new[~inside[new]]
            inside[new] = True
            stood.append(new)
        new = np.unique(companions(np.concatenate(stood)))
        new = new[~inside[new]]
    return inside
