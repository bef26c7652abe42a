import re
from datetime import date, timedelta
from itertools import chain

import pytest
from werkzeug.datastructures import MultiDict

from index import settings
from index.places.gazetteer import open_gazetteer
from index.places.place_query import find_place
from index.records import SourcesSay
from tests.builders import READ, claim, phone, quote
from tests.webapp.conftest import app_over
from tests.webapp.invented import SALIDA, at, person, publish_providers
from webapp import published as served
from webapp.finder import hit_order
from webapp.finder.find_query import read_find_query


def ticks(page):
    return [found["value"] for tag, found in page.tags if tag == "input" and found.get("name") == "ids"]


def cards(page):
    return [link.split("?")[0].rsplit("/", 1)[1] for link, text in page.link_texts if text.startswith("Details")]


def one(number, *, day=0, miles_north=0.0, **changes):
    """Somebody north of Salida, whose words were read `day` days before the others'."""
    place = at((SALIDA[0] + miles_north / 69, SALIDA[1]), "Salida", "CO", "81201", street=f"{number} Example St")
    words = [quote(f"Sentence {number}.", read_on=READ - timedelta(days=day))]
    return person(f"p{number:03d}", f"Robin {number:03d}", place, SourcesSay.PERSON_LISTED, words, **changes)


@pytest.fixture
def crowd(home):
    """45 people: the nearest were read longest ago, and names run against the days."""
    everybody = [one(number, day=45 - number, miles_north=number / 10) for number in range(45)]
    publish_providers(settings.current(), everybody)
    return app_over(settings.current())


@pytest.fixture
def with_fax(home):
    place = at(SALIDA, "Salida", "CO", "81201", fax=phone("119"))
    claims = (
        claim("name", "Ada Fax"),
        claim("phone", "+13035550112"),
        claim("fax", "+13035550119", "npi_registry", last_seen=date(2014, 5, 2), first_seen=date(2014, 5, 2)),
    )
    listed = person("fax", "Ada Fax", place, SourcesSay.PERSON_LISTED, [quote("Yes.")], claims=claims, npi="1234567893")
    publish_providers(settings.current(), [listed])
    return app_over(settings.current()).test_client()


def test_a_row_has_every_field_with_its_source_and_day(with_fax):
    page = with_fax.get("/find?place=81201&view=table").page
    words = page.words
    for heading in ("Name", "Profession", "Miles", "Dry needling", "State rule", "License", "NPI", "Phone", "Fax"):
        assert heading in words
    assert "Listed as doing dry needling Clinic website, read Nov 12, 2026" in words
    assert "Colorado: physical therapists may, after training, says a summary we read." in words
    assert "303-555-0112 Clinic website, read Nov 12, 2026" in words
    assert re.search(r"303-555-0119 Copy · Fax · Ada Fax NPI registry, read May 2, 2014", words)
    assert "Confirm by phone before you send patient information." in words
    assert "1234567893 Copy · NPI · Ada Fax" in words
    assert ticks(page) == ["fax"]


def test_a_license_that_nobody_looked_up_is_not_called_anything_else(client):
    page = client.get("/find?place=81201&view=table").page
    assert "CO PTL.0012345 physical therapist: As typed by a source, not checked by us." in page.words


@pytest.mark.parametrize("sort", ["", "&sort=name", "&sort=read"])
@pytest.mark.parametrize("page", [1, 2, 3])
def test_table_and_cards_hold_the_same_people_in_the_same_order(crowd, sort, page):
    at_page = "" if page == 1 else f"&page={page}"
    site = crowd.test_client()
    table = ticks(site.get(f"/find?place=81201{sort}&view=table{at_page}").page)
    assert table == cards(site.get(f"/find?place=81201{sort}{at_page}").page)[: len(table)]
    assert len(table) == (20, 20, 5)[page - 1]


def test_the_last_read_come_first_over_all_pages_and_not_on_each(crowd):
    pages = ["", "&page=2", "&page=3"]
    found = [ticks(crowd.test_client().get(f"/find?place=81201&sort=read&view=table{at}").page) for at in pages]
    assert [*chain(*found)] == [f"p{number:03d}" for number in reversed(range(45))]
    assert "Last read first." in crowd.test_client().get("/find?place=81201&sort=read&view=table").page.words


def test_a_list_of_which_only_the_nearest_are_sorted_by_day_says_so(crowd, monkeypatch):
    monkeypatch.setattr(hit_order, "IN_ORDER", 40)
    site = crowd.test_client()
    page = site.get("/find?place=81201&sort=read&view=table").page
    assert "Of the nearest 200 the last read first, then the others by distance." in page.words
    assert ticks(page) == [f"p{number:03d}" for number in reversed(range(20, 40))]
    last = site.get("/find?place=81201&sort=read&view=table&page=3").page
    assert ticks(last) == [f"p{number:03d}" for number in range(40, 45)]


def test_a_whole_search_is_its_pages_one_after_the_other(crowd):
    for sort in ("distance", "name", "read"):
        query = read_find_query(MultiDict({"place": "81201", "sort": sort}))
        with crowd.test_request_context():
            place = find_place(open_gazetteer(), query.place)
            whole = hit_order.first_of_all_pages(served.generation(), query, place, 200)
            some = hit_order.first_of_all_pages(served.generation(), query, place, 30)
        ids = [hit.provider_id for hit, _ in whole]
        assert len(ids) == 45
        assert [hit.provider_id for hit, _ in some] == ids[:30]
        address = f"/find?place=81201{'' if sort == 'distance' else f'&sort={sort}'}&view=table"
        pages = [ticks(crowd.test_client().get(address + at).page) for at in ("", "&page=2", "&page=3")]
        assert [*chain(*pages)] == ids


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("view=table&place=81201&sort=name", "/find?place=81201&sort=name&view=table"),
        ("page=2&view=table&place=81201", "/find?place=81201&view=table&page=2"),
        ("place=81201&view=cards", "/find?place=81201"),
        ("place=81201&view=TABLE", "/find?place=81201&view=table"),
    ],
)
def test_the_view_has_its_place_among_the_parameters(crowd, asked, canonical):
    response = crowd.test_client().get(f"/find?{asked}")
    assert (response.status_code, response.location) == (301, canonical)


def test_there_is_no_third_view(client):
    response = client.get("/find?place=81201&view=map")
    assert response.status_code == 400
    assert "We show cards or a table." in response.page.words


def test_the_search_rides_along_with_what_is_ticked(crowd):
    page = crowd.test_client().get("/find?place=81201&within=50&for=neck&sort=name&view=table").page
    hidden = {found["name"]: found["value"] for tag, found in page.tags if found.get("type") == "hidden"}
    assert hidden == {"place": "81201", "within": "50", "for": "neck", "sort": "name", "view": "table"}
    assert "/find?place=81201&within=50&for=neck&sort=name" in page.links


def test_no_button_and_no_link_of_the_table_leads_nowhere(crowd):
    site = crowd.test_client()
    page = site.get("/find?place=81201&view=table").page
    buttons = [found["formaction"] for tag, found in page.tags if "formaction" in found]
    for address in buttons:
        assert site.get(f"{address}?ids=p001&ids=p002", follow_redirects=True).status_code in {200, 400}, address
    for link in page.links:
        if link.startswith("/find."):
            assert site.get(link).status_code == 200, link


def test_where_nobody_is_listed_there_is_no_table_but_the_way_to_call(client):
    page = client.get("/find?place=67735&view=table").page
    assert "We found nobody listed for dry needling within 25 miles." in page.words
    assert ticks(page) == []
    assert "/find?place=67735" in page.links


def test_a_page_past_the_last_leads_to_the_first(crowd):
    response = crowd.test_client().get("/find?place=81201&view=table&page=9")
    assert (response.status_code, response.location) == (302, "/find?place=81201&view=table")


def test_clinicians_begin_with_a_search_that_leads_to_the_table(client):
    page = client.get("/clinicians").page
    forms = [found for tag, found in page.tags if tag == "form"]
    assert [found["action"] for found in forms] == ["/find"]
    hidden = [(found["name"], found["value"]) for tag, found in page.tags if found.get("type") == "hidden"]
    assert hidden == [("view", "table")]
    assert "/guide/referral" in page.links
    assert not [found for tag, found in client.get("/about").page.tags if tag == "form"]
