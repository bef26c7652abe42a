"""Typing slips: words that differ by one letter wrong, missing or too many, or by two neighbors swapped.

Two words are at most one slip apart only if deleting one letter (or none) from each can give the same text, so a
sorted table of hashed deletions finds all candidates at once; each is then compared letter by letter.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from index.search.text_query import SHORTEST_FORGIVEN


def one_slip_apart(word: str, other: str) -> bool:
    """Return whether two words are equal or one slip apart (optimal string alignment distance of at most 1)."""
    return OSA.distance(word, other, score_cutoff=1) <= 1


@dataclass(frozen=True, slots=True, eq=False)
class SlipTable:
    """Hashes of terms with one letter deleted or none, ascending, each with the number of its term."""

    hashes: NDArray[np.uint32]
    terms: NDArray[np.uint32]

    @classmethod
    def of(cls, vocabulary: Sequence[str]) -> "SlipTable":
        """Return the table of a vocabulary; terms too short for a slip are left out."""
        long_enough = ((n, term) for n, term in enumerate(vocabulary) if len(term) >= SHORTEST_FORGIVEN - 1)
        pairs = [(made, number) for number, term in long_enough for made in set(_deletion_hashes(term))]
        hashes, terms = np.array(sorted(pairs), dtype=np.uint32).reshape(-1, 2).T
        return cls(np.ascontiguousarray(hashes), np.ascontiguousarray(terms))

    def neighbors(self, word: str, vocabulary: Sequence[str]) -> list[int]:
        """Return the sorted numbers of the terms that are at most one slip from the word."""
        made = np.array(sorted(set(_deletion_hashes(word))), dtype=np.uint32)
        firsts, lasts = np.searchsorted(self.hashes, made), np.searchsorted(self.hashes, made, side="right")
        near: set[int] = set()
        for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
            near.update(self.terms[first:last].tolist())
        return sorted(number for number in near if one_slip_apart(word, vocabulary[number]))

    def save(self, directory: Path) -> None:
        """Write the table into a directory."""
        np.save(directory / "slips.hashes.npy", self.hashes)
        np.save(directory / "slips.terms.npy", self.terms)

    @classmethod
    def open(cls, directory: Path) -> "SlipTable":
        """Open the files of `save`, mapped, not read."""
        hashes, terms = (np.load(directory / f"slips.{name}.npy", mmap_mode="r") for name in ("hashes", "terms"))
        return cls(np.asarray(hashes), np.asarray(terms))


def _deletion_hashes(word: str) -> Iterator[int]:
    yield zlib.crc32(word.encode())
    for place in range(len(word)):
        yield zlib.crc32((word[:place] + word[place + 1 :]).encode())
