"""Replies say only what is true of a case, in the language of its form."""

import pytest

from index import settings
from index.corrections.accepted_values import AcceptedValues
from index.corrections.accepting import Acceptance, accept, take_back
from index.corrections.case_removal import remove_for_case
from index.corrections.intake import take
from index.corrections.message import Wrong
from index.corrections.replies import UntrueReplyError, replies_to, reply_to
from index.corrections.reply_texts import FIELDS, NAMES, TEXTS, Reply
from index.corrections.settling import answer, settle
from index.published.overlay import HIDEABLE
from index.records import Sender
from tests.index.corrections.sent import fix, removal, send


def taken(store, message):
    number = send(message)
    take(store, settings.current())
    return number


def outcomes(store, number):
    with store.read() as connection:
        return [str(one.reply) for one in replies_to(connection, number)]


def test_every_outcome_has_a_name_and_a_text_in_both_languages():
    assert set(NAMES) == set(TEXTS["en"]) == set(TEXTS["es"]) == set(Reply)
    assert set(FIELDS["en"]) == set(FIELDS["es"]) == HIDEABLE


def test_a_correction_is_reported_as_done_only_while_its_values_are_in_force(store, folder):
    number = taken(store, fix(Wrong.PHONE))
    assert outcomes(store, number) == ["not_verified", "received", "lawyer"]
    values = AcceptedValues(by=Sender.PERSON, values={"website": "https://person03.example"}, quote="")
    accept(store, settings.current(), number, Acceptance(corrected=values), who="Robin", note="called")
    assert outcomes(store, number) == ["fixed"]
    take_back(store, number, who="Robin", note="it was wrong")
    assert outcomes(store, number) == ["not_verified"]


def test_a_removal_is_reported_as_done_and_no_longer_once_it_is_taken_back(store, folder):
    number = taken(store, removal("", which="the one on the corner"))
    assert outcomes(store, number) == ["not_found", "received", "lawyer"]
    remove_for_case(store, folder, number, "Robin", "found", provider="person03")
    answer(store, folder, number, "Robin", "called")
    assert outcomes(store, number) == ["removed", "lawyer"]
    settle(store, folder, number, "Robin", "it was somebody else", restore=True)
    assert outcomes(store, number) == ["shown_again"]
    with store.read() as connection, pytest.raises(UntrueReplyError, match="choose one of: shown_again"):
        reply_to(connection, number, Reply.REMOVED)


def test_a_reply_has_number_days_and_hidden_fields_and_nothing_of_the_message(store):
    number = taken(store, fix(Wrong.PRIVATE_PHONE, contact="me@example.test"))
    with store.read() as connection:
        text = reply_to(connection, number, Reply.HIDDEN)
        assert reply_to(connection, number, Reply.RECEIVED).text.count("November 25, 2026") == 1
    assert (text.subject, text.language) == (f"Your case {number}", "en")
    assert text.text == (
        f"Hello,\n\nyou wrote to us on November 23, 2026. Your case is {number}.\n\n"
        "We no longer show these details of the listing: fax number, phone number. They stay hidden when we read our "
        "sources again. Other sites may still show them: we do not control them.\n\n"
        f"Please name the number {number} if you write again."
    )


def test_a_form_in_spanish_is_answered_in_spanish_and_an_unknown_language_in_english(store):
    spanish, other = taken(store, fix(language="es")), taken(store, fix(language="xx"))
    with store.read() as connection:
        assert "el 23 de noviembre de 2026" in replies_to(connection, spanish)[0].text
        assert replies_to(connection, spanish, "en")[0].language == "en"
        assert replies_to(connection, other)[0].language == "en"
