"""Resolves the store: reads its listings, clusters them, and writes providers and memberships in one transaction."""

from dataclasses import asdict, dataclass, field
from pathlib import Path

from index import clock
from index.faults import fault_point
from index.records.register import NPI_REGISTERS
from index.resolve.clusters.clusters import Clusters, Member, Progress, clusters_along
from index.resolve.clusters.mixed_up import mixed_up
from index.resolve.decisions import Decisions, newest_decision
from index.resolve.identities.decided_identities import Before, identify_decided
from index.resolve.identities.identities import Identities, held_together, identify, keeping_ids
from index.resolve.identities.registry import CurrentIdentities, Retired, read_retired, version, write_identities
from index.resolve.incremental import snapshot
from index.resolve.incremental.scope import Scope, changed_scope, whole_scope
from index.resolve.incremental.snapshot import code_version
from index.resolve.review import doubts
from index.store import Store, sources
from index.store.identities import mixed_up as mixed_ups
from index.store.identities import resolutions
from index.store.identities.resolutions import Resolution
from index.store.listings import listing_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveReport:
    """Counts of one resolution. `changed`: listings with another provider, or another name, than before."""

    whole: bool = True
    """All listings were compared, not only changed ones."""
    listings: int
    looked_at: int = 0
    """Listings that were clustered anew; `ambiguous` and `vetoes` count among them only."""
    pairs: int = 0
    """Pairs of listings that were compared."""
    providers: int
    new: int
    merged: int
    split: int
    mixed_up: int = 0
    """Earlier practitioners that were two people and are separate now; `pinpoint resolve parted` lists them."""
    changed: int
    ambiguous: int
    """Listings that fit two NPI holders about equally well and joined neither."""
    doubts: int
    """Pairs of providers that may be one and were not joined; `pinpoint review list` shows them."""
    coverage: float
    """Estimated share of people that the NPI registers list, 0 to 1."""
    oversized_blocks: int
    overruled: int = 0
    """Pairs decided as the same that another decision keeps apart."""
    vetoes: dict[str, int] = field(default_factory=dict)
    """Number of refused links by the name of the veto."""

    def as_dict(self) -> dict[str, float | dict[str, int]]:
        """Return the counts by name."""
        return asdict(self)


ATTEMPTS = 3


class StoreKeepsChangingError(RuntimeError):
    """Another process resolved or decided during every attempt; the message says to run it again."""


def resolve(
    store: Store,
    *,
    folder: Path | None = None,
    whole: bool = False,
    registers: frozenset[str] | None = None,
    progress: Progress = lambda *_: None,
) -> ResolveReport:
    """Cluster the listings that are not withdrawn into providers, keeping ids wherever they still apply.

    With the last resolution's snapshot in `folder` only changed listings are compared; all are without a folder, with
    `whole`, and where the snapshot does not fit. Reading and comparing hold no lock. All results are written in one
    transaction, so a kill at any moment leaves the store as it was. Withdrawn listings keep their membership and return
    under their id. `registers` are the NPI registers, by default those that the store's sources declare. Raises
    StoreKeepsChangingError when others wrote identities during every attempt.
    """
    for _ in range(ATTEMPTS):
        known = _registers(store) if registers is None else registers
        scope = changed_scope(store, known, folder, progress) if folder and not whole else None
        report = _resolve(store, scope or whole_scope(store, known, progress), folder, known, progress)
        if report is not None:
            return report
        progress("starting again, since identities or decisions changed meanwhile", 0)
    raise StoreKeepsChangingError("identities or decisions changed during every attempt; run `pinpoint resolve` again")


def _registers(store: Store) -> frozenset[str]:
    with store.read() as connection:
        return sources.registers(connection) | NPI_REGISTERS


def _loose(store: Store) -> frozenset[str]:
    with store.read() as connection:
        return sources.giving_ids_anew(connection)


def _retired(store: Store, current: CurrentIdentities) -> Retired:
    """Return the retired ids that may come back, and add them to `current`; none where nothing was ever decided."""
    with store.read() as connection:
        retired = read_retired(connection) if newest_decision(connection) else Retired({}, {}, {})
    current.merged_into.update(retired.merged_into)
    current.created.update(retired.created)
    return retired


@dataclass(frozen=True, slots=True)
class _Outcome:
    clusters: Clusters
    identities: Identities
    undecided: Identities
    """The ids without any decisions, by evidence alone."""
    mixed_up: dict[str, str]
    """Earlier ids that meant two people who are separate now, each with its reason."""


def _who_is_who(scope: Scope, loose: frozenset[str], retired: Retired) -> _Outcome:
    """Return the clusters and their ids.

    The result by evidence alone is stored as well as the one with decisions, so undoing a decision leaves no trace.
    """
    features, linked, current, decisions = scope.features, scope.linked, scope.current, scope.decisions
    names = {one.key: one.name_key for one in features}
    clusters = clusters_along(linked, features, held_together(current.undecided, loose), Decisions())
    mixed = mixed_up(clusters.groups, current.by_evidence, current.shown, decisions.same)
    current = current.without(mixed)
    undecided = identify(clusters.groups, keeping_ids(current.undecided, names, loose), current.created)
    if not decisions and current.members == current.undecided:
        return _Outcome(clusters, undecided, undecided, mixed)
    if decisions:
        by_evidence = {key: Member(to, names[key]) for key, to in undecided.provider.items()}
        clusters = clusters_along(linked, features, by_evidence, decisions)
    before = Before(current.members, current.undecided, current.created, retired.of, current.merged_into)
    return _Outcome(clusters, identify_decided(clusters.groups, undecided, before), undecided, mixed)


def _resolve(
    store: Store, scope: Scope, folder: Path | None, registers: frozenset[str], progress: Progress
) -> ResolveReport | None:
    outcome = _who_is_who(scope, _loose(store), _retired(store, scope.current))
    clusters, identities = outcome.clusters, outcome.identities
    names = {one.key: one.name_key for one in scope.features}
    left = scope.snapshot_with(clusters.groups) if folder else None
    fault_point("resolve/clustered")
    file = scope.file or (snapshot.write(left, folder, code_version(registers)) if left and folder else "")
    listings, providers = (left.listings, left.providers) if left else (len(names), len(clusters.groups))
    done = Resolution(
        whole=scope.whole,
        listings=listings,
        looked_at=len(names),
        kept=file,
        decisions_to=scope.decisions_to,
    )
    with store.write() as connection:
        if version(connection) != scope.current.version:
            return None
        progress("writing providers", len(clusters.groups))
        changed = write_identities(connection, identities, outcome.undecided, names, scope.current, clock.today())
        mixed_ups.add(connection, outcome.mixed_up, clock.today())
        doubts.write_doubts(connection, clusters.doubts, scope.touched)
        listing_changes.forget(connection, scope.changes_to)
        resolutions.add(connection, done)
        waiting = doubts.count(connection)
        fault_point("resolve/written")
    fault_point("resolve/committed")
    if folder:
        snapshot.sweep(folder, file)
    before = scope.current
    return ResolveReport(
        whole=scope.whole,
        listings=listings,
        looked_at=len(names),
        pairs=clusters.pairs,
        providers=providers,
        new=len(identities.new.keys() - identities.merged.keys()),
        merged=sum(one in before.created and one not in before.merged_into for one in identities.merged),
        split=identities.split,
        mixed_up=len(outcome.mixed_up),
        changed=changed,
        ambiguous=clusters.ambiguous,
        doubts=waiting,
        coverage=round(clusters.coverage, 2),
        oversized_blocks=clusters.oversized_blocks,
        overruled=len(clusters.overruled),
        vetoes={str(name): count for name, count in sorted(clusters.vetoes.items())},
    )
