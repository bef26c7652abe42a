"""Indexes over all listings, by number: blocking keys, NPIs, holders of names, and bit sets for the prefilter."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.resolve.blocking.pairs import keys_of
from index.resolve.compare.corpus import Corpus, NameCounts, holder_keys, holder_keys_in
from index.resolve.compare.features import Features
from index.resolve.compare.key_index import KeyIndex, Mask, Numbers, hash_of
from index.resolve.compare.thresholds import estimated_coverage

SIEVES = 3
COLUMNS = 5 + 4 * SIEVES
BITS = 63  # usable in a signed 64-bit number


@dataclass(frozen=True, slots=True)
class Indexes:
    """Key indexes and columns over listings; a listing's number is its position in each column."""

    blocks: KeyIndex
    """Listings by blocking key: those that share one are compared."""
    shown: KeyIndex
    """Listings by the NPI that they show, whether or not it is their own."""
    phones: KeyIndex
    """People by phone."""
    names: KeyIndex
    """People by each given name they may go by, with each family name."""
    holders: KeyIndex
    """NPI holders by given and family name."""
    holders_in: KeyIndex
    """NPI holders by given name, family name and state."""
    columns: Numbers
    """Shape (COLUMNS, listings); the properties name its rows."""

    @property
    def npis(self) -> Numbers:
        """By number: the person's own NPI, 0 for none and for clinics."""
        npis: Numbers = self.columns[0]
        return npis

    @property
    def families(self) -> Numbers:
        """By number: the hash of a person's family name, 0 for clinics."""
        families: Numbers = self.columns[1]
        return families

    @property
    def states(self) -> Numbers:
        """By number: a bit for each state of a person, 0 for clinics; two states may share a bit."""
        states: Numbers = self.columns[2]
        return states

    @property
    def contacts(self) -> Numbers:
        """Shape (SIEVES, listings): bits for phones, streets, websites, workplaces, towns and ZIP codes.

        Two listings that share a value share a bit in each sieve; two that share none seldom do.
        """
        return self.columns[3 : 3 + SIEVES]

    @property
    def givens(self) -> Numbers:
        """Shape (SIEVES, listings): bits for each given name that a person may go by, middle name included."""
        return self.columns[3 + SIEVES : 3 + 2 * SIEVES]

    @property
    def letters(self) -> Numbers:
        """By number: a bit for each letter of the given name, 0 for none and for an initial."""
        letters: Numbers = self.columns[3 + 2 * SIEVES]
        return letters

    @property
    def surnames(self) -> Numbers:
        """Shape (SIEVES, listings): bits for each family name that a person may have, middle name included."""
        return self.columns[4 + 2 * SIEVES : 4 + 3 * SIEVES]

    @property
    def surname_letters(self) -> Numbers:
        """By number: a bit for each letter of the family name, 0 for none."""
        letters: Numbers = self.columns[4 + 3 * SIEVES]
        return letters

    @property
    def doors(self) -> Numbers:
        """Shape (SIEVES, listings): bits for phones and streets only."""
        return self.columns[5 + 3 * SIEVES :]

    @classmethod
    def of(cls, listings: Sequence[Features]) -> "Indexes":
        """Return the indexes of listings, numbered by their positions."""
        nothing = KeyIndex(np.zeros(0, np.int64), np.zeros(0, np.int64))
        empty = cls(**dict.fromkeys(KINDS, nothing), columns=np.zeros((COLUMNS, 0), np.int64))
        return empty.replaced(np.zeros(len(listings), np.bool_), dict(enumerate(listings)))

    def replaced(self, gone: Mask, more: Mapping[int, Features]) -> "Indexes":
        """Return the indexes without the listings of a mask, and with others, by number.

        The mask's length is the new number of listings.
        """
        indexes = {name: getattr(self, name).replaced(gone, _indexed(more, keys)) for name, keys in KINDS.items()}
        columns = np.zeros((COLUMNS, len(gone)), np.int64)
        columns[:, : self.columns.shape[1]] = self.columns
        columns[:, gone] = 0
        if more:
            columns[:, np.fromiter(more, np.int64, len(more))] = np.array([*map(_column, more.values())], np.int64).T
        return Indexes(**indexes, columns=columns)

    def corpus(self, counts: NameCounts) -> Corpus:
        """Return the corpus of these counts, with the NPI holders of names and the surnames of phones."""
        npis, families = self.npis, self.families
        return Corpus(counts, self.holders.valued(npis), self.holders_in.valued(npis), self.phones.valued(families))


def corpus_of(listings: Sequence[Features], indexes: Indexes) -> Corpus:
    """Return the corpus of all listings, with the estimated coverage of the NPI registers."""
    counts = NameCounts.of(listings)
    corpus = indexes.corpus(counts)
    counts.coverage = estimated_coverage(listings, corpus.is_registered)
    return corpus


def _indexed(listings: Mapping[int, Features], keys: Callable[[Features], Iterable[tuple[str, ...]]]) -> KeyIndex:
    hashes, numbers = array("q"), array("q")
    for number, features in listings.items():
        own = {hash_of(key) for key in keys(features)}
        hashes.extend(own)
        numbers.extend([number] * len(own))
    return KeyIndex.of(hashes, numbers)


def _column(features: Features) -> tuple[int, ...]:
    if not features.person:
        return (0,) * COLUMNS
    states = 0
    for state in features.states:
        states |= 1 << hash_of((state,)) % BITS
    name = features.name
    places = (
        *features.phones,
        *features.streets,
        *features.workplaces,
        *features.towns,
        *features.zips,
        features.domain,
    )
    family = hash_of((name.family,))
    goes_by = (name.given, name.middle, *name.others, *name.full_givens)
    bears = (name.family, name.middle, *name.families, *name.former)
    return (
        *(int(features.npi or 0), family, states, *_sieved(places)),
        *(*_sieved(goes_by), _letters(name.given)),
        *(*_sieved(bears), _letters(name.family), *_sieved((*features.phones, *features.streets))),
    )


def _letters(name: str) -> int:
    letters = 0
    for letter in name if len(name) > 1 else "":
        letters |= 1 << ord(letter) % BITS
    return letters


def _sieved(values: Iterable[str]) -> list[int]:
    sieves = [0] * SIEVES
    for value in filter(None, values):
        hashed = hash_of((value,))
        for sieve in range(SIEVES):
            sieves[sieve] |= 1 << (hashed >> 16 * sieve) % BITS
    return sieves


def _shown(features: Features) -> Iterator[tuple[str, ...]]:
    if features.shown_npi:
        yield (features.shown_npi,)


def _phones(features: Features) -> Iterator[tuple[str, ...]]:
    if features.person:
        yield from ((phone,) for phone in features.phones)


def _names(features: Features) -> Iterator[tuple[str, ...]]:
    if features.person:
        yield from ((given, part) for given in features.name.full_givens for part in features.name.families)


KINDS: dict[str, Callable[[Features], Iterable[tuple[str, ...]]]] = {
    "blocks": keys_of,
    "shown": _shown,
    "phones": _phones,
    "names": _names,
    "holders": holder_keys,
    "holders_in": holder_keys_in,
}
