"""A hidden field does not return by a rollback, whatever became of the ids of its provider since that generation."""

from datetime import date

import pytest
from sqlalchemy import insert, update

from index import settings
from index.corrections.intake import take
from index.corrections.message import Wrong
from index.corrections.settling import settle
from index.publish.publisher import publish
from index.publish.rollback import PinRequest, roll_back, unpin
from index.published import past
from index.published.generation_folder import generation_name
from index.published.overlay import read_overlay
from index.published.reader import PublishedReader
from index.store.identities import mixed_up
from index.store.identities.memberships import note_moves
from index.store.schema import membership, provider
from tests.index.corrections.sent import fix, send
from tests.index.publish import invented

TODAY = date(2026, 11, 23)
PHONES = {3: "+13035550103", 4: "+13035550104"}
BACK = PinRequest(who="an operator", reason="wrong data")


def give(store, **owners):
    """Let listings belong to providers, which are made where they are new: give(store, p4="person03")."""
    with store.write() as connection:
        for source_id, owner in owners.items():
            known = connection.execute(provider.select().where(provider.c.id == owner)).first()
            if known is None:
                connection.execute(insert(provider).values(id=owner, kind="person", created_on=TODAY))
            own = membership.c.source_id == source_id
            connection.execute(update(membership).where(own).values(provider=owner, undecided=owner))
        note_moves(connection, TODAY)


@pytest.fixture
def one(store):
    """A first generation in which person03 has the listings of two, the third and the fourth."""
    with store.write() as connection:
        connection.execute(update(membership).values(noted=membership.c.provider))
    give(store, p4="person03")
    publish(store, settings.current())


def split(store):
    """The fourth gets an id of its own, as by a decision."""
    give(store, p4="fourth")
    publish(store, settings.current())


def parted(store):
    """Both get ids of their own, and the common one is retired."""
    give(store, p3="third", p4="fourth")
    with store.write() as connection:
        mixed_up.add(connection, {"person03": "given_name"}, TODAY)
    publish(store, settings.current())


def parted_and_merged(store):
    """The fourth's id after the parting redirects to another."""
    parted(store)
    give(store, p4="another")
    invented.merge(store, "fourth", "another")
    publish(store, settings.current())


def renamed_twice(store):
    """The fourth gets an id, and then another one that the first does not lead to."""
    give(store, p4="between")
    publish(store, settings.current())
    give(store, p4="fourth")
    publish(store, settings.current())


def redirected_elsewhere(store):
    """The common id redirects to a third one after the fourth left it."""
    give(store, p4="fourth")
    give(store, p3="person05")
    invented.merge(store, "person03", "person05")
    publish(store, settings.current())


def phones(folder, provider_id):
    shown = PublishedReader(folder).generation().provider(provider_id)
    return {place.location.phone.e164 for place in shown.practices if place.location.phone}


KINDS = (split, parted, parted_and_merged, renamed_twice, redirected_elsewhere)


@pytest.mark.parametrize("change", KINDS, ids=[kind.__name__ for kind in KINDS])
def test_a_phone_hidden_after_a_split_stays_hidden_in_every_generation_before_it(one, store, folder, change):
    assert PHONES[4] in phones(folder, "person03")
    change(store)
    now = "another" if change is parted_and_merged else "fourth"
    send(fix(Wrong.PRIVATE_PHONE, now))
    take(store, settings.current())

    roll_back(store, folder, 1, BACK)

    assert phones(folder, "person03") == set()
    opened = past.PastGeneration(folder / generation_name(1)).provider("person03", read_overlay(folder))
    assert not any(place.location.phone for place in opened.practices)
    if change is renamed_twice:
        roll_back(store, folder, 2, BACK)
        assert phones(folder, "between") == set()


def test_after_the_split_the_other_person_keeps_the_phone_and_has_it_back_in_a_later_generation(
    one, store, folder, monkeypatch
):
    split(store)
    send(fix(Wrong.PRIVATE_PHONE, "fourth"))
    take(store, settings.current())
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-25T12:00:00+00:00")
    publish(store, settings.current())

    assert (phones(folder, "person03"), phones(folder, "fourth")) == ({PHONES[3]}, set())


@pytest.mark.parametrize("change", [split, parted, renamed_twice], ids=lambda kind: kind.__name__)
def test_a_phone_hidden_before_a_split_stays_hidden_under_the_new_ids(one, store, folder, change):
    send(fix(Wrong.PRIVATE_PHONE, "person03"))
    take(store, settings.current())
    change(store)
    assert phones(folder, "fourth") == set()
    roll_back(store, folder, 1, BACK)
    assert phones(folder, "person03") == set()


def test_shown_again_it_is_shown_in_every_generation(one, store, folder):
    split(store)
    number = send(fix(Wrong.PRIVATE_PHONE, "fourth"))
    take(store, settings.current())
    settle(store, folder, number, "Robin", "a mistake", restore=True)
    assert phones(folder, "fourth") == {PHONES[4]}
    roll_back(store, folder, 1, BACK)
    assert PHONES[4] in phones(folder, "person03")
    assert read_overlay(folder).hidden_until == {}


def test_what_the_overlay_lost_is_hidden_before_a_rollback_shows_it(one, store, folder):
    split(store)
    send(fix(Wrong.PRIVATE_PHONE, "fourth"))
    take(store, settings.current())
    (folder / "overlay.json").unlink()
    roll_back(store, folder, 1, BACK)
    assert phones(folder, "person03") == set()
    unpin(store, folder, who="Robin")
