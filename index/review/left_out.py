"""Listings of people and clinics who asked to be left out: no queue shows anything of them."""

from collections.abc import Callable

from sqlalchemy import Connection, and_, select, union

from index.corrections.suppression.removal import recognizing
from index.records import Listing
from index.records.codec import from_json
from index.resolve.compare.features import Key
from index.store.schema import decision, doubt, listing, membership

IsLeftOut = Callable[[Key, Listing], bool]


def recognizer(connection: Connection) -> IsLeftOut:
    """Return the function that says whether a listing is of somebody who asked to be left out, in two statements."""
    removed = recognizing(connection)
    of_removed = select(membership.c.source, membership.c.source_id).where(
        membership.c.provider.in_(sorted(removed.ids))
    )
    members = {(row.source, row.source_id) for row in connection.execute(of_removed)}
    return lambda key, record: key in members or removed.covers(record)


def left_out_of_pairs(connection: Connection) -> frozenset[Key]:
    """Return the listings of somebody who asked to be left out, among those in doubt or decided on."""
    is_left_out = recognizer(connection)
    sides = [
        select(table.c[f"{side}_source"], table.c[f"{side}_id"])
        for table in (doubt, decision)
        for side in ("left", "right")
    ]
    named = union(*sides).subquery("in_doubt")
    source, source_id = named.c
    here = and_(listing.c.source == source, listing.c.source_id == source_id)
    rows = connection.execute(select(listing.c.source, listing.c.source_id, listing.c.listing).join(named, here))
    found = (((row.source, row.source_id), row.listing) for row in rows)
    return frozenset(key for key, text in found if is_left_out(key, from_json(Listing, text)))
