"""A profile opened from results: the way back, miles, and what hurts, all in the address and nowhere else."""

import re
from urllib.parse import quote, unquote_plus, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.records import Precision, SourcesSay
from tests import builders
from tests.webapp.conftest import app_over
from tests.webapp.invented import GOODLAND, SALIDA, at, person, publish_providers
from webapp.caching import Keep
from webapp.finder.carried_search import CarriedSearch
from webapp.finder.find_query import FindQuery

SEARCH = "?place=Salida%2C+CO&within=50"


def test_a_result_leads_to_its_profile_with_the_search_and_back_to_the_same_results(client):
    results = client.get(f"/find{SEARCH}").page
    assert f"/people/avery{SEARCH}" in results.links
    page = client.get(f"/people/avery{SEARCH}").page
    assert f"/find{SEARCH}" in page.links
    assert "Back to results" in page.words


def test_the_town_has_the_miles_of_the_search(client):
    words = client.get("/people/avery?place=Goodland%2C+KS").page.words
    miles = re.search(r"Salida, CO · ([\d.]+) miles", words)
    assert 235 < float(miles.group(1)) < 240
    assert "Salida, CO · " not in client.get("/people/avery").page.words


def test_the_search_goes_along_to_the_questions_and_back(client):
    assert f"/people/avery/questions{SEARCH}" in client.get(f"/people/avery{SEARCH}").page.links
    assert f"/people/avery{SEARCH}" in client.get(f"/people/avery/questions{SEARCH}").page.links


def test_the_other_language_keeps_the_search(client):
    page = client.get(f"/es/people/avery{SEARCH}").page
    assert f"/es/find{SEARCH}" in page.links
    assert f"/people/avery{SEARCH}" in page.links
    assert "Volver a los resultados" in page.words


def test_a_redirect_keeps_the_search(client):
    assert client.get(f"/people/merged{SEARCH}").location == f"/people/avery{SEARCH}"
    assert client.get(f"/people/rehab/questions{SEARCH}").location == f"/clinics/rehab/questions{SEARCH}"


@pytest.mark.parametrize(
    "carried",
    [
        "?place=Nowhereville%2C+CO",
        "?place=Springfield",
        "?place=Salida%2C+CO&within=0",
        "?place=Salida%2C+CO&within=nan",
        "?place=Salida%2C+CO&who=wizard",
        "?place=",
        "?place=" + "x" * 3000,
        "?place=%00",
        "?place=%FF%FE",
        "?from=https://evil.example/",
        "?x=1",
        "?",
    ],
)
def test_what_is_no_search_carries_nothing_and_harms_nothing(client, carried):
    response = client.get(f"/people/avery{carried}")
    assert response.status_code == 200
    assert "Back to results" not in response.page.words
    assert not [link for link in response.page.links if link.startswith("/find")]


def test_a_search_in_the_address_is_kept_nowhere_and_out_of_search_engines(client):
    response = client.get(f"/people/avery{SEARCH}")
    assert response.headers["Cache-Control"] == Keep.NOTHING
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "ld+json" not in response.text
    plain = client.get("/people/avery")
    assert "X-Robots-Tag" not in plain.headers
    assert "ld+json" in plain.text


def test_what_was_searched_is_on_the_page_in_no_form_that_acts(client):
    hostile = quote('<script>alert("x")</script>')
    response = client.get(f"/people/avery?place=81201&for={hostile}")
    assert "<script>alert" not in response.text


@given(
    place=st.sampled_from(["81201", "Salida, CO", "Goodland, KS", "38.5, -106.0"]) | st.text(max_size=30),
    hurts=st.text(max_size=30),
    within=st.integers(1, 500),
)
@settings(max_examples=60, deadline=None)
def test_the_way_back_is_always_our_own_page_of_results_for_that_search(client_of_module, place, hurts, within):
    query = FindQuery(place=" ".join(place.split()), hurts=" ".join(hurts.split()), within=float(within))
    with client_of_module.application.test_request_context():
        carried = CarriedSearch(query)
        assert carried.back in {"", query.address()}
        if carried.back:
            parts = urlsplit(carried.back)
            assert (parts.scheme, parts.netloc, parts.path) == ("", "", "/find")
            assert query.place in unquote_plus(parts.query)


@pytest.fixture(scope="module")
def client_of_module(generation_folder, tmp_path_factory):
    import shutil

    from index.settings import Settings

    home = Settings(home=tmp_path_factory.mktemp("carried"))
    shutil.copytree(generation_folder, home.generations)
    return app_over(home).test_client()


def test_of_several_places_the_one_nearest_to_the_search_is_named(home):
    from index import settings as home_settings

    yes = builders.quote("Robin uses dry needling for back pain.")
    salida = at(SALIDA, "Salida", "CO", "81201")
    goodland = at(GOODLAND, "Goodland", "KS", "67735", organization="Prairie Rehab", precision=Precision.ADDRESS)
    practices = (
        builders.practice(salida, SourcesSay.PERSON_LISTED, yes),
        builders.practice(goodland),
    )
    publish_providers(home_settings.current(), [person("robin", "Robin Sampleford", salida, practices=practices)])
    client = app_over(home_settings.current()).test_client()
    near_goodland = client.get("/people/robin?place=Goodland%2C+KS").page.words
    assert re.search(r"Nearest to your search: Prairie Rehab, Goodland, KS · 0\.\d miles", near_goodland)
    assert "Nearest to your search" not in client.get("/people/robin?place=Salida%2C+CO").page.words
    assert "Nearest to your search" not in client.get("/people/robin").page.words
