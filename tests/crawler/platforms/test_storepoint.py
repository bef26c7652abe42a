"""Storepoint. Everybody in the fixtures is invented."""

import asyncio
from pathlib import Path

import pytest

from crawler.platforms.storepoint import StorepointSpider
from index.records import RawStatement, Subject
from tests.crawler.platforms.invented import answer, page, spider, started

FIXTURE = Path(__file__).parent / "fixtures" / "storepoint" / "answer.json"


def reader(**options):
    return spider("storepoint", options={"key": "15f00d5cafe5"} | options)


def read(body):
    one = reader(tiled=False)
    return list(one.parse_all(answer(body))), [kind for kind, _, _ in one.take_problems()]


def test_locations_are_read_with_their_address_in_one_line():
    (fern, rowan), problems = read(FIXTURE.read_text())
    assert problems == ["row/name", "row/shape"]
    (where,) = fern.locations
    assert (fern.source_id, where.address_text) == ("501", "100 Elm Street, Salida, CO 81201")
    assert (where.latitude, where.longitude, where.phone) == ("38.5347", "-105.9989", "(303) 555-0101")
    assert fern.statements == (RawStatement(text="PT, Dry Needling", about=Subject.PERSON),)
    assert fern.text == "Kind & calm PT, Dry Needling"
    assert (rowan.name, rowan.text, rowan.locations[0].phone) == ("Rowan & Sons", "Letters: PT, OCS", "3035550102")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('{"success": false, "message": "no such map"}', "page/refused"),
        ('{"success": true, "results": "none"}', "page/shape"),
        ('{"success": true, "results": {"locations": {}}}', "page/shape"),
        ("[]", "page/shape"),
        ("<html></html>", "page/not_json"),
    ],
)
def test_an_answer_that_is_no_list_of_locations_is_a_problem(body, kind):
    listings, problems = read(body)
    assert (listings, problems) == ([], [kind])


def test_a_map_without_locations_is_no_problem():
    assert read('{"success": true, "results": {"locations": []}}') == ([], [])


def test_everything_is_asked_for_at_once_or_around_points():
    (all_at_once,) = asyncio.run(started(reader()))
    assert all_at_once.url == "https://api.storepoint.co/v1/15f00d5cafe5/locations"
    (around,) = asyncio.run(started(reader(zips=["81201"])))
    assert around.url.startswith("https://api.storepoint.co/v1/15f00d5cafe5/locations?lat=38.")
    assert around.url.endswith("&radius=403")


@pytest.mark.parametrize(
    "sign",
    [
        '<script src="https://cdn.storepoint.co/api/v1/js/15f00d5cafe5.js"></script>',
        'a.src="https:\\/\\/cdn.storepoint.co\\/api\\/v1\\/js\\/15f00d5cafe5.js"',
        '<div id="storepoint-container" data-tags="PT" data-map-id="15f00d5cafe5"></div>',
    ],
)
def test_the_key_is_read_from_the_page(sign):
    found = StorepointSpider.recognize(page(sign))
    assert (found.options, found.strength) == ({"key": "15f00d5cafe5"}, 100)


def test_a_page_of_another_make_is_not_recognized():
    assert StorepointSpider.recognize(page("<p>storepoint.co is nice</p>")) is None
