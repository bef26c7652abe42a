"""`/list` and `/compare` as visitors see them."""

import re

import pytest

from index.published.overlay import change_overlay
from tests.webapp.invented import HOSTILE

FOUR = "avery,rehab,hostile,silent"


def names(page):
    return [text.strip() for level, text in page.headings if level == 2]


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_list_shows_its_entries_in_their_order(client, prefix):
    page = client.get(f"{prefix}/list?ids=silent,avery").page
    assert names(page) == ["1 Casey Morrow", "2 Jordan Avery"]
    assert "303-555-0112" in page.words


def test_an_empty_list_says_how_to_fill_it(client):
    answer = client.get("/list")
    assert answer.status_code == 200
    assert "Nobody is on this list. Search, open a listing" in answer.page.words


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("/list?ids=avery&ids=rehab", "/list?ids=avery,rehab"),
        ("/list?ids=avery,,avery&place=81201", "/list?ids=avery&place=81201"),
        ("/es/compare?ids=avery&ids=rehab&place=81201&for=neck", "/es/compare?ids=avery,rehab&place=81201&for=neck"),
        ("/list?ids=&place=81201", "/list?place=81201"),
        ("/list?ids=a&ids=b&seen=1.aaaaaaaaa", "/list?ids=a,b&seen=1.aaaaaaaaa"),
        ("/list?ids=a&ids=b&seen=%3Cscript%3E", "/list?ids=a,b&seen=%3Cscript%3E"),
    ],
)
def test_an_address_has_its_ids_once(client, typed, canonical):
    answer = client.get(typed)
    assert (answer.status_code, answer.headers["Location"]) == (301, canonical)


@pytest.mark.parametrize("path", ["/list", "/compare"])
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_hostile_ids_and_names_are_harmless_text(client, prefix, path):
    bad = ["%3Cscript%3Ealert(1)%3C%2Fscript%3E", "x" * 10_000, "%E2%80%AEevil", "%00", "..%2F..", "'%22%3E"]
    page = client.get(f"{prefix}{path}?ids=hostile,{','.join(bad)},rehab", follow_redirects=True).page
    assert f"Robin {HOSTILE}" in page.words
    assert "Arkansas Valley Rehab" in page.words
    assert "x" * 24 + "…" in page.words
    assert "x" * 30 not in page.words


def test_every_bad_id_is_named_with_what_to_do_and_the_rest_stays(client):
    page = client.get("/list?ids=nobody,avery,withdrawn,mixed,a.b").page
    assert names(page) == ["Not on this page", "1 Jordan Avery"]
    assert "a.b: This is not the number of a listing. Copy the link again" in page.words
    assert "nobody: We have no listing with this number. Copy the link again" in page.words
    assert "withdrawn: This listing is no longer shown. Ask the clinic." in page.words
    assert "mixed: This listing showed two people as one. We have parted them." in page.words


def test_ids_that_show_nobody_take_no_room_on_a_list(client):
    ids = [f"nobody{number}" for number in range(20)]
    page = client.get(f"/list?ids={','.join([*ids, 'avery', 'rehab'])}").page
    assert names(page) == ["Not on this page", "1 Jordan Avery", "2 Arkansas Valley Rehab"]


def test_a_comparison_asks_each_question_once_and_answers_for_each(client):
    page = client.get(f"/compare?ids={FOUR}").page
    assert names(page) == [
        "Who is it?",
        "Dry needling?",
        "Allowed here?",
        "License?",
        "Training?",
        "Where?",
        "Phone and fax?",
        "Where do sources disagree?",
        "What to ask first?",
        "NPI number?",
        "What did we read, and when?",
    ]
    assert sum(tag == "dt" for tag, _ in page.tags) == 11 * 4


@pytest.mark.parametrize(("ids", "status", "shown"), [("avery", 400, 1), ("nobody,avery", 400, 1), ("", 400, 0)])
def test_fewer_than_two_are_shown_with_what_to_do(client, ids, status, shown):
    answer = client.get(f"/compare?ids={ids}", follow_redirects=True)
    assert answer.status_code == status
    assert "Choose 2 to 4 listings to compare" in answer.page.words
    assert answer.page.words.count("Jordan Avery") >= shown


def test_a_fifth_is_named_and_left_off(client):
    page = client.get(f"/compare?ids={FOUR},moab").page
    assert "Toni Vance: This page has no room for it." in page.words
    assert sum(tag == "dt" for tag, _ in page.tags) == 11 * 4


@pytest.mark.parametrize("path", ["/list", "/compare"])
def test_the_search_is_carried_on(client, path):
    page = client.get(f"{path}?ids=avery,rehab&place=81201&for=neck").page
    assert "/people/avery?place=81201&for=neck&list=avery,rehab" in page.links
    assert "0.5 miles" in page.words
    assert any(link.startswith("/find?place=81201&for=neck") for link in page.links)


def test_two_to_four_are_compared_by_one_link(client):
    page = client.get(f"/list?ids={FOUR}&place=81201").page
    assert [text for link, text in page.link_texts if link == f"/compare?ids={FOUR}&place=81201"] == ["Compare these 4"]
    assert not any(tag == "form" for tag, _ in page.tags)
    assert "Compare these" not in client.get("/list?ids=avery").page.words


def test_a_list_leads_to_its_files(client):
    links = client.get("/list?ids=avery,rehab&place=81201").page.links
    for form in ("csv", "xlsx", "vcf"):
        assert f"/list.{form}?ids=avery,rehab&place=81201" in links


def test_a_list_leads_to_its_sheets(client):
    page = client.get("/list?ids=avery,rehab&place=81201").page
    assert "/sheet/options?ids=avery,rehab&place=81201" in page.links
    referral = next(link for link in page.links if link.startswith("/sheet/referral"))
    assert client.get(referral, follow_redirects=True).status_code == 200
    longer = client.get(f"/list?ids={FOUR},moab").page
    assert not [link for link in longer.links if link.startswith("/sheet/options")]


def test_of_more_the_chosen_are_compared_without_script(client):
    page = client.get(f"/list?ids={FOUR},moab&place=81201").page
    (form,) = [found for tag, found in page.tags if tag == "form"]
    assert (form["action"], form["method"]) == ("/compare?place=81201", "get")
    ticks = [found for tag, found in page.tags if tag == "input" and found["type"] == "checkbox"]
    assert [(tick["name"], tick["value"], tick["form"], "checked" in tick) for tick in ticks] == [
        ("ids", one, form["id"], False) for one in (*FOUR.split(","), "moab")
    ]
    hidden = [(found["name"], found["value"]) for tag, found in page.tags if found.get("type") == "hidden"]
    assert hidden == [("place", "81201")]


def test_an_entry_is_taken_off_by_its_link(client):
    page = client.get("/list?ids=avery,rehab,silent&place=81201").page
    assert "/list?ids=avery,silent&place=81201" in page.links


@pytest.mark.parametrize("path", ["/list?ids=avery,rehab", "/compare?ids=avery,rehab", "/list", "/compare"])
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_no_search_engine_lists_it_and_nothing_is_stored(client, prefix, path):
    answer = client.get(prefix + path)
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "dry needling" not in answer.page.title.lower()


@pytest.mark.parametrize("path", [f"/list?ids={FOUR},moab", f"/compare?ids={FOUR}"])
def test_no_field_takes_anything_but_a_tick(client, path):
    page = client.get(path).page
    fields = [found for tag, found in page.tags if tag in {"input", "textarea", "select"}]
    assert all(found["type"] in {"checkbox", "hidden"} for found in fields)


@pytest.mark.parametrize("path", ["/list", "/compare"])
def test_a_removed_person_and_a_hidden_phone_are_gone(client, published, path):
    change_overlay(
        published.generations,
        lambda overlay: overlay.suppressing(frozenset({"silent"}), frozenset()).hiding("avery", frozenset({"phone"})),
    )
    page = client.get(f"{path}?ids=avery,silent,course").page
    assert "Casey Morrow" not in page.words
    assert "silent: This listing is no longer shown. Ask the clinic." in page.words
    alone = client.get(f"{path}?ids=course").page
    assert page.words.count("303-555-0112") == alone.words.count("303-555-0112") > 0


def test_nothing_of_ids_is_in_the_access_log(client, capfd):
    client.get("/list?ids=avery,zzmarker&seen=1.aaaaaaaaa.aaaaaaaaa")
    written = "".join(capfd.readouterr())
    assert not re.search("zzmarker|avery|aaaaaaaaa", written)


def test_an_entry_that_is_gone_since_a_list_was_saved_is_named_once(client):
    page = client.get("/list?ids=avery,withdrawn&seen=1.aaaaaaaaa.aaaaaaaaa").page
    assert names(page) == ["Since you saved this list", "1 Jordan Avery"]
    assert page.words.count("withdrawn") == 1
