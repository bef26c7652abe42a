from sqlalchemy import insert, select, update

from index.resolve import resolve
from index.store.database import upsert
from index.store.listings import listing_changes
from index.store.schema import decision, listing, membership, provider
from tests.builders import READ
from tests.store_rows import listing_row, register_source


class Rows:
    """Listings of a store, and who they stand with."""

    def __init__(self, store):
        self.store = store

    def put(self, *listings, day=READ):
        with self.store.write() as connection:
            for name in {one.source for one in listings}:
                register_source(connection, name)
            for one in listings:
                values = listing_row(one, day, day) | {"withdrawn_on": None}
                connection.execute(
                    upsert(connection, listing)
                    .values(missed_runs=0, **values)
                    .on_conflict_do_update(index_elements=["source", "source_id"], set_=values)
                )
                listing_changes.note(connection, one.source, one.source_id)

    def withdraw(self, key, *, day=READ):
        source, source_id = key.split("/")
        with self.store.write() as connection:
            connection.execute(
                update(listing)
                .where(listing.c.source == source, listing.c.source_id == source_id)
                .values(withdrawn_on=day)
            )
            listing_changes.note(connection, source, source_id)

    def decide(self, left, right, verdict):
        (left_source, left_id), (right_source, right_id) = left.split("/"), right.split("/")
        with self.store.write() as connection:
            connection.execute(
                insert(decision).values(
                    left_source=left_source,
                    left_id=left_id,
                    right_source=right_source,
                    right_id=right_id,
                    verdict=verdict,
                    who="an operator",
                    reason="looked at both pages",
                    decided_at="2026-11-23T12:00:00+00:00",
                )
            )

    def ids(self):
        """Provider id by "source/source_id"."""
        with self.store.read() as connection:
            return {f"{row.source}/{row.source_id}": row.provider for row in connection.execute(select(membership))}

    def merged_into(self):
        with self.store.read() as connection:
            return {row.id: row.merged_into for row in connection.execute(select(provider))}

    def resolve(self):
        return resolve(self.store)

    def everything(self):
        with self.store.read() as connection:
            return [sorted(map(tuple, connection.execute(select(table)))) for table in (provider, membership, decision)]
