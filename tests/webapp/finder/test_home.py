"""The first page: one question first, searches to try, an invented listing, and the country as far as it was read."""

from dataclasses import replace

import pytest

from index import settings
from index.published.coverage import Coverage
from index.published.generation import Generation
from index.published.overlay import change_overlay
from index.records import SourcesSay
from tests.webapp.checked_client import headings
from tests.webapp.conftest import app_over
from tests.webapp.invented import at, person, publish_providers

SALIDA = at((38.53, -105.99), "Salida", "CO", "81201")
GOODLAND = at((39.35, -101.71), "Goodland", "KS", "67735")
CHEYENNE = at((41.14, -104.82), "Cheyenne", "WY", "82001")
LISTED = [("a", "Jo Avery", SALIDA), ("b", "Bo Berry", SALIDA), ("c", "Cy Cole", GOODLAND), ("d", "Di Dale", CHEYENNE)]


@pytest.fixture
def client_of_three_states(home):
    publish_providers(settings.current(), [person(*one, SourcesSay.PERSON_LISTED) for one in LISTED])
    return app_over(settings.current()).test_client()


def examples(page):
    return [link for link in page.links if link.startswith(("/find?", "/es/find?"))]


def test_the_question_comes_first_and_everything_else_after_it(client):
    page = client.get("/").page
    assert headings(page) == [
        "Find someone who does dry needling near you",
        "New to this?",
        "Where we have looked",
        "How to read a listing",
    ]
    order = [
        page.words.index(words) for words in ("Find someone who", "Town or ZIP code", "A listing is not", "New to")
    ]
    assert order == sorted(order)


def test_three_searches_to_try_are_in_three_states_where_somebody_is_listed(client_of_three_states):
    page = client_of_three_states.get("/").page
    assert examples(page) == [
        "/find?place=Salida%2C+CO",
        "/find?place=Goodland%2C+KS&for=neck+pain",
        "/find?place=82001",
    ]
    assert "Try: Salida, CO · Neck pain near Goodland, KS · ZIP code 82001" in page.words
    for link in examples(page):
        found = client_of_three_states.get(link)
        assert found.status_code == 200
        assert "We found nobody listed" not in found.page.words


def test_searches_to_try_are_in_open_states_alone(client_of_three_states):
    opened = frozenset({"KS"})
    change_overlay(settings.current().generations, lambda overlay: replace(overlay, open_states=opened))
    app = app_over(settings.current())
    assert examples(app.test_client().get("/").page) == ["/find?place=Goodland%2C+KS"]


def test_without_anybody_listed_or_published_nothing_is_offered_to_try(home, empty_client):
    assert examples(empty_client.get("/").page) == []
    assert "Where we have looked" not in headings(empty_client.get("/").page)


def test_the_sample_is_said_to_be_invented_and_leads_nowhere(client):
    page = client.get("/").page
    assert "A sample. This person is invented, and so is the clinic." in page.words
    assert "read Nov 5, 2026" in page.words
    assert [text for link, text in page.link_texts if "Avery" in text or link.startswith("tel:")] == []


def test_the_map_says_what_was_read_and_leads_to_the_coverage_of_each_state(client_of_three_states):
    page = client_of_three_states.get("/").page
    squares = [(link, text) for link, text in page.link_texts if link.startswith("/coverage/")]
    assert len(squares) == 52
    by_link = dict(squares)
    assert by_link["/coverage/colorado"].startswith(
        "Colorado (CO): Read, and somebody is listed for dry needling. 1 county read"
    )
    assert by_link["/coverage/vermont"].startswith("Vermont (VT): Not looked at yet")
    assert "Read, and somebody is listed for dry needling 3" in page.words
    assert "Not looked at yet 49" in page.words


def test_states_are_read_and_searched_once_for_each_generation_and_language(published, monkeypatch):
    counted = {"counties": 0, "searches": 0}

    def counting(name, method):
        def call(*arguments):
            counted[name] += 1
            return method(*arguments)

        return call

    monkeypatch.setattr(Coverage, "counties", counting("counties", Coverage.counties))
    monkeypatch.setattr(Generation, "search", counting("searches", Generation.search))
    client = app_over(published).test_client()
    client.get("/")
    client.get("/es/")
    first = dict(counted)
    assert first["counties"] == 4
    assert 0 < first["searches"] <= 24
    for _ in range(5):
        client.get("/")
        client.get("/es/")
    assert counted == first
