"""Resolves the store: reads its listings, clusters them, and writes providers and memberships at once."""

from index import clock
from index.faults import fault_point
from index.registers import NPI_REGISTERS
from index.resolve.clusters import Clusters, Member, Progress, all_traits, clusters_along, links_among
from index.resolve.decided_identities import Before, identify_decided
from index.resolve.decisions import Decisions, read_decisions
from index.resolve.doubts import write_doubts
from index.resolve.identities import Identities, identify
from index.resolve.registry import Standing, read_standing, version, write_identities
from index.resolve.report import ResolveReport
from index.resolve.traits import Traits
from index.store import Store, sources
from index.store.listings import seen_listings

ATTEMPTS = 3


class StoreKeepsChangingError(RuntimeError):
    """Others resolved or decided during every attempt; the message says to run it again."""


def resolve(
    store: Store, *, registers: frozenset[str] | None = None, progress: Progress = lambda *_: None
) -> ResolveReport:
    """Cluster all listings that are not withdrawn into providers, and keep every id that still stands.

    Reading and comparing hold no lock. Everything is written in one transaction, so that a kill at any
    moment leaves the store as it was. Withdrawn listings keep their membership: they return under their
    id. `registers` are the NPI registers, by default those that the store's sources say they are.
    Raises StoreKeepsChangingError when others wrote identities during every attempt.
    """
    for _ in range(ATTEMPTS):
        with store.read() as connection:
            known = sources.registers(connection) | NPI_REGISTERS if registers is None else registers
            standing, decisions = read_standing(connection), read_decisions(connection)
            traits = all_traits((seen.listing for seen in seen_listings(connection)), known)
        fault_point("resolve/read")
        report = _resolve(store, traits, standing, decisions, progress)
        if report is not None:
            return report
        progress("starting again, since identities or decisions changed meanwhile", 0)
    raise StoreKeepsChangingError("identities or decisions changed during every attempt; run `pinpoint resolve` again")


def _who_is_who(
    traits: list[Traits], standing: Standing, decisions: Decisions, progress: Progress
) -> tuple[Clusters, Identities, Identities]:
    """Return the clusters, their ids, and the ids that evidence alone would give.

    Decisions are laid over what evidence alone makes of the listings, which is kept beside it: so that undoing one
    leaves nothing of it.
    """
    links = links_among(traits, progress)
    clusters = clusters_along(links, traits, standing.undecided, Decisions())
    undecided = identify(clusters.groups, standing.undecided, standing.created)
    if not decisions and standing.members == standing.undecided:
        return clusters, undecided, undecided
    if decisions:
        names = {one.key: one.name_key for one in traits}
        by_evidence = {key: Member(to, names[key]) for key, to in undecided.provider.items()}
        clusters = clusters_along(links, traits, by_evidence, decisions)
    before = Before(standing.members, standing.undecided, standing.created)
    return clusters, identify_decided(clusters.groups, undecided, before), undecided


def _resolve(
    store: Store,
    traits: list[Traits],
    standing: Standing,
    decisions: Decisions,
    progress: Progress,
) -> ResolveReport | None:
    clusters, identities, undecided = _who_is_who(traits, standing, decisions, progress)
    names = {one.key: one.name_key for one in traits}
    fault_point("resolve/clustered")
    with store.write() as connection:
        if version(connection) != standing.version:
            return None
        progress("writing providers", len(clusters.groups))
        changed = write_identities(connection, identities, undecided, names, standing, clock.today())
        write_doubts(connection, clusters.doubts)
        fault_point("resolve/written")
    fault_point("resolve/committed")
    return ResolveReport(
        listings=len(traits),
        providers=len(clusters.groups),
        new=len(identities.new.keys() - identities.merged.keys()),
        merged=sum(one in standing.created and one not in standing.merged_into for one in identities.merged),
        split=identities.split,
        changed=changed,
        ambiguous=clusters.ambiguous,
        doubts=len(clusters.doubts),
        coverage=round(clusters.coverage, 2),
        oversized_blocks=clusters.oversized_blocks,
        overruled=len(clusters.overruled),
        vetoes={str(name): count for name, count in sorted(clusters.vetoes.items())},
    )
