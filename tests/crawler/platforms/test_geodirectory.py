"""GeoDirectory. Everybody in the fixture is invented."""

import asyncio
from pathlib import Path

import pytest
from scrapy.http import TextResponse

from crawler.platforms.geodirectory import GeodirectorySpider
from index.records import RawListing, RawStatement, Subject
from tests.crawler.platforms.invented import page, spider, started

FIXTURE = Path(__file__).parent / "fixtures" / "geodirectory" / "answer.json"
URL = "https://directory.example/wp-json/geodir/v2/places?per_page=2&page=1"


def reader(**options):
    return spider("geodirectory", options=options)


def parsed(one, body, page=1, total_pages=None):
    headers = {"X-WP-TotalPages": str(total_pages)} if total_pages else {}
    return list(one.parse_places(TextResponse(URL, body=body.encode(), headers=headers, encoding="utf-8"), page))


def asked(items):
    return [request.url.rpartition("page=")[2] for request in items if not isinstance(request, RawListing)]


def test_entries_are_read_in_each_shape_that_the_plugin_has_for_them():
    one = reader()
    fern, rowan = parsed(one, FIXTURE.read_text())
    assert [kind for kind, _, _ in one.take_problems()] == ["row/name", "row/shape"]
    assert (fern.source_id, fern.name, fern.url) == (
        "901", "Fern & Rowan PT", "https://directory.example/practitioners/fern/",
    )  # fmt: skip
    (where,) = fern.locations
    assert (where.street2, where.state, where.zip, where.latitude) == ("Ste 4", "Colorado", "81201", "38.5347")
    assert {one.text for one in fern.statements} == {"Offers dry needling \u2013 and is kind.", "Dry Needling, Cupping"}
    assert fern.text == "Offers dry needling \u2013 and is kind. Physical & Sports Dry Needling, Cupping"
    assert fern.unread == {"languages": "English, Spanish"}
    assert (rowan.source_id, rowan.name, rowan.url) == ("902", "Rowan", "https://directory.example/")
    assert rowan.statements == (RawStatement(text="dry needling, pain", about=Subject.PERSON),)
    assert (rowan.locations[0].zip, rowan.locations[0].longitude) == ("81230", "")


def test_an_entry_that_was_edited_without_a_change_of_what_we_read_is_the_same_listing():
    one, text = reader(), FIXTURE.read_text()
    edited = text.replace("2026-11-02T10:30:00", "2026-11-24T08:00:00")
    assert parsed(one, text) == parsed(one, edited)


def test_an_answer_says_how_many_pages_there_are_and_they_are_asked_for_one_after_another():
    one = reader(per_page=2)
    assert asked(parsed(one, '[{"id": 1, "title": "A"}]', 1, total_pages=3)) == ["2"]
    assert asked(parsed(one, '[{"id": 2, "title": "B"}]', 2, total_pages=3)) == ["3"]
    assert asked(parsed(one, '[{"id": 3, "title": "C"}]', 3, total_pages=3)) == []


def test_without_that_header_pages_are_turned_until_one_is_not_full():
    one = reader(per_page=2)
    assert asked(parsed(one, '[{"id": 1, "title": "A"}, {"id": 2, "title": "B"}]', 3)) == ["4"]
    assert asked(parsed(one, '[{"id": 1, "title": "A"}]', 4)) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('{"code": "rest_no_route", "message": "No route"}', "page/shape"),
        ("", "page/not_json"),
        ("<html></html>", "page/not_json"),
    ],
)
def test_an_answer_that_is_no_list_is_a_problem(body, kind):
    one = reader()
    assert parsed(one, body) == []
    assert [kind for kind, _, _ in one.take_problems()] == [kind]


def test_it_is_asked_for_one_post_type_and_condition():
    one = reader(api="/site/wp-json/", post_type="practitioners", only="gd_practitionercategory=8", per_page=20)
    (request,) = asyncio.run(started(one))
    assert request.url == (
        "https://directory.example/site/wp-json/geodir/v2/practitioners?gd_practitionercategory=8&per_page=20&page=1"
    )


def test_the_page_says_where_the_api_is_and_of_which_type_the_entries_are():
    found = GeodirectorySpider.recognize(
        page(
            '<link rel="https://api.w.org/" href="https://directory.example/site/wp-json/">'
            '<script>x = "https:\\/\\/directory.example\\/site\\/wp-json\\/geodir\\/v2\\/markers"</script>'
            '<link href="https://directory.example/site/wp-json/geodir/v2/practitioners/7">'
        )
    )
    assert found.options == {"api": "site/wp-json", "post_type": "practitioners"}
    assert found.strength == 90


def test_a_name_alone_is_a_weak_sign():
    assert GeodirectorySpider.recognize(page('<div class="geodir-map"></div>')).strength == 50
    assert GeodirectorySpider.recognize(page("<p>Find a practitioner</p>")) is None
