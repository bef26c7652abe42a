"""Rule 10: whoever is listed can leave, everywhere and permanently, and what is private is hidden at once."""

import json

from index.published.overlay import change_overlay
from tests.line.command import Home
from tests.webapp.conftest import app_over

EVERYWHERE = ("/find?place=81201", "/people/avery", "/people/merged", "/es/find?place=81201")


def pages(published):
    client = app_over(published).test_client()
    return {address: client.get(address, follow_redirects=True) for address in EVERYWHERE}


def test_whoever_leaves_is_on_no_page_at_once(published):
    assert all("Jordan Avery" in answer.page.words for answer in pages(published).values())
    change_overlay(published.generations, lambda overlay: overlay.suppressing(frozenset({"avery"}), frozenset()))
    found = pages(published)
    assert not any("Avery" in answer.get_data(as_text=True) for answer in found.values())
    assert found["/people/avery"].status_code == found["/people/merged"].status_code == 410
    assert "3 listed within 25 miles." in found["/find?place=81201"].page.words


def test_whoever_leaves_is_in_no_export_and_in_no_site_map(published):
    change_overlay(published.generations, lambda overlay: overlay.suppressing(frozenset({"avery"}), frozenset()))
    written = Home(published.home).run("export", "--format", "jsonl")
    ids = {json.loads(line)["id"] for line in written.splitlines()}
    assert "rehab" in ids
    assert "avery" not in ids
    client = app_over(published).test_client()
    assert "avery" not in client.get("/sitemap/profiles-1.xml").get_data(as_text=True)


def test_a_private_phone_is_hidden_at_once_wherever_it_is(published):
    change_overlay(published.generations, lambda overlay: overlay.hiding("avery", frozenset({"phone"})))
    markup = app_over(published).test_client().get("/people/avery").get_data(as_text=True)
    assert "Jordan Avery" in markup
    assert "0112" not in markup
    assert "0180" not in markup


def test_the_way_to_leave_asks_for_no_papers_and_no_account(client):
    page = client.get("/remove?id=avery").page
    assert not any(found.get("type") in {"file", "password"} for tag, found in page.tags if tag == "input")


def test_every_page_leads_to_the_way_to_correct_it(client):
    for address in ("/", "/find?place=81201", "/people/avery", "/nowhere"):
        assert any(link.startswith("/fix") for link in client.get(address).page.links), address
