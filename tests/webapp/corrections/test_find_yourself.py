"""A listed person finds themselves by name, NPI or license number; whoever is hidden is found like nobody."""

import re
from dataclasses import replace
from urllib.parse import unquote_plus

import pytest

from index import settings
from index.published.overlay import change_overlay
from tests.builders import license_held
from tests.webapp.conftest import app_over
from tests.webapp.invented import SALIDA, at, person, publish_providers

FIND = "/practitioners/find?listed="


def without(response, typed):
    """The page without what was typed, and without the nonce, which is another in each answer."""
    page = re.sub(r'nonce="[^"]+"', "", unquote_plus(response.text))
    return page.replace(unquote_plus(typed), "")


def found(client, typed):
    page = client.get(FIND + typed).page
    return [link for link in page.links if link.startswith(("/people/", "/clinics/"))]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("Jordan+Avery", "/people/avery"),
        ("avery", "/people/avery"),
        ("AVERY,+Jordan", "/people/avery"),
        ("Casey+Morrow", "/people/silent"),
        ("Drew+Nolan", "/people/no"),
        ("Arkansas+Valley+Rehab", "/clinics/rehab"),
        ("1234567893", "/people/avery"),
        ("1234+567+893", "/people/avery"),
        ("NPI+1234567893", "/people/avery"),
        ("PTL.0012345", "/people/avery"),
        ("CO+PT+12345", "/people/avery"),
        ("License+0012345,+Colorado", "/people/avery"),
    ],
)
def test_whoever_is_published_is_found_with_any_answer_and_any_spelling(client, typed, who):
    assert found(client, typed) == [who]


def test_the_answer_leads_to_the_profile_and_both_forms(client):
    response = client.get(FIND + "Avery")
    assert "One listing fits “Avery”." in response.page.words
    assert "Physical therapist · Salida, CO" in response.page.words
    assert {"/people/avery", "/fix?id=avery", "/remove?id=avery"} <= set(response.page.links)
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write a name, an NPI or a license number."),
        ("+%E2%80%AE", "Write a name, an NPI or a license number."),
        ("1234567890", "This is not an NPI: the last digit does not fit the others."),
        ("303-555-0112", "This is not an NPI: an NPI begins with 1 or 2. We cannot search for a phone number."),
        ("PT+0000", "A license number has at least two letters or digits besides leading zeros"),
        ("x" * 101, "Write at most 100 letters here. These are 101."),
    ],
)
def test_what_can_find_nobody_gets_a_clear_sentence_and_stays_in_the_box(client, typed, sentence):
    response = client.get(FIND + typed)
    assert response.status_code == 400
    assert response.page.words.count(sentence) == 2
    assert "#listed" in response.page.links


@pytest.mark.parametrize("typed", ["Jordan+Avery", "1234567893", "PTL.0012345"])
def test_a_removed_person_is_answered_like_nobody_to_the_byte(published, typed):
    change_overlay(published.generations, lambda overlay: overlay.suppressing(frozenset({"avery"}), frozenset()))
    client = app_over(published).test_client()
    nobody = {"Jordan+Avery": "Gordan+Avory", "1234567893": "1679576722", "PTL.0012345": "PTL.0099999"}[typed]
    removed, never = client.get(FIND + typed), client.get(FIND + nobody)
    assert removed.status_code == never.status_code == 200
    assert without(removed, typed) == without(never, nobody)
    assert "How people come to be listed" in removed.page.words


@pytest.mark.parametrize(("field", "typed"), [("npi", "1234567893"), ("license", "PTL.0012345")])
def test_a_hidden_number_finds_nobody(published, field, typed):
    change_overlay(published.generations, lambda overlay: overlay.hiding("avery", {field}))
    client = app_over(published).test_client()
    assert found(client, typed) == []
    assert found(client, "Avery") == ["/people/avery"]


def test_a_license_number_of_two_states_finds_both_and_a_common_name_asks_for_more(home):
    people = [
        person(f"p{n:02}", f"Jo Avery{n:02}" if n else "Jo Avery", at(SALIDA, "Salida", "CO", "81201"), licenses=held)
        for n, held in enumerate([(license_held(),), (license_held(state="KS"),), *[()] * 19])
    ]
    publish_providers(settings.current(), people)
    client = app_over(settings.current()).test_client()
    assert found(client, "12345") == ["/people/p00", "/people/p01"]
    assert len(found(client, "Jo")) == 20
    assert "More than these fit. Write the whole name, or the NPI." in client.get(FIND + "Jo").page.words


def test_nobody_in_a_state_that_is_not_open_is_found(published):
    change_overlay(published.generations, lambda overlay: replace(overlay, open_states=frozenset({"KS"})))
    client = app_over(published).test_client()
    assert found(client, "Avery") == []
    assert found(client, "Lindqvist") == ["/people/lindqvist"]


def test_searches_for_oneself_are_counted_as_searches(published):
    client = app_over(published.model_copy(update={"searches_per_minute": 2})).test_client()
    assert [client.get(FIND + "Avery").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(("path", "words"), [("/practitioners", "Find your listing"), ("/es/practitioners", "Busque")])
def test_the_page_for_the_listed_has_the_box(client, path, words):
    page = client.get(path).page
    assert "listed" in page.ids
    assert words in page.words
