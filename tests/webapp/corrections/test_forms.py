import logging
import subprocess
import sys

import pytest
from flask.testing import FlaskClient

from index import settings
from index.corrections.message import Asker, Request, WaitCause, Wrong
from index.published.overlay import change_overlay
from tests.webapp.conftest import app_over
from tests.webapp.corrections.sending import FIX, HERE, REMOVAL, inbox, post
from tests.webapp.invented import HOSTILE

PATHS = ("/fix", "/remove")


@pytest.mark.parametrize("path", PATHS)
def test_a_form_needs_no_script_keeps_out_of_search_engines_and_changes_nothing(client, path):
    response = client.get(f"{path}?id=avery")
    assert response.status_code == 200
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert 'method="post"' in response.text
    assert "Jordan Avery" in response.page.words
    assert not settings.current().inbox.exists()


def test_the_pages_say_what_is_promised_and_what_is_never_asked_for(client):
    fix, remove = client.get("/fix?id=avery").page.words, client.get("/remove?id=avery").page.words
    assert "We answer within 2 business days and settle it within 10." in fix
    assert "Please write nothing about a patient or about your health. Send no ID papers." in fix
    assert "What we remove stays out after every update. Other sites may still show you." in remove
    assert "If nobody there asked for this, we show the listing again." in remove
    assert "If you ask for somebody else, the listing stays until a person decides, within 2 business days." in remove
    assert "We never ask for ID papers or money." in remove


def test_what_is_wrong_becomes_one_message_and_leads_to_its_case(client):
    response = post(client, "/fix", FIX)
    assert response.status_code == 303
    (message,) = inbox()
    assert response.location == f"/case/{message.number}"
    assert (message.request, message.wrong, message.provider) == (Request.FIX, Wrong.PHONE, "avery")
    assert (message.text, message.contact) == ("It is 303-555-0199.", "me@example.test")


def test_a_removal_becomes_one_message(client):
    assert post(client, "/remove", REMOVAL).status_code == 303
    (message,) = inbox()
    assert (message.request, message.asker, message.provider) == (Request.REMOVE, Asker.LISTED, "avery")
    assert message.waits is None


@pytest.mark.parametrize("asker", ["for_listed", "somebody"])
def test_a_removal_by_somebody_else_waits_and_counts_for_no_limit(client, asker):
    for _ in range(2):
        post(client, "/remove", REMOVAL | {"asker": asker})
    assert {message.waits for message in inbox()} == {WaitCause.SOMEBODY_ELSE}
    assert [path.suffix for path in settings.current().inbox.iterdir()] == [".jsonl"]


def test_the_language_is_kept_on_the_way_to_the_case(client):
    response = post(client, "/es/fix", FIX)
    assert response.location == f"/es/case/{inbox()[0].number}"


def test_a_merged_listing_is_the_one_it_is_now(client):
    post(client, "/fix", FIX | {"id": "merged"})
    assert inbox()[0].provider == "avery"


@pytest.mark.parametrize("which", ["https://site.test/people/avery", "see /es/people/avery please"])
def test_an_address_of_a_listing_among_words_is_understood(client, which):
    post(client, "/remove", REMOVAL | {"id": "", "which": which})
    assert (inbox()[0].provider, inbox()[0].which) == ("avery", which)


@pytest.mark.parametrize("which", ["Jordan Avery in Salida", "/people/nobody", "/people/withdrawn"])
def test_words_that_name_no_listing_are_kept_for_a_person(client, which):
    post(client, "/remove", REMOVAL | {"id": "", "which": which})
    assert (inbox()[0].provider, inbox()[0].which) == ("", which)


def test_a_removal_can_be_asked_for_before_anything_is_published(empty_client):
    assert empty_client.get("/remove").status_code == 200
    response = post(empty_client, "/remove", REMOVAL | {"id": "", "which": "Jordan Avery in Salida"})
    assert response.status_code == 303
    assert inbox()[0].which == "Jordan Avery in Salida"
    assert empty_client.get(response.location).status_code == 200


@pytest.mark.parametrize(
    ("path", "form", "field", "sentence"),
    [
        ("/fix", FIX | {"wrong": ""}, "wrong-phone", "Choose what is wrong."),
        ("/fix", FIX | {"wrong": "everything"}, "wrong-phone", "Choose what is wrong."),
        ("/fix", FIX | {"text": " \n\t\u202e "}, "text", "Write what it should say."),
        ("/fix", FIX | {"text": "x" * 1001}, "text", "Write at most 1000 letters here. These are 1001."),
        ("/fix", FIX | {"contact": "x" * 201}, "contact", "Write at most 200 letters here. These are 201."),
        ("/fix", FIX | {"id": "", "which": " "}, "which", "Write which listing it is:"),
        ("/remove", REMOVAL | {"asker": ""}, "asker-listed", "Choose who is asking."),
        ("/remove", REMOVAL | {"text": "x" * 1001}, "text", "Write at most 1000 letters here. These are 1001."),
        ("/remove", REMOVAL | {"id": "", "which": "x" * 301}, "which", "Write at most 300 letters here."),
    ],
)
def test_each_error_is_said_at_its_field_and_on_top_and_nothing_is_kept(client, path, form, field, sentence):
    response = post(client, path, form)
    assert response.status_code == 400
    assert response.page.words.count(sentence) == 2
    assert f"#{field}" in response.page.links
    assert field in response.page.ids
    assert inbox() == []


def test_after_an_error_all_that_was_typed_is_still_there(client):
    page = post(client, "/fix", FIX | {"wrong": "", "contact": "303-555-0150"}).text
    assert "It is 303-555-0199." in page
    assert 'value="303-555-0150"' in page
    assert 'name="id" value="avery"' in page


@pytest.mark.parametrize("wrong", ["private_phone", "private_address", "does_not_do_this", "no_longer_here"])
def test_what_speaks_for_itself_needs_no_words(client, wrong):
    assert post(client, "/fix", FIX | {"wrong": wrong, "text": "", "contact": ""}).status_code == 303


def test_a_thousand_letters_of_any_kind_fit(client):
    text = "\N{WHITE CHESS KING}" * 500 + "\n" + "\N{GRINNING FACE}" * 499
    assert len(text) == 1000
    assert post(client, "/fix", FIX | {"text": text.replace("\n", "\r\n")}).status_code == 303
    assert inbox()[0].text == text


def test_a_body_that_is_far_too_long_is_refused_unread(client):
    assert post(client, "/fix", FIX | {"text": "x" * 40_000}).status_code == 413
    assert inbox() == []


def test_hostile_input_stays_text(client):
    hostile = f'{HOSTILE}" onfocus="x\x00\x1b[31m\u202e'
    response = post(
        client, "/fix", FIX | {"id": "", "which": hostile, "text": hostile, "contact": hostile, "wrong": ""}
    )
    assert response.status_code == 400
    assert HOSTILE not in response.text
    assert "onfocus=&#34;" in response.text or "onfocus=&quot;" in response.text
    post(client, "/fix", FIX | {"text": hostile, "contact": hostile})
    assert inbox()[0].text == inbox()[0].contact == f'{HOSTILE}" onfocus="x[31m'


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "https://localhost"}, 303),  # a proxy of ours ended TLS
        ({"Origin": "http://localhost.evil.test"}, 403),
        ({"Origin": "http://evil.test"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
@pytest.mark.parametrize(("path", "form"), [("/fix", FIX), ("/remove", REMOVAL)])
def test_only_a_form_of_this_site_is_taken(client, path, form, headers, status):
    assert post(client, path, form, headers).status_code == status
    assert len(inbox()) == (status == 303)


def test_the_page_of_a_form_lets_old_browsers_name_its_origin(client):
    assert ("meta", {"name": "referrer", "content": "same-origin"}) in client.get("/fix").page.tags


def test_a_program_that_fills_in_what_nobody_sees_is_thanked_and_not_kept(client):
    response = post(client, "/fix", FIX | {"homepage": "https://spam.test/"})
    assert response.status_code == 303
    assert client.get(response.location).status_code == 200
    assert inbox() == []


def test_when_nothing_can_be_stored_the_page_says_so_and_shows_the_words_again(client, caplog):
    settings.current().inbox.write_text("a file where a folder should be")
    with caplog.at_level(logging.ERROR):
        response = post(client, "/fix", FIX)
    assert response.status_code == 503
    assert "We could not keep what you wrote. Please send it again in a few minutes." in response.page.words
    assert "It is 303-555-0199." in response.text
    assert "could not be written" in caplog.text
    assert "303-555-0199" not in caplog.text


@pytest.mark.parametrize("path", PATHS)
def test_what_never_was_is_not_found_and_what_is_gone_is_gone(client, path):
    assert client.get(f"{path}?id=nobody").status_code == 404
    assert client.get(f"{path}?id=withdrawn").status_code == 410
    form = (FIX if path == "/fix" else REMOVAL) | {"id": "withdrawn"}
    assert post(client, path, form).status_code == 410
    assert inbox() == []


@pytest.mark.parametrize("room", ["/people/", "/fix?id=", "/remove?id="])
def test_a_removed_and_a_withdrawn_listing_answer_alike_to_the_byte(published, room):
    change_overlay(published.generations, lambda overlay: overlay.suppressing(frozenset({"avery"}), frozenset()))
    client = app_over(published).test_client()
    removed, withdrawn = client.get(f"{room}avery"), client.get(f"{room}withdrawn")
    assert removed.status_code == withdrawn.status_code == 410
    assert "This listing is no longer shown" in removed.page.words
    assert "If you came from a printed sheet, call the clinic." in removed.page.words
    assert same_to_the_byte(removed) == same_to_the_byte(withdrawn)
    changing = {"Content-Security-Policy", "Content-Length"}  # a nonce is new each time
    assert {name: value for name, value in removed.headers.items() if name not in changing} == {
        name: value for name, value in withdrawn.headers.items() if name not in changing
    }


def same_to_the_byte(response):
    nonce = response.headers["Content-Security-Policy"].partition("'nonce-")[2].partition("'")[0]
    address = response.request.path, response.request.query_string.decode()
    page = response.text.replace(nonce, "nonce") if nonce else response.text
    for part in filter(None, address):
        page = page.replace(part, "address")
    return page


@pytest.mark.parametrize("path", [*PATHS, "/case/2026-K7M3QX"])
def test_asking_to_see_never_writes(client, path):
    unchecked = FlaskClient(client.application)  # an answer to HEAD has no page to check
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"):
        answer = unchecked.open(f"{path}?wrong=phone&text=x&id=avery", method=method, headers=HERE, data=FIX)
        assert answer.status_code == (200 if method in {"GET", "HEAD", "OPTIONS"} else 405)
    assert not settings.current().inbox.exists()


def test_the_site_never_opens_the_store():
    code = "import sys, webapp.public; print(*(name for name in sys.modules if name.startswith(sys.argv[1])))"
    for forbidden in ("index.store", "sqlalchemy"):
        done = subprocess.run([sys.executable, "-c", code, forbidden], capture_output=True, text=True, check=True)
        assert done.stdout == "\n"
