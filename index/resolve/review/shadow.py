"""Re-resolves from scratch and queues the differences for review; changes no id.

Listings that were joined once stay joined (docs/resolution.md), wrong merges included. The shadow finds these.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from index import clock
from index.records.register import NPI_REGISTERS
from index.resolve.clusters.clusters import Linked, Progress, all_features, clusters_along, links_among
from index.resolve.clusters.tiers import Doubt
from index.resolve.compare.features import Features, Key
from index.resolve.compare.links import HARD
from index.resolve.decisions import Pair, decided, last_verdicts, pair_of
from index.resolve.identities.registry import CurrentIdentities, read_current_identities
from index.resolve.review.doubts import APART_FROM_SCRATCH, TOGETHER_FROM_SCRATCH, write_shadow_doubts
from index.store import Store, audit, sources
from index.store.listings.listings import seen_listings


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowReport:
    """Counts of a shadow resolution and its differences."""

    listings: int
    providers: int
    """Present providers."""
    from_scratch: int
    """Providers if resolved from scratch."""
    apart_from_scratch: int
    """Pairs that are one provider and would be two."""
    together_from_scratch: int
    """Pairs that are two providers and would be one."""
    settled: int
    """Further such pairs that are decided already."""

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Compared:
    """The pairs that differ, and the number of further ones that decisions settle."""

    doubts: list[Doubt]
    settled: int


def shadow(store: Store, *, who: str, progress: Progress = lambda *_: None) -> ShadowReport:
    """Compare the present identities with those from scratch; decisions apply to both.

    Listings that were not resolved yet are left out. The disagreements replace those of the last shadow resolution.
    """
    with store.read() as connection:
        registers = sources.registers(connection) | NPI_REGISTERS
        current, verdicts = read_current_identities(connection), last_verdicts(connection)
        features = all_features((seen.listing for seen in seen_listings(connection)), registers)
    features = [one for one in features if one.key in current.members]
    compared, from_scratch = _compared(features, current, verdicts, progress)
    report = ShadowReport(
        listings=len(features),
        providers=len({current.members[one.key].provider for one in features}),
        from_scratch=from_scratch,
        apart_from_scratch=sum(one.why == APART_FROM_SCRATCH for one in compared.doubts),
        together_from_scratch=sum(one.why == TOGETHER_FROM_SCRATCH for one in compared.doubts),
        settled=compared.settled,
    )
    with store.write() as connection:
        write_shadow_doubts(connection, compared.doubts)
        note = f"{report.apart_from_scratch} apart, {report.together_from_scratch} together"
        audit.record(connection, who=who, action=audit.SHADOW, subject=clock.today().isoformat(), note=note)
    return report


def _compared(
    features: list[Features], current: CurrentIdentities, verdicts: Mapping[Pair, str], progress: Progress
) -> tuple[Compared, int]:
    linked = links_among(features, progress)
    groups = clusters_along(linked, features, {}, decided(verdicts)).groups
    scratch = {one.key: number for number, group in enumerate(groups) for one in group}
    present = [current.members[one.key].provider for one in features]
    return compare(features, present, [scratch[one.key] for one in features], linked, verdicts), len(groups)


def compare(
    features: Sequence[Features],
    present: Sequence[str],
    scratch: Sequence[int],
    linked: Linked,
    verdicts: Mapping[Pair, str],
) -> Compared:
    """Return the disagreements of two ways to cluster listings, one for each two clusters.

    `present` has the present provider and `scratch` the cluster from scratch of each of `features`.
    """
    doubts: dict[Pair, Doubt] = {}
    settled = 0
    ways: tuple[tuple[str, Sequence[Hashable], Sequence[Hashable]], ...] = (
        (APART_FROM_SCRATCH, present, scratch),
        (TOGETHER_FROM_SCRATCH, scratch, present),
    )
    at = {one.key: position for position, one in enumerate(features)}
    for why, whole, part in ways:
        quiet = set(_settled(at, whole, part, verdicts))
        for left, right, points in _bridges(whole, part, linked):
            if frozenset((part[left], part[right])) in quiet:
                settled += 1
                continue
            pair = pair_of(features[left].key, features[right].key)
            doubts.setdefault(pair, Doubt(round(points, 2), *pair, why))
    return Compared(list(doubts.values()), settled)


def _bridges(whole: Sequence[Hashable], part: Sequence[Hashable], linked: Linked) -> Iterator[tuple[int, int, float]]:
    """Yield (left, right, points) of the best links that connect the parts of each whole, as few as needed.

    A part without a link is connected by its first listing and the first of the whole, with points of -HARD.
    """
    parts: dict[Hashable, dict[Hashable, int]] = {}
    for position, (one, other) in enumerate(zip(whole, part, strict=True)):
        parts.setdefault(one, {}).setdefault(other, position)
    root = {(one, other): (one, other) for one, found in parts.items() if len(found) > 1 for other in found}

    def find(place: tuple[Hashable, Hashable]) -> tuple[Hashable, Hashable]:
        while root[place] != place:
            place = root[place]
        return place

    for found in linked.found:
        left, right = (whole[found.left], part[found.left]), (whole[found.right], part[found.right])
        if left[0] == right[0] and left in root and find(left) != find(right):
            root[find(right)] = find(left)
            yield found.left, found.right, found.points
    for one, firsts in parts.items():
        (other, first), *rest = firsts.items()
        for another, position in rest:
            if find((one, other)) != find((one, another)):
                root[find((one, another))] = find((one, other))
                yield first, position, -HARD


def _settled(
    at: Mapping[Key, int], whole: Sequence[Hashable], part: Sequence[Hashable], verdicts: Iterable[Pair]
) -> Iterator[frozenset[Hashable]]:
    """Yield each two parts of one whole that a decision is about."""
    for left, right in verdicts:
        one, other = at.get(left), at.get(right)
        if one is not None and other is not None and whole[one] == whole[other]:
            yield frozenset((part[one], part[other]))
