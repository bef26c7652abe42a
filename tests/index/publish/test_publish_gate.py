"""A new generation is judged before it is shown; removals are in force whatever the judgment says."""

from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from commands.publish import publish as publish_command
from index import settings
from index.corrections.suppression.hiding import hide
from index.corrections.suppression.removal import suppress
from index.publish.publish_gate import HoldAcceptance, PublicationHeldError
from index.publish.publisher import publish
from index.published.generation import GoneError
from index.published.reader import PublishedReader
from index.store import open_store, publication_holds, schema
from tests.index.publish import invented
from tests.store_rows import register_source

PEOPLE = 40
ACCEPTED = HoldAcceptance(who="operator", reason="the school closed its other office")


@pytest.fixture
def store(home):
    with open_store(settings.current().database_url) as opened:
        invented.settle(opened, PEOPLE)
        yield opened


def published(store, acceptance=None, **limits):
    return publish(store, settings.current().model_copy(update=limits), acceptance=acceptance)


def causes(store, **limits):
    """Return why the next publish is held, () where it is not."""
    try:
        published(store, **limits)
    except PublicationHeldError as held:
        return held.causes
    return ()


def change(store, number, **values):
    listing = replace(invented.person(number), **values)
    where = schema.listing.c.source_id == f"p{number}"
    with store.write() as connection:
        connection.execute(update(schema.listing).where(where).values(**invented.row_of(listing)))


def brought_together(store, numbers):
    """Let resolution have merged some of the school's own people into the first of them."""
    first, *others = numbers
    for number in others:
        invented.merge(store, invented.provider_id(number), invented.provider_id(first))


def moved_to(number, state):
    (place,) = invented.person(number).locations
    where = {"city": "Laramie", "state": state, "zip": "82070", "latitude": 41.31, "longitude": -105.59}
    return (replace(place, **where),)


def test_a_first_publication_is_compared_with_nothing(store):
    assert published(store).accepted == ()


def test_a_store_that_did_not_change_is_published_again(store):
    published(store)
    assert causes(store) == ()


def test_a_person_of_too_many_listings_holds_even_the_first_publication(store):
    brought_together(store, range(7))

    assert causes(store, publish_listings_of_one=6, publish_merged_percent=100) == (
        "7 listings were merged into one person, person00 (at most 6)",
    )
    assert causes(store, publish_listings_of_one=7, publish_merged_percent=100) == ()


def test_one_sources_people_merged_with_each_other_hold_a_publication(store):
    for pair in range(0, 10, 2):
        brought_together(store, (pair, pair + 1))

    assert causes(store, publish_merged_percent=12) == (
        "of the 40 people that school lists, 12.5 % were merged with each other (at most 12 %)",
    )
    assert causes(store, publish_merged_percent=12.5) == ()


def test_what_was_accepted_holds_again_only_when_it_has_grown_by_a_tenth(store):
    brought_together(store, range(20))
    limits = {"publish_listings_of_one": 6, "publish_gone_percent": 100, "publish_gone_in_state_percent": 100}
    assert len(causes(store, **limits)) == 2
    assert len(published(store, ACCEPTED, **limits).accepted) == 2

    assert causes(store, **limits) == ()
    brought_together(store, (0, 20))
    assert causes(store, **limits) == ()
    brought_together(store, (0, 21, 22, 23, 24, 25))
    assert [cause.split(" ", 2)[0] for cause in causes(store, **limits)] == ["26", "of"]


def test_practitioners_gone_since_the_generation_before_hold_a_publication(store):
    published(store)
    for number in range(4):
        invented.withdraw(store, f"p{number}")
    assert causes(store) == ()

    for number in range(4, 9):
        invented.withdraw(store, f"p{number}")
    assert causes(store) == ("5 of the 36 practitioners of generation 2 are gone (at most 10 %)",)


def test_those_merged_into_others_are_counted_among_the_gone(store):
    published(store)
    invented.withdraw(store, "p39")
    for pair in range(0, 8, 2):
        brought_together(store, (pair, pair + 1))

    assert causes(store, publish_merged_percent=100) == (
        "5 of the 40 practitioners of generation 1 are gone (at most 10 %), 4 of them merged into others",
    )


def test_a_states_practitioners_are_counted_by_themselves_from_thirty_on(store):
    for number in range(30, 40):
        change(store, number, locations=moved_to(number, "WY"))
    published(store)
    for number in range(7):
        invented.withdraw(store, f"p{number}")
    whole_country = {"publish_gone_percent": 100}

    assert causes(store, **whole_country) == (
        "7 of the 30 practitioners of generation 1 in CO are gone (at most 20 %)",
    )
    for number in range(7):
        invented.withdraw(store, f"p{number}", day=None)
    for number in range(30, 40):
        invented.withdraw(store, f"p{number}")
    assert causes(store, **whole_country) == ()  # all ten of Wyoming: too few for a share


def test_who_moved_to_another_state_is_not_gone(store):
    published(store)
    for number in range(20):
        change(store, number, locations=moved_to(number, "WY"))
    assert causes(store) == ()


def test_who_asked_to_be_left_out_is_not_counted_as_gone(store):
    published(store)
    for number in range(10):
        suppress(store, invented.provider_id(number), "operator", "asked")
    assert causes(store) == ()


@pytest.mark.parametrize(
    ("name", "emptied"),
    [
        ("website", {"website": ""}),
        ("dry needling", {"statements": ()}),
        ("profession", {"professions": ()}),
    ],
)
def test_a_field_that_lost_its_values_holds_a_publication(store, name, emptied):
    published(store)
    for number in range(4):
        change(store, number, **emptied)
    assert causes(store) == ()

    published(store)
    for number in range(4, 10):
        change(store, number, **emptied)
    (cause,) = causes(store)
    assert cause.startswith(f"{name}: 73 % of the 41 that both generations list have one, 88 % had")


def test_a_new_source_without_phones_is_no_loss_of_phones(store):
    published(store)
    bare = [(f"other{number:02d}", invented.person(number, source="board")) for number in range(40)]
    with store.write() as connection:
        register_source(connection, "board")
        for one, listing in bare:
            (place,) = listing.locations
            without = replace(listing, source_id=one, locations=(replace(place, phone=None),), website="")
            invented.found(connection, one, without)
    assert causes(store) == ()


@pytest.fixture
def held(store):
    """A store whose publication is held, since half the school is gone."""
    published(store)
    for number in range(20):
        invented.withdraw(store, f"p{number}")
    assert causes(store)
    return store


def test_while_held_the_generation_before_answers_and_nothing_is_left_behind(held, folder):
    generation = PublishedReader(folder, every=0).generation()

    assert generation.provider("person00").name == "Jordan Averya"
    assert sorted(path.name for path in folder.iterdir() if path.is_dir()) == ["generation-000001", "keys"]


def test_while_held_a_removal_is_in_force_at_once(held, folder):
    suppress(held, "person30", "operator", "asked")
    hide(held, folder)
    assert causes(held)

    with pytest.raises(GoneError):
        PublishedReader(folder, every=0).generation().provider("person30")


def test_a_held_publication_is_recorded_from_its_first_day_until_it_is_accepted(held, monkeypatch):
    with held.read() as connection:
        first = publication_holds.current_hold(connection)
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-25T12:00:00+00:00")
    assert causes(held)
    with held.read() as connection:
        second = publication_holds.current_hold(connection)
    assert (second.held_at, second.tried_at.day) == (first.held_at, 25)

    report = published(held, ACCEPTED)
    assert report.accepted == second.causes
    with held.read() as connection:
        assert publication_holds.current_hold(connection) is None
        (line,) = connection.execute(select(schema.audit).where(schema.audit.c.action == "publish/accept"))
    assert (line.who, line.subject) == ("operator", "generation 2")
    assert line.note == "; ".join([ACCEPTED.reason, *second.causes])
    assert causes(held) == ()


def test_the_command_says_why_it_is_held_and_ends_with_three(held):
    done = CliRunner().invoke(publish_command, [])

    assert done.exit_code == 3
    assert "20 of the 40 practitioners of generation 1 are gone" in done.stderr
    assert "pinpoint publish --accept --reason" in done.stderr
    result = CliRunner().invoke(publish_command, ["--json"])
    assert result.exit_code == 3
    assert '"held": true' in result.stdout


@pytest.mark.parametrize("arguments", [["--accept"], ["--reason", "why"], ["--accept", "--reason", " "]])
def test_accepting_needs_its_reason(held, arguments):
    done = CliRunner().invoke(publish_command, arguments)
    assert done.exit_code == 2
    assert "--accept and --reason go together" in done.stderr


def test_the_command_accepts_with_a_reason(held):
    done = CliRunner().invoke(publish_command, ["--accept", "--reason", "half the school closed"])
    assert done.exit_code == 0
    assert "Accepted: 20 of the 40 practitioners" in done.stdout
