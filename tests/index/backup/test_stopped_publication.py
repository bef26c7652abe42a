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
from index.publish.open_states import carry_open_states, close_states, open_only
from index.publish.open_states import opened as states_of
from index.publish.publish_gate import HoldAcceptance, PublicationHeldError
from index.publish.publisher import publish
from index.publish.rollback import PinRequest, roll_back, unpin
from index.published.closed import close_site
from index.published.current import current_number
from index.published.overlay import read_overlay
from index.published.pin import PinnedError
from index.published.removals_copy import read_copy
from index.signing import read_keyring
from index.store import open_store, publication_holds
from index.store.freeze import freeze, unfreeze
from index.store.schema import listing, membership
from tests.index.backup.test_restore import copy, restored

__all__ = ["copy"]

BY = {"who": "Robin", "reason": "rules read"}


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


def test_what_the_gate_would_have_held_is_held_after_a_restore(published, store, here, place, new, monkeypatch):
    """The backup is of the moment between a bad promotion and the publication that the gate would hold."""
    monkeypatch.setattr(publish_gate, "ENOUGH", 1)
    lose_most(store)
    report = restored(make_backup(here, place), new.home)

    assert report.published is None
    assert report.held == ("10 of the 13 people and clinics of generation 1 are gone (at most 10 %)",)
    with open_store(new.database_url) as opened:
        with pytest.raises(PublicationHeldError):
            publish(opened, new)
        assert publish(opened, new, acceptance=HoldAcceptance(who="Robin", reason="they moved")).generation == 2


def test_a_state_that_was_closed_after_the_backup_stays_closed(published, store, here, place, copy, new):
    here = settings.current()
    open_only(store, here.generations, None, **BY)
    made = make_backup(here, place)
    close_states(store, here.generations, ["CO"], **BY)

    report = restored(made, new.home, removals=read_copy(copy))

    shown = read_overlay(new.generations).open_states
    assert (len(shown), "CO" in shown) == (55, False)
    assert report.removals.closed == ("CO",)
    with open_store(new.database_url) as opened, opened.read() as connection:
        assert states_of(connection) == shown


def test_a_state_that_was_opened_after_the_backup_is_open(published, store, here, place, copy, new):
    here = settings.current()
    open_only(store, here.generations, ["WY"], **BY)
    made = make_backup(here, place)
    open_only(store, here.generations, ["CO"], **BY)
    restored(made, new.home, removals=read_copy(copy))
    assert read_overlay(new.generations).open_states == {"CO", "WY"}


def test_a_second_place_without_states_leaves_those_of_the_backup(published, store, here, place, copy, new):
    here = settings.current()
    open_only(store, here.generations, ["CO"], **BY)
    made = make_backup(here, place)
    old = [line for line in copy.read_bytes().split(b"\n") if b"open_states" not in line]
    copy.write_bytes(b"\n".join(old))
    report = restored(made, new.home, removals=read_copy(copy))
    assert (read_overlay(new.generations).open_states, report.removals.closed) == ({"CO"}, ())


def test_a_lost_overlay_opens_nothing_in_the_second_place(published, store, here, copy):
    here = settings.current()
    open_only(store, here.generations, ["CO"], **BY)
    (here.generations / "overlay.json").unlink()
    hide(store, here.generations)
    assert read_copy(copy).launches[-1].states == {"CO"}
    carry_open_states(store, here.generations)
    assert len(read_copy(copy).launches) == 1


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
