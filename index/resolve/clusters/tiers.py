"""Joins along links in two tiers: sure links first, then weaker ones to an only candidate; the rest is doubt."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.resolve.clusters.scored_links import Links, Scored
from index.resolve.clusters.union_find import UnionFind
from index.resolve.compare.features import Features, Key
from index.resolve.compare.links import HARD
from index.resolve.compare.thresholds import Thresholds

CLOSE_CALL = "close_call"
"""Reason of a doubt with nearly enough points; a pair that a veto forbids as well is no such doubt."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two clusters that may be one, represented by the pair of listings with the strongest link."""

    points: float
    left: Key
    right: Key
    why: str
    """A key of `index.resolve.review.doubts.WORDS`."""


def join_sure(forest: UnionFind, links: Links, thresholds: Thresholds) -> set[int]:
    """Join along links with enough points, best first; return listings that fit two NPI holders about equally well.

    Such a listing joins neither holder by points.
    """
    unclear = _unclear(forest.features, links, thresholds)
    for found in links:
        if found.points < thresholds.sure:
            break
        if found.points < HARD and _holder_is_unclear(forest, found, unclear):
            continue
        forest.join(found.left, found.right)
    return unclear


def _unclear(features: Sequence[Features], links: Iterable[Scored], thresholds: Thresholds) -> set[int]:
    best: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for found in links:
        for loose, anchored in ((found.left, found.right), (found.right, found.left)):
            npi = features[anchored].npi
            if npi and not features[loose].npi:
                best[loose].setdefault(npi, found.points)
    return {loose for loose, points in best.items() if _close(sorted(points.values(), reverse=True), thresholds)}


def _close(points: Sequence[float], thresholds: Thresholds) -> bool:
    return len(points) > 1 and points[0] - points[1] < thresholds.margin


def _holder_is_unclear(forest: UnionFind, found: Scored, unclear: set[int]) -> bool:
    # whole clusters: two listings of one person must not pull each other to one of two namesakes
    left, right = forest.find(found.left), forest.find(found.right)
    for loose, anchored in ((left, right), (right, left)):
        if forest.group_of(anchored).npis and any(one in unclear for one in forest.members_of(loose)):
            return True
    return False


def join_only_candidates(forest: UnionFind, links: Links, thresholds: Thresholds) -> list[Doubt]:
    """Join clusters along weaker links to the only NPI holder that each fits; return the remaining doubts.

    It repeats until nothing joins, so that a later resolution, which begins with these clusters, has the same outcome.
    """
    between: Iterable[Scored] = links
    while True:
        before = forest.vetoes.copy()
        between = list(_between(forest, between).values())
        joined, doubts = _join_once(forest, between, thresholds)
        if not joined:
            return doubts
        forest.vetoes = before


def _join_once(forest: UnionFind, between: Sequence[Scored], thresholds: Thresholds) -> tuple[bool, list[Doubt]]:
    best: defaultdict[int, dict[int, float]] = defaultdict(dict)
    roots = [(forest.find(found.left), forest.find(found.right)) for found in between]
    for (one, other), found in zip(roots, between, strict=True):
        best[one][other] = best[other][one] = found.points
    joined, doubts = False, []
    for pair, found in zip(roots, between, strict=True):
        left, right = forest.find(found.left), forest.find(found.right)
        if left == right:
            continue
        why = _doubt(forest, pair, found, best, thresholds) or forest.join(left, right)
        if why == CLOSE_CALL and forest.refusal(left, right):
            continue
        if why:
            keys = forest.features[found.left].key, forest.features[found.right].key
            doubts.append(Doubt(round(found.points, 2), *keys, why))
        else:
            joined = True
    return joined, doubts


def _speaks_of_needling(forest: UnionFind, root: int) -> bool:
    # a certificate is shown only from a listing that is certainly the person's, so such a listing stays separate
    return any(forest.features[at].speaks_of_needling for at in forest.members_of(root))


def _between(forest: UnionFind, links: Iterable[Scored]) -> dict[tuple[int, int], Scored]:
    """Return the best link between each two linked clusters, by their roots, best first."""
    between: dict[tuple[int, int], Scored] = {}
    for found in links:
        one, other = sorted((forest.find(found.left), forest.find(found.right)))
        if one != other:
            between.setdefault((one, other), found)
    return between


def _doubt(
    forest: UnionFind,
    pair: tuple[int, int],
    found: Scored,
    best: dict[int, dict[int, float]],
    thresholds: Thresholds,
) -> str:
    one, other = pair
    if found.points < thresholds.only_candidate:
        return CLOSE_CALL
    loose = [root for root in map(forest.find, pair) if not forest.group_of(root).npis]
    if len(loose) == len(pair):
        return "not_registered"
    if found.points < thresholds.sure and any(_speaks_of_needling(forest, root) for root in loose):
        return "speaks_of_needling"
    for here, there in ((one, other), (other, one)):
        near = [
            points
            for rival, points in best[here].items()
            if rival != there and forest.find(rival) != forest.find(there) and forest.find(rival) != forest.find(here)
        ]
        if near and found.points - max(near) < thresholds.margin:
            return "two_candidates"
    return ""
