"""What all listings offer for comparison, by number: their blocking keys, and what the register says of names."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.resolve.corpus import Corpus, NameCounts, holder_keys
from index.resolve.coverage import estimated_coverage
from index.resolve.key_index import KeyIndex, Mask, Numbers, hash_of
from index.resolve.keys import keys_of
from index.resolve.traits import Traits


@dataclass(frozen=True, slots=True)
class Indexes:
    """Which listings share what, and whose NPI and family name each one has."""

    blocks: KeyIndex
    """Those that are compared."""
    shown: KeyIndex
    """Those that show one NPI, whosever it is."""
    phones: KeyIndex
    """People with one phone."""
    names: KeyIndex
    """People with a given and a family name that may be one."""
    holders: KeyIndex
    """People who hold an NPI under one name, in one state and, under "", in the country."""
    npis: Numbers
    """By number: the NPI that stands for a person, 0 for none and for clinics."""
    families: Numbers
    """By number: the hash of a person's family name, 0 for clinics."""

    @classmethod
    def of(cls, listings: Sequence[Traits]) -> "Indexes":
        """Return the indexes of listings, numbered by their positions."""
        nothing = np.zeros(0, np.int64)
        none = KeyIndex(nothing, nothing)
        empty = cls(none, none, none, none, none, npis=nothing, families=nothing)
        return empty.replaced(np.zeros(len(listings), np.bool_), dict(enumerate(listings)))

    def replaced(self, gone: Mask, more: Mapping[int, Traits]) -> "Indexes":
        """Return the indexes without the listings of a mask and with others, by number, in their place.

        The mask is as long as there are numbers from now on.
        """
        indexes = {name: getattr(self, name).replaced(gone, _indexed(more, keys)) for name, keys in KINDS.items()}
        npis, families = _column(self.npis, gone, more, _npi), _column(self.families, gone, more, _family)
        return Indexes(**indexes, npis=npis, families=families)

    def corpus(self, counts: NameCounts) -> Corpus:
        """Return counts with the holders of names and the surnames of phones."""
        return Corpus(counts, self.holders.valued(self.npis), self.phones.valued(self.families))


def corpus_of(listings: Sequence[Traits], indexes: Indexes) -> Corpus:
    """Return the counts over all listings, and the share of people whom the NPI registers hold."""
    counts = NameCounts.of(listings)
    corpus = indexes.corpus(counts)
    counts.coverage = estimated_coverage(listings, corpus.is_registered)
    return corpus


def _indexed(listings: Mapping[int, Traits], keys: Callable[[Traits], Iterable[tuple[str, ...]]]) -> KeyIndex:
    hashes, numbers = array("q"), array("q")
    for number, traits in listings.items():
        own = {hash_of(key) for key in keys(traits)}
        hashes.extend(own)
        numbers.extend([number] * len(own))
    return KeyIndex.of(hashes, numbers)


def _column(column: Numbers, gone: Mask, more: Mapping[int, Traits], value: Callable[[Traits], int]) -> Numbers:
    longer = np.zeros(len(gone), np.int64)
    longer[: len(column)] = column
    longer[gone] = 0
    longer[np.fromiter(more, np.int64, len(more))] = np.fromiter(map(value, more.values()), np.int64, len(more))
    return longer


def _npi(traits: Traits) -> int:
    return int(traits.npi) if traits.person and traits.npi else 0


def _family(traits: Traits) -> int:
    return hash_of((traits.name.family,)) if traits.person else 0


def _shown(traits: Traits) -> Iterator[tuple[str, ...]]:
    if traits.shown_npi:
        yield (traits.shown_npi,)


def _phones(traits: Traits) -> Iterator[tuple[str, ...]]:
    if traits.person:
        yield from ((phone,) for phone in traits.phones)


def _names(traits: Traits) -> Iterator[tuple[str, ...]]:
    if traits.person:
        yield from ((given, part) for given in traits.name.full_givens for part in traits.name.families)


KINDS: dict[str, Callable[[Traits], Iterable[tuple[str, ...]]]] = {
    "blocks": keys_of,
    "shown": _shown,
    "phones": _phones,
    "names": _names,
    "holders": holder_keys,
}
