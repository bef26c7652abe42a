"""A rollback or a pin stops publication until it is unpinned; removals act on and survive it."""

import os
import signal
from datetime import date

import pytest
from sqlalchemy import delete, select

from index import settings
from index.corrections.suppression import suppress
from index.corrections.suppression.hiding import hide
from index.publish.generation_writer import GenerationWriter
from index.publish.publisher import publish
from index.publish.rollback import NotPinnedError, PinDayError, PinRequest, pin_current, roll_back, unpin
from index.published import generation_folder
from index.published.catalog import DamagedGenerationError, UnknownGenerationError, read_catalog
from index.published.current import current_number, point_to
from index.published.generation import GoneError
from index.published.pin import FILE, PinError, PinnedError, read_pin
from index.published.reader import PublishedReader
from index.store.audit import EmptyReasonError
from index.store.schema import audit, publication
from tests import warm_process
from tests.index.publish import invented

WRONG_MERGE = PinRequest(who="an operator", reason="two people became one")


@pytest.fixture
def two(store):
    """Two generations: in the second, a person has another name."""
    publish(store, settings.current())
    invented.rename(store, 3, "Jordan Brooks")
    publish(store, settings.current())


def name_of(folder, provider="person03"):
    return PublishedReader(folder).generation().provider(provider).name


def audited(store):
    with store.read() as connection:
        rows = connection.execute(select(audit).where(audit.c.action.startswith("generations/")).order_by(audit.c.id))
        return [(row.who, row.action, row.subject, row.note) for row in rows]


def test_a_rollback_serves_the_generation_before_and_pins_it(two, store, folder):
    pin = roll_back(store, folder, None, WRONG_MERGE)

    assert (pin.generation, read_pin(folder)) == (1, pin)
    assert name_of(folder) == "Jordan Averyd"
    assert audited(store) == [
        ("an operator", "generations/rollback", "generation 1", "two people became one; generation 2 was current")
    ]


def test_nothing_is_published_over_a_pin_and_nothing_is_left_of_the_attempt(two, store, folder):
    roll_back(store, folder, 1, WRONG_MERGE)

    with pytest.raises(PinnedError, match="generation 1 is pinned since 2026-11-23 12:00 UTC, until `pinpoint gen"):
        publish(store, settings.current())

    assert current_number(folder) == 1
    assert generation_folder.numbers_on(folder) == [2, 1]


def test_a_removal_while_pinned_acts_at_once_and_the_person_never_returns(two, store, folder):
    roll_back(store, folder, 1, WRONG_MERGE)
    suppress(store, "person03", "an operator", "asked by the person")
    hide(store, folder)
    with pytest.raises(GoneError):
        name_of(folder)

    unpin(store, folder, who="an operator", reason="mended")
    with pytest.raises(GoneError):
        name_of(folder)
    assert publish(store, settings.current()).suppressed == 1
    with pytest.raises(GoneError):
        name_of(folder)
    roll_back(store, folder, 1, WRONG_MERGE)
    with pytest.raises(GoneError):
        name_of(folder)


def test_a_removal_that_only_the_store_knows_is_in_force_after_a_publish_that_a_pin_stops(two, store, folder):
    roll_back(store, folder, 1, WRONG_MERGE)
    suppress(store, "person03", "an operator", "asked by the person")

    with pytest.raises(PinnedError):
        publish(store, settings.current())
    with pytest.raises(GoneError):
        name_of(folder)


def test_unpinning_lets_publication_go_on_with_a_number_never_used(two, store, folder):
    roll_back(store, folder, 1, WRONG_MERGE)
    unpin(store, folder, who="an operator", reason="mended")

    report = publish(store, settings.current())

    assert (report.generation, report.swept) == (3, ())
    assert generation_folder.numbers_on(folder) == [3, 2, 1]
    assert name_of(folder) == "Jordan Brooks"
    assert audited(store)[-1] == ("an operator", "generations/unpin", "generation 1", "mended")
    with pytest.raises(NotPinnedError):
        unpin(store, folder, who="an operator")


def test_a_pin_set_while_a_publish_is_under_way_ends_it_without_effect(two, store, folder, monkeypatch):
    put_in_place = GenerationWriter.finish

    def pinned_meanwhile(writer, *args, **options):
        pin_current(store, folder, WRONG_MERGE)
        return put_in_place(writer, *args, **options)

    monkeypatch.setattr(GenerationWriter, "finish", pinned_meanwhile)
    with pytest.raises(PinnedError):
        publish(store, settings.current())

    assert current_number(folder) == 2
    assert generation_folder.numbers_on(folder) == [2, 1]
    assert not list(folder.glob("building-*"))


def test_a_pin_ends_with_its_day(two, store, folder, monkeypatch):
    pin_current(store, folder, PinRequest(who="an operator", reason="over the weekend", until=date(2026, 11, 25)))

    monkeypatch.setenv("PINPOINT_NOW", "2026-11-25T23:59:59+00:00")
    with pytest.raises(PinnedError, match="until 2026-11-25 is over"):
        publish(store, settings.current())
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-26T00:00:00+00:00")
    assert publish(store, settings.current()).generation == 3
    assert read_pin(folder) is None


def test_a_day_that_is_over_and_a_missing_reason_are_refused(two, store, folder):
    with pytest.raises(PinDayError, match="2026-11-22 is over; write a day from 2026-11-23 on"):
        pin_current(store, folder, PinRequest(who="an operator", reason="late", until=date(2026, 11, 22)))
    with pytest.raises(EmptyReasonError):
        roll_back(store, folder, 1, PinRequest(who="an operator", reason=""))
    assert (read_pin(folder), current_number(folder), audited(store)) == (None, 2, [])


def test_a_damaged_generation_is_refused_and_everything_stays(two, store, folder):
    (folder / "generation-000001" / "documents.jsonl").write_bytes(b"")

    with pytest.raises(DamagedGenerationError, match=r"generation 1 is damaged: .*documents\.jsonl"):
        roll_back(store, folder, 1, WRONG_MERGE)
    with pytest.raises(UnknownGenerationError, match="no whole generation older"):
        roll_back(store, folder, None, WRONG_MERGE)
    with pytest.raises(UnknownGenerationError, match="generation 7 is not on disk; there: 2, 1"):
        roll_back(store, folder, 7, WRONG_MERGE)
    assert (read_pin(folder), current_number(folder), audited(store)) == (None, 2, [])


def test_a_rollback_is_undone_by_one_to_the_newer_generation(two, store, folder):
    roll_back(store, folder, 1, WRONG_MERGE)
    roll_back(store, folder, 2, PinRequest(who="an operator", reason="it was right"))

    assert (current_number(folder), read_pin(folder).generation) == (2, 2)


def test_a_generation_whose_publisher_was_killed_is_never_made_current(two, store, folder):
    point_to(folder, "generation-000001")
    with store.write() as connection:
        connection.execute(delete(publication).where(publication.c.generation == 2))

    with pytest.raises(UnknownGenerationError, match="generation 2 was never current"):
        roll_back(store, folder, 2, WRONG_MERGE)


def test_the_current_generation_is_never_pruned_however_many_are_newer(two, store, folder):
    roll_back(store, folder, 1, WRONG_MERGE)

    assert generation_folder.prune(folder, 1, current_number(folder)) == []
    assert generation_folder.prune(folder, 1) == [1]


def test_a_pin_that_cannot_be_read_stops_publication_until_it_is_removed(two, store, folder):
    (folder / FILE).write_bytes(b"?")

    with pytest.raises(PinError, match="cannot be read, so nothing is published"):
        publish(store, settings.current())
    assert ["cannot be read" in line for line in read_catalog(folder).damage] == [True]
    assert unpin(store, folder, who="an operator") is None
    assert publish(store, settings.current()).generation == 3


@pytest.mark.parametrize(
    ("step", "serves"), [("replace:PIN", 2), ("rollback:pinned", 2), ("replace:CURRENT", 2), ("rollback:pointed", 1)]
)
def test_a_rollback_killed_at_a_step_is_completed_by_repeating_it(step, serves, two, store, folder):
    environment = os.environ | {"PINPOINT_FAULT_AT": step}
    arguments = ("generations", "rollback", "1", "--reason", "wrong", "--who", "an operator")
    process = warm_process.run("pinpoint", *arguments, env=environment, timeout=60)
    assert process.returncode == -signal.SIGKILL, process.stderr

    assert PublishedReader(folder).generation().number == serves
    assert [line[1:3] for line in audited(store)] == [("generations/rollback", "generation 1")]
    if step != "replace:PIN":
        with pytest.raises(PinnedError):  # nothing undoes it meanwhile
            publish(store, settings.current())
    roll_back(store, folder, 1, WRONG_MERGE)
    assert (current_number(folder), read_pin(folder).generation) == (1, 1)
    assert not list(folder.glob("*.tmp"))


def test_while_current_is_damaged_nothing_is_pinned(two, store, folder):
    (folder / "CURRENT").write_bytes(b"?")

    with pytest.raises(UnknownGenerationError, match="no current generation"):
        pin_current(store, folder, WRONG_MERGE)
    roll_back(store, folder, 1, WRONG_MERGE)
    assert current_number(folder) == 1
