"""Resolves from nothing, beside the standing identities, and puts what differs into the review queue; changes no id.

What stood together once stays together (see docs/resolution.md), and so does a wrong merge. Here it comes to light.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from index import clock
from index.records.register import NPI_REGISTERS
from index.resolve.clusters.clusters import Linked, Progress, all_traits, clusters_along, links_among
from index.resolve.clusters.tiers import Doubt
from index.resolve.compare.links import HARD
from index.resolve.compare.traits import Features, Key
from index.resolve.decisions import Pair, decided, last_verdicts, pair_of
from index.resolve.identities.registry import CurrentIdentities, read_current_identities
from index.resolve.review.doubts import APART_FROM_SCRATCH, TOGETHER_FROM_SCRATCH, write_shadow_doubts
from index.store import Store, audit, sources
from index.store.listings.listings import seen_listings


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadowReport:
    """What a resolution from nothing made otherwise."""

    listings: int
    providers: int
    """That stand."""
    from_scratch: int
    """Providers that the listings make from nothing."""
    apart_from_scratch: int
    """Pairs that stand together and would be two."""
    together_from_scratch: int
    """Pairs that stand apart and would be one."""
    settled: int
    """Further pairs, on which somebody has decided."""

    def as_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Compared:
    """The pairs that differ, and how many more an operator's word has settled."""

    doubts: list[Doubt]
    settled: int


def shadow(store: Store, *, who: str, progress: Progress = lambda *_: None) -> ShadowReport:
    """Compare the standing identities with those that the listings make from nothing; decisions hold in both.

    Listings that were not resolved yet are left out. The disagreements take the place of those of the last time.
    """
    with store.read() as connection:
        registers = sources.registers(connection) | NPI_REGISTERS
        standing, verdicts = read_current_identities(connection), last_verdicts(connection)
        traits = all_traits((seen.listing for seen in seen_listings(connection)), registers)
    traits = [one for one in traits if one.key in standing.members]
    compared, from_scratch = _compared(traits, standing, verdicts, progress)
    report = ShadowReport(
        listings=len(traits),
        providers=len({standing.members[one.key].provider for one in traits}),
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
    traits: list[Features], standing: CurrentIdentities, verdicts: Mapping[Pair, str], progress: Progress
) -> tuple[Compared, int]:
    linked = links_among(traits, progress)
    groups = clusters_along(linked, traits, {}, decided(verdicts)).groups
    scratch = {one.key: number for number, group in enumerate(groups) for one in group}
    stands = [standing.members[one.key].provider for one in traits]
    return compare(traits, stands, [scratch[one.key] for one in traits], linked, verdicts), len(groups)


def compare(
    traits: Sequence[Features],
    stands: Sequence[str],
    scratch: Sequence[int],
    linked: Linked,
    verdicts: Mapping[Pair, str],
) -> Compared:
    """Return the disagreements of two ways to put listings together, one for each two clusters."""
    doubts: dict[Pair, Doubt] = {}
    settled = 0
    ways: tuple[tuple[str, Sequence[Hashable], Sequence[Hashable]], ...] = (
        (APART_FROM_SCRATCH, stands, scratch),
        (TOGETHER_FROM_SCRATCH, scratch, stands),
    )
    at = {one.key: position for position, one in enumerate(traits)}
    for why, whole, part in ways:
        quiet = set(_settled(at, whole, part, verdicts))
        for left, right, points in _bridges(whole, part, linked):
            if frozenset((part[left], part[right])) in quiet:
                settled += 1
                continue
            pair = pair_of(traits[left].key, traits[right].key)
            doubts.setdefault(pair, Doubt(round(points, 2), *pair, why))
    return Compared(list(doubts.values()), settled)


def _bridges(whole: Sequence[Hashable], part: Sequence[Hashable], linked: Linked) -> Iterator[tuple[int, int, float]]:
    """Yield the best links between the parts of each whole, as few as hold it together.

    Where no link leads to a part, it is its first listing with the first of all, at the points of no evidence.
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
    """Yield the two parts of one whole on which somebody has decided."""
    for left, right in verdicts:
        one, other = at.get(left), at.get(right)
        if one is not None and other is not None and whole[one] == whole[other]:
            yield frozenset((part[one], part[other]))
