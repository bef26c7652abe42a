"""The roster: one small row for each provider, so that the next publish can compare without reading documents."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.places.states import state_names
from index.published.documents import IDS
from index.records import ListingKind, Practice, Precision, Provider, SourcesSay

FILE = "roster.npy"
FIELDS = (
    "phone", "fax", "street", "point", "organization", "website", "npi", "profession", "credential", "license",
    "condition", "dry needling",
)  # fmt: skip
"""The shown fields, in the order of their bits in `filled`. `dry needling` is any answer but "no word"."""

_ROW = np.dtype([("person", "?"), ("filled", "<u4"), ("states", "<u8")])
_STATE_BITS = {code: 1 << place for place, code in enumerate(sorted(state_names().values()))}

Rows = NDArray[np.void]


class RosterWriter:
    """Collects one row for each provider, in the order of the documents; leaving its `with` block writes the file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[tuple[bool, int, int]] = []

    def write(self, provider: Provider) -> None:
        """Add the row of a provider."""
        self._rows.append((provider.kind is ListingKind.PERSON, _filled(provider), _states(provider.practices)))

    def rows(self) -> Rows:
        """Return the rows added so far."""
        return np.array(self._rows, dtype=_ROW)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            np.save(self._folder / FILE, self.rows(), allow_pickle=False)


def load_roster(folder: Path) -> tuple[NDArray[np.bytes_], Rows] | None:
    """Return the ids of a generation's providers, ascending, and their rows; None if it has no roster."""
    if not (folder / FILE).exists():
        return None
    ids: NDArray[np.bytes_] = np.load(folder / IDS, allow_pickle=False)
    rows: Any = np.load(folder / FILE, allow_pickle=False)
    return ids, rows


def count_states(folder: Path) -> Counter[str]:
    """Return the number of people and clinics with a place in each state ("CO"); empty without a roster."""
    found = load_roster(folder)
    if found is None:
        return Counter()
    states = found[1]["states"]
    counts = {code: int(((states & np.uint64(bit)) != 0).sum()) for code, bit in all_states()}
    return Counter({code: count for code, count in counts.items() if count})


def all_states() -> tuple[tuple[str, int], ...]:
    """Return (code, bit) for every state and territory, sorted by code."""
    return tuple(_STATE_BITS.items())


def _states(practices: Iterable[Practice]) -> int:
    bits = 0
    for practice in practices:
        bits |= _STATE_BITS.get(practice.location.state, 0)
    return bits


def _filled(provider: Provider) -> int:
    places = [practice.location for practice in provider.practices]
    values = {
        "phone": any(place.phone for place in places),
        "fax": any(place.fax for place in places),
        "street": any(place.street for place in places),
        "point": any(place.precision is not Precision.NONE for place in places),
        "organization": any(place.organization for place in places),
        "website": bool(provider.website),
        "npi": bool(provider.npi),
        "profession": bool(provider.professions),
        "credential": bool(provider.credentials),
        "license": bool(provider.licenses),
        "condition": bool(provider.conditions),
        "dry needling": any(practice.evidence.answer is not SourcesSay.NO_WORD for practice in provider.practices),
    }
    return sum(1 << bit for bit, field in enumerate(FIELDS) if values[field])
