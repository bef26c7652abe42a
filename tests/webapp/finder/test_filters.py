from dataclasses import replace

import pytest

from index import settings
from index.records import AnswerA, Profession
from tests.webapp.conftest import app_over
from tests.webapp.invented import SALIDA, at, clinic, person, publish_providers, said


def headings(page):
    return [" ".join(text.split()) for _, text in page.headings]


@pytest.fixture
def neck(home):
    """Three listed in Salida: one lists neck pain, one the back only, one says nothing of it; and a clinic."""
    place = at(SALIDA, "Salida", "CO", "81201")
    listed = (AnswerA.PERSON_LISTED, [said("Does dry needling.")])
    everybody = [
        person("a", "Ada Neck", place, *listed, conditions=("neck-pain",)),
        person("b", "Bea Back", place, *listed, conditions=("back-pain",)),
        person("c", "Cy Silent", place, *listed, professions=(Profession.CHIROPRACTOR,)),
        clinic("d", "Dale Clinic", replace(place, latitude=38.6), AnswerA.CLINIC_OFFERS, [said("We offer it.")]),
    ]
    publish_providers(settings.current(), everybody)
    return app_over(settings.current()).test_client()


def test_a_filter_in_force_is_a_tag_that_takes_it_off(neck):
    page = neck.get("/find?place=81201&for=neck&who=physical-therapist&label=person_listed").page
    assert "What hurts: Neck pain Remove" in page.words
    assert "/find?place=81201&who=physical-therapist&label=person_listed" in page.links
    assert "/find?place=81201&for=neck&label=person_listed" in page.links
    assert "/find?place=81201&for=neck&who=physical-therapist" in page.links


def test_each_value_of_a_filter_has_its_count_and_chosen_ones_are_ticked(neck):
    markup = neck.get("/find?place=81201&who=chiropractor").get_data(as_text=True)
    assert 'id="who-chiropractor" name="who" value="chiropractor" checked' in markup
    assert 'Chiropractor <span class="count">1</span>' in markup
    assert 'Physical therapist <span class="count">2</span>' in markup


def test_a_profession_that_is_not_stated_is_a_group_too(neck):
    page = neck.get("/find?place=81201&who=chiropractor").page
    assert "1 Cy Silent" in headings(page)
    assert "Does not say the profession (1)" in headings(page)


def test_labels_narrow_the_list(neck):
    page = neck.get("/find?place=81201&label=clinic_offers").page
    assert "1 listed within 25 miles." in page.words
    assert "1 Dale Clinic (clinic)" in headings(page)


def test_the_list_is_sorted_by_name_where_somebody_asks(neck):
    page = neck.get("/find?place=81201&sort=name").page
    assert "By name. Nobody pays to be here." in page.words
    names = [heading for heading in headings(page) if heading[:1].isdigit()]
    assert names == ["1 Ada Neck", "2 Bea Back", "3 Cy Silent", "4 Dale Clinic (clinic)"]


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("within=25&place=81201&for=&who=", "/find?place=81201"),
        ("label=disagree&place=81201&label=board_listed", "/find?place=81201&label=board_listed&label=disagree"),
        ("place=81201&utm_source=x", "/find?place=81201"),
        ("place=81201&page=1&sort=distance", "/find?place=81201"),
        ("place=+81201+&within=50.0", "/find?place=81201&within=50"),
    ],
)
def test_every_search_has_one_address_with_its_parameters_in_order(neck, asked, canonical):
    response = neck.get(f"/find?{asked}")
    assert (response.status_code, response.location) == (301, canonical)


@pytest.mark.parametrize("query", ["label=no_word", "label=says_no", "label=x", "sort=merit"])
def test_nothing_else_can_be_chosen(neck, query):
    assert neck.get(f"/find?place=81201&{query}").status_code == 400


def test_few_results_come_with_wider_searches_that_find_more(client):
    page = client.get("/find?place=Elko%2C+NV").page
    assert "1 listed within 25 miles." in page.words
    assert "Search wider" not in headings(page)
    page = client.get("/find?place=81201&within=5").page
    assert "3 listed within 5 miles." in page.words


def test_across_a_border_other_rules_are_named(home):
    here = at((41.0, -104.8), "Cheyenne", "WY", "82001")
    there = at((40.9, -104.8), "Wellington", "CO", "80549")
    listed = (AnswerA.PERSON_LISTED, [said("Does dry needling.")])
    publish_providers(
        settings.current(), [person("a", "Ada Near", here, *listed), person("b", "Bo Far", there, *listed)]
    )
    response = app_over(settings.current()).test_client().get("/find?place=82001")
    assert "Clinics in Colorado have other rules" in response.page.words
    assert "/states/colorado" in response.page.links
