"""Memberships: the provider that each listing belongs to now, through every merge, and those before."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, func, insert, literal, select, update

from index.records import SeenListing
from index.store.listings.correction_listings import corrections_by_provider
from index.store.listings.listings import seen_listing_of
from index.store.merged_ids import living_ids_of, living_providers
from index.store.runs.staging import STREAM
from index.store.schema import listing, membership, membership_before, provider

FEW = 500
"""Up to this many ids are queried by id; for more, all providers are read and filtered."""


def oldest_provider(connection: Connection) -> date | None:
    """Return the day on which the first provider was created; None before that."""
    return connection.execute(select(func.min(provider.c.created_on))).scalar()


def stating_npis(connection: Connection, npis: Collection[str]) -> frozenset[str]:
    """Return the living ids of the providers with a listing in force that states one of some NPIs."""
    ids: set[str] = set()
    ordered, of = sorted(npis), membership.c
    same = (listing.c.source == of.source) & (listing.c.source_id == of.source_id)
    for start in range(0, len(ordered), FEW):
        some = listing.c.npi.in_(ordered[start : start + FEW]) & listing.c.withdrawn_on.is_(None)
        ids.update(connection.execute(select(of.provider).join(listing, same).where(some)).scalars())
    return living_ids_of(connection, ids) if ids else frozenset()


def listings_by_provider(
    connection: Connection, *, only: frozenset[str] | None = None
) -> Iterator[tuple[str, tuple[SeenListing, ...]]]:
    """Yield each living provider id, ascending, with its listings that are not withdrawn, by source and source id.

    Corrections (`told_us`) are included, but a provider with nothing else is not. `only` limits the ids.
    """
    corrections = corrections_by_provider(connection)
    few = only is not None and len(only) <= FEW
    living = living_providers(only if few else None)
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
        seen = [*(seen_listing_of(row) for row in group), *corrections.get(provider_id, ())]
        yield provider_id, tuple(sorted(seen, key=lambda one: (one.listing.source, one.listing.source_id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipPeriod:
    """A period in which a listing belonged to a provider.

    `since` is None where it is older than the recorded memberships, `until` is None while it lasts.
    """

    source: str
    source_id: str
    provider: str
    since: date | None
    until: date | None


def note_moves(connection: Connection, today: date) -> None:
    """Record the former provider of each listing that changed provider; call it after every write of memberships."""
    of = membership.c
    moved = of.provider != of.noted
    left = select(of.source, of.source_id, of.noted, of.since, literal(today)).where(moved, of.noted != "")
    columns = ["source", "source_id", "provider", "since", "until"]
    connection.execute(insert(membership_before).from_select(columns, left))
    connection.execute(update(membership).where(moved).values(since=today, noted=of.provider))


@dataclass(frozen=True, slots=True)
class MovedListing:
    """A listing that changed provider: the present id, as recorded, and each earlier id with its last day under it."""

    now: str
    before: tuple[tuple[str, date], ...]


def moved_listings(connection: Connection) -> list[MovedListing]:
    """Return every listing that ever changed provider; redirects are not followed."""
    now, past = membership.c, membership_before.c
    query = (
        select(past.source, past.source_id, past.provider, past.until, now.provider.label("now"))
        .join(membership, (past.source == now.source) & (past.source_id == now.source_id))
        .order_by(past.source, past.source_id, past.id)
    )
    groups = groupby(connection.execute(query), key=lambda row: (row.source, row.source_id, row.now))
    return [MovedListing(key[2], tuple((row.provider, row.until) for row in group)) for key, group in groups]


def membership_periods(connection: Connection, ids: Collection[str]) -> list[MembershipPeriod]:
    """Return all periods of every listing that belongs or belonged to one of some ids, in order of time."""
    now, before = membership.c, membership_before.c
    keys = {
        (row.source, row.source_id)
        for query in (
            select(now.source, now.source_id).where(now.provider.in_(ids)),
            select(before.source, before.source_id).where(before.provider.in_(ids)),
        )
        for row in connection.execute(query)
    }
    found = [one for key in sorted(keys) for one in _of_listing(connection, *key)]
    return sorted(found, key=lambda one: (one.since or date.min, one.until or date.max, one.source, one.source_id))


def _of_listing(connection: Connection, source: str, source_id: str) -> list[MembershipPeriod]:
    now, before = membership.c, membership_before.c
    past = select(membership_before).where(before.source == source, before.source_id == source_id).order_by(before.id)
    today = select(membership).where(now.source == source, now.source_id == source_id)
    return [
        *(_period(row, row.until) for row in connection.execute(past)),
        *(_period(row, None) for row in connection.execute(today)),
    ]


def _period(row: Row[Any], until: date | None) -> MembershipPeriod:
    return MembershipPeriod(
        source=row.source, source_id=row.source_id, provider=row.provider, since=row.since, until=until
    )
