"""The migration that lets a grown store be looked at: rows of before have what new ones are written with."""

from alembic import command
from alembic.config import Config
from sqlalchemy import insert, select, text

from index.store import sources
from index.store.database import MIGRATIONS, migrate
from index.store.schema import listing, page, run
from tests.builders import NPI_1, READ, bare_listing
from tests.store_rows import listing_row, queue_run, register_source


def downgrade(store, revision):
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.write() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_listings_of_before_are_counted_and_found_by_npi(store):
    rows = [
        listing_row(bare_listing("school/1", npi=NPI_1), READ, READ) | {"withdrawn_on": None},
        listing_row(bare_listing("school/2"), READ, READ) | {"withdrawn_on": None},
        listing_row(bare_listing("school/3"), READ, READ) | {"withdrawn_on": READ},
    ]
    with store.write() as connection:
        for name in ("board", "school"):
            register_source(connection, name)
        connection.execute(insert(listing), rows)
    downgrade(store, "0021")
    with store.read() as connection:
        columns = connection.execute(text("SELECT * FROM listing")).keys()
    assert "npi" not in columns
    migrate(store)
    with store.read() as connection:
        found = connection.execute(select(listing.c.source_id, listing.c.npi).order_by(listing.c.source_id)).all()
        assert [tuple(row) for row in found] == [("1", NPI_1), ("2", None), ("3", None)]
        assert {row.id: row.in_force for row in sources.all_sources(connection)} == {"board": 0, "school": 2}


def test_an_earlier_schema_keeps_runs_and_their_pages(store):
    read = {"url": "https://school.test/", "status": 200, "fetched_at": "", "sha256": "", "file": "", "length": 0}
    with store.write() as connection:
        register_source(connection)
        number = queue_run(connection)
        connection.execute(insert(page).values(run=number, sequence=1, offset=0, **read))
    downgrade(store, "0022")
    migrate(store)
    with store.read() as connection:
        assert connection.execute(select(run.c.id)).scalars().all() == [number]
        assert connection.execute(select(page.c.run)).scalars().all() == [number]
