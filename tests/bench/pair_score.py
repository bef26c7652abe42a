"""Precision and recall of who was put together, over pairs of listings."""

from collections import Counter
from collections.abc import Hashable, Mapping
from math import comb


def pair_score(truth: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> tuple[float, float]:
    """Return precision and recall; both mappings give each listing's person."""
    together = _pairs(Counter((truth[one], found[one]) for one in truth))
    return together / max(1, _pairs(Counter(found[one] for one in truth))), together / _pairs(Counter(truth.values()))


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(comb(size, 2) for size in sizes.values())
