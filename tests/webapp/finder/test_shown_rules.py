"""The rule next to every answer: of the searched place with nobody listed, of neighbors, on a card of another state."""

import re

import pytest

from index import settings
from index.places.gazetteer import open_gazetteer
from index.places.nearest_town import nearest_town
from index.places.outlines.within import miles_outside, states_near
from index.places.place_query import find_place
from index.places.states import state_names
from index.records import Profession, SourcesSay
from tests.builders import quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import GOODLAND, at, person, publish_providers


def find(client, query):
    return client.get(f"/find?{query}")


@pytest.mark.parametrize(
    ("query", "rule"),
    [
        ("place=Logan, UT&within=5", "Utah: dry needling is not part of a physical therapist's license"),
        ("place=Burlington, CO&within=5", "Colorado: physical therapists may, after training"),
        ("place=Truckee, CA", "California: rule not found for physical therapists. Rule not found for acupuncturists."),
        ("place=Bishop, CA&within=50", "California: rule not found"),
        ("place=Brooklyn, NY", "New York: rule not found"),
        ("place=Juneau, AK", "Alaska: rule not found"),
    ],
)
def test_where_nobody_is_listed_and_nobody_is_to_call_the_place_s_rule_is_there(client, query, rule):
    words = find(client, query).page.words
    assert "We found nobody listed for dry needling" in words
    assert rule in words


def test_the_searched_state_s_rule_is_there_though_all_who_are_listed_work_in_another(client):
    words = find(client, "place=Evanston, WY&within=500").page.words
    assert words.index("Wyoming: rule not found for physical therapists") < words.index("Colorado: physical therapists")


def test_the_rule_is_one_fold_in_the_top_of_the_page(client):
    markup = find(client, "place=81201").get_data(as_text=True)
    assert markup.count('<details class="rules">') == 1
    assert markup.index('<details class="rules">') < markup.index('<ol class="cards"')


@pytest.mark.parametrize(
    ("query", "neighbor", "path", "town"),
    [
        ("place=Truckee, CA", "Nevada: dry needling is not part of", "/states/nevada", "Incline Village, NV"),
        ("place=South Lake Tahoe, CA", "Nevada: dry needling is not part of", "/states/nevada", ", NV"),
        ("place=Bishop, CA&within=50", "Nevada: dry needling is not part of", "/states/nevada", ", NV"),
        ("place=Goodland, KS", "Colorado: physical therapists may", "/states/colorado", "Burlington, CO"),
        ("place=Julesburg, CO", "Nebraska: rule not found", "/states/nebraska", ", NE"),
    ],
)
def test_a_search_that_crosses_a_border_shows_the_neighbor_s_rule_and_a_search_there(
    client, query, neighbor, path, town
):
    response = find(client, query)
    assert "Across the state line" in [text.strip() for _, text in response.page.headings]
    assert neighbor in response.page.words
    assert path in response.page.links
    there = [href for href, text in response.page.link_texts if re.search(rf"Search near .*{town}", text)]
    assert len(there) == 1
    assert client.get(there[0]).status_code == 200
    assert ("within=50" in there[0]) is ("within=50" in query)


def test_a_search_that_crosses_no_border_has_no_such_section(client):
    assert "Across the state line" not in find(client, "place=81201").page.words
    assert "Across the state line" not in find(client, "place=Honolulu, HI&within=100").page.words


def test_a_card_of_another_state_says_that_state_s_rule_shortly(client):
    words = find(client, "place=Grand Junction, CO&within=100").page.words
    assert "Utah: dry needling is not part of a physical therapist's license, says a summary we read." in words
    at_home = find(client, "place=Moab, UT").page.words
    card = at_home[at_home.index("Toni Vance") :]
    assert "Utah: " not in card[: card.index("Call 303")]


@pytest.mark.parametrize("within", [5, 25, 50, 100, 500])
@pytest.mark.parametrize("town", ["Salida, CO", "Goodland, KS", "Truckee, CA", "Newport, RI", "Anchorage, AK"])
def test_the_states_near_a_point_are_those_that_lie_within_the_miles(town, within):
    place = find_place(open_gazetteer(), town)
    near = states_near(place.latitude, place.longitude, within)
    assert near[0] == (place.state, 0.0)
    assert [miles for _, miles in near] == sorted(miles for _, miles in near)
    known = [state for state in state_names().values() if state not in {"VI", "MP", "GU", "AS", "PR"}]
    expected = {state for state in known if miles_outside(state, place.latitude, place.longitude) <= within}
    assert {state for state, _ in near} - {"VI", "MP", "GU", "AS", "PR"} == expected


def test_the_nearest_town_of_a_state_can_be_searched():
    gazetteer = open_gazetteer()
    for state, town in (
        ("NV", "Truckee, CA"),
        ("CO", "Goodland, KS"),
        ("DC", "Arlington, VA"),
        ("RI", "Fall River, MA"),
    ):
        place = find_place(gazetteer, town)
        found = nearest_town(gazetteer, state, place.latitude, place.longitude)
        assert found is not None
        assert find_place(gazetteer, found.label).state == state


UTAH = "Utah: dry needling is not part of a physical therapist's license, says a summary we read."
KANSAS = "Kansas: physical therapists may, after training."


def part(words, first, last):
    """Return the words of a page from one phrase to the next occurrence of another."""
    start = words.index(first)
    return words[start : words.index(last, start)]


@pytest.mark.parametrize(
    ("chosen", "heading"),
    [
        ("who=acupuncturist", "Does not say the profession (1)"),
        ("credential=OCS", "Does not say a certificate or course (1)"),
        ("license=active", "License not looked up, or no match (1)"),
        ("read=6", "No day on which we read their words (1)"),
    ],
)
def test_a_card_of_another_state_in_a_second_group_says_that_state_s_rule(home, chosen, heading):
    moab = at((38.57, -109.55), "Moab", "UT", "84532")
    held = () if chosen.startswith("who") else (Profession.PHYSICAL_THERAPIST,)
    quotes = () if chosen.startswith("read") else (quote("They do dry needling."),)
    silent = person("a", "Jo Avery", moab, SourcesSay.PERSON_LISTED, quotes, professions=held)
    publish_providers(settings.current(), [silent])
    words = find(app_over(settings.current()).test_client(), f"place=Grand Junction, CO&within=100&{chosen}").page.words
    assert heading in words
    rule = UTAH if held else "Utah has rules of its own."
    assert rule in part(words, "Jo Avery", "Details · Jo Avery")


@pytest.mark.parametrize("group", ["lists_it", "does_not_say", "lists_others"])
def test_a_card_of_another_state_in_a_section_of_a_complaint_says_that_state_s_rule(home, group):
    conditions = {"lists_it": ("neck-pain",), "does_not_say": (), "lists_others": ("knee",)}
    moab = at((38.57, -109.55), "Moab", "UT", "84532")
    yes = {"answer": SourcesSay.PERSON_LISTED, "quotes": [quote("They do dry needling.")]}
    publish_providers(settings.current(), [person("a", "Jo Avery", moab, conditions=conditions[group], **yes)])
    client = app_over(settings.current()).test_client()
    response = find(client, "place=Grand Junction, CO&within=100&for=neck")
    assert f'id="{group.replace("_", "-")}"' in response.get_data(as_text=True)
    assert UTAH in part(response.page.words, "Jo Avery", "Details · Jo Avery")


def test_an_entry_of_another_state_in_the_call_list_says_that_state_s_rule(client):
    words = find(client, "place=Burlington, CO&within=50").page.words
    assert KANSAS in part(words, "Prairie Rehab", "Call 303")
    both = "Kansas: rule not found for chiropractors. Physical therapists may, after training."
    assert both in part(words, "1 chiropractor, 1 physical therapist Goodland, KS", "Call 303")
    assert both in part(words, "Also show chiropractors (1)", "Call 303")


def test_an_entry_of_the_searched_state_does_not_repeat_its_rule(client):
    words = find(client, "place=Goodland, KS&within=50").page.words
    assert KANSAS not in words[words.index("Places to call") :]
    assert "Kansas: rule not found" not in words[words.index("Places to call") :]


def test_an_entry_of_several_professions_says_the_rule_of_each(home):
    goodland = at(GOODLAND, "Goodland", "KS", "67735", organization="Pebble PT")
    people = [
        person("a", "Jo Avery", goodland),
        person("b", "Bo Birch", goodland, professions=(Profession.ACUPUNCTURIST,)),
    ]
    publish_providers(settings.current(), people)
    words = find(app_over(settings.current()).test_client(), "place=Burlington, CO&within=50").page.words
    entry = part(words, "Pebble PT ", "Call 303")
    assert "1 physical therapist, 1 acupuncturist" in entry
    assert "Kansas: physical therapists may, after training. Rule not found for acupuncturists." in entry


def test_somebody_with_two_licenses_in_another_state_has_the_rule_of_each_on_the_card(home):
    moab = at((38.57, -109.55), "Moab", "UT", "84532")
    yes = {"answer": SourcesSay.PERSON_LISTED, "quotes": [quote("They do dry needling.")]}
    both = (Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST)
    publish_providers(settings.current(), [person("a", "Jo Avery", moab, professions=both, **yes)])
    words = find(app_over(settings.current()).test_client(), "place=Grand Junction, CO&within=100").page.words
    assert f"{UTAH[:-1]}. Rule not found for acupuncturists." in part(words, "Jo Avery", "Details")


def test_where_the_searched_state_is_not_known_no_entry_calls_its_own_state_another(client):
    words = find(client, "place=39.35,-101.71").page.words
    assert "Kansas: " not in words[words.index("Places to call") :]
