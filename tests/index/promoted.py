"""Promotes what a run staged in the test's own transaction, batch by batch as a promotion does."""

from index.store import site_visits
from index.store.listings import listings, register_entries
from index.store.listings.listings import Delta
from index.store.listings.missing_listings import Batch


def promote_listings(connection, *, run_id, source, today, whole, limit=2):
    delta = _all(listings.take_in, connection, run_id, source, today, limit)
    hosts = None if whole else site_visits.hosts_read(connection, run_id)
    if whole or hosts:
        delta += _all(listings.miss, connection, run_id, source, today, limit, hosts=hosts)
    return delta


def promote_entries(connection, *, run_id, source, today, whole, limit=2):
    delta = _all(register_entries.take_in, connection, run_id, source, today, limit)
    if whole:
        delta += _all(register_entries.miss, connection, run_id, source, today, limit)
    return delta


def _all(step, connection, run_id, source, today, limit, **more):
    delta, after = Delta(), ""
    while after is not None:
        batch = Batch(run=run_id, source=source, day=today, after=after, limit=limit)
        changed, _, after = step(connection, batch, **more)
        delta += changed
    return delta
