import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from sqlalchemy import select

from index import settings
from index.corrections import intake as intake_module
from index.corrections import settling
from index.corrections.case_row import all_cases
from index.corrections.intake import Intake, take
from index.corrections.message import Wrong, is_case_number
from index.publish.publisher import publish
from index.published.overlay import FILE, read_overlay
from index.published.reader import GoneError
from index.search.request import SearchRequest
from index.store import open_store
from index.store.schema import audit, inbox_file, suppression
from tests.index.corrections.sent import fix, removal, send
from tests.index.publish import invented


def take_now(store):
    return take(store, settings.current())


def numbers(store):
    with store.read() as connection:
        return [one.number for one in all_cases(connection)]


def audited(store):
    with store.read() as connection:
        return [(row.who, row.action, row.subject) for row in connection.execute(select(audit).order_by(audit.c.id))]


def near_salida(generation):
    latitude, longitude = invented.SALIDA
    return generation.search(SearchRequest(latitude=latitude, longitude=longitude, radius_miles=50.0, limit=50))


def test_a_message_becomes_a_case_in_the_overlay(store, folder):
    number = send(message := fix())
    assert take_now(store) == Intake(taken=1, damaged=0)
    with store.read() as connection:
        (one,) = all_cases(connection)
    assert (one.number, one.text, one.provider, one.about) == (number, message.text, "person03", "phone")
    assert read_overlay(folder).cases == {number: "received 2026-11-23 2026-11-23"}
    assert audited(store) == [("inbox", "take case", number)]


def test_an_empty_inbox_changes_nothing(store, folder):
    assert take_now(store) == Intake()
    assert not (folder / FILE).exists()


def test_a_wrong_phone_hides_nothing_and_a_private_one_is_hidden_at_once(store, reader):
    send(fix(Wrong.PHONE, "person02"), fix(Wrong.PRIVATE_PHONE, "person03"), fix(Wrong.PRIVATE_ADDRESS, "person04"))
    take_now(store)
    generation = reader.generation()
    assert generation.provider("person02").practices[0].location.phone
    hidden = generation.provider("person03")
    assert hidden.practices[0].location.phone is None
    assert "phone" not in {claim.field for claim in hidden.claims}
    place = generation.provider("person04").practices[0].location
    assert (place.street, place.latitude, place.city) == ("", None, "Salida")
    assert ("inbox", "hide fax, phone", "person03") in audited(store)


def test_whoever_asks_for_removal_is_gone_from_profile_search_and_counts_without_a_publish(store, reader):
    before = near_salida(reader.generation())
    send(removal("person03"))
    take_now(store)
    generation = reader.generation()
    after = near_salida(generation)
    with pytest.raises(GoneError):
        generation.provider("person03")
    assert after.total == before.total - 1
    assert "person03" not in {hit.provider_id for hit in after.hits}
    assert after.facets["profession"]["physical-therapist"] == before.facets["profession"]["physical-therapist"] - 1


def test_a_removal_is_in_the_store_too_so_that_no_later_crawl_brings_it_back(store, reader):
    number = send(removal("person03"))
    take_now(store)
    publish(store, settings.current())
    with pytest.raises(GoneError):
        reader.generation().provider("person03")
    with store.read() as connection:
        (row,) = connection.execute(select(suppression))
    assert (row.provider, row.who, row.reason) == ("person03", "inbox", f"case {number}")


def test_a_removal_in_words_alone_waits_for_a_person(store, folder):
    send(removal("", which="Jordan Averya in Salida"))
    assert take_now(store).taken == 1
    assert read_overlay(folder).suppressed == frozenset()


def test_a_removal_of_a_listing_that_this_store_does_not_know_hides_its_id_at_least(store, folder):
    send(removal("elsewhere"))
    take_now(store)
    take_now(store)
    assert read_overlay(folder).suppressed == {"elsewhere"}


def test_what_was_hidden_stays_hidden_under_the_id_of_a_later_merge(store, reader):
    send(fix(Wrong.PRIVATE_PHONE, "person03"))
    take_now(store)
    invented.merge(store, "person03", "person04")
    publish(store, settings.current())
    assert reader.generation().provider("person04").practices[0].location.phone is None


def test_taking_twice_takes_once(store, folder):
    send(fix(Wrong.PRIVATE_PHONE), removal("person05"))
    assert take_now(store).taken == 2
    overlay, recorded = read_overlay(folder), audited(store)
    stamp = (folder / FILE).stat().st_mtime_ns
    assert take_now(store) == Intake()
    assert (read_overlay(folder), audited(store)) == (overlay, recorded)
    assert (folder / FILE).stat().st_mtime_ns == stamp


@pytest.mark.parametrize("again", [lambda store: publish(store, settings.current()), take_now])
def test_a_lost_overlay_comes_back_from_the_store(store, folder, again):
    send(fix(Wrong.PRIVATE_PHONE), removal("person05"))
    take_now(store)
    before = read_overlay(folder)
    (folder / FILE).unlink()
    again(store)
    assert before.keys
    assert read_overlay(folder) == before


@pytest.mark.parametrize("step", ["suppress", "carry"])
def test_a_crash_after_the_case_and_before_the_hiding_is_made_good(store, folder, monkeypatch, step):
    send(fix(Wrong.PRIVATE_PHONE, "person04"), removal("person05"))

    def crash(*_arguments):
        raise RuntimeError("the power is cut")

    with monkeypatch.context() as patch:
        patch.setattr(intake_module, step, crash)
        with pytest.raises(RuntimeError):
            take_now(store)
    assert len(numbers(store)) == 2
    for _ in range(2):
        take_now(store)
    assert read_overlay(folder).suppressed == {"person05"}
    assert read_overlay(folder).hidden == {"person04": frozenset({"fax", "phone"})}
    with store.read() as connection:
        assert len(connection.execute(select(suppression)).all()) == 1


def test_a_store_restored_from_before_a_case_takes_it_again_from_the_inbox(store, tmp_path):
    earlier = send(fix())
    take_now(store)
    with sqlite3.connect(settings.current().home / "store.db") as live, sqlite3.connect(tmp_path / "copy.db") as copy:
        live.backup(copy)
    live.close()
    copy.close()
    later = send(removal("person05"))
    take_now(store)
    restored = open_store(f"sqlite:///{tmp_path / 'copy.db'}")
    assert take_now(restored) == Intake(taken=1)
    assert set(numbers(restored)) == {earlier, later}
    restored.close()


def test_damaged_lines_are_counted_in_the_store_and_cost_nothing_else(store):
    send(fix())
    with (settings.current().inbox / "2026-11-23.jsonl").open("ab") as file:
        file.write(b'{"number": "2026-')
    last = send(removal("person05"))
    assert take_now(store) == Intake(taken=2, damaged=1)
    assert take_now(store) == Intake()
    assert last in numbers(store)
    with store.read() as connection:
        assert connection.execute(select(inbox_file.c.damaged)).scalar_one() == 1


@given(st.lists(st.sampled_from(["fix", "private", "remove", "torn", "take"]), max_size=14))
@profile(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_any_order_of_sending_tearing_and_taking_each_case_is_taken_once(store, steps):
    already, sent, taken = set(numbers(store)), [], 0
    for step in [*steps, "take"]:
        match step:
            case "fix":
                sent.append(send(fix()))
            case "private":
                sent.append(send(fix(Wrong.PRIVATE_ADDRESS, "person07")))
            case "remove":
                sent.append(send(removal("person08")))
            case "torn":
                settings.current().inbox.mkdir(exist_ok=True)
                with (settings.current().inbox / "2026-11-23.jsonl").open("ab") as file:
                    file.write(b'\n{"torn')
            case "take":
                taken += take_now(store).taken
    assert taken == len(sent)
    assert set(numbers(store)) - already == set(sent)


def test_of_two_messages_with_one_number_none_is_lost(store, home):
    first = fix()
    second = replace(removal("person04"), number=first.number, received_at=first.received_at + timedelta(hours=1))
    send(first, second)
    assert take_now(store) == Intake(taken=2)
    (other,) = set(numbers(store)) - {first.number}
    assert is_case_number(other)
    send(first, second)  # the inbox is read again after a crash
    assert take_now(store) == Intake(taken=0)
    assert sorted(numbers(store)) == sorted([first.number, other])
    with store.read() as connection:
        notes = connection.execute(select(audit.c.note).where(audit.c.subject == other)).scalars().all()
    assert f"its sender has the number {first.number}" in notes[0]


def test_nor_of_three_nor_of_one_whose_namesake_was_settled_long_ago(store, home, monkeypatch):
    first = fix()
    others = [
        replace(fix(), number=first.number, received_at=first.received_at + timedelta(days=day)) for day in (1, 2)
    ]
    send(first, *others)
    assert take_now(store) == Intake(taken=3)
    assert len(set(numbers(store))) == 3
    settling.settle(store, settings.current().generations, first.number, "Ida Marsh", "done")
    late = replace(removal("person05"), number=first.number, received_at=first.received_at + timedelta(days=300))
    send(late)
    assert take_now(store) == Intake(taken=1)
    with store.read() as connection:
        assert [one.provider for one in all_cases(connection)][-1] == "person05"


def test_the_removal_of_a_second_message_with_one_number_acts(store, home):
    first = fix()
    send(first, replace(removal("person04"), number=first.number, received_at=first.received_at + timedelta(seconds=1)))
    take_now(store)
    assert "person04" in read_overlay(settings.current().generations).suppressed
