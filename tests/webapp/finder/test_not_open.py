"""A state that this copy has not opened: nobody there is shown anywhere, and each page says so in one sentence."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from index.published.overlay import change_overlay
from index.records import SourcesSay
from tests.builders import quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import GOODLAND, at, person, providers, publish_providers

NEVADA = "This copy of Pinpoint has not opened in Nevada yet, so it shows nobody there."


def site(settings, *states):
    opened = frozenset(states)
    change_overlay(settings.generations, lambda overlay: replace(overlay, open_states=opened))
    return app_over(settings).test_client()


@pytest.fixture
def colorado(published):
    """The site of the invented people, open in Colorado alone."""
    return site(published, "CO")


def test_a_search_in_a_state_that_is_not_open_says_so_and_lists_nobody(colorado):
    page = colorado.get("/find?place=Elko%2C+NV").page
    assert NEVADA in page.words
    assert "That does not mean that nobody there does dry needling." in page.words
    assert page.headings[0][1] == "Not open in Nevada yet"
    assert {"/states/nevada", "https://www.choosept.com/find-a-pt"} <= set(page.links)
    assert "Quill" not in page.words
    assert not any(link.startswith("/people/") for link in page.links)


def test_it_says_so_in_spanish_and_in_the_table_too(colorado):
    assert "todavía no ha abierto en Nevada" in colorado.get("/es/find?place=Elko%2C+NV").page.words
    assert NEVADA in colorado.get("/find?place=Elko%2C+NV&view=table").page.words


def test_a_file_of_such_a_search_is_not_made(colorado):
    answer = colorado.get("/find.csv?place=Elko%2C+NV")
    assert answer.status_code == 400
    assert NEVADA in answer.page.words


def test_an_open_state_is_as_it_was(published):
    address = "/find?place=Salida%2C+CO"
    before = app_over(published).test_client().get(address).page.words
    assert "4 listed within 25 miles." in before
    assert site(published, "CO").get(address).page.words == before


def test_nobody_across_the_line_of_a_state_that_is_not_open_is_shown_or_counted(home, published):
    over = at((39.35, -102.2), "Burlington", "CO", "80807")
    near = [person("border", "Kit Border", over, SourcesSay.PERSON_LISTED, [quote("Kit does dry needling.")])]
    listed = [person("kansan", "Kay Plains", at(GOODLAND, "Goodland", "KS", "67735"), SourcesSay.PERSON_LISTED,
                     [quote("Kay does dry needling.")])]  # fmt: skip
    publish_providers(published, sorted([*near, *listed], key=lambda one: one.id), number=2)
    address = "/find?place=Burlington%2C+CO&within=50"
    assert "2 listed within 50 miles." in app_over(published).test_client().get(address).page.words
    page = site(published, "CO").get(address).page
    assert "1 listed within 50 miles." in page.words
    assert "nobody there is shown or counted: Kansas" in page.words
    assert "Kay Plains" not in page.words
    assert not any("place=Goodland" in link or "Kanorado" in link for link in page.links if "/find" in link)
    assert "nobody there is shown or counted: Kansas" in site(published, "CO").get(f"{address}&view=table").page.words


def test_a_search_where_nobody_is_listed_says_that_the_nearest_is_of_the_open_states(published):
    page = site(published, "CO", "KS").get("/find?place=Goodland%2C+KS").page
    assert "Of the states where this copy of Pinpoint is open." in page.words
    assert "Of the states" not in app_over(published).test_client().get("/find?place=Moab%2C+UT").page.words


@pytest.mark.parametrize("address", ["/people/elko", "/people/elko/questions"])
def test_a_profile_of_somebody_there_alone_is_not_shown_yet(colorado, address):
    answer = colorado.get(address)
    assert (answer.status_code, answer.headers["X-Robots-Tag"]) == (404, "noindex")
    assert "This listing is not shown yet" in answer.page.words
    assert "Quill" not in answer.page.words


def test_a_list_says_why_somebody_there_is_not_on_it(colorado):
    words = colorado.get("/list?ids=avery,elko").page.words
    assert "Jordan Avery" in words
    assert "This copy of Pinpoint has not opened in the state of this listing yet. Ask the clinic." in words


def test_a_form_for_somebody_there_works_without_the_name(colorado):
    answer = colorado.get("/remove?id=elko")
    assert answer.status_code == 200
    assert "Quill" not in answer.page.words


def test_nobody_there_is_in_the_sitemap(colorado):
    found = {entry.text for entry in ET.fromstring(colorado.get("/sitemap/profiles-1.xml").text).iter()}
    assert "http://localhost/people/avery" in found
    assert not any("elko" in str(one) or "moab" in str(one) for one in found)


def test_the_page_of_the_state_and_of_its_counties_say_so_and_those_of_an_open_state_do_not(colorado):
    for address in ("/states/nevada", "/coverage/nevada/elko-county"):
        assert NEVADA in colorado.get(address).page.words
    for address in ("/states/colorado", "/coverage/colorado/chaffee-county"):
        assert "has not opened" not in colorado.get(address).page.words


def test_the_first_page_and_the_table_of_states_say_where_the_copy_is_open(published):
    client = site(published, "CO", "WY")
    said = (
        "This copy of Pinpoint lists people and clinics in: Colorado, Wyoming. It has not opened in other states yet."
    )
    assert said in client.get("/").page.words
    assert said in client.get("/states").page.words
    assert "has not opened in any state yet" in site(published).get("/").page.words


def test_a_copy_that_was_never_launched_says_nothing_of_open_states(client):
    for address in ("/", "/states", "/states/nevada", "/find?place=Elko%2C+NV"):
        assert "has not opened" not in client.get(address).page.words


def test_a_name_leads_to_nobody_there(published):
    address = "/find?place=Salida%2C+CO&name=Quill"
    assert "Pat Quill" in app_over(published).test_client().get(address).page.words
    assert "Pat Quill" not in site(published, "CO").get(address).page.words


def test_somebody_with_a_place_in_an_open_state_is_shown_with_all_places_and_listed_in_the_open_one_only(published):
    both = next(one for one in providers() if one.id == "avery")
    says = [quote("Jordan does dry needling.")]
    kansas = person("x", "X", at(GOODLAND, "Goodland", "KS", "67735"), SourcesSay.PERSON_LISTED, says).practices[0]
    publish_providers(published, [replace(both, practices=(both.practices[0], kansas))], number=2)
    client = site(published, "CO")
    assert "Goodland" in client.get("/people/avery").page.words
    assert "1 listed within 25 miles." in client.get("/find?place=Salida%2C+CO").page.words
    client = site(published, "KS")
    assert "1 listed within 25 miles." in client.get("/find?place=Goodland%2C+KS").page.words
    assert NEVADA.replace("Nevada", "Colorado") in client.get("/find?place=Salida%2C+CO").page.words
