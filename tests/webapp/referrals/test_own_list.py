"""The visitor's own list goes from page to page in the address, and grows by a link on each profile."""

import pytest


def link(page, words):
    (found,) = [address for address, text in page.link_texts if text == words]
    return found


def test_a_list_is_built_by_links_alone(client):
    results = client.get("/find?place=81201").page
    profile = client.get(next(address for address in results.links if address.startswith("/people/avery"))).page
    mine = client.get(link(profile, "Add to my list")).page
    back = client.get(link(mine, "Back to results")).page
    assert link(back, "My list (1)") == "/list?ids=avery&place=81201"
    other = next(address for address in back.links if address.startswith("/clinics/rehab"))
    assert other == "/clinics/rehab?place=81201&list=avery"
    both = link(client.get(other).page, "Add to my list")
    assert both == "/list?ids=avery,rehab&place=81201"
    assert "2 listings, in the order in which you chose them." in client.get(both).page.words


def test_a_profile_on_the_list_says_so(client):
    page = client.get("/people/avery?place=81201&list=rehab,avery").page
    assert link(page, "On my list") == "/list?ids=rehab,avery&place=81201"


def test_a_profile_without_a_search_begins_a_list(client):
    assert link(client.get("/people/avery").page, "Add to my list") == "/list?ids=avery"


def test_a_further_search_keeps_the_list(client):
    page = client.get("/find?place=81201&list=avery").page
    assert ("input", {"type": "hidden", "name": "list", "value": "avery"}) in page.tags


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("/list?list=avery&ids=rehab", "/list?ids=avery,rehab"),
        ("/list?list=avery,rehab&ids=rehab&place=81201", "/list?ids=avery,rehab&place=81201"),
        ("/find?place=81201&list=avery&list=rehab", "/find?place=81201&list=avery,rehab"),
        ("/find?place=81201&list=%3Cscript%3E,avery,avery", "/find?place=81201&list=avery"),
    ],
)
def test_an_address_has_the_list_once(client, typed, canonical):
    answer = client.get(typed)
    assert (answer.status_code, answer.headers["Location"]) == (301, canonical)


def test_a_carried_list_is_bounded(client):
    many = ",".join(f"id{number}" for number in range(200))
    answer = client.get(f"/find?place=81201&list={many}")
    assert answer.headers["Location"].count("id") == 20


def test_a_comparison_keeps_the_list_that_it_came_from(client):
    page = client.get("/compare?ids=avery,rehab&place=81201&list=avery,rehab,silent").page
    assert link(page, "Open my list") == "/list?ids=avery,rehab,silent&place=81201"
    assert link(page, "Back to results") == "/find?place=81201&list=avery,rehab,silent"


def test_a_comparison_of_its_own_is_the_list(client):
    assert link(client.get("/compare?ids=avery,rehab").page, "Open my list") == "/list?ids=avery,rehab"


def test_a_carried_list_filters_nothing(client):
    with_list = client.get("/find?place=81201&list=avery").page
    without = client.get("/find?place=81201").page
    assert [text for level, text in with_list.headings if level == 3] == [
        text for level, text in without.headings if level == 3
    ]
