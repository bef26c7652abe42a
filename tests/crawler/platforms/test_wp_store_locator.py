import asyncio
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import ListingKind, RawStatement, Subject
from tests.crawler.platforms.invented import answer, spider, started

STORE = {
    "id": 7,
    "store": "Rowan Ashdale, DPT",
    "address": "12 Elm Street",
    "address2": "Suite 4",
    "city": "Salida",
    "state": "CO",
    "zip": "81201",
    "country": "United States",
    "lat": "38.53",
    "lng": "-105.99",
    "phone": "(303) 555-0101",
    "fax": "",
    "email": "rowan@directory.example",
    "url": "https://ashdale.example/",
    "permalink": "https://directory.example/practitioner/rowan/",
    "hours": "<table><tr><td>Monday</td><td>9 to 5</td></tr></table>",
    "distance": 3.4,
    "thumb": "",
}


def read(body, **more):
    reader = spider("wp_store_locator", **more)
    listings = list(reader.parse_all(answer(body if isinstance(body, str) else json.dumps(body))))
    return listings, reader.take_problems()


def kinds(problems):
    return [kind for kind, _, _ in problems]


def test_a_store_becomes_a_listing_in_the_source_s_own_words():
    (listing,), problems = read([STORE])
    (location,) = listing.locations
    assert (listing.source_id, listing.name, listing.website, problems) == ("7", STORE["store"], STORE["url"], [])
    assert listing.url == "https://directory.example/practitioner/rowan/"
    assert (location.street, location.street2, location.city) == ("12 Elm Street", "Suite 4", "Salida")
    assert (location.state, location.zip, location.phone) == ("CO", "81201", "(303) 555-0101")
    assert (location.latitude, location.longitude) == ("38.53", "-105.99")


def test_the_distance_from_where_we_asked_and_the_mail_address_are_not_kept():
    near, far = read([STORE])[0], read([STORE | {"distance": 40.0}])[0]
    assert near == far
    assert "rowan@" not in repr(near)


def test_the_first_version_of_the_plugin_is_read_too():
    old = {key: value for key, value in STORE.items() if key != "address"} | {"street": "12 Elm Street"}
    assert read([old])[0][0].locations[0].street == "12 Elm Street"


def test_entities_tags_and_scripts_do_not_reach_the_listing():
    row = STORE | {
        "store": "Fern &amp; Ash <b>PT</b>",
        "description": "<p>Kind.<script>alert(1)</script> Calm&#8217;s</p>",
    }
    (listing,), _ = read([row])
    assert (listing.name, listing.text) == ("Fern & Ash PT", "Kind. Calm\u2019s")


def test_a_state_in_the_field_of_the_zip_code_is_handed_on_as_it_was_typed():
    (location,) = read([STORE | {"state": "81201", "zip": "CO"}])[0][0].locations
    assert (location.state, location.zip) == ("81201", "CO")


@pytest.mark.parametrize(("entries", "kind", "about"), [("person", "person", "person"), ("clinic", "clinic", "clinic")])
def test_a_text_about_dry_needling_is_quoted_about_the_listed_person_or_clinic(entries, kind, about):
    row = STORE | {"description": "Offers dry needling.", "terms": "Orthopedics, Dry Needling"}
    (listing,), _ = read([row], options={"entries": entries})
    quoted = {RawStatement(text=text, about=Subject(about)) for text in (row["description"], row["terms"])}
    assert (listing.kind, set(listing.statements)) == (ListingKind(kind), quoted)


def test_a_text_about_something_else_is_not_quoted():
    assert read([STORE | {"description": "Has a needle-felt picture."}])[0][0].statements == ()


def test_what_being_listed_says_comes_first():
    says = {"directory_says": {"about": "person", "text": "All of them completed our dry needling course."}}
    (listing,), _ = read([STORE], statements=says)
    assert listing.statements == (RawStatement(text=says["directory_says"]["text"], about=Subject.PERSON, of_all=True),)


@pytest.mark.parametrize("body", ["", "  \n", "[]"])
def test_an_empty_answer_is_no_store_and_no_problem(body):
    assert read(body, options={"tiled": False}) == ([], [])


@pytest.mark.parametrize("body", ["<html>Checking your browser</html>", "0", "-1", '{"error": 1}', "[{", "\ufeff"])
def test_an_answer_that_is_no_list_is_a_problem_and_not_an_empty_directory(body):
    listings, problems = read(body)
    assert (listings, len(problems)) == ([], 1)


def test_a_byte_order_mark_before_the_list_does_no_harm():
    assert len(read("\ufeff" + json.dumps([STORE]))[0]) == 1


def test_an_answer_nested_without_end_is_a_problem():
    listings, problems = read("[" * 200_000)
    assert (listings, len(problems)) == ([], 1)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*STORE, "else"]), inner, max_size=6),
    max_leaves=8,
)


@given(st.lists(JUNK, max_size=4), st.lists(JUNK, max_size=4))
def test_whatever_is_around_a_good_row_it_is_read(before, after):
    listings, _ = read([*before, STORE, *after])
    assert "7" in [listing.source_id for listing in listings]


def test_a_malformed_row_is_counted_and_the_rest_is_kept():
    rows = [None, "no store", {"id": "", "store": ""}, STORE, {"id": 8}]
    listings, problems = read(rows)
    assert [listing.source_id for listing in listings] == ["7"]
    assert all(kind.startswith("row/") for kind in kinds(problems))
    assert len(problems) == 4


def test_everybody_is_asked_for_at_once_where_the_site_allows_it():
    (request,) = asyncio.run(started(spider("wp_store_locator")))
    assert request.url == "https://directory.example/wp-admin/admin-ajax.php?action=store_search&autoload=1"


def test_around_a_point_both_names_of_the_radius_are_sent():
    options = {"zips": ["81201"], "spacing_miles": 20, "radius_miles": 30, "unit": "mi", "max_results": 9}
    (request,) = asyncio.run(started(spider("wp_store_locator", options=options)))
    query = parse_qs(urlsplit(request.url).query)
    assert (query["search_radius"], query["radius"], query["max_results"]) == (["30"], ["30"], ["9"])
    assert float(query["lat"][0]) == pytest.approx(38.5, abs=0.3)


def test_a_damaged_permalink_costs_nothing_but_itself():
    damaged, whole = read([STORE | {"permalink": "http://["}, STORE | {"id": 8}])[0]
    assert (damaged.url, whole.url) == ("https://directory.example/", STORE["permalink"])
