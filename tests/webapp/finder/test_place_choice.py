"""Words that mean a state, a county, several places or a street: each has an answer or a choice."""

import pytest


def find(client, place, **rest):
    return client.get("/find", query_string={"place": place, **rest})


@pytest.mark.parametrize("typed", ["Colorado", "CO", "co"])
def test_a_state_offers_its_counties_and_towns_and_leads_to_its_rules(client, typed):
    response = find(client, typed, within="50")
    assert response.status_code == 200
    assert response.page.title == "Where in Colorado? · Pinpoint"
    links = response.page.links
    assert "/find?place=Chaffee+County%2C+CO&within=50" in links
    assert "/find?place=Denver%2C+CO&within=50" in links
    assert {"/states/colorado", "/coverage/colorado"} <= set(links)
    words = response.page.words
    assert (
        words.index("Counties with somebody listed") < words.index("Chaffee County") < words.index("The largest towns")
    )
    assert "Counties with nobody listed yet" in words


def test_a_state_where_nobody_is_listed_says_so_and_offers_its_towns(client):
    page = find(client, "Puerto Rico").page
    assert "We have read no page yet that lists somebody in Puerto Rico." in page.words
    assert "That does not mean nobody does it." in page.words
    assert "/find?place=San+Juan%2C+PR" in page.links
    assert "All counties (" in page.words


def test_a_county_is_searched_around_the_town_in_the_middle_of_its_people(client):
    for typed in ("Chaffee County", "Chaffee County, CO", "chaffee, colorado"):
        page = find(client, typed).page
        assert page.title.startswith("Dry needling near Chaffee County, CO")
        assert "Miles begin in Salida, in the middle of where people live in Chaffee County." in page.words
        assert "Other towns there: Buena Vista · Poncha Springs" in page.words
        assert "/find?place=Buena+Vista%2C+CO" in page.links


def test_the_table_says_it_too(client):
    assert "Miles begin in Salida" in find(client, "Chaffee County", view="table").page.words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("123 F Street, Salida, CO 81201", "we left out “123 F Street”. Miles begin at the middle of ZIP code 81201."),
        ("123 F Street, Salida, CO", "we left out “123 F Street”. Miles begin at the middle of Salida."),
        ("123 F St Salida CO", "we left out “123 F St”. Miles begin at the middle of Salida."),
    ],
)
def test_a_street_that_was_left_out_is_named(client, typed, said):
    assert f"We do not look up streets, so {said}" in find(client, typed).page.words


def test_nothing_is_said_where_the_place_is_what_was_written(client):
    for typed in ("81201", "Salida, CO", "38.53, -105.99"):
        assert "Miles begin" not in find(client, typed).page.words
        assert "Other places of that name" not in find(client, typed).page.words


def test_a_large_town_of_a_common_name_leads_to_the_others(client):
    page = find(client, "Boulder", within="50").page
    assert "Not Boulder, CO? Other places of that name" in page.words
    assert "/find/which?q=Boulder&within=50" in page.links
    others = client.get("/find/which?q=Boulder&within=50").page
    assert others.title == "Which Boulder? · Pinpoint"
    assert "/find?place=Boulder+City%2C+NV&within=50" not in others.links
    assert {"/find?place=Boulder%2C+CO&within=50", "/find?place=Boulder%2C+UT&within=50"} <= set(others.links)


def test_la_is_a_city_or_a_state(client):
    asked = find(client, "LA")
    assert (asked.status_code, asked.location) == (302, "/find/which?q=LA")
    page = client.get(asked.location).page
    assert "California Los Angeles, Los Angeles County Louisiana All of Louisiana" in page.words
    assert {"/find?place=Los+Angeles%2C+CA", "/find?place=All+of+Louisiana"} <= set(page.links)


def test_the_whole_of_a_state_is_not_asked_for_twice(client):
    page = find(client, "All of Louisiana")
    assert page.status_code == 200
    assert page.page.title == "Where in Louisiana? · Pinpoint"


def test_towns_of_one_name_are_grouped_by_state_and_county(client):
    page = client.get("/find/which?q=Springfield").page
    assert "More than one place has this name." in page.words
    states = ["Colorado", "Florida", "Georgia", "Illinois", "Pennsylvania", "Vermont"]
    at = [page.words.index(f" {state} Springfield") for state in states]
    assert at == sorted(at)
    assert "Pennsylvania Springfield, " in page.words
    two = client.get("/find/which?q=Mount+Vernon").page.words
    assert "Indiana Mount Vernon, Posey County Mount Vernon, Wabash County" in two


def test_a_state_that_is_asked_for_as_one_of_several_names_leads_to_its_page(client):
    asked = client.get("/find/which?q=Colorado")
    assert (asked.status_code, asked.location) == (302, "/find?place=Colorado")


def test_a_code_that_does_not_exist_offers_those_of_its_region(client):
    response = find(client, "81202")
    assert response.status_code == 404
    assert "Did you mean: Colorado Almont, CO 81210" in response.page.words
    assert "/find?place=Salida%2C+CO+81201" in response.page.links


def test_a_short_form_is_written_out_in_the_heading(client):
    for typed in ("Colo Springs", "Colo Spgs, CO", "Colo Spgs"):
        assert find(client, typed).page.title.startswith("Dry needling near Colorado Springs, CO")
