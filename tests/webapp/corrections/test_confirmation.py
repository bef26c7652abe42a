"""The forms ask for an address for a confirmation only where a mail channel is set, and the site sends nothing."""

import pytest

from tests.webapp.conftest import app_over
from tests.webapp.corrections.sending import FIX, REMOVAL, inbox, post

FIELD = "Mail address for a confirmation (you can skip this)"
MAIL = {
    "alert_mail_server": "127.0.0.1:1",
    "alert_mail_from": "hello@pinpoint.example",
    "alert_mail_to": ("op@pinpoint.example",),
    "alert_mail_tls": "none",
}


@pytest.fixture
def with_mail(published):
    return app_over(published.model_copy(update=MAIL)).test_client()


def test_without_a_mail_channel_no_form_offers_it_and_what_is_sent_there_is_not_kept(client):
    assert FIELD not in client.get("/remove?id=avery").page.words
    assert post(client, "/remove", REMOVAL | {"confirm_to": "me@example.test"}).status_code == 303
    assert inbox()[0].confirm_to == ""


@pytest.mark.parametrize(("path", "form"), [("/fix", FIX), ("/remove", REMOVAL)])
def test_with_one_an_address_is_kept_for_that_alone(with_mail, path, form):
    assert FIELD in with_mail.get(f"{path}?id=avery").page.words
    for typed in ("me@example.test", ""):
        assert post(with_mail, path, form | {"contact": "", "confirm_to": typed}).status_code == 303
    assert [(message.confirm_to, message.contact) for message in inbox()] == [("me@example.test", ""), ("", "")]


@pytest.mark.parametrize("typed", ["me", "me@", "two@example.test, me@example.test", f"{'x' * 64}@{'y.' * 95}test"])
def test_what_is_no_address_is_said_at_its_field_and_shown_again(with_mail, typed):
    response = post(with_mail, "/remove", REMOVAL | {"confirm_to": typed})
    assert response.status_code == 400
    assert response.page.words.count("Write one mail address, such as name@example.com, or leave this empty.") == 2
    assert f'value="{typed}"' in response.text
    assert inbox() == []
