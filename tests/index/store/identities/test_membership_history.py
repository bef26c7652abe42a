"""Each listing's providers over time, also in a store older than its record of them. Everybody is invented."""

from datetime import date

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text, update

from index.store import open_store
from index.store.database import MIGRATIONS
from index.store.identities.memberships import MembershipPeriod, membership_periods, note_moves
from index.store.schema import membership, provider

TODAY, LATER = date(2026, 11, 23), date(2026, 12, 1)


def older_store(path):
    """A store as it was before memberships had a history, with one listing."""
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0010")
        connection.execute(text("INSERT INTO provider VALUES ('a', 'person', '2026-11-01', NULL)"))
        connection.execute(text("INSERT INTO membership VALUES ('list', '1', 'a', 'avery', 'a')"))
    engine.dispose()
    return open_store(f"sqlite:///{path}")


def moved(connection, to):
    connection.execute(update(membership).values(provider=to))


def test_an_older_store_knows_no_beginning_and_no_move_that_never_was(tmp_path):
    store = older_store(tmp_path / "store.db")
    of_listing = {"source": "list", "source_id": "1"}
    with store.write() as connection:
        note_moves(connection, TODAY)
        assert membership_periods(connection, {"a"}) == [
            MembershipPeriod(**of_listing, provider="a", since=None, until=None)
        ]
        connection.execute(provider.insert().values(id="b", kind="person", created_on=TODAY))
        moved(connection, "b")
        note_moves(connection, TODAY)
        moved(connection, "a")
        note_moves(connection, LATER)
        note_moves(connection, LATER)
        assert membership_periods(connection, {"b"}) == [
            MembershipPeriod(**of_listing, provider="a", since=None, until=TODAY),
            MembershipPeriod(**of_listing, provider="b", since=TODAY, until=LATER),
            MembershipPeriod(**of_listing, provider="a", since=LATER, until=None),
        ]
    store.close()
