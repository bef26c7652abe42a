"""The scope of a resolution: all listings, or the part that changes can affect."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from index.faults import fault_point
from index.records import Listing
from index.records.codec import from_json
from index.resolve.blocking.indexes import Indexes
from index.resolve.blocking.pairs import oversized
from index.resolve.clusters.clusters import Linked, Progress, links_over
from index.resolve.compare.features import Features, Key, features_of
from index.resolve.compare.npi_owner import with_own_npis
from index.resolve.compare.packed import Packed, pack, unpack
from index.resolve.compare.thresholds import thresholds_for
from index.resolve.decisions import Decisions, decided_since, newest_decision, read_decisions
from index.resolve.identities.registry import CurrentIdentities, read_current_identities
from index.resolve.incremental import snapshot
from index.resolve.incremental.increment import increment, part
from index.resolve.incremental.partial_state import PartialIdentities, closed
from index.resolve.incremental.processes import in_processes
from index.resolve.incremental.snapshot import Snapshot, code_version
from index.store import Store
from index.store.identities import resolutions
from index.store.listings import listing_changes, listings
from index.store.promotion import whole_promotions

MOST_CHANGED = 0.1
"""Share of the listings; when more changed since the last whole resolution, names are counted anew."""
FEW = 20_000  # listings; below, starting processes costs more than it saves


@dataclass(frozen=True, slots=True)
class Scope:
    """Listings in the order of their keys, with their links and earlier memberships.

    No listing outside the scope has a link, a provider or a *same* decision in common with one inside.
    """

    features: Sequence[Features]
    linked: Linked
    current: CurrentIdentities
    decisions: Decisions
    snapshot: Snapshot
    touched: frozenset[Key] | None
    """Listings whose doubts are replaced, withdrawn ones included; None for all."""
    changes_to: int
    decisions_to: int
    file: str = ""
    """The last snapshot's file, where it still fits because nothing changed."""

    @property
    def whole(self) -> bool:
        """Return whether the scope has all listings."""
        return self.touched is None

    def snapshot_with(self, groups: Iterable[Sequence[Features]]) -> Snapshot:
        """Return the snapshot for the next resolution, given the clusters."""
        at = {key: number for number, key in enumerate(self.snapshot.keys)}
        together = self.snapshot.groups.copy()
        for group, members in enumerate(groups, int(together.max(initial=-1)) + 1):
            together[[at[one.key] for one in members]] = group
        return replace(self.snapshot, groups=together)


def whole_scope(store: Store, registers: frozenset[str], progress: Progress) -> Scope:
    """Read and compare every listing that is not withdrawn; no transaction is open while comparing."""
    with whole_promotions(store, progress) as connection:
        current, decisions = read_current_identities(connection), read_decisions(connection)
        changes_to, decisions_to = listing_changes.newest(connection), newest_decision(connection)
        many = listings.count(connection) > FEW
        read = in_processes(partial(packed_features, registers), listings.in_force(connection), many=many)
        features = with_own_npis(sorted(unpack(_counted(read, progress)), key=lambda one: one.key))
    fault_point("resolve/read")
    indexes = Indexes.of(features)
    linked, counts = links_over(indexes, features, progress)
    keys = [one.key for one in features]
    return Scope(
        features=features,
        linked=linked,
        current=current,
        decisions=decisions,
        snapshot=Snapshot(keys, np.full(len(keys), -1, np.int64), indexes, linked.found, counts, 0),
        touched=None,
        changes_to=changes_to,
        decisions_to=decisions_to,
    )


def changed_scope(store: Store, registers: frozenset[str], folder: Path, progress: Progress) -> Scope | None:
    """Compare the listings that changed since the last resolution, and return the part that this can affect.

    None where no snapshot fits, or where more than a tenth has changed since the last whole resolution.
    """
    with whole_promotions(store, progress) as connection:
        last = resolutions.newest(connection)
        previous = snapshot.read(folder, last.kept, code_version(registers)) if last else None
        if not last or not previous:
            return None
        most = int(MOST_CHANGED * np.count_nonzero(previous.alive)) - previous.changed
        changed = listing_changes.changed(connection, max(most, 0))
        if changed is None:
            return None
        progress("comparing what changed", len(changed))
        decisions = read_decisions(connection)
        found = increment(
            previous,
            changed,
            lambda keys: (_features(text, registers) for text in listings.in_force_of(connection, keys)),
        )
        keys = found.snapshot.keys
        alive = found.snapshot.alive | found.dirty  # withdrawn ones connect nothing: they have no links
        at = {keys[number]: number for number in np.flatnonzero(alive).tolist()}
        seeds = found.moved.copy()
        seeds[[at[key] for key in decided_since(connection, last.decisions_to) if key in at]] = True
        related = PartialIdentities(connection, keys)
        same = [(at[left], at[right]) for left, right in decisions.same if left in at and right in at]
        inside = closed(seeds, found.snapshot.links, same, partial(related.companions, at=at))
        touched = frozenset(keys[number] for number in np.flatnonzero(inside).tolist())
        inside &= ~found.gone
        features, links = part(found, inside)
        coverage = previous.counts.coverage
        large = oversized(found.snapshot.indexes.blocks)
        scope = Scope(
            features=features,
            linked=Linked(links, thresholds_for(coverage), found.pairs, large, coverage),
            current=related.current(),
            decisions=decisions,
            snapshot=found.snapshot,
            touched=touched,
            file="" if touched or changed else last.kept,
            changes_to=listing_changes.newest(connection),
            decisions_to=newest_decision(connection),
        )
    fault_point("resolve/read")
    return scope


def packed_features(registers: frozenset[str], texts: Iterable[str]) -> list[Packed]:
    """Return the packed features of listings in JSON; runs in a process of its own."""
    return [pack(_features(text, registers)) for text in texts]


def _features(text: str, registers: frozenset[str]) -> Features:
    listing = from_json(Listing, text)
    return features_of(listing, register=listing.source in registers)


def _counted(batches: Iterable[list[Packed]], progress: Callable[[str, int], None]) -> Iterator[Packed]:
    done = 0
    for batch in batches:
        done += len(batch)
        progress("reading listings", done)
        yield from batch
