"""Which provider a listing belongs to today, through every merge."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby

from sqlalchemy import CTE, Connection, func, select

from index.records import SeenListing
from index.store.listings import seen_listing_of
from index.store.schema import listing, membership, provider
from index.store.staging import STREAM
from index.store.told_listings import told_by_provider

FEW = 500
"""So many ids are looked for one by one; of more, all providers are read and the others passed over."""


def living_ids(connection: Connection) -> dict[str, str]:
    """Return, for every provider id that ever was, the id it stands for today: itself, or the end of its merges."""
    living = _living()
    return {row.id: row.end for row in connection.execute(select(living.c.id, living.c.end))}


def oldest_provider(connection: Connection) -> date | None:
    """Return the day on which the first provider was found."""
    return connection.execute(select(func.min(provider.c.created_on))).scalar()


def owners(connection: Connection, keys: Collection[tuple[str, str]]) -> frozenset[str]:
    """Return the living ids of the providers that some listings, as (source, source id), belong to."""
    if not keys:
        return frozenset()
    living = living_ids(connection)
    rows = connection.execute(select(membership.c.source, membership.c.source_id, membership.c.provider))
    return frozenset(living[row.provider] for row in rows if (row.source, row.source_id) in keys)


def listings_by_provider(
    connection: Connection, *, only: frozenset[str] | None = None
) -> Iterator[tuple[str, tuple[SeenListing, ...]]]:
    """Yield each living provider id, ascending, with its listings that are not withdrawn, by source and source id.

    What people told us themselves is among them, and lists nobody alone. `only` some ids: the others are passed over.
    """
    told = told_by_provider(connection)
    few = only is not None and len(only) <= FEW
    living = _living(only if few else None)
    query = (
        select(living.c.end, listing)
        .join(membership, membership.c.provider == living.c.id)
        .join(
            listing,
            (listing.c.source == membership.c.source) & (listing.c.source_id == membership.c.source_id),
        )
        .where(listing.c.withdrawn_on.is_(None))
        .order_by(living.c.end, listing.c.source, listing.c.source_id)
    )
    rows = connection.execute(query, execution_options=STREAM)
    for provider_id, group in groupby(rows, key=lambda row: str(row.end)):
        if only is not None and provider_id not in only:
            continue
        seen = [*(seen_listing_of(row) for row in group), *told.get(provider_id, ())]
        yield provider_id, tuple(sorted(seen, key=lambda one: (one.listing.source, one.listing.source_id)))


def _living(only: Collection[str] | None = None) -> CTE:
    standing = select(provider.c.id, provider.c.id.label("end")).where(provider.c.merged_into.is_(None))
    if only is not None:
        standing = standing.where(provider.c.id.in_(sorted(only)))
    living = standing.cte("living", recursive=True)
    return living.union_all(select(provider.c.id, living.c.end).join(living, provider.c.merged_into == living.c.id))
