"""Readings of a county, and when; where nothing was read nobody has looked."""

from dataclasses import replace

import pytest

from index import settings
from index.places.counties import County, counties_by_slug, county_at, county_of
from index.places.gazetteer import open_gazetteer
from index.places.place_query import find_place
from index.published.overlay import change_overlay
from index.records import SourcesSay
from tests.webapp.conftest import app_over
from tests.webapp.invented import at, person, publish_providers
from webapp import published
from webapp.coverage.state_coverage import state_coverages
from webapp.tile_map import Pattern


def noindex(response):
    return response.headers.get("X-Robots-Tag") == "noindex"


def test_a_county_page_says_which_sources_were_read_there_and_when(client):
    response = client.get("/coverage/colorado/chaffee-county")
    words = response.page.words
    assert response.page.title == "What we read for Chaffee County, Colorado · Pinpoint"
    assert "Clinic website: read Nov 12, 2026. It names 6 people and clinics here." in words
    assert "NPI registry: " in words
    assert "It has no field for dry needling." in words
    assert not noindex(response)


@pytest.mark.parametrize(
    "county",
    ["california/nevada-county", "new-york/kings-county", "louisiana/orleans-parish", "alaska/juneau-city-and-borough"],
)
def test_where_nothing_was_read_we_have_not_looked_and_search_engines_stay_out(client, county):
    response = client.get(f"/coverage/{county}")
    assert response.status_code == 200
    assert "We have not looked in " in response.page.words
    assert "That does not mean that nobody is there." in response.page.words
    assert "no place to call" not in response.page.words
    assert noindex(response)


@pytest.mark.parametrize("path", ["/coverage/nowhere", "/coverage/colorado/nowhere", "/coverage/kansas/chaffee-county"])
def test_a_county_that_is_none_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_state_lists_its_counties_and_those_that_were_read_first(client):
    page = client.get("/coverage/colorado").page
    assert "Read (1) Chaffee County 2 sources, the last read Nov 12, 2026; somebody is listed Not looked" in page.words
    assert "Not looked at yet (63)" in page.words
    assert "/coverage/colorado/chaffee-county" in page.links
    assert len([link for link in page.links if link.startswith("/coverage/colorado/")]) == 64
    assert not noindex(client.get("/coverage/colorado"))
    assert noindex(client.get("/coverage/vermont"))


def test_the_map_of_all_states_says_for_each_what_the_list_under_it_says(client):
    page = client.get("/coverage").page
    links = [link for link in page.links if link.startswith("/coverage/")]
    assert len(links) == 104
    assert sorted(links[:52]) == sorted(links[52:])
    assert "Colorado (CO): Read, and somebody is listed for dry needling. 1 county read" in page.words
    assert "Vermont (VT): Not looked at yet" in page.words


def test_a_state_is_marked_on_the_map_of_its_own_page(client):
    response = client.get("/coverage/kansas")
    marked = [found["href"] for _, found in response.page.tags if found.get("aria-current") == "page"]
    assert marked == ["/coverage/kansas"]


def test_a_state_has_the_pattern_of_what_was_read_there(home):
    salida, goodland, elko = (
        at((38.53, -105.99), "Salida", "CO", "81201"),
        at((39.35, -101.71), "Goodland", "KS", "67735"),
        at((40.83, -115.76), "Elko", "NV", "89801"),
    )
    told = person("c", "Cy Cole", elko)
    told_us = replace(told, practices=tuple(replace(one, sources=("told_us",)) for one in told.practices))
    people = [person("a", "Jo Avery", salida, SourcesSay.PERSON_LISTED), person("b", "Bo Berry", goodland), told_us]
    publish_providers(settings.current(), people)
    app = app_over(settings.current())
    with app.test_request_context():
        found = {one.state: (one.pattern, one.read) for one in state_coverages(published.generation())}
    assert {state: found[state] for state in ("CO", "KS", "NV", "UT")} == {
        "CO": (Pattern.SOLID, 1),
        "KS": (Pattern.DOTS, 1),
        "NV": (Pattern.STRIPED, 0),
        "UT": (Pattern.STRIPED, 0),
    }
    opened = frozenset({"KS"})
    change_overlay(settings.current().generations, lambda overlay: replace(overlay, open_states=opened))
    app = app_over(settings.current())
    with app.test_request_context():
        found = {one.state: one.pattern for one in state_coverages(published.generation())}
    assert (found["CO"], found["KS"]) == (Pattern.PLAIN, Pattern.DOTS)


def test_all_states_are_listed_and_none_with_a_number_of_counties_that_the_post_makes_up(client):
    words = client.get("/coverage").page.words
    assert "160" not in words  # names of counties under Georgia in the post's table; it has 159
    assert "Colorado 1 county read" in words
    assert "Vermont none read yet" in words
    assert "District of Columbia none read yet" in words


@pytest.mark.parametrize("query", ["place=81201", "place=Salida, CO", "place=38.53,-105.99"])
def test_a_page_of_results_says_what_was_read_for_its_county(client, query):
    page = client.get(f"/find?{query}").page
    assert "What we read for Chaffee County, Colorado" in [text.strip() for _, text in page.headings]
    assert "/coverage/colorado/chaffee-county" in page.links


@pytest.mark.parametrize("place", ["Truckee, CA", "Brooklyn, NY", "Bishop, CA", "San Juan, PR", "Juneau, AK"])
def test_where_we_have_not_looked_a_page_of_results_says_so_and_never_that_there_is_no_place(client, place):
    response = client.get(f"/find?place={place}", follow_redirects=True)
    words = response.page.words
    assert "We have not looked in" in words
    assert "so we know of nobody to call here." in words
    assert "no place to call" not in words


def test_whoever_was_read_there_is_counted_once_for_each_source(home):
    salida, goodland = at((38.53, -105.99), "Salida", "CO", "81201"), at((39.35, -101.71), "Goodland", "KS", "")
    one = person("a", "Jo Avery", salida)
    both = (*one.practices, *one.practices, *person("b", "B C", goodland).practices)
    publish_providers(settings.current(), [person("a", "Jo Avery", salida, practices=both)])
    client = app_over(settings.current()).test_client()
    assert "It names 1 person or clinic here." in client.get("/coverage/colorado/chaffee-county").page.words
    assert "It names 1 person or clinic here." in client.get("/coverage/kansas/sherman-county").page.words


def test_addresses_of_counties_are_each_one_county_s():
    gazetteer = open_gazetteer()
    found = counties_by_slug(gazetteer)
    assert len(set(found.values())) == len(found)
    assert found["colorado", "chaffee-county"] == County("CO", "Chaffee County")
    pairs = zip(gazetteer.table.zip_state.tolist(), gazetteer.table.zip_county.tolist(), strict=True)
    assert len(found) == len({pair for pair in pairs if pair[1]})


@pytest.mark.parametrize(
    ("zip_code", "city", "state", "county"),
    [
        ("81201", "", "", "Chaffee County"),
        ("81201-0001", "Salida", "CO", "Chaffee County"),
        ("", "Goodland", "KS", "Sherman County"),
        ("81201", "Goodland", "KS", "Sherman County"),
        ("00000", "", "KS", ""),
        ("", "Nowhere", "KS", ""),
    ],
)
def test_an_address_lies_in_the_county_of_its_zip_code_or_of_its_town(zip_code, city, state, county):
    found = county_of(open_gazetteer(), zip_code, city, state)
    assert (found.name if found else "") == county


def test_a_point_lies_in_the_county_of_the_nearest_zip_code():
    gazetteer = open_gazetteer()
    assert county_at(gazetteer, find_place(gazetteer, "39.33, -120.18")) == County("CA", "Nevada County")
