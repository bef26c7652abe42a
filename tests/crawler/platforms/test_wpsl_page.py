"""Stores' own pages. Everybody in them is invented."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, XmlResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.platforms.wp_store_locator.wpsl_page import recognize_wpsl
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records import RawStatement, Subject
from tests.crawler.platforms.invented import answer, page, spider, started

URL = "https://directory.example/practitioner/rowan/"
ROW = {
    "address": "12 Elm Street", "store": "Rowan Ashdale &amp; Sons", "address2": "Suite 4", "city": "Salida",
    "state": "CO", "zip": "81201", "country": "United States", "lat": "38.53", "lng": "-105.99", "id": 7,
}  # fmt: skip
HOURS = '<table class="wpsl-opening-hours"><tr><td>Monday<td><time>9 AM</tr><tr><td>Tuesday td><td>Closed</table>'
ADDRESS = (
    '<div class="wpsl-location-address"><span>12 Elm Street</span><br><span>Salida, </span><span>CO </span>'
    "<span>81201</span><br><span>United States</span></div>"
)


def store_page(locations, body="", css="single-wpsl_stores postid-7", url=URL):
    script = (
        f"<script>var wpslMap_0 = {json.dumps({'zoomLevel': '12', 'locations': locations})};\nvar x = {{}};</script>"
    )
    article = f"<nav>Dry needling courses</nav><article><h1>Rowan Ashdale</h1>{body}</article>"
    text = f'<html><body class="{css}">{article}{script}'
    return HtmlResponse(url, body=text.encode(), encoding="utf-8")


def reader(**options):
    return spider("wp_store_locator", options={"pages": "sitemap", **options})


def read(response, **options):
    one = reader(**options)
    return list(one.parse_page(response)), one.take_problems()


def test_a_store_s_own_page_gives_its_row_under_its_own_address():
    (listing,), problems = read(store_page([ROW]))
    (location,) = listing.locations
    assert (listing.source_id, listing.name, listing.url, problems) == ("7", "Rowan Ashdale & Sons", URL, [])
    assert (location.street, location.street2, location.city, location.zip) == (
        "12 Elm Street",
        "Suite 4",
        "Salida",
        "81201",
    )
    assert (location.latitude, location.longitude) == ("38.53", "-105.99")


def test_a_row_of_the_first_version_is_read_too():
    row = {("street" if name == "address" else name): value for name, value in ROW.items()}
    assert read(store_page([row]))[0][0].locations[0].street == "12 Elm Street"


def test_hours_and_navigation_are_no_words_of_a_store():
    (listing,), _ = read(store_page([ROW], f"<p>Offers dry needling.</p>{HOURS}<p>Parking behind.</p>"))
    assert listing.text == "Rowan Ashdale Offers dry needling. Parking behind."
    assert listing.statements == (RawStatement(text="Offers dry needling.", about=Subject.PERSON),)


def test_a_page_with_an_empty_map_is_read_from_what_it_writes_out():
    phone = '<div class="wpsl-contact-details">Phone: <a href="tel:3035550101">(303) 555-0101</a></div>'
    (listing,), problems = read(store_page([], ADDRESS + phone))
    (location,) = listing.locations
    assert (listing.source_id, listing.name, problems) == ("7", "Rowan Ashdale", [])
    assert location.address_text == "12 Elm Street, Salida, CO, 81201, United States"
    assert location.phone == "(303) 555-0101"


def test_the_list_of_all_stores_is_no_store():
    assert read(page("<h1>Stores</h1>").replace(body=b'<body class="archive"><h1>Stores</h1></body>')) == ([], [])


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (page("<h1>About us</h1>"), "page/no_store"),
        (page("<script>var wpslMap_0 = {broken</script>"), "page/not_json"),
        (page("<script>var wpslMap_0 = {" + '"a":[' * 90_000 + "</script>"), "page/not_json"),
        (store_page([{"id": 7}]), "row/name"),
    ],
)
def test_a_page_without_a_store_is_a_problem(response, kind):
    listings, problems = read(response)
    assert (listings, [kind for kind, _, _ in problems]) == ([], [kind])


def test_of_a_page_with_several_stores_nobody_owns_the_words():
    listings, _ = read(store_page([ROW, ROW | {"id": 8}], "<p>Offers dry needling.</p>"))
    assert [(one.source_id, one.text, one.statements) for one in listings] == [("7", "", ()), ("8", "", ())]


FIXTURES = Path(__file__).parent / "fixtures" / "wp_store_locator"


def test_the_fixture_s_page_and_row_of_one_store_agree_in_all_that_both_have():
    text = (FIXTURES / "store_page.html").read_text()
    (by_page,), problems = read(HtmlResponse(URL, body=text.encode(), encoding="utf-8"))
    one = reader(tiled=False)
    by_ajax, _ = one.parse_all(answer((FIXTURES / "answer.json").read_text()))
    assert (problems, one.take_problems()) == ([], [])
    assert (by_page.source_id, by_page.name) == (by_ajax.source_id, by_ajax.name) == ("1077", "Fern & Ash PT")
    assert by_page.locations == (replace(by_ajax.locations[0], phone=""),)
    assert [one.text for one in by_page.statements] == [one.text for one in by_ajax.statements]
    assert [one.text for one in by_page.statements] == ["Fern\u2019s team offers dry needling."]


def test_a_state_and_a_zip_code_in_the_wrong_fields_are_put_right_when_they_are_normalized():
    fern, rowan = reader(tiled=False).parse_all(answer((FIXTURES / "answer.json").read_text()))
    assert (fern.locations[0].state, fern.locations[0].zip) == ("", "Colorado")
    assert (rowan.locations[0].state, rowan.locations[0].zip) == ("81230", "81230")
    assert normalize(fern, open_gazetteer()).locations[0].state == "CO"
    assert normalize(rowan, open_gazetteer()).locations[0].zip == "81230"


def sitemap(*addresses, index=False):
    kind, part = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    inner = "".join(f"<{part}><loc>{one}</loc></{part}>" for one in addresses)
    return XmlResponse("https://directory.example/a.xml", body=f"<{kind}>{inner}</{kind}>".encode())


def urls(requests):
    return [request.url for request in requests]


def test_the_pages_of_the_sitemap_are_asked_for_on_the_site_itself_only():
    found = reader().parse_sitemap(
        sitemap("https://directory.example/practitioner/rowan/", "https://elsewhere.example/x")
    )
    assert urls(found) == ["https://directory.example/practitioner/rowan/"]


def test_of_an_index_only_sitemaps_of_stores_are_followed():
    index = sitemap("https://directory.example/page-sitemap.xml", "/wpsl_stores-sitemap2.xml", index=True)
    assert urls(reader().parse_sitemap(index)) == ["https://directory.example/wpsl_stores-sitemap2.xml"]


def test_an_index_without_stores_and_no_sitemap_at_all_are_problems():
    one = reader()
    assert list(one.parse_sitemap(sitemap("/page-sitemap.xml", index=True))) == []
    assert list(one.parse_sitemap(answer("<html></html>"))) == []
    assert [kind for kind, _, _ in one.take_problems()] == ["sitemap/no_stores", "sitemap/unreadable"]


def test_where_a_sitemap_is_not_there_the_next_usual_one_is_asked_for_and_the_last_is_a_problem():
    one, asked = reader(), []
    waiting = asyncio.run(started(one))
    while waiting:
        request = waiting.pop()
        asked.append(request.url.rpartition("/")[2])
        failure = Failure(HttpError(HtmlResponse(request.url, status=404, request=request)))
        failure.request = request
        waiting += request.errback(failure) or []
    assert asked == ["wpsl_stores-sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml"]
    assert [kind for kind, _, _ in one.take_problems()] == ["page/status"]


def settings_page(settings, body='<div id="wpsl-wrap"></div>'):
    return page(f"{body}<script>var wpslSettings = {json.dumps(settings)};</script>")


def test_the_page_says_how_its_site_is_asked():
    settings = {"ajaxurl": "https://directory.example/site/wp-admin/admin-ajax.php", "distanceUnit": "km",
                "searchRadius": "10", "maxResults": "10"}  # fmt: skip
    dropdowns = '<select id="wpsl-radius-dropdown"><option value="10"><option value="25"></select>'
    found = recognize_wpsl(settings_page(settings, f'<div id="wpsl-wrap">{dropdowns}</div>'))
    assert found.options == {
        "ajax": "site/wp-admin/admin-ajax.php", "unit": "km", "max_results": 10,
        "radius_miles": 15.5, "spacing_miles": 12.4,
    }  # fmt: skip
    request = asyncio.run(started(spider("wp_store_locator", options=dict(found.options) | {"zips": ["81201"]})))[0]
    assert "search_radius=25&" in request.url
    assert "/site/wp-admin/admin-ajax.php?" in request.url


@pytest.mark.parametrize(
    ("unit", "offered", "radius", "spacing"),
    [("mi", (10, 500), 250.0, 200.0), ("km", (100, 200), 124.2, 99.4), ("mi", (), 30.0, 24.0)],
)
def test_circles_are_as_wide_as_the_page_offers_and_no_wider_than_needed(unit, offered, radius, spacing):
    options = "".join(f'<option value="{one}">' for one in offered)
    body = f'<div id="wpsl-wrap"><select id="wpsl-radius-dropdown">{options}</select></div>'
    found = recognize_wpsl(settings_page({"distanceUnit": unit, "searchRadius": "30"}, body))
    assert found.options == {"unit": unit, "radius_miles": radius, "spacing_miles": spacing}


def test_where_the_unit_is_not_known_no_radius_is_taken_from_the_page():
    assert recognize_wpsl(settings_page({"searchRadius": "30"})).options == {}


def test_a_store_s_own_page_is_recognized_and_read_by_the_sitemap():
    assert recognize_wpsl(store_page([ROW])).options == {"pages": "sitemap"}


def test_a_page_of_another_make_is_not_recognized():
    assert recognize_wpsl(page("<p>Find a practitioner</p>")) is None


def test_damaged_settings_cost_nothing_but_themselves():
    found = recognize_wpsl(page('<div id="wpsl-wrap"></div><script>var wpslSettings = {"ajaxurl": </script>'))
    assert (found.strength, found.options) == (90, {})
