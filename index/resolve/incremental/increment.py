"""Compares the listings that changed since the last resolution, and finds the listings that this affects.

A change affects other listings indirectly, through the frequency of a name or a shared phone.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from index.resolve.blocking.indexes import Indexes
from index.resolve.blocking.pairs import LARGEST_BLOCK
from index.resolve.blocking.prefilter import Prefilter
from index.resolve.clusters.scored_links import Links
from index.resolve.compare.features import Features, Key
from index.resolve.compare.key_index import KeyIndex, Mask, Numbers, hash_of
from index.resolve.compare.links import FEW_SURNAMES, points
from index.resolve.compare.npi_owner import with_own_npis
from index.resolve.compare.thresholds import thresholds_for
from index.resolve.incremental.snapshot import Snapshot

SEVERAL = 2  # holders of a name; more make no difference


def affected(old: Indexes, new: Indexes, dirty: Mask) -> Mask:
    """Return the unchanged listings whose links have to be found anew, given the mask of changed ones.

    They are those for which a name got or lost its only or second holder, a phone became one of few or many surnames,
    or a block became small enough or too large to compare.
    """
    mask = np.zeros(len(dirty), np.bool_)
    changed = np.zeros(len(dirty), np.bool_)
    for was, now in ((old.holders, new.holders), (old.holders_in, new.holders_in)):
        for key, numbers in _touched(was, now, dirty):
            ones, others = _values(was, key, old.npis), _values(now, key, new.npis)
            if ones != others and min(len(ones), len(others)) < SEVERAL:
                changed[numbers] = True
    for names in (old.names.where(changed), new.names.where(changed)):
        for key in np.unique(names.hashes).tolist():
            mask[new.names.having(key)] = True
    for key, _ in _touched(old.phones, new.phones, dirty):
        before, after = (len(_values(index.phones, key, index.families)) <= FEW_SURNAMES for index in (old, new))
        if before != after:
            mask[new.phones.having(key)] = True
    for key in _outgrown(old.blocks, new.blocks, dirty):
        mask[new.blocks.having(key)] = True
    return mask & ~dirty


def _touched(old: KeyIndex, new: KeyIndex, dirty: Mask) -> Iterator[tuple[int, Numbers]]:
    """Yield each key that changed listings have or had, with those listings."""
    keys = [index.where(dirty) for index in (old, new)]
    both = KeyIndex.of(np.concatenate([one.hashes for one in keys]), np.concatenate([one.numbers for one in keys]))
    for key in np.unique(both.hashes).tolist():
        yield key, both.having(key)


def _values(index: KeyIndex, key: int, values: Numbers) -> set[int]:
    return set(values[index.having(key)].tolist())


def _outgrown(old: KeyIndex, new: KeyIndex, dirty: Mask) -> list[int]:
    """Return the blocks that became too large to compare, or small enough."""
    keys = np.unique(np.concatenate([index.where(dirty).hashes for index in (old, new)]))
    outgrown: list[int] = keys[(old.sizes(keys) > LARGEST_BLOCK) != (new.sizes(keys) > LARGEST_BLOCK)].tolist()
    return outgrown


Read = Callable[[Sequence[Key]], Iterable[Features]]
"""Reads the listings of some keys that are in force, each with the NPI that it shows."""


@dataclass(slots=True)
class Listings:
    """Features by number, read when they are first needed."""

    keys: list[Key]
    npis: Numbers
    read: Read
    known: dict[int, Features] = field(default_factory=dict)

    def fetch(self, numbers: Iterable[int]) -> None:
        """Read the features of some numbers, unless they are known."""
        wanted = {self.keys[number]: number for number in numbers if number not in self.known}
        for features in self.read(list(wanted)):
            number = wanted[features.key]
            npi = int(self.npis[number])
            self.known[number] = replace(features, npi=str(npi) if npi else "") if features.person else features


@dataclass(frozen=True, slots=True)
class Increment:
    """The listings after a change: `snapshot`, the next snapshot, and `dirty`, the numbers of those that changed."""

    snapshot: Snapshot
    listings: Listings
    dirty: Mask
    gone: Mask
    """The changed ones that are withdrawn."""
    moved: Mask
    """Those that changed, or that gained or lost a link."""
    pairs: int


def increment(snapshot: Snapshot, changed: Collection[Key], read: Read) -> Increment:
    """Apply changed, new and withdrawn listings to a snapshot, and find the links that depend on them anew.

    Links between other listings keep their points, which depend on the counts of names in the last whole resolution.
    The groups are still those of the last resolution; new listings are in none.
    """
    at = {key: number for number, key in enumerate(snapshot.keys)}
    keys = [*snapshot.keys, *(key for key in sorted(set(changed)) if key not in at)]
    at.update({key: number for number, key in enumerate(keys[len(snapshot.keys) :], len(snapshot.keys))})
    dirty = np.zeros(len(keys), np.bool_)
    dirty[[at[key] for key in changed]] = True
    fresh = _with_own_npis({at[one.key]: one for one in read(sorted(set(changed)))}, snapshot, dirty, keys, read)
    dirty[list(fresh)] = True
    indexes = snapshot.indexes.replaced(dirty, fresh)
    listings = Listings(keys, indexes.npis, read, dict(fresh))
    again = affected(snapshot.indexes, indexes, dirty)
    gone = dirty.copy()
    gone[list(fresh)] = False
    anew = (dirty & ~gone) | again
    pairs = _pairs(indexes, anew, thresholds_for(snapshot.counts.coverage).doubt)
    listings.fetch(np.unique(pairs).tolist())
    found = _scored(pairs, listings, indexes, snapshot)
    stay = ~((dirty | again)[snapshot.links.left] | (dirty | again)[snapshot.links.right])
    groups = np.full(len(keys), -1, np.int64)
    groups[: len(snapshot.groups)] = snapshot.groups
    groups[gone] = -1
    return Increment(
        snapshot=Snapshot(
            keys,
            groups,
            indexes,
            snapshot.links.where(stay).and_of(found),
            snapshot.counts,
            snapshot.changed + len(changed),
        ),
        listings=listings,
        dirty=dirty,
        gone=gone,
        moved=dirty | _moved(snapshot.links.where(~stay), found, len(keys)),
        pairs=len(pairs),
    )


def _with_own_npis(
    fresh: dict[int, Features], snapshot: Snapshot, dirty: Mask, keys: Sequence[Key], read: Read
) -> dict[int, Features]:
    """Return changed listings with the NPIs that they own, and others that gained or lost the ownership of one."""
    shown = snapshot.indexes.shown
    numbers = {one.key: number for number, one in fresh.items()}
    hashes = {hash_of((one.shown_npi,)) for one in fresh.values() if one.shown_npi}
    hashes |= set(shown.where(dirty).hashes.tolist())
    sharing = np.unique(shown.of_any(np.array(sorted(hashes), np.int64)))
    sharing = sharing[~dirty[sharing]]
    numbers |= {keys[number]: number for number in sharing.tolist()}
    others = list(read([keys[number] for number in sharing.tolist()]))
    found = {numbers[one.key]: one for one in with_own_npis([*fresh.values(), *others])}
    return {
        number: one
        for number, one in found.items()
        if number in fresh or (one.person and int(one.npi or 0) != snapshot.indexes.npis[number])
    }


def _pairs(indexes: Indexes, anew: Mask, doubt: float) -> Numbers:
    """Return the pairs of numbers with a listing to link anew, each once; shape (pairs, 2)."""
    left, right = indexes.blocks.pairs_with(indexes.blocks.where(anew), LARGEST_BLOCK)
    possible = (left != right) & ~Prefilter.of(indexes, doubt)(left, right)
    low, high = np.minimum(left[possible], right[possible]), np.maximum(left[possible], right[possible])
    codes = np.unique(low * len(anew) + high)
    return np.stack(np.divmod(codes, len(anew)), axis=1)


def _scored(pairs: Numbers, listings: Listings, indexes: Indexes, snapshot: Snapshot) -> Links:
    corpus = indexes.corpus(snapshot.counts)
    at_least = thresholds_for(corpus.coverage).doubt
    known = listings.known
    costs, lefts, rights = array("d"), array("q"), array("q")
    for one, other in pairs.tolist():
        left, right = (one, other) if listings.keys[one] < listings.keys[other] else (other, one)
        value = points(known[left], known[right], corpus)
        if value is not None and value >= at_least:
            costs.append(-value)
            lefts.append(left)
            rights.append(right)
    return Links.of(costs, lefts, rights)


def _moved(gone: Links, found: Links, listings: int) -> Mask:
    mask = np.zeros(listings, np.bool_)
    before, after = ({*one.rows()} for one in (gone, found))
    for _, left, right in before ^ after:
        mask[[left, right]] = True
    return mask


def part(increment: Increment, inside: Mask) -> tuple[list[Features], Links]:
    """Return the features of a closed part in the order of their keys, and its links by position."""
    numbers = np.flatnonzero(inside).tolist()
    increment.listings.fetch(numbers)
    numbers.sort(key=lambda number: increment.listings.keys[number])
    position = np.full(len(inside), -1, np.int64)
    position[numbers] = np.arange(len(numbers))
    links = increment.snapshot.links
    links = links.where(inside[links.left])
    features = [increment.listings.known[number] for number in numbers]
    return features, Links.of(links.costs, position[links.left], position[links.right])
