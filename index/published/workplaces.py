"""Workplaces: providers with one phone number or in one building, for every published place.

Computed at publication from published data, so a withheld street joins nobody. One file of fixed rows, sorted by the
hash of a key ("phone in a ZIP code" or "building"); the reader then compares the shown values, not the hashes.
"""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy as np

from index.normalize.match_keys import organization_key
from index.published.summaries import ProviderSummary, summary_of
from index.records import ListingKind, Provider, SourcesSay

FILE = "workplaces.npy"
MOST = 400
"""Most places read for one key: an office tower has more than anybody reads."""
_ROW = np.dtype([("key", np.uint64), ("number", np.uint32), ("practice", np.uint16), ("answer", np.uint8)])
_ANSWERS = tuple(SourcesSay)


class Workmate(NamedTuple):
    """A provider at a workplace: its summary, and the sources' answer on dry needling there."""

    summary: ProviderSummary
    answer: SourcesSay


class WorkplacesWriter:
    """Gathers the rows of providers one by one, in the order of their documents."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[tuple[int, int, int, int]] = []
        self._number = 0

    def write(self, provider: Provider) -> None:
        """Add one provider."""
        for practice, shown in enumerate(provider.practices):
            answer = _ANSWERS.index(shown.evidence.answer)
            for key in keys_of(summary_of(provider, practice)):
                self._rows.append((_hash(key), self._number, practice, answer))
        self._number += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if error is None:
            np.save(self._folder / FILE, np.sort(np.array(self._rows, dtype=_ROW)))


class Workplaces:
    """The rows of a generation, mapped."""

    def __init__(self, folder: Path) -> None:
        rows = np.load(folder / FILE, mmap_mode="r")
        self._rows = rows
        self._keys = np.ascontiguousarray(rows["key"])

    def near(self, summary: ProviderSummary) -> Iterator[tuple[int, int, SourcesSay]]:
        """Yield (document number, practice, answer) of places that share a key (`MOST` a key), same phone first."""
        seen: set[tuple[int, int]] = set()
        for key in keys_of(summary):
            hashed = np.uint64(_hash(key))
            first, end = (int(np.searchsorted(self._keys, hashed, side)) for side in ("left", "right"))
            for _, number, practice, answer in self._rows[first : min(end, first + MOST)].tolist():
                if (number, practice) not in seen:
                    seen.add((number, practice))
                    yield number, practice, _ANSWERS[answer]


def keys_of(summary: ProviderSummary) -> list[str]:
    """Return the keys by which places of one workplace are found: phone in a ZIP code or town, and building."""
    area = summary.zip or f"{summary.city}, {summary.state}"
    phone = [f"phone|{summary.phone.e164}|{area}"] if summary.phone else []
    return [*phone, *([f"building|{summary.building}"] if summary.building else [])]


def work_together(one: ProviderSummary, other: ProviderSummary) -> bool:
    """Return whether two places are one workplace.

    Two buildings are two workplaces. In one building, the same phone number or organization makes one workplace; the
    building alone does not. Without a published street, the same number in one ZIP code or town does.
    """
    same_phone = bool(one.phone and other.phone and one.phone.e164 == other.phone.e164)
    if one.building and other.building:
        return one.building == other.building and (same_phone or _same_organization(one, other))
    return same_phone and (one.zip or one.city) == (other.zip or other.city)


def _same_organization(one: ProviderSummary, other: ProviderSummary) -> bool:
    names = [
        organization_key(place.name if place.kind is ListingKind.CLINIC else place.organization)
        for place in (one, other)
    ]
    return bool(names[0]) and names[0] == names[1]


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")
