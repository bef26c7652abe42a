"""Clusters listings along their links, best first, refusing those that a veto forbids. Pure and deterministic."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.records import Listing
from index.resolve.blocking.indexes import Indexes, corpus_of
from index.resolve.blocking.pairs import Pairs, candidate_pairs
from index.resolve.blocking.prefilter import Prefilter
from index.resolve.clusters.mixed_up import holds_two
from index.resolve.clusters.scored_links import Links
from index.resolve.clusters.tiers import Doubt, join_only_candidates, join_sure
from index.resolve.clusters.union_find import UnionFind
from index.resolve.compare.corpus import Corpus, NameCounts
from index.resolve.compare.features import Features, Key, features_of
from index.resolve.compare.links import points
from index.resolve.compare.name_form import form_of_key, still_the_name
from index.resolve.compare.npi_owner import with_own_npis
from index.resolve.compare.packed import pack, unpack
from index.resolve.compare.thresholds import Thresholds, thresholds_for
from index.resolve.compare.vetoes import Veto
from index.resolve.decisions import Decisions, Pair

Progress = Callable[[str, int], None]
"""Called with the present step and the number of its items."""


@dataclass(frozen=True, slots=True)
class Member:
    """A listing's earlier membership: its provider, and the name under which it was linked."""

    provider: str
    name_key: str


@dataclass(slots=True)
class Clusters:
    """The outcome: each cluster's listings in order, the refused links, and the remaining doubts."""

    groups: list[list[Features]]
    vetoes: Counter[str] = field(default_factory=Counter)
    ambiguous: int = 0
    oversized_blocks: int = 0
    pairs: int = 0
    coverage: float = 0.0
    doubts: list[Doubt] = field(default_factory=list)
    overruled: list[Pair] = field(default_factory=list)
    """Pairs decided as the same that are not joined, because another decision forbids it."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The links between listings, best first, and how many pairs were compared."""

    found: Links
    limits: Thresholds
    pairs: int
    oversized_blocks: int
    coverage: float


def all_features(listings: Iterable[Listing], registers: frozenset[str]) -> list[Features]:
    """Return the features of listings in the order of their keys."""
    read = (pack(features_of(listing, register=listing.source in registers)) for listing in listings)
    return with_own_npis(sorted(unpack(read), key=lambda features: features.key))


def cluster(
    features: Sequence[Features],
    previous: Mapping[Key, Member],
    decisions: Decisions,
    progress: Progress = lambda *_: None,
    thresholds: Thresholds | None = None,
) -> Clusters:
    """Return the clusters of listings, which must be in the order of `all_features`.

    A listing with an unchanged name under the same (source, source_id) stays with its former companions, until
    something contradicts that.
    """
    return clusters_along(links_among(features, progress, thresholds), features, previous, decisions)


def links_among(
    features: Sequence[Features], progress: Progress = lambda *_: None, thresholds: Thresholds | None = None
) -> Linked:
    """Return the links between listings, without regard to decisions and earlier memberships."""
    return links_over(Indexes.of(features), features, progress, thresholds)[0]


def links_over(
    indexes: Indexes,
    features: Sequence[Features],
    progress: Progress = lambda *_: None,
    thresholds: Thresholds | None = None,
    counts: NameCounts | None = None,
) -> tuple[Linked, NameCounts]:
    """Return the links between indexed listings, and the counts of names, which may be given."""
    corpus = indexes.corpus(counts) if counts else corpus_of(features, indexes)
    limits = thresholds or thresholds_for(corpus.coverage)
    pairs = candidate_pairs(indexes.blocks, len(features), Prefilter.of(indexes, limits.doubt))
    progress("comparing pairs", len(pairs))
    found = scored(features, pairs, corpus, limits.doubt)
    progress("joining along links", len(found))
    return Linked(found, limits, len(pairs), pairs.oversized, corpus.coverage), corpus.counts


def clusters_along(
    linked: Linked, features: Sequence[Features], previous: Mapping[Key, Member], decisions: Decisions
) -> Clusters:
    """Return the clusters of listings by links, earlier memberships and decisions."""
    forest = UnionFind.of(features, decisions.different)
    _join_decided(forest, features, decisions)
    _join_previous(forest, features, previous, linked.found)
    unclear = join_sure(forest, linked.found, linked.limits)
    doubts = join_only_candidates(forest, linked.found, linked.limits)
    return Clusters(
        groups=[[features[at] for at in members] for members in forest.clusters()],
        vetoes=forest.vetoes,
        ambiguous=len(unclear),
        oversized_blocks=linked.oversized_blocks,
        pairs=linked.pairs,
        coverage=linked.coverage,
        doubts=doubts,
        overruled=_overruled(forest, features, decisions),
    )


def _join_decided(forest: UnionFind, features: Sequence[Features], decisions: Decisions) -> None:
    overruled = frozenset(Veto) - {Veto.DECIDED_DIFFERENT, Veto.PERSON_AND_CLINIC}
    for _, left, right in _called_the_same(features, decisions):
        forest.join(left, right, overruled)


def _overruled(forest: UnionFind, features: Sequence[Features], decisions: Decisions) -> list[Pair]:
    same = _called_the_same(features, decisions)
    return [pair for pair, left, right in same if forest.find(left) != forest.find(right)]


def _called_the_same(features: Sequence[Features], decisions: Decisions) -> list[tuple[Pair, int, int]]:
    if not decisions.same:
        return []
    at = {one.key: position for position, one in enumerate(features)}
    return [(pair, at[pair[0]], at[pair[1]]) for pair in sorted(decisions.same) if pair[0] in at and pair[1] in at]


def _join_previous(
    forest: UnionFind, features: Sequence[Features], previous: Mapping[Key, Member], links: Links
) -> None:
    together: defaultdict[str, list[int]] = defaultdict(list)
    for position, one in enumerate(features):
        before = previous.get(one.key)
        if before and not one.alone and keeps_its_place(one, before.name_key):
            together[before.provider].append(position)
    for provider in [one for one, positions in together.items() if _held_two(forest, positions, previous)]:
        del together[provider]  # two people were mixed up: evidence alone decides
    _join_sides(forest, [group for group in together.values() if _is_parted(forest, group)], links)
    for _, positions in sorted(together.items()):
        # NPI holders first: where an old cluster splits, the rest stays with the NPI
        positions.sort(key=lambda position: (not features[position].register, not features[position].npi, position))
        for position in positions[1:]:
            forest.join(positions[0], position)


def _held_two(forest: UnionFind, positions: Sequence[int], previous: Mapping[Key, Member]) -> bool:
    members = [forest.features[position] for position in positions]
    return bool(holds_two([one for one in members if previous[one.key].name_key == one.name_key]))


def _is_parted(forest: UnionFind, group: Sequence[int]) -> bool:
    keys = {forest.features[position].key for position in group} if forest.different else set()
    return any(not forest.different[key].isdisjoint(keys) for key in keys if key in forest.different)


def _join_sides(forest: UnionFind, parted: Sequence[Sequence[int]], links: Links) -> None:
    """Join the closest listings within each cluster that a decision splits, so that each side keeps its own."""
    side = {position: number for number, group in enumerate(parted) for position in group}
    if side:
        for found in links:
            if side.get(found.left, -1) == side.get(found.right, -2):
                forest.join(found.left, found.right)


def keeps_its_place(features: Features, name_key: str) -> bool:
    """Return whether a listing keeps its provider: its name still fits, or its source id is its NPI."""
    if features.name_key == name_key or (features.npi and features.npi == features.key[1]):
        return True
    return (
        features.person and not name_key.startswith("clinic:") and still_the_name(form_of_key(name_key), features.name)
    )


def scored(features: Sequence[Features], pairs: Pairs, corpus: Corpus, at_least: float) -> Links:
    """Return the links of pairs with at least so many points, best first."""
    costs, lefts, rights = array("d"), array("q"), array("q")
    for left, right in pairs:
        value = points(features[left], features[right], corpus)
        if value is not None and value >= at_least:
            costs.append(-value)
            lefts.append(left)
            rights.append(right)
    return Links.of(costs, lefts, rights)
