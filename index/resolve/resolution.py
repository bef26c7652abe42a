"""Resolves the store: reads its listings, clusters them, and writes providers and memberships at once."""

from dataclasses import dataclass
from pathlib import Path

from index import clock
from index.faults import fault_point
from index.registers import NPI_REGISTERS
from index.resolve import doubts, kept
from index.resolve.clusters import Clusters, Member, Progress, clusters_along
from index.resolve.code_version import code_version
from index.resolve.decided_identities import Before, identify_decided
from index.resolve.decisions import Decisions, newest_decision
from index.resolve.identities import Identities, identify
from index.resolve.mixed_up import mixed_up
from index.resolve.portion import Portion, changed_portion, whole_portion
from index.resolve.registry import Standing, version, write_identities
from index.resolve.report import ResolveReport
from index.resolve.retired import Retired, read_retired
from index.resolve.sticky import held_together, keeping_ids
from index.store import Store, listing_changes, resolutions, sources
from index.store import mixed_up as mixed_ups
from index.store.resolutions import Resolution

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


def _retired(store: Store, standing: Standing) -> Retired:
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


def _who_is_who(portion: Portion, loose: frozenset[str], retired: Retired) -> _Outcome:
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
    store: Store, portion: Portion, folder: Path | None, registers: frozenset[str], progress: Progress
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
