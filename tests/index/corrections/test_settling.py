import pytest

from index import settings
from index.corrections.case_row import UnknownCaseError
from index.corrections.intake import take
from index.corrections.message import Wrong
from index.corrections.settling import (
    NothingHiddenError,
    OthersAskedError,
    SettledError,
    answer,
    settle,
)
from index.corrections.showing import carry
from index.corrections.suppression import suppress
from index.corrections.suppression.hiding import hide
from index.published.overlay import Overlay, read_overlay
from index.store.audit import EmptyReasonError
from tests.index.corrections.sent import fix, removal, send
from tests.index.corrections.test_intake import audited

WHO = ("an operator", "called the listed number")


def taken(store, *messages):
    number = send(*messages)
    take(store, settings.current())
    return number


def again(store):
    take(store, settings.current())


def test_answering_and_settling_are_shown_with_their_days(store, folder, monkeypatch):
    number = taken(store, fix())
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T12:00:00+00:00")
    answer(store, folder, number, *WHO)
    assert read_overlay(folder).cases == {number: "answered 2026-11-23 2026-11-24"}
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-25T12:00:00+00:00")
    settle(store, folder, number, *WHO)
    assert read_overlay(folder).cases == {number: "settled 2026-11-23 2026-11-25"}
    assert audited(store)[1:] == [("an operator", "answer case", number), ("an operator", "settle case", number)]


def test_a_case_settled_long_ago_is_no_longer_shown(store, folder, monkeypatch):
    number = taken(store, fix())
    settle(store, folder, number, *WHO)
    monkeypatch.setenv("PINPOINT_NOW", "2027-02-21T12:00:00+00:00")
    carry(store, folder)  # as each publish does
    assert read_overlay(folder).cases == {number: "settled 2026-11-23 2026-11-23"}
    monkeypatch.setenv("PINPOINT_NOW", "2027-02-22T12:00:00+00:00")
    carry(store, folder)
    assert read_overlay(folder).cases == {}


def test_a_settled_removal_stays_hidden_permanently(store, folder):
    number = taken(store, removal("person03"))
    settle(store, folder, number, *WHO)
    again(store)
    assert read_overlay(folder).suppressed == {"person03"}


def test_restoring_a_removal_shows_the_listing_again_and_keeps_it_so(store, reader, folder):
    number = taken(store, removal("person03"))
    settle(store, folder, number, *WHO, restore=True)
    again(store)
    overlay = read_overlay(folder)
    assert (overlay.suppressed, overlay.keys) == (frozenset(), frozenset())
    assert reader.generation().provider("person03").name == "Jordan Averyd"


def test_restoring_a_private_phone_leaves_what_another_case_hides(store, folder):
    number = taken(store, fix(Wrong.PRIVATE_PHONE), fix(Wrong.PRIVATE_ADDRESS), fix(Wrong.PRIVATE_PHONE, "person04"))
    settle(store, folder, number, *WHO, restore=True)
    again(store)
    assert read_overlay(folder).hidden == {
        "person03": frozenset({"address"}),
        "person04": frozenset({"fax", "phone"}),
    }


def test_a_private_phone_asked_for_twice_is_shown_when_both_are_restored(store, folder):
    first, second = fix(Wrong.PRIVATE_PHONE), fix(Wrong.PRIVATE_PHONE)
    taken(store, first, second)
    settle(store, folder, first.number, *WHO, restore=True)
    assert read_overlay(folder).hidden == {"person03": frozenset({"fax", "phone"})}
    settle(store, folder, second.number, *WHO, restore=True)
    assert read_overlay(folder).hidden == {}


def test_a_removal_that_somebody_else_asked_for_too_is_not_undone(store, folder):
    number = taken(store, removal("person03"))
    suppress(store, "person03", "an operator", "asked by letter")
    with pytest.raises(OthersAskedError, match="asked by letter"):
        settle(store, folder, number, *WHO, restore=True)
    assert read_overlay(folder).suppressed == {"person03"}


def test_the_overlay_keeps_whoever_else_is_left_out(store, folder):
    suppress(store, "person07", "an operator", "asked by letter")
    hide(store, folder)
    before = read_overlay(folder)
    number = taken(store, removal("person03"))
    settle(store, folder, number, *WHO, restore=True)
    after = read_overlay(folder)
    assert (after.suppressed, after.keys) == (before.suppressed, before.keys)
    assert after != Overlay()


def test_a_decision_can_be_undone_later(store, folder):
    number = taken(store, removal("person03"))
    settle(store, folder, number, *WHO)
    settle(store, folder, number, "an operator", "they asked to return", restore=True)
    again(store)
    assert read_overlay(folder).suppressed == frozenset()


def test_each_mistake_is_explained(store, folder):
    number = taken(store, fix())
    with pytest.raises(UnknownCaseError, match="there is no case '2026-BBBBBB'"):
        settle(store, folder, "2026-BBBBBB", *WHO)
    with pytest.raises(NothingHiddenError, match="without --restore"):
        settle(store, folder, number, *WHO, restore=True)
    with pytest.raises(EmptyReasonError, match="who decided and why"):
        settle(store, folder, number, "an operator", " ")
    answer(store, folder, number, *WHO)
    with pytest.raises(SettledError, match="answered already"):
        answer(store, folder, number, *WHO)
    settle(store, folder, number, *WHO)
    with pytest.raises(SettledError, match="was settled on 2026-11-23 by an operator: called the listed number"):
        settle(store, folder, number, *WHO)
