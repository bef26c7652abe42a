"""Store Locator Plus, as a plugin and as a service. Everybody in the fixtures is invented."""

import asyncio
import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.platforms.search_near.area_search import Question
from crawler.platforms.search_near.search_area import SearchArea
from crawler.platforms.store_locator_plus.slp_row import recognize_plugin, recognize_service
from crawler.sources.definition import SourceError
from index.records import RawListing, RawStatement, Subject
from tests.crawler.platforms.invented import answer, page, spider, started

FIXTURES = Path(__file__).parent / "fixtures"
CLOUD = {"dataset": "a_school", "api_key": "myslp.0123456789abcdef0"}


def plugin(**options):
    return spider("store_locator_plus", options=options)


def cloud(**options):
    return spider("store_locator_plus_cloud", options=CLOUD | options)


def read(reader, body):
    found = reader.parse_near(answer(body), Question(SearchArea(38.5, -106.0, 9.0)))
    listings = [one for one in found if isinstance(one, RawListing)]
    return listings, [kind for kind, _, _ in reader.take_problems()]


def test_a_list_with_gaps_and_odd_rows_is_read_and_what_is_no_location_is_counted():
    (fern, rowan), problems = read(plugin(), (FIXTURES / "store_locator_plus" / "answer.json").read_text())
    assert problems == ["row/name", "row/shape"]
    assert (fern.source_id, fern.name, fern.url) == (
        "41",
        "Fern Ashdale, PT",
        "https://directory.example/store-page/fern/",
    )
    assert fern.text == "Offers dry needling & massage. PT,sports"
    assert fern.statements == (RawStatement(text="Offers dry needling & massage.", about=Subject.PERSON),)
    assert (rowan.source_id, rowan.name, rowan.url) == ("43", "Rowan & Sons", "https://directory.example/")
    where = rowan.locations[0]
    assert (where.zip, where.latitude, where.country, where.phone) == ("81230", "", "", "3035550102")
    assert rowan.unread == {"data": "sl_email: …"}


def test_the_service_wraps_the_same_answer():
    (fern,), problems = read(cloud(), (FIXTURES / "store_locator_plus_cloud" / "answer.json").read_text())
    assert (fern.source_id, fern.statements[0].text, problems) == ("41", "Offers dry needling.", [])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('{"success": false, "slp_version": "4.9.6", "response": "Not connected"}', "page/refused"),
        ('{"response": []}', "page/refused"),
        ('{"success": true, "response": null}', "page/shape"),
        ('{"success": true, "response": "none"}', "page/shape"),
        ("0", "page/shape"),
        ("[]", "page/shape"),
        ("", "page/not_json"),
        ("<html>Checking your browser</html>", "page/not_json"),
    ],
)
@pytest.mark.parametrize("reader", [plugin, cloud])
def test_an_answer_that_is_no_list_of_locations_is_a_problem_and_no_empty_directory(reader, body, kind):
    assert read(reader(), body) == ([], [kind])


def test_a_place_without_anybody_is_no_problem():
    assert read(plugin(), '{"success": true, "count": 0, "response": []}') == ([], [])


def test_the_service_says_that_a_key_is_wrong():
    assert read(cloud(), '{"data": {"success": false, "response": []}}') == ([], ["page/refused"])


def test_the_plugin_is_asked_by_a_form_around_points_from_the_beginning():
    options = {"zips": ["81201"], "spacing_miles": 40, "radius_miles": 50, "unit": "mi", "action": "csl_ajax_search"}
    (request,) = asyncio.run(started(plugin(**options)))
    form = {name: values[0] for name, values in parse_qs(request.body.decode(), keep_blank_values=True).items()}
    assert (request.method, request.url) == ("POST", "https://directory.example/wp-admin/admin-ajax.php")
    assert (form["action"], form["radius"], form["tags"]) == ("csl_ajax_search", "50", "")
    assert float(form["lat"]) == pytest.approx(38.5, abs=0.3)
    assert len(asyncio.run(started(plugin()))) > 50


def test_where_the_file_says_so_it_is_asked_once_and_wide():
    (request,) = asyncio.run(started(plugin(tiled=False)))
    assert b"radius=10000" in request.body


def test_the_service_is_asked_at_its_own_host():
    (request,) = asyncio.run(started(cloud()))
    parts = urlsplit(request.url)
    assert (parts.netloc, parts.path) == (
        "dashboard.storelocatorplus.com",
        "/a_school/wp-json/myslp/v2/locations-map/search",
    )
    assert parse_qs(parts.query) == {"action": ["csl_ajax_onload"], "api_key": [CLOUD["api_key"]]}


def test_the_service_needs_its_data_set_and_key():
    with pytest.raises(SourceError, match=r"dataset: .*; see docs/source-file.md"):
        spider("store_locator_plus_cloud", options={"api_key": "myslp.0"})


def test_the_page_says_where_the_plugin_answers_and_in_which_unit():
    settings = {
        "options": {"distance_unit": "miles"},
        "ajaxurl": "https:\\/\\/directory.example\\/wp\\/wp-admin\\/a.php",
    }
    found = recognize_plugin(
        page(f"<script>var slplus = {json.dumps(settings).replace(chr(92) * 2, chr(92))};</script>")
    )
    assert (found.because, found.options) == (("var slplus",), {"ajax": "wp/wp-admin/a.php", "unit": "mi"})


@pytest.mark.parametrize("slash", ["/", "\\/"])
def test_the_data_set_and_the_key_are_read_from_the_page(slash):
    address = f"https:{slash}{slash}dashboard.storelocatorplus.com{slash}a_school{slash}wp-json{slash}x"
    found = recognize_service(page(f'<script src="{address}?api_key={CLOUD["api_key"]}"></script>'))
    assert (found.options, found.strength) == (CLOUD, 95)


def test_a_page_of_another_make_is_neither():
    other = page("<p>Find a practitioner</p>")
    assert (recognize_plugin(other), recognize_service(other)) == (None, None)
