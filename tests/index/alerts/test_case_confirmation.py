"""One confirmation of a case by mail, in the language of its form, to an address that serves for that alone."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from index import settings
from index.alerts.case_confirmation import MOST_A_DAY, confirm_cases
from index.alerts.notice import DeliveryError
from index.corrections.case_document import case_document
from index.corrections.case_row import get
from index.corrections.intake import take
from tests.index.corrections.conftest import store
from tests.index.corrections.sent import RECEIVED, fix, send

__all__ = ["store"]

MINE = "me@example.test"


@pytest.fixture
def here(home, mail_server):
    """Return the settings of a home with a mail server, and its mailbox."""
    mailbox = mail_server()
    mail = {
        "alert_mail_server": f"127.0.0.1:{mailbox.port}",
        "alert_mail_from": "hello@pinpoint.example",
        "alert_mail_to": ("op@pinpoint.example",),
        "alert_mail_tls": "none",
        "site_url": "https://pinpoint.example",
    }
    return settings.current().model_copy(update=mail), mailbox


def taken(store, *messages):
    send(*messages)
    take(store, settings.current())
    return [message.number for message in messages]


def of(store, number):
    with store.read() as connection:
        return get(connection, number)


def test_it_has_the_number_the_days_and_the_page_and_nothing_that_was_written(store, here):
    settings_here, mailbox = here
    (number,) = taken(store, fix(confirm_to=MINE, contact="303-555-0150"))
    assert [confirm_cases(store, settings_here) for _ in range(2)] == [1, 0]
    (mail,) = mailbox.mails
    read = message_from_bytes(mail.content, policy=policy.default)
    assert (mail.rcpt_tos, read["Subject"], read["Auto-Submitted"]) == ([MINE], f"Your case {number}", "auto-generated")
    text = read.get_content()
    assert "We answer by November 25, 2026 and settle it by December 8, 2026." in text
    assert f"The page of your case: https://pinpoint.example/case/{number}" in text.splitlines()
    assert "0199" not in text
    assert "0150" not in text
    assert "person03" not in text
    assert case_document(of(store, number))["confirmation"] == "sent"
    assert MINE not in str(case_document(of(store, number)))


def test_it_is_in_spanish_for_a_spanish_form(store, here):
    settings_here, mailbox = here
    (number,) = taken(store, fix(confirm_to=MINE, language="es"))
    confirm_cases(store, settings_here)
    text = message_from_bytes(mailbox.mails[0].content, policy=policy.default).get_content()
    assert f"La página de su caso: https://pinpoint.example/es/case/{number}" in text
    assert "Si no fue usted, no tiene que hacer nada." in text


def test_an_address_gets_one_mail_a_day_all_get_a_number_of_them_and_none_comes_late(store, here, monkeypatch):
    settings_here, mailbox = here
    day = timedelta(days=1)
    old = fix(confirm_to="late@example.test", received_at=RECEIVED - 2 * day)
    taken(store, old, *(fix(confirm_to=MINE, received_at=RECEIVED + timedelta(seconds=n)) for n in range(3)))
    assert confirm_cases(store, settings_here) == 1
    monkeypatch.setattr("index.alerts.case_confirmation.MOST_A_DAY", 2)
    assert MOST_A_DAY == 200
    first, second = fix(confirm_to="b@example.test"), fix(confirm_to="c@example.test")
    taken(store, first, replace(second, received_at=RECEIVED + timedelta(seconds=5)))
    assert [confirm_cases(store, settings_here) for _ in range(2)] == [1, 0]
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T12:00:01+00:00")
    assert confirm_cases(store, settings_here) == 2
    assert [mail.rcpt_tos[0] for mail in mailbox.mails] == [MINE, "b@example.test", MINE, "c@example.test"]


def test_without_a_server_or_with_one_that_is_away_nothing_is_lost_and_no_error_names_the_address(store, here):
    settings_here, _ = here
    (number,) = taken(store, fix(confirm_to=MINE))
    assert confirm_cases(store, settings.current()) == 0
    away = settings_here.model_copy(update={"alert_mail_server": "127.0.0.1:1", "alert_seconds": 2})
    with pytest.raises(DeliveryError) as failed:
        confirm_cases(store, away)
    assert MINE not in str(failed.value)
    assert number not in str(failed.value)
    assert confirm_cases(store, settings_here) == 1
