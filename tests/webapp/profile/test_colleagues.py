"""A clinic's page lists its people, those of no word apart; a person's page leads to the clinic and to colleagues."""

from dataclasses import replace

import pytest

from index import settings
from index.records import Profession, SourcesSay
from tests.builders import phone, quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import SALIDA, at, clinic, person, publish_providers

HERE = at(SALIDA, "Salida", "CO", "81201", organization="Tansy PT", street="137 Sample Ave")
ELSEWHERE = at(SALIDA, "Salida", "CO", "81201", organization="Other", street="1 Oak St", phone=phone("199"))
YES = {"answer": SourcesSay.PERSON_LISTED, "quotes": [quote("They do dry needling.")]}


@pytest.fixture
def client(home):
    nevada = at((40.83, -115.76), "Elko", "NV", "89801", organization="Ruby PT", street="5 Elm St")
    everybody = [
        clinic("tansy", "Tansy PT", HERE),
        person("avery", "Jo Avery", HERE, **YES),
        person("birch", "Bo Birch", HERE, **YES),
        person("cole", "Cy Cole", HERE),
        person("dale", "Di Dale", HERE, SourcesSay.SAYS_NO, [quote("I do not.", says_yes=False)]),
        person("elm", "Ed Elm", ELSEWHERE, **YES),
        clinic("ruby", "Ruby PT", nevada),
        person("quill", "Pat Quill", nevada, **YES),
        person("rowe", "Ash Rowe", nevada, **YES, professions=(Profession.CHIROPRACTOR,)),
    ]
    publish_providers(settings.current(), sorted(everybody, key=lambda one: one.id))
    return app_over(settings.current()).test_client()


def test_a_clinic_page_lists_its_people_and_those_of_no_word_apart(client):
    page = client.get("/clinics/tansy").page
    assert "No word on dry needling" in page.words
    assert "2 people on our list work here." in page.words
    assert (
        "Bo Birch, Physical therapist Listed as doing dry needling Jo Avery, Physical therapist Listed as doing dry "
        "needling No word on dry needling about 1 person here. Ask. Cy Cole, Physical therapist"
    ) in page.words
    assert {"/people/avery", "/people/birch", "/people/cole"} <= set(page.links)


def test_who_says_no_or_works_elsewhere_is_not_among_them(client):
    words = client.get("/clinics/tansy").page.words
    assert "Di Dale" not in words
    assert "Ed Elm" not in words


def test_a_person_s_page_leads_to_the_clinic_and_to_colleagues(client):
    page = client.get("/people/avery").page
    assert "Also at this place Clinic: Tansy PT 1 person on our list works here. Bo Birch" in page.words
    assert {"/clinics/tansy", "/people/birch", "/people/cole"} <= set(page.links)
    assert "/people/avery" not in page.links


def test_a_colleague_carries_the_search(client):
    assert "/people/birch?place=81201" in client.get("/people/avery?place=81201").page.links


def test_somebody_kept_out_of_the_list_by_a_rule_is_named_on_no_other_page(client):
    words = client.get("/clinics/ruby").page.words
    assert "Ash Rowe" in words
    assert "Pat Quill" not in words


def test_somebody_alone_has_no_such_section(client):
    assert "Also at this place" not in client.get("/people/elm").page.words


def test_an_organization_that_no_source_names_is_marked(home):
    one = person("avery", "Jo Avery", HERE, **YES)
    shared = replace(one.practices[0], organization_shared=True)
    publish_providers(settings.current(), [person("avery", "Jo Avery", HERE, practices=(shared,))])
    words = app_over(settings.current()).test_client().get("/people/avery").page.words
    assert "Tansy PT No source says so of this person. It is the clinic at the same phone number and address." in words
