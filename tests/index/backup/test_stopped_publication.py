"""A home in which publication was stopped is restored so: nothing of it is shown that nobody had let through."""

import pytest
from sqlalchemy import delete, select

from crawler.worker.worker import Worker
from index import settings
from index.backup.backup import make_backup
from index.backup.backup_manifest import open_backup
from index.backup.drill import drill
from index.backup.restore import RestoreChoices
from index.corrections.suppression import suppress
from index.corrections.suppression.hiding import hide
from index.publish import publish_gate
from index.publish.publish_gate import PublicationHeldError
from index.publish.publisher import publish
from index.publish.rollback import PinRequest, roll_back, unpin
from index.published.closed import close_site
from index.published.current import current_number
from index.published.pin import PinnedError
from index.published.removals_copy import read_copy
from index.signing import read_keyring
from index.store import open_store, publication_holds
from index.store.freeze import freeze, unfreeze
from index.store.schema import listing, membership
from tests.index.backup.test_restore import copy, restored

__all__ = ["copy"]


@pytest.fixture
def new(tmp_path, here):
    """Settings of the restored home."""
    return here.model_copy(update={"home": tmp_path / "new"})


def lose_most(store):
    with store.write() as connection:
        lost = list(connection.execute(select(membership.c.source_id)).scalars())[3:]
        for table in (membership, listing):
            connection.execute(delete(table).where(table.c.source_id.in_(lost)))


def test_what_the_gate_held_is_held_after_a_restore(published, store, here, place, new, monkeypatch):
    monkeypatch.setattr(publish_gate, "ENOUGH", 1)
    lose_most(store)
    with pytest.raises(PublicationHeldError) as held:
        publish(store, here)
    report = restored(make_backup(here, place), new.home)

    assert (report.published, report.held) == (None, held.value.causes)
    with open_store(new.database_url) as opened:
        with pytest.raises(PublicationHeldError):
            publish(opened, new)
        with opened.read() as connection:
            assert publication_holds.current_hold(connection)


def test_a_pinned_home_is_restored_pinned(published, store, here, place, new):
    publish(store, here)
    roll_back(store, here.generations, None, PinRequest(who="Robin", reason="wrong data"))
    report = restored(make_backup(here, place), new.home)

    assert report.published is None
    assert "pinpoint generations unpin" in report.waits
    with open_store(new.database_url) as opened:
        with pytest.raises(PinnedError):
            publish(opened, new)
        unpin(opened, new.generations, who="Robin")
        assert publish(opened, new)


def test_a_drill_of_a_pinned_home_publishes_aside(published, store, here, place):
    publish(store, here)
    roll_back(store, here.generations, None, PinRequest(who="Robin", reason="wrong data"))
    made = make_backup(here, place)
    assert drill(open_backup(made.folder, read_keyring(here.keys)), here, RestoreChoices()).providers
    assert current_number(here.generations) == 1


def test_a_closed_site_is_restored_closed(published, here, place, new):
    close_site(here.generations)
    restored(make_backup(here, place), new.home)
    assert (new.generations / "CLOSED").exists()


def test_a_worker_publishes_a_home_that_was_restored_frozen(published, store, here, place, new):
    with store.write() as connection:
        freeze(connection, who="Robin", reason="looking")
    restored(make_backup(here, place), new.home)
    with open_store(new.database_url) as opened:
        with opened.write() as connection:
            unfreeze(connection, who="Robin")
        worker, begun = Worker(opened, new), []
        worker.stages.begin = lambda: begun.append(1)
        worker._publish()
    assert begun


def test_a_backup_fills_a_second_place_that_is_new(published, store, place, copy, who):
    here = settings.current()
    suppress(store, who(3), "Robin", "asked")
    hide(store, here.generations)
    before = read_copy(copy).in_force
    copy.unlink()
    make_backup(here, place)
    assert read_copy(copy).in_force == before
