"""Resolves the store: reads its listings, clusters them, and writes providers and memberships at once."""

from collections.abc import Callable

from index import clock
from index.faults import fault_point
from index.registers import NPI_REGISTERS
from index.resolve.clusters import all_traits, cluster
from index.resolve.decisions import Decisions, read_decisions
from index.resolve.doubts import write_doubts
from index.resolve.identities import identify
from index.resolve.registry import Standing, read_standing, version, write_identities
from index.resolve.report import ResolveReport
from index.resolve.traits import Traits
from index.store import Store, sources
from index.store.listings import seen_listings

ATTEMPTS = 3


class StoreKeepsChangingError(RuntimeError):
    """Others resolved or decided during every attempt; the message says to run it again."""


def resolve(
    store: Store, *, registers: frozenset[str] | None = None, progress: Callable[[str, int], None] = lambda *_: None
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


def _resolve(
    store: Store,
    traits: list[Traits],
    standing: Standing,
    decisions: Decisions,
    progress: Callable[[str, int], None],
) -> ResolveReport | None:
    clusters = cluster(traits, standing.members, decisions, progress)
    identities = identify(clusters.groups, standing.members, standing.created)
    names = {one.key: one.name_key for one in traits}
    fault_point("resolve/clustered")
    with store.write() as connection:
        if version(connection) != standing.version:
            return None
        progress("writing providers", len(clusters.groups))
        changed = write_identities(connection, identities, names, standing, clock.today())
        write_doubts(connection, clusters.doubts)
        fault_point("resolve/written")
    fault_point("resolve/committed")
    return ResolveReport(
        listings=len(traits),
        providers=len(clusters.groups),
        new=len(identities.new),
        merged=len(identities.merged),
        split=identities.split,
        changed=changed,
        ambiguous=clusters.ambiguous,
        doubts=len(clusters.doubts),
        coverage=round(clusters.coverage, 2),
        oversized_blocks=clusters.oversized_blocks,
        vetoes={str(name): count for name, count in sorted(clusters.vetoes.items())},
    )
