import re
from dataclasses import replace

import pytest
from lxml import html

from index import settings
from index.places.place import Place
from index.published.summaries import summary_of
from index.records import Precision, SourcesSay
from index.search.request import Hit
from tests.builders import quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import SALIDA, at, person, providers, publish_providers
from webapp.map.results_map import direction, results_map


@pytest.fixture
def tree(client):
    """A function that reads a page of results as a tree; it must answer 200."""

    def read(query="place=81201"):
        return html.fromstring(client.get(f"/find?{query}").get_data(as_text=True))

    return read


def markers(tree):
    """Number, name and whether it is hollow, of each marker."""
    return {
        int(one.get("id").removeprefix("marker-")): (one.find("title").text, "hollow" in one.get("class"))
        for one in tree.xpath("//svg//a")
    }


def on_map(tree):
    """The address of "On map" in each card that has one, by the card's number."""
    return {
        int(link.xpath("ancestor::article/@id")[0].removeprefix("card-")): link.get("href")
        for link in tree.xpath("//article//a[starts-with(normalize-space(), 'On map')]")
    }


def test_each_card_and_its_marker_lead_to_each_other(tree):
    page = tree()
    there, back = on_map(page), {one.get("href"): one.get("id") for one in page.xpath("//svg//a")}
    assert there == {1: "#marker-1", 2: "#marker-2", 3: "#marker-3", 4: "#marker-4"}
    assert back == {f"#card-{number}": f"marker-{number}" for number in range(1, 5)}
    names = {int(one.get("id")[5:]): one.xpath(".//h3/a")[0].text_content() for one in page.xpath("//article[@id]")}
    assert {number: title.split(" · ")[1] for number, (title, _) in markers(page).items()} == names


def test_who_is_known_by_town_has_a_hollow_marker_and_no_exact_miles(tree):
    page = tree()
    assert markers(page)[1] == ("1 · Jordan Avery · 0.5 miles northeast", False)
    assert markers(page)[2] == ("2 · Arkansas Valley Rehab · about 1 mile", True)
    (said,) = page.xpath("//section[@aria-labelledby='map']/p[contains(., 'Hollow')]")
    assert said.text_content() == (
        "Hollow numbers (2, 3) are in the middle of their town or ZIP code. We have no point for their street."
    )


def test_the_map_comes_after_the_list_and_the_filters(tree):
    headings = [one.text_content().strip() for one in tree().xpath("//h2")]
    assert headings.index("Listed for dry needling (4)") < headings.index("Filters") < headings.index("Map")


def test_how_much_the_map_shows_is_a_link_and_changes_nobody_in_the_list(tree):
    page, near = tree(), tree("place=81201&map=10")
    zooms = page.xpath("//ul[contains(@class, 'zooms')]//a")
    assert [(one.text, one.get("href"), one.get("aria-current")) for one in zooms] == [
        ("Everyone", "/find?place=81201#map", "true"),
        ("3 miles", "/find?place=81201&map=3#map", None),
        ("10 miles", "/find?place=81201&map=10#map", None),
        ("30 miles", "/find?place=81201&map=30#map", None),
    ]
    assert [one.text_content() for one in near.xpath("//article//h3")] == [
        one.text_content() for one in page.xpath("//article//h3")
    ]
    assert set(markers(near)) == {1, 2, 3}
    assert on_map(near)[4] == "/find?place=81201#marker-4"
    assert "Outside this map: 4." in near.text_content()


@pytest.mark.parametrize("written", ["7", "-3", "x", "3.0", "1000000"])
def test_a_map_of_other_miles_is_asked_for_anew(client, written):
    response = client.get(f"/find?place=81201&map={written}")
    assert response.status_code == 400
    assert "The map shows 3, 10, 30, 100, 300 miles around a place." in response.page.words


def test_a_new_search_shows_everybody_again(tree):
    forms = tree("place=81201&map=10").xpath("//form[.//input[@name='place']]")
    assert len(forms) >= 2
    assert [one.xpath(".//input[@name='map']") for one in forms] == [[] for _ in forms]


def test_a_profile_leads_back_to_the_same_map(client):
    response = client.get("/people/avery?place=81201&map=10")
    assert "/find?place=81201&map=10" in response.page.links


@pytest.fixture
def withheld(home):
    """A site where somebody's street is withheld; the exact point must not be on the map."""
    hidden = person(
        "hidden",
        "Alex Hidden",
        at((38.5123, -106.0456), "Salida", "CO", "81201"),
        SourcesSay.PERSON_LISTED,
        [quote("Yes.")],
    )
    hidden = replace(hidden, practices=(replace(hidden.practices[0], street_withheld=True),))
    publish_providers(settings.current(), [hidden])
    return app_over(settings.current()).test_client()


def test_a_withheld_street_is_a_hollow_marker_in_the_middle_of_its_zip_code(withheld):
    page = html.fromstring(withheld.get("/find?place=81201").get_data(as_text=True))
    (marker,) = page.xpath("//svg//a")
    assert "hollow" in marker.get("class")
    # The searched ZIP code is their own: the marker moved off the cross in the middle of the picture, and no farther.
    circles = page.xpath("//svg//g[@class='map-leads']/circle")
    assert [(one.get("cx"), one.get("cy")) for one in circles] in ([], [("360", "360")])


def test_who_has_no_point_is_named_and_a_page_of_them_has_no_picture(client):
    summary = summary_of(providers()[0], 0)
    nowhere = summary._replace(latitude=None, longitude=None, precision=Precision.NONE)
    hit = Hit(provider_id="x", practice=0, distance_miles=1.0, answer=SourcesSay.PERSON_LISTED)
    here = Place(label="Salida, CO", latitude=SALIDA[0], longitude=SALIDA[1], precision=Precision.PLACE)
    with client.application.test_request_context("/"):
        some = results_map([(hit, summary), (hit, nowhere)], here, 21, 0, str)
        none = results_map([(hit, nowhere)], here, 21, 0, str)
        assert results_map([], here, 1, 0, str) is None
    assert (some.on_it, some.without_point, some.address_of(22)) == (frozenset({21}), "22", "")
    assert (none.picture, none.without_point, none.zooms) == ("", "21", ())


@pytest.mark.parametrize(
    ("north", "east", "words"),
    [
        (0.1, 0.0, "north"),
        (0.1, 0.128, "northeast"),
        (0.0, 0.1, "east"),
        (-0.1, -0.128, "southwest"),
        (0.1, 0.02, "north"),
    ],
)
def test_directions_are_the_eight_winds(client, north, east, words):
    with client.application.test_request_context("/"):
        assert direction(*SALIDA, SALIDA[0] + north, SALIDA[1] + east) == words


def test_no_query_or_person_is_in_an_address_that_the_map_makes(tree):
    page = tree("place=81201&for=neck")
    assert {re.sub(r"\d+", "1", one) for one in page.xpath("//svg//@href")} == {"#card-1"}
