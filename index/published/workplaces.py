"""Workplaces: providers with one phone number or in one building, for every published place.

Computed at publication from published data, so a withheld street joins nobody. A key is a phone in a ZIP code, or a
building; the reader compares the shown values of what it finds.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.normalize.match_keys import organization_key
from index.published.hashed_rows import HashedRows, HashedRowsWriter, Keyed
from index.published.summaries import ProviderSummary, summary_of
from index.records import ListingKind, Provider, SourcesSay

FILE = "workplaces.npy"
MOST = 400
"""Most places read for one key: an office tower has more than anybody reads."""
_ANSWERS = tuple(SourcesSay)


class Workmate(NamedTuple):
    """A provider at a workplace: its summary, and the sources' answer on dry needling there."""

    summary: ProviderSummary
    answer: SourcesSay


def workplaces_writer(folder: Path) -> HashedRowsWriter:
    """Return what gathers the places of a generation's providers."""
    return HashedRowsWriter(folder / FILE, _rows_of, (("practice", np.uint16), ("answer", np.uint8)))


def _rows_of(provider: Provider) -> Iterator[Keyed]:
    for practice, shown in enumerate(provider.practices):
        answer = _ANSWERS.index(shown.evidence.answer)
        for key in keys_of(summary_of(provider, practice)):
            yield Keyed(key, (practice, answer))


class Workplaces:
    """The rows of a generation, mapped."""

    def __init__(self, folder: Path) -> None:
        self._rows = HashedRows(folder / FILE)

    def near(self, summary: ProviderSummary) -> Iterator[tuple[int, int, SourcesSay]]:
        """Yield (document number, practice, answer) of places that share a key (`MOST` a key), same phone first."""
        seen: set[tuple[int, int]] = set()
        for key in keys_of(summary):
            for number, practice, answer in self._rows.having(key, MOST):
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
