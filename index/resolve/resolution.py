"""Resolves the store: reads its listings, clusters them, and writes providers and memberships at once."""

from dataclasses import asdict, dataclass, field
from pathlib import Path

from index import clock
from index.faults import fault_point
from index.records.register import NPI_REGISTERS
from index.resolve.clusters.clusters import Clusters, Member, Progress, clusters_along
from index.resolve.decisions import Decisions, newest_decision
from index.resolve.identities.decided_identities import Before, identify_decided
from index.resolve.identities.identities import Identities, held_together, identify, keeping_ids
from index.resolve.identities.mixed_up import mixed_up
from index.resolve.identities.registry import CurrentIdentities, Retired, read_retired, version, write_identities
from index.resolve.incremental import snapshot as kept
from index.resolve.incremental.code_version import code_version
from index.resolve.incremental.scope import Scope, changed_portion, whole_portion
from index.resolve.review import doubts
from index.store import Store, sources
from index.store.identities import mixed_up as mixed_ups
from index.store.identities import resolutions
from index.store.identities.resolutions import Resolution
from index.store.listings import listing_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveReport:
    """`changed` counts listings that stand with another provider, or under another name, than before."""

    whole: bool = True
    """Everything was compared, or only what had changed."""
    listings: int
    looked_at: int = 0
    """Listings that were put together anew; `ambiguous` and `vetoes` are counted among them."""
    pairs: int = 0
    """Pairs of listings that were compared."""
    providers: int
    new: int
    merged: int
    split: int
    mixed_up: int = 0
    """Earlier practitioners who were two people and are parted now; `pinpoint resolve parted` lists them."""
    changed: int
    ambiguous: int
    """Listings that fit two NPI holders about equally well, and joined neither."""
    doubts: int
    """Pairs of providers that may be one and were kept apart; `pinpoint review list` shows them."""
    coverage: float
    """Estimated share of people whom the NPI registers hold, 0 to 1."""
    oversized_blocks: int
    overruled: int = 0
    """Pairs that an operator called the same and that another word of an operator keeps apart."""
    vetoes: dict[str, int] = field(default_factory=dict)
    """Links refused, by the name of the veto."""

    def as_dict(self) -> dict[str, float | dict[str, int]]:
        """Return the counts by name."""
        return asdict(self)


ATTEMPTS = 3


class StoreKeepsChangingError(RuntimeError):
    """Others resolved or decided during every attempt; the message says to run it again."""


def resolve(
    store: Store,
    *,
    folder: Path | None = None,
    whole: bool = False,
    registers: frozenset[str] | None = None,
    progress: Progress = lambda *_: None,
) -> ResolveReport:
    """Cluster the listings that are not withdrawn into providers, and keep every id that still stands.

    What the last resolution left in `folder` is taken up: then only what changed is compared; without a folder, with
    `whole`, and where it does not fit, everything is. Reading and comparing hold no lock. Everything is written in one
    transaction, so that a kill at any moment leaves the store as it was. Withdrawn listings keep their membership:
    they return under their id. `registers` are the NPI registers, by default those that the store's sources say they
    are. Raises StoreKeepsChangingError when others wrote identities during every attempt.
    """
    for _ in range(ATTEMPTS):
        known = _registers(store) if registers is None else registers
        portion = changed_portion(store, known, folder, progress) if folder and not whole else None
        report = _resolve(store, portion or whole_portion(store, known, progress), folder, known, progress)
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


def _retired(store: Store, standing: CurrentIdentities) -> Retired:
    """Return ids to return to, and let what stands know of them; where nobody ever decided, there are none."""
    with store.read() as connection:
        retired = read_retired(connection) if newest_decision(connection) else Retired({}, {}, {})
    standing.merged_into.update(retired.merged_into)
    standing.created.update(retired.created)
    return retired


@dataclass(frozen=True, slots=True)
class _Outcome:
    clusters: Clusters
    identities: Identities
    undecided: Identities
    """The ids that evidence alone would give."""
    mixed_up: dict[str, str]
    """Earlier ids that stood for two people who are parted now, each with why."""


def _who_is_who(portion: Scope, loose: frozenset[str], retired: Retired) -> _Outcome:
    """Return the clusters and their ids.

    Decisions are laid over what evidence alone makes of the listings, which is kept beside it: so that undoing one
    leaves nothing of it.
    """
    traits, linked, standing, decisions = portion.traits, portion.linked, portion.standing, portion.decisions
    names = {one.key: one.name_key for one in traits}
    clusters = clusters_along(linked, traits, held_together(standing.undecided, loose), Decisions())
    mixed = mixed_up(clusters.groups, standing.by_evidence, standing.shown, decisions.same)
    standing = standing.without(mixed)
    undecided = identify(clusters.groups, keeping_ids(standing.undecided, names, loose), standing.created)
    if not decisions and standing.members == standing.undecided:
        return _Outcome(clusters, undecided, undecided, mixed)
    if decisions:
        by_evidence = {key: Member(to, names[key]) for key, to in undecided.provider.items()}
        clusters = clusters_along(linked, traits, by_evidence, decisions)
    before = Before(standing.members, standing.undecided, standing.created, retired.of)
    return _Outcome(clusters, identify_decided(clusters.groups, undecided, before), undecided, mixed)


def _resolve(
    store: Store, portion: Scope, folder: Path | None, registers: frozenset[str], progress: Progress
) -> ResolveReport | None:
    outcome = _who_is_who(portion, _loose(store), _retired(store, portion.standing))
    clusters, identities = outcome.clusters, outcome.identities
    names = {one.key: one.name_key for one in portion.traits}
    left = portion.kept_with(clusters.groups) if folder else None
    fault_point("resolve/clustered")
    file = portion.file or (kept.write(left, folder, code_version(registers)) if left and folder else "")
    listings, providers = (left.listings, left.providers) if left else (len(names), len(clusters.groups))
    done = Resolution(
        whole=portion.whole,
        listings=listings,
        looked_at=len(names),
        kept=file,
        decisions_to=portion.decisions_to,
    )
    with store.write() as connection:
        if version(connection) != portion.standing.version:
            return None
        progress("writing providers", len(clusters.groups))
        changed = write_identities(connection, identities, outcome.undecided, names, portion.standing, clock.today())
        mixed_ups.add(connection, outcome.mixed_up, clock.today())
        doubts.write_doubts(connection, clusters.doubts, portion.touched)
        listing_changes.forget(connection, portion.changes_to)
        resolutions.add(connection, done)
        waiting = doubts.count(connection)
        fault_point("resolve/written")
    fault_point("resolve/committed")
    if folder:
        kept.sweep(folder, file)
    before = portion.standing
    return ResolveReport(
        whole=portion.whole,
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
