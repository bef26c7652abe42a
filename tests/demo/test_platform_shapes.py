"""The invented directories answer in the exact shapes of the platforms, with their oddities."""

import json

import pytest

from demo.directories.platforms import FRONT, directory_class
from demo.directories.store_locator_plus import KEY as CLOUD_KEY
from demo.directories.storepoint import KEY
from demo.exchange import Request
from demo.world.world import World
from tests.crawler.platforms.field_tables import TABLES

ENTRIES = World().of("school")
AJAX = "/wp-admin/admin-ajax.php"
CLOUD = "/needling_school_at_example/wp-json/myslp/v2/locations-map/search"
PLACES = "/wp-json/geodir/v2/practitioners"
HERE = {"lat": "39.7331", "lng": "-104.9524", "radius": "900"}


def ask(platform, target, form=None):
    directory = directory_class(platform)(ENTRIES)
    return directory.respond(Request.of(target, method="POST" if form else "GET", form=form or {}))


def answer_of(platform, target, form=None):
    return json.loads(ask(platform, target, form).body)


def rows(platform):
    if platform == "store_locator_plus":
        return answer_of(platform, AJAX, {"action": "csl_ajax_search", **HERE})["response"]
    if platform == "store_locator_plus_cloud":
        return answer_of(platform, f"{CLOUD}?action=csl_ajax_onload&api_key={CLOUD_KEY}")["data"]["response"]
    if platform == "storepoint":
        return answer_of(platform, f"/v1/{KEY}/locations")["results"]["locations"]
    if platform == "geodirectory":
        return answer_of(platform, f"{PLACES}?per_page=100&page=1")
    return [
        row
        for row in answer_of(platform, f"{AJAX}?action=store_search&autoload=1")
        if isinstance(row, dict) and row["id"]
    ]


SHOWN = [title for title in TABLES if "version 1" not in title]


@pytest.mark.parametrize("title", SHOWN)
def test_every_row_has_the_fields_that_the_platform_writes(title):
    platform, _, table = TABLES[title]
    wanted = set(table) - {"own_field", "fax"}
    found = rows(platform)
    assert len(found) >= 25
    assert [sorted(wanted - row.keys()) for row in found if not wanted <= row.keys()] == []


@pytest.mark.parametrize("platform", ["store_locator_plus", "store_locator_plus_cloud", "storepoint", "geodirectory"])
def test_some_rows_have_no_coordinates_and_some_write_numbers_as_texts(platform):
    found = rows(platform)
    latitudes = [row[name] for row in found for name in ("lat", "loc_lat", "latitude") if name in row]
    assert None in latitudes
    assert any(latitudes)


def test_the_plugin_gives_25_locations_at_most_and_says_nothing_of_the_others():
    near = answer_of("store_locator_plus", AJAX, {"action": "csl_ajax_onload", **HERE})
    assert (near["success"], near["count"], len(near["response"])) == (True, "25", 25)
    assert [float(row["distance"]) for row in near["response"]] == sorted(
        float(r["distance"]) for r in near["response"]
    )


def test_where_nobody_is_the_list_is_empty():
    nowhere = {"action": "csl_ajax_search", "lat": "20.0", "lng": "-155.0", "radius": "5"}
    assert answer_of("store_locator_plus", AJAX, nowhere)["response"] == []


def test_an_unknown_action_is_answered_as_wordpress_does():
    refused = ask("store_locator_plus", AJAX, {"action": "other"})
    assert (refused.status, refused.body) == (400, "0")


def test_a_wrong_key_is_a_failure_with_status_200():
    assert answer_of("store_locator_plus_cloud", f"{CLOUD}?api_key=other")["data"]["success"] is False
    assert answer_of("storepoint", "/v1/other/locations")["success"] is False


def test_pages_are_counted_in_headers_and_one_beyond_the_last_is_refused():
    first = ask("geodirectory", PLACES)
    assert (len(json.loads(first.body)), first.headers["X-WP-Total"], first.headers["X-WP-TotalPages"]) == (
        10,
        "88",
        "9",
    )
    assert ask("geodirectory", f"{PLACES}?per_page=50&page=3").status == 400
    assert ask("geodirectory", f"{PLACES}?per_page=101").status == 400


@pytest.mark.parametrize("platform", ["store_locator_plus", "store_locator_plus_cloud", "storepoint", "geodirectory"])
def test_a_front_page_says_that_it_is_invented_and_other_addresses_are_not_found(platform):
    assert "Invented for the demonstration" in ask(platform, FRONT).body
    assert ask(platform, "/private/").status == 404
