import json
import re

import pytest

from index.published.overlay import change_overlay
from tests.webapp.conftest import app_over
from tests.webapp.invented import HOSTILE


def headings(page):
    return [text.strip() for _, text in page.headings]


def test_a_profile_answers_in_the_order_a_patient_asks(client):
    page = client.get("/people/avery").page
    assert page.title == "Jordan Avery · Salida, CO · Pinpoint"
    assert headings(page) == [
        "Jordan Avery",
        "In short",
        "Ask before you book",
        "Where and when",
        "Also at this place",
        "How we know",
        "License and other records",
        "Letters after the name",
        "Colorado's rule",
        "Where sources disagree (1)",
        "What we don't know",
        "Is something wrong?",
    ]


def test_every_stated_value_has_its_source_and_the_days_it_was_read(client):
    response = client.get("/people/avery")
    stated = "Phone: 303-555-0180 NPI registry, read Nov 12, 2026; first read Sep 3, 2026"
    assert stated in response.page.words
    assert "https://registry.example/1234567893" in response.page.links


def test_letters_are_explained_and_shared_or_unknown_ones_said_to_be(client):
    words = client.get("/people/avery").page.words
    assert "a degree, not a license" in words
    assert "These letters can come from more than one school." in words
    assert "XQZ We do not know these letters." in words


def test_a_license_number_is_never_said_to_be_checked(client):
    words = client.get("/people/avery").page.words
    assert "CO PTL.0012345 physical therapist: as typed by a source. We have not checked it." in words
    assert "We have not looked this up." in words


def test_sources_that_disagree_are_shown_side_by_side_with_dates(client):
    words = client.get("/people/avery").page.words
    assert (
        "Phone 303-555-0112 (Clinic website, read Nov 12, 2026) 303-555-0180 (NPI registry, read Nov 12, 2026)" in words
    )


def test_a_yes_and_a_no_are_both_shown(client):
    words = client.get("/people/hostile").page.words
    assert "Sources disagree: ask" in words
    assert "We do not." in words


def test_a_profile_without_a_word_says_what_was_read_and_asks_first(client):
    response = client.get("/people/silent")
    page = response.page
    assert "None of them says if this person does dry needling." in page.words
    assert "1 Do you" not in page.words
    assert "Do you do dry needling?" in page.words
    assert "How we know" not in headings(page)
    assert "What we know" in headings(page)


@pytest.mark.parametrize(("address", "is_noindex"), [("avery", False), ("silent", True), ("no", True)])
def test_no_word_and_a_no_are_kept_out_of_search_engines(client, address, is_noindex):
    response = client.get(f"/people/{address}")
    assert ("X-Robots-Tag" in response.headers) is is_noindex
    assert (("meta", {"name": "robots", "content": "noindex"}) in response.page.tags) is is_noindex
    assert "dry needling" not in response.page.title.lower()


def test_a_clinic_has_an_address_of_its_own_kind(client):
    assert client.get("/clinics/rehab").status_code == 200
    response = client.get("/people/rehab")
    assert (response.status_code, response.location) == (301, "/clinics/rehab")


def test_a_merged_profile_leads_to_the_one_it_is_now(client):
    response = client.get("/people/merged")
    assert (response.status_code, response.location) == (301, "/people/avery")


def test_a_withdrawn_profile_is_gone(client):
    response = client.get("/people/withdrawn")
    assert response.status_code == 410
    assert "If you came from a printed sheet, call the clinic." in response.page.words


def test_a_suppressed_profile_is_gone_and_in_no_list(published, client):
    change_overlay(published.generations, lambda overlay: overlay.suppressing(frozenset({"avery"}), frozenset()))
    fresh = app_over(published).test_client()
    assert fresh.get("/people/avery").status_code == 410
    assert fresh.get("/people/merged").status_code == 410
    assert "3 listed within 25 miles." in fresh.get("/find?place=81201").page.words


def test_a_hidden_phone_is_on_no_page(published):
    change_overlay(published.generations, lambda overlay: overlay.hiding("avery", frozenset({"phone"})))
    assert "303-555-0112" not in app_over(published).test_client().get("/people/avery").page.words


@pytest.mark.parametrize("address", ["/people/nobody", "/people/", "/clinics/%00", "/people/" + "x" * 500, "/nowhere"])
def test_what_never_was_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_hostile_text_is_shown_and_does_nothing(client):
    response = client.get("/people/hostile")
    markup = response.get_data(as_text=True)
    assert HOSTILE not in markup
    assert HOSTILE in response.page.title
    assert not any(link.startswith(("javascript:", "data:")) for link in response.page.links)


def test_a_license_that_a_read_rule_does_not_cover_is_met_in_a_neutral_voice(client):
    words = client.get("/people/elko").page.words
    assert "Pat does dry needling." in words
    assert "By the rule we read, dry needling is not part of a physical therapist's license in Nevada." in words
    assert "A second license can change this. Ask: Which license covers this?" in words


def test_hours_that_we_did_not_read_in_the_rule_are_asked_of_the_person(client):
    words = client.get("/people/avery").page.words
    assert "46 hours" not in words
    assert "The state asks for training. Ask the person how many hours they did in person." in words
    assert "Training: 54 hours." in client.get("/people/lindqvist").page.words


def test_what_is_not_known_is_of_five_kinds_and_never_one_word(client):
    words = client.get("/people/avery").page.words
    assert "Not stated by any source we read price, opening hours, if new patients are taken" in words
    assert "We have not looked this up the license in the state's own file" in words
    assert "Sources disagree phone" in words
    assert "No public list shows this. Ask. skill, results" in words


def test_the_license_can_be_looked_up_by_hand(client):
    assert "search for Colorado physical therapist license lookup and use the state's own site." in (
        client.get("/people/avery").page.words
    )


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("/people/avery", "Do you do the needling yourself?"),
        ("/people/silent", "Do you do dry needling?"),
        ("/people/no", "Do you do dry needling?"),
        ("/people/hostile", "Do you do dry needling here now?"),
        ("/people/course", "Do you do dry needling?"),
        ("/clinics/rehab", "Who does the dry needling, and what is their license?"),
    ],
)
def test_the_first_question_depends_on_what_sources_say(client, address, first):
    assert f"Ask before you book {first}" in client.get(address).page.words


def test_questions_are_made_from_what_is_missing_and_in_doubt(client):
    assert "How many hours of your dry-needling course were in person?" in client.get("/people/avery").page.words
    assert "What training did you have, and how many hours in person?" in client.get("/people/silent").page.words
    assert "Sources differ. Which is right: phone?" in client.get("/people/avery").page.words
    elko = client.get("/people/elko").page.words
    assert "Do you do the needling yourself? Which license covers this?" in elko
    assert "Which license covers this?" not in client.get("/people/avery").page.words


def test_questions_can_be_printed_on_a_page_of_their_own(client):
    response = client.get("/people/avery/questions")
    assert response.page.title == "Questions for Jordan Avery · Pinpoint"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Printed Nov 23, 2026 from public sources. This is not a check of this person." in response.page.words
    assert "/people/avery/questions" in client.get("/people/avery").page.links


def test_questions_follow_whoever_was_merged_moved_or_left(client):
    assert client.get("/people/rehab/questions").location == "/clinics/rehab/questions"
    assert client.get("/es/people/merged/questions").location == "/es/people/avery/questions"
    assert client.get("/people/withdrawn/questions").status_code == 410
    assert client.get("/people/nobody/questions").status_code == 404


def test_each_way_to_reach_somebody_has_its_source(client):
    words = client.get("/people/avery").page.words
    assert "Phone 303-555-0112 Clinic website, read Nov 12, 2026" in words
    assert "Hours Not stated by any source we read." in words


def structured(page):
    return re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page.get_data(as_text=True))


def test_search_engines_get_no_more_than_the_page_says_and_nothing_of_no_word(client):
    (data,) = structured(client.get("/people/avery"))
    assert json.loads(data) == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "Jordan Avery",
        "url": "https://clinic.example/",
        "jobTitle": ["Physical therapist"],
        "telephone": "+13035550112",
        "workLocation": {
            "@type": "Place",
            "name": "Upper River Physical Therapy",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "100 Example St",
                "addressLocality": "Salida",
                "addressRegion": "CO",
                "postalCode": "81201",
                "addressCountry": "US",
            },
        },
    }
    assert structured(client.get("/people/silent")) == structured(client.get("/people/no")) == []
    assert structured(client.get("/find?place=81201")) == []


def test_data_for_search_engines_cannot_close_its_element(client):
    (data,) = structured(client.get("/people/hostile"))
    assert "<" not in data
    assert json.loads(data)["name"].endswith(HOSTILE)


def test_a_profile_leads_to_the_forms_that_put_it_right(client):
    links = client.get("/people/avery").page.links
    assert {"/fix?id=avery", "/remove?id=avery"} <= set(links)
