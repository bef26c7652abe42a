"""Owners of corrections (`told_us`): they have no membership, and follow the listing that they correct."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from index.records import TOLD_US, Listing, SeenListing
from index.store.listings.listings import seen_listing_of
from index.store.merged_ids import living_id
from index.store.schema import listing, membership


def corrections_in_force(connection: Connection) -> Sequence[SeenListing]:
    """Return the corrections in force, the one accepted or renewed longest ago first."""
    query = select(listing).where(listing.c.source == TOLD_US, listing.c.withdrawn_on.is_(None))
    return [
        seen_listing_of(row) for row in connection.execute(query.order_by(listing.c.last_seen, listing.c.source_id))
    ]


def all_corrections(connection: Connection) -> Sequence[tuple[SeenListing, bool]]:
    """Return every correction ever accepted, each with whether it is in force."""
    rows = connection.execute(select(listing).where(listing.c.source == TOLD_US).order_by(listing.c.source_id))
    return [(seen_listing_of(row), row.withdrawn_on is None) for row in rows]


def corrections_by_provider(connection: Connection) -> dict[str, list[SeenListing]]:
    """Return the corrections in force by the current id of their practitioner or clinic."""
    found: dict[str, list[SeenListing]] = {}
    for seen in corrections_in_force(connection):
        if owner := owner_of(connection, seen.listing):
            found.setdefault(owner, []).append(seen)
    return found


def owner_of(connection: Connection, correction: Listing) -> str | None:
    """Return the current id of the provider whose listing is corrected; None where it belongs to none yet."""
    corrects, of = correction.corrects, membership.c
    if corrects is None:
        return None
    which = select(of.provider).where(of.source == corrects.source, of.source_id == corrects.source_id)
    owner = connection.execute(which).scalar_one_or_none()
    return None if owner is None else living_id(connection, owner)
