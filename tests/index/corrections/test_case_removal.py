"""An operator leaves somebody out, or hides fields, because of a case, and takes that back."""

import pytest
from sqlalchemy import select

from index import settings
from index.corrections.accepting import NobodyError
from index.corrections.case_removal import OtherProviderError, ShownAgainError, hide_fields, remove_for_case
from index.corrections.case_row import get
from index.corrections.intake import take
from index.corrections.message import Wrong
from index.corrections.settling import ClaimedError, OthersAskedError, SettledError, claim, settle
from index.corrections.suppression.removal import UnknownProviderError, suppress
from index.published.overlay import HiddenFieldError, read_overlay
from index.published.reader import GoneError
from index.store.audit import EmptyReasonError
from index.store.schema import audit, suppression
from tests.index.corrections.sent import fix, removal, send


def of(store, number):
    with store.read() as connection:
        return get(connection, number)


def reasons(store):
    with store.read() as connection:
        in_force = select(suppression.c.provider, suppression.c.reason).where(suppression.c.lifted_at.is_(None))
        return [(row.provider, row.reason) for row in connection.execute(in_force)]


@pytest.fixture
def in_words(store):
    number = send(removal("", which="the one on the corner"))
    take(store, settings.current())
    return number


@pytest.fixture
def about_phone(store):
    number = send(fix(Wrong.PRIVATE_PHONE))
    take(store, settings.current())
    return number


def test_a_removal_in_words_is_done_once_its_listing_is_known_and_taken_back(store, folder, reader, in_words):
    remove_for_case(store, folder, in_words, "Robin", "found by address", provider="person03")
    assert reasons(store) == [("person03", f"case {in_words}: found by address")]
    with pytest.raises(GoneError):
        reader.generation().provider("person03")
    assert (of(store, in_words).provider, of(store, in_words).hides_listing) == ("person03", True)
    take(store, settings.current())
    assert len(reasons(store)) == 1
    settle(store, folder, in_words, "Robin", "it was somebody else", restore=True)
    assert reasons(store) == []
    assert read_overlay(folder).suppressed == frozenset()
    assert reader.generation().provider("person03").id == "person03"


def test_the_listing_of_a_correction_is_left_out_and_shown_again_with_all_that_the_case_hid(
    store, folder, reader, about_phone
):
    remove_for_case(store, folder, about_phone, "Robin", "retired")
    with pytest.raises(GoneError):
        reader.generation().provider("person03")
    settle(store, folder, about_phone, "Robin", "works again", restore=True)
    assert read_overlay(folder).removals.hidden == frozenset()
    assert reader.generation().provider("person03").id == "person03"


def test_a_removal_that_somebody_else_asked_for_too_is_not_taken_back(store, folder, about_phone):
    remove_for_case(store, folder, about_phone, "Robin", "retired")
    suppress(store, "person03", "Robin", "letter of a lawyer")
    with pytest.raises(OthersAskedError, match="letter of a lawyer"):
        settle(store, folder, about_phone, "Robin", "works again", restore=True)


def test_fields_are_hidden_with_those_of_the_sender_and_shown_again_together(store, folder, reader, about_phone):
    assert hide_fields(store, folder, about_phone, {"address"}, "Robin", "their home").hidden_fields == {
        "phone",
        "fax",
        "address",
    }
    assert read_overlay(folder).hidden == {"person03": {"phone", "fax", "address"}}
    assert {each.location.street for each in reader.generation().provider("person03").practices} == {""}
    settle(store, folder, about_phone, "Robin", "an office", restore=True)
    assert read_overlay(folder).hidden == {}
    with pytest.raises(ShownAgainError):
        hide_fields(store, folder, about_phone, {"address"}, "Robin", "their home")


def test_each_step_is_in_the_history_of_the_case(store, folder, about_phone):
    hide_fields(store, folder, about_phone, {"address"}, "Robin", "their home")
    remove_for_case(store, folder, about_phone, "Robin", "retired")
    with store.read() as connection:
        rows = connection.execute(select(audit).where(audit.c.subject == about_phone).order_by(audit.c.id)).all()
    assert [(row.who, row.action, row.note) for row in rows[1:]] == [
        ("Robin", "hide address", "their home"),
        ("Robin", "leave out", "retired"),
    ]


def test_what_cannot_be_done_is_refused_and_changes_nothing(store, folder, in_words, about_phone):
    before = read_overlay(folder)
    for wrong, error in (
        (lambda: remove_for_case(store, folder, in_words, "Robin", "why"), NobodyError),
        (lambda: remove_for_case(store, folder, in_words, "Robin", "why", provider="nobody"), UnknownProviderError),
        (lambda: remove_for_case(store, folder, about_phone, "Robin", "why", provider="person04"), OtherProviderError),
        (lambda: remove_for_case(store, folder, about_phone, "Robin", " "), EmptyReasonError),
        (lambda: hide_fields(store, folder, in_words, {"phone"}, "Robin", "why"), NobodyError),
        (lambda: hide_fields(store, folder, about_phone, {"name"}, "Robin", "why"), HiddenFieldError),
    ):
        with pytest.raises(error):
            wrong()
    assert read_overlay(folder) == before
    assert reasons(store) == []


def test_a_case_is_claimed_and_taken_over_with_a_reason_only(store, folder, about_phone):
    claim(store, about_phone, "Robin")
    claim(store, about_phone, "Robin")
    with pytest.raises(ClaimedError, match="Robin works on"):
        claim(store, about_phone, "Ida")
    claim(store, about_phone, "Ida", "Robin is away")
    assert of(store, about_phone).claimed_by == "Ida"
    settle(store, folder, about_phone, "Ida", "done")
    with pytest.raises(SettledError):
        claim(store, about_phone, "Robin", "again")


def test_the_language_of_the_form_is_the_one_of_the_case_and_english_where_none_is_named(store, about_phone):
    spanish = send(fix(language="es"))
    take(store, settings.current())
    assert (of(store, about_phone).language, of(store, spanish).language) == ("en", "es")
