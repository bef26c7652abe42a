"""A removal is called back on a listed number; one by somebody else, or one too many, waits for a person."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from index import settings
from index.corrections.accepting import NobodyError
from index.corrections.call_back import ListedNumber, call_back, listed_numbers
from index.corrections.case_document import case_document
from index.corrections.case_list import open_cases
from index.corrections.case_progress import CallResult
from index.corrections.case_row import get
from index.corrections.intake import take
from index.corrections.message import Asker, WaitCause, Wrong
from index.corrections.settling import OthersAskedError, SettledError, settle
from index.corrections.suppression.removal import suppress
from index.published.overlay import read_overlay
from index.store.schema import audit
from tests.index.corrections.sent import RECEIVED, fix, removal, send
from tests.index.publish import invented

WHO = ("Robin", "the desk answered")
ASKED, NEVER, NOBODY = CallResult.ASKED, CallResult.NEVER_ASKED, CallResult.NOT_REACHED
ELSE = {"asker": Asker.SOMEBODY, "waits": WaitCause.SOMEBODY_ELSE}


@pytest.fixture
def sent(store, folder):
    """Send messages, take them in, and return their numbers."""

    def send_and_take(*messages):
        send(*messages)
        take(store, settings.current())
        return [message.number for message in messages]

    return send_and_take


def of(store, number):
    with store.read() as connection:
        return get(connection, number)


def dues(store):
    with store.read() as connection:
        return {one.number: str(one.due) for one in open_cases(connection)}


def test_the_number_to_call_is_the_listed_one_and_never_the_sender_s(store, sent):
    sent(fix(text="Call 303-555-0199.", contact="303-555-0199"))
    with store.read() as connection:
        assert listed_numbers(connection, "person03") == [
            ListedNumber(phone="+13035550103", listing="school/p3", read_on=invented.LAST)
        ]


def test_whoever_asked_stays_out_and_whoever_never_asked_is_shown_again(store, sent, folder):
    asked, never = sent(removal("person03"), removal("person04"))
    assert read_overlay(folder).suppressed == {"person03", "person04"}
    call_back(store, folder, asked, ASKED, *WHO)
    call_back(store, folder, never, NEVER, *WHO)
    take(store, settings.current())
    assert read_overlay(folder).suppressed == {"person03"}
    assert (of(store, asked).settled_by, of(store, never).settled_by) == ("Robin", "Robin")
    with store.read() as connection:
        done = connection.execute(select(audit.c.action).where(audit.c.who == "Robin", audit.c.subject == never))
        assert done.scalars().all() == ["call back, never asked", "settle case, show again"]
    with pytest.raises(SettledError, match="was settled on 2026-11-23 by Robin: the desk answered"):
        call_back(store, folder, never, ASKED, *WHO)


def test_a_private_phone_that_nobody_asked_to_hide_is_shown_again(store, sent, folder):
    phone, address = sent(fix(Wrong.PRIVATE_PHONE), fix(Wrong.PRIVATE_ADDRESS))
    assert read_overlay(folder).hidden == {"person03": frozenset({"address", "fax", "phone"})}
    call_back(store, folder, phone, NEVER, *WHO)
    assert read_overlay(folder).hidden == {"person03": frozenset({"address"})}
    call_back(store, folder, address, ASKED, *WHO)
    assert read_overlay(folder).hidden == {"person03": frozenset({"address"})}


def test_one_call_undoes_every_open_removal_of_the_listing_that_nobody_there_asked_for(store, sent, folder):
    numbers = sent(removal("person03"), removal("person03"), removal("person03"), removal("person04"))
    call_back(store, folder, numbers[1], NEVER, *WHO)
    assert read_overlay(folder).suppressed == {"person04"}
    assert list(dues(store)) == [numbers[3]]


def test_a_removal_that_an_operator_had_from_them_by_letter_is_not_undone_by_a_call(store, sent, folder):
    (number,) = sent(removal("person03"))
    suppress(store, "person03", "Robin", "asked by letter")
    with pytest.raises(OthersAskedError, match="asked by letter"):
        call_back(store, folder, number, NEVER, *WHO)
    assert of(store, number).settled_at is None
    assert read_overlay(folder).suppressed == {"person03"}


def test_a_removal_by_somebody_else_hides_nothing_and_is_decided_within_two_business_days(store, sent, folder):
    yes, no = sent(removal("person03", **ELSE), removal("person04", **ELSE))
    assert read_overlay(folder).suppressed == frozenset()
    assert dues(store) == {yes: "2026-11-25", no: "2026-11-25"}
    assert read_overlay(folder).cases[yes] == "received 2026-11-23 2026-11-23 waits"
    call_back(store, folder, yes, ASKED, *WHO)
    call_back(store, folder, no, NEVER, *WHO)
    take(store, settings.current())
    assert read_overlay(folder).suppressed == {"person03"}
    assert dues(store) == {}
    assert not of(store, no).shown_again


def test_one_in_words_needs_the_listing_s_id_to_be_left_out(store, sent, folder):
    (number,) = sent(removal("", which="Jordan in Salida"))
    with pytest.raises(NobodyError):
        call_back(store, folder, number, ASKED, *WHO)
    assert of(store, number).called is None
    call_back(store, folder, number, ASKED, *WHO, provider="person03")
    assert read_overlay(folder).suppressed == {"person03"}


def test_unreached_it_stays_hidden_and_after_ten_business_days_the_case_leaves_it_to_the_operator(
    store, sent, folder, monkeypatch
):
    (number,) = sent(removal("person03"))
    assert read_overlay(folder).cases[number] == "received 2026-11-23 2026-11-23 hidden"
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T12:00:00+00:00")
    call_back(store, folder, number, NOBODY, "Robin", "rang twice")
    assert dues(store) == {number: "2026-12-08"}
    assert read_overlay(folder).cases[number] == "received 2026-11-23 2026-11-23 hidden"
    take(store, settings.current())
    for day, is_unreached in (("2026-12-08", False), ("2026-12-09", True), ("2027-03-01", True)):
        monkeypatch.setenv("PINPOINT_NOW", f"{day}T12:00:00+00:00")
        take(store, settings.current())
        assert case_document(of(store, number))["unreached"] is is_unreached
        assert read_overlay(folder).suppressed == {"person03"}
    settle(store, folder, number, "Robin", "the clinic is gone, so it stays hidden")
    assert not case_document(of(store, number))["unreached"]
    assert read_overlay(folder).suppressed == {"person03"}


def test_a_call_that_reached_nobody_decides_on_no_request_that_waits(store, sent, folder):
    (number,) = sent(removal("person03", **ELSE))
    call_back(store, folder, number, NOBODY, "Robin", "rang twice")
    assert dues(store) == {number: "2026-11-25"}


@pytest.mark.parametrize("cause", [WaitCause.NETWORK, WaitCause.TOWN])
def test_whoever_asked_for_themselves_on_a_day_of_too_many_is_out_after_two_business_days_at_the_latest(
    store, sent, folder, monkeypatch, cause
):
    own, decided, by_another = sent(
        removal("person03", waits=cause), removal("person04", waits=cause), removal("person05", **ELSE)
    )
    call_back(store, folder, decided, NEVER, *WHO)
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-25T23:59:59+00:00")
    take(store, settings.current())
    assert read_overlay(folder).suppressed == frozenset()
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-26T00:00:00+00:00")
    for _ in range(2):
        take(store, settings.current())
    assert read_overlay(folder).suppressed == {"person03"}
    assert set(dues(store)) == {own, by_another}
    call_back(store, folder, own, NEVER, *WHO)
    take(store, settings.current())
    assert read_overlay(folder).suppressed == frozenset()


def test_a_correction_that_hides_nothing_is_only_recorded_as_confirmed(store, sent, folder):
    (number,) = sent(fix())
    one = call_back(store, folder, number, ASKED, *WHO)
    assert (one.called, one.settled_at) == (ASKED, None)
    assert dues(store) == {number: "2026-12-08"}


def test_old_cases_by_somebody_else_hide_as_before(store, sent, folder):
    sent(removal("person03", asker=Asker.SOMEBODY, received_at=RECEIVED - timedelta(days=3)))
    assert read_overlay(folder).suppressed == {"person03"}
