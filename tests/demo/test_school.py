import json

import pytest

from tests.demo.asking import ask

AJAX = "/wp-admin/admin-ajax.php?action=store_search"
V2_FIELDS = {
    "id", "store", "address", "address2", "city", "state", "zip", "country", "lat", "lng", "phone", "fax", "email",
    "hours", "url", "thumb", "permalink", "terms", "description", "distance",
}  # fmt: skip


@pytest.fixture
def school(directories):
    return directories["school"]


def rows(page):
    return json.loads(page.body)


def test_autoload_gives_every_row_with_the_fields_of_the_second_version(school):
    page = ask(school, f"{AJAX}&autoload=1")
    good = [row for row in rows(page) if isinstance(row, dict) and row["id"]]
    assert page.media_type.startswith("application/json")
    assert len(good) == 88
    assert all(set(row) == V2_FIELDS for row in good)


def test_malformed_rows_end_the_list(school):
    assert rows(ask(school, f"{AJAX}&autoload=1"))[-3:] == [None, "not a store", {"id": "", "store": ""}]


def test_a_search_honors_place_radius_and_max_results_under_both_names_of_the_radius(school):
    near = f"{AJAX}&lat=38.5259&lng=-105.9978"
    names = [row["store"] for row in rows(ask(school, f"{near}&max_results=50&search_radius=3"))]
    assert sorted(names) == [
        "Dana Orrickdray, PT",
        "Jordan T. Averthwaite, DPT, Cert. DN",
        "Morgan Fennholt-Ray, DC, Cert. DN",
    ]
    assert [row["store"] for row in rows(ask(school, f"{near}&max_results=50&radius=3"))] == names
    assert [row["store"] for row in rows(ask(school, f"{near}&max_results=2&search_radius=3"))] == names[:2]


def test_a_search_without_a_place_is_empty_and_another_action_is_refused_as_wordpress_does(school):
    assert rows(ask(school, AJAX)) == []
    refused = ask(school, "/wp-admin/admin-ajax.php?action=other")
    assert (refused.status, refused.body) == (400, "0")


def test_two_rows_have_state_and_zip_in_the_wrong_fields(school, world):
    shifted = {entry.key for entry in world.of("school") if "shifted_fields" in entry.traps}
    found = {row["id"]: row for row in rows(ask(school, f"{AJAX}&autoload=1")) if row and "id" in row}
    assert sorted((found[key]["state"], found[key]["zip"]) for key in shifted) == [("", "Colorado"), ("80302", "CO")]


def test_the_planted_coordinate_is_impossible_and_the_planted_zip_is_another_towns(school, world):
    rows_by_name = {row["store"]: row for row in rows(ask(school, f"{AJAX}&autoload=1")) if isinstance(row, dict)}
    assert rows_by_name["Otis Farawell, PT, Cert. DN"]["lat"] == "138.2543"
    misplaced = rows_by_name["Zora Misplace, PT, Cert. DN"]
    assert (misplaced["city"], misplaced["zip"]) == ("Pueblo", "99201")


def test_names_come_with_entities_as_wordpress_writes_them(school):
    names = [row["store"] for row in rows(ask(school, f"{AJAX}&autoload=1")) if isinstance(row, dict)]
    assert "=HYPERLINK(&quot;http://evil.test/&quot;,&quot;Ann&quot;) Formulaby, PT" in names


def test_a_permalink_leads_to_a_page_of_the_practitioner(school):
    page = ask(school, "/practitioner/jordan-avery/")
    assert (page.status, "Jordan T. Averthwaite" in page.body) == (200, True)
