"""Every value that a provider's listings state or ever stated, with the days it was first and last read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, select

from index.store.listings.correction_listings import all_corrections, owner_of
from index.store.listings.listings import seen_listing_of
from index.store.runs import changes
from index.store.schema import listing


class ValueStatus(StrEnum):
    """A value's state: still stated by its listing, or not any more."""

    STATED = "stated"
    NOT_FOUND = "not_found"
    """Its listing was missing from the last good run."""
    WITHDRAWN = "withdrawn"
    """Its listing is withdrawn, or its correction is taken back."""
    ENDED = "ended"
    """Its listing states another value now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedValue:
    """One value of one field from one listing."""

    field: str
    value: str
    source: str
    source_id: str
    first_seen: date
    last_seen: date
    stands: ValueStatus


def values_of(
    connection: Connection, keys: Sequence[tuple[str, str]], provider_ids: frozenset[str]
) -> list[StatedValue]:
    """Return the values of some listings and of a provider's corrections, sorted by field and time."""
    found = [one for key in keys for one in (*_now(connection, *key), *_ended(connection, *key))]
    found += _corrected(connection, provider_ids)
    return sorted(found, key=lambda one: (one.field, one.first_seen, one.last_seen, one.value, one.source))


def _now(connection: Connection, source: str, source_id: str) -> Iterator[StatedValue]:
    of = listing.c
    row = connection.execute(select(listing).where(of.source == source, of.source_id == source_id)).one_or_none()
    if row is None:
        return
    missing = ValueStatus.NOT_FOUND if row.missing_since else ValueStatus.STATED
    for claim in seen_listing_of(row).claims:
        yield StatedValue(
            field=claim.field,
            value=claim.value,
            source=source,
            source_id=source_id,
            first_seen=claim.first_seen,
            last_seen=claim.last_seen,
            stands=ValueStatus.WITHDRAWN if row.withdrawn_on else missing,
        )


def _ended(connection: Connection, source: str, source_id: str) -> Iterator[StatedValue]:
    for applied in changes.of_listing(connection, source, source_id):
        for one in applied.ended:
            yield StatedValue(
                field=one.field,
                value=one.value,
                source=source,
                source_id=source_id,
                first_seen=one.first_seen,
                last_seen=one.last_seen,
                stands=ValueStatus.ENDED,
            )


def _corrected(connection: Connection, provider_ids: frozenset[str]) -> Iterator[StatedValue]:
    for seen, is_in_force in all_corrections(connection):
        if owner_of(connection, seen.listing) not in provider_ids:
            continue
        for claim in seen.claims:
            yield StatedValue(
                field=claim.field,
                value=claim.value,
                source=claim.source,
                source_id=claim.source_id,
                first_seen=claim.first_seen,
                last_seen=claim.last_seen,
                stands=ValueStatus.STATED if is_in_force else ValueStatus.WITHDRAWN,
            )
