"""Launches in the store and in the overlay: what they come to, and that a lost overlay closes nothing by itself."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from index.publish.open_states import carry_open_states, close_states, open_only, opened
from index.published.overlay import FILE, Overlay, change_overlay, read_overlay
from index.store.audit import EmptyReasonError
from index.store.schema import audit

BY = {"who": "Ann", "reason": "rules signed"}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "generations"


def stored(store):
    with store.read() as connection:
        return opened(connection)


def test_nothing_is_closed_before_the_first_launch(store, folder):
    assert (stored(store), read_overlay(folder).open_states) == (None, None)


def test_a_launch_opens_its_states_alone_and_a_second_one_adds_to_them(store, folder):
    assert open_only(store, folder, ["CO", "WY"], **BY) == {"CO", "WY"}
    assert open_only(store, folder, ["KS"], **BY) == {"CO", "WY", "KS"}
    assert stored(store) == read_overlay(folder).open_states == {"CO", "WY", "KS"}


def test_a_state_is_closed_and_the_others_stay(store, folder):
    open_only(store, folder, ["CO", "WY"], **BY)
    assert close_states(store, folder, ["CO"], **BY) == {"WY"}
    assert close_states(store, folder, ["WY"], **BY) == stored(store) == frozenset()


def test_to_close_a_state_of_a_copy_that_is_open_everywhere_leaves_all_others(store, folder):
    left = close_states(store, folder, ["CO"], **BY)
    assert (len(left), "CO" in left, "PR" in left, stored(store)) == (55, False, True, left)


def test_every_state_can_be_opened_again(store, folder):
    open_only(store, folder, ["CO"], **BY)
    assert open_only(store, folder, None, **BY) is stored(store) is read_overlay(folder).open_states is None


def test_each_act_is_in_the_audit(store, folder):
    open_only(store, folder, ["WY", "CO"], **BY)
    close_states(store, folder, ["CO"], **BY)
    with store.read() as connection:
        rows = connection.execute(select(audit.c.action, audit.c.subject, audit.c.who, audit.c.note)).all()
    assert [tuple(row) for row in rows] == [
        ("launch/open", "CO,WY", "Ann", "rules signed"),
        ("launch/close", "CO", "Ann", "rules signed"),
    ]


def test_an_act_without_a_reason_changes_nothing(store, folder):
    with pytest.raises(EmptyReasonError):
        open_only(store, folder, ["CO"], who="Ann", reason=" ")
    assert (stored(store), read_overlay(folder)) == (None, Overlay())


def test_a_lost_overlay_gets_the_launches_of_the_store_again(store, folder):
    open_only(store, folder, ["CO"], **BY)
    (folder / FILE).unlink()
    assert carry_open_states(store, folder).open_states == read_overlay(folder).open_states == {"CO"}


def test_an_overlay_that_knows_more_than_a_restored_store_stays(store, folder):
    change_overlay(folder, lambda overlay: replace(overlay, open_states=frozenset({"CO"})))
    assert carry_open_states(store, folder).open_states == {"CO"}


def test_an_overlay_of_before_the_first_launch_has_the_bytes_that_it_always_had(folder):
    change_overlay(folder, lambda overlay: overlay.hiding("a", frozenset({"phone"})))
    assert b"open_states" not in (folder / FILE).read_bytes()


def test_closing_a_state_opens_no_other_where_the_overlay_was_lost(store, folder):
    open_only(store, folder, ["CO", "WY"], **BY)
    (folder / FILE).unlink()
    assert close_states(store, folder, ["CO"], **BY) == {"WY"}
