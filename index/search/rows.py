"""Rows: one for each practice location of a provider, in the order of all columns and of the Whoosh documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.normalize.text import fold_text
from index.records import Practice, Provider
from index.search.latitude_bands import ANTIMERIDIAN, NORTH_POLE, band_of


class SearchBuildError(ValueError):
    """Providers cannot be indexed; the message names the first wrong one and what to change."""


@dataclass(frozen=True, slots=True)
class Row:
    """A practice location. `number` is its provider's place in the order of ids."""

    number: int
    provider: Provider
    practice: int
    name_rank: int
    """The provider's place in the order of (folded name, id)."""

    @property
    def at(self) -> Practice:
        """The practice location itself."""
        return self.provider.practices[self.practice]

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees; None without coordinates."""
        location = self.at.location
        if location.latitude is None or location.longitude is None:
            return None
        return location.latitude, location.longitude


def rows_in_order(providers: Sequence[Provider]) -> tuple[list[str], list[Row]]:
    """Return the sorted ids of the providers, and a row for each of their practices.

    Rows are in (latitude band, longitude, id, practice) order, those without coordinates at the end. Raises
    SearchBuildError for an id that occurs twice and for impossible coordinates.
    """
    by_id = sorted(providers, key=lambda provider: provider.id)
    for first, second in pairwise(by_id):
        if first.id == second.id:
            raise SearchBuildError(f"provider id {first.id!r} occurs twice; publish each provider once")
    ranks = {name_key: rank for rank, name_key in enumerate(sorted(map(_name_key, by_id)))}
    rows = [
        Row(number, provider, practice, ranks[_name_key(provider)])
        for number, provider in enumerate(by_id)
        for practice in range(len(provider.practices))
    ]
    return [provider.id for provider in by_id], sorted(rows, key=_place_key)


def _name_key(provider: Provider) -> tuple[str, str]:
    return fold_text(provider.name), provider.id


def _place_key(row: Row) -> tuple[bool, int, float, int, int]:
    point = row.point
    if point is None:
        return True, 0, 0.0, row.number, row.practice
    latitude, longitude = point
    if not (abs(latitude) <= NORTH_POLE and abs(longitude) <= ANTIMERIDIAN):  # NaN is not
        raise SearchBuildError(
            f"provider {row.provider.id!r} practice {row.practice} is at ({latitude}, {longitude});"
            " write degrees within ±90 and ±180, or no coordinates"
        )
    return False, band_of(latitude), longitude, row.number, row.practice
