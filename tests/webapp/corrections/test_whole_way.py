"""From the form to the page without the person: a site that runs, a worker that takes, and no publish between."""

import time

import pytest

from index import settings
from index.corrections.intake import take
from index.publish.publisher import publish
from tests.index.publish import invented
from tests.webapp.conftest import app_over
from tests.webapp.corrections.sending import FIX, REMOVAL, post

FIND = "/find?place=38.53,-106.00&within=50"


@pytest.fixture
def store(store):
    invented.settle(store)
    publish(store, settings.current())
    return store


@pytest.fixture
def visitor(store):
    return app_over(settings.current()).test_client()


def within(seconds, is_so):
    """Ask again until it is so; whoever asks after so many seconds has to find it so, however slow the answer is."""
    end = time.monotonic() + seconds
    while True:
        asked = time.monotonic()
        if is_so():
            return
        assert asked < end, f"not so after {seconds} s"
        time.sleep(0.02)


def test_whoever_asks_is_gone_from_search_profile_and_counts_within_a_second_of_the_taking(store, visitor):
    assert "12 listed within 50 miles." in visitor.get(FIND).page.words
    assert "/people/person03" in visitor.get(FIND).text
    case = post(visitor, "/remove", REMOVAL | {"id": "person03"}).location
    take(store, settings.current())
    within(1.2, lambda: visitor.get("/people/person03").status_code == 410)
    page = visitor.get(FIND)
    assert "11 listed within 50 miles." in page.page.words
    assert "/people/person03" not in page.text
    assert "We received this on Nov 23, 2026." in visitor.get(case).page.words


@pytest.mark.parametrize(("wrong", "shown"), [("private_phone", "303-555-0103"), ("private_address", "103 Example St")])
def test_what_is_private_is_on_no_page_within_a_second_of_the_taking(store, visitor, wrong, shown):
    assert shown in visitor.get("/people/person03").page.words
    post(visitor, "/fix", FIX | {"id": "person03", "wrong": wrong})
    take(store, settings.current())
    within(1.2, lambda: shown not in visitor.get("/people/person03").text)
    assert shown not in visitor.get(FIND).text
    assert shown.replace("-", "") not in visitor.get(FIND).text
    assert "Jordan Averyd" in visitor.get(FIND).text


def test_a_private_address_has_no_spot_on_the_map_and_no_exact_miles(store, visitor):
    assert "Not on the map" not in visitor.get(FIND).page.words
    post(visitor, "/fix", FIX | {"id": "person03", "wrong": "private_address"})
    take(store, settings.current())
    within(1.2, lambda: "Not on the map: 4." in visitor.get(FIND).page.words)


def test_a_removal_outlives_the_next_publish_and_a_case_its_settling(store, visitor):
    post(visitor, "/remove", REMOVAL | {"id": "person03"})
    take(store, settings.current())
    publish(store, settings.current())
    within(1.2, lambda: visitor.get("/people/person03").status_code == 410)
    assert "11 listed within 50 miles." in visitor.get(FIND).page.words
