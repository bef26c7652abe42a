"""Caching of each answer: a cached page is asked for again cheaply and never outlives its truth."""

import re

import pytest

from index.published.overlay import change_overlay
from tests.webapp.conftest import app_over
from tests.webapp.invented import providers, publish_providers
from webapp.caching import Keep, program_version
from webapp.static_files import StaticFiles

PROFILE = "/people/avery"


def tag_of(response):
    assert re.fullmatch(r'W/"[0-9a-f]{20}"', response.headers["ETag"])
    return response.headers["ETag"]


@pytest.mark.parametrize(
    ("address", "status", "kept"),
    [
        ("/", 200, Keep.A_MINUTE),
        ("/es/", 200, Keep.A_MINUTE),
        ("/?place=81201", 200, Keep.NOTHING),
        ("/find?place=81201", 200, Keep.NOTHING),
        ("/find?place=Springfield", 302, Keep.NOTHING),
        (PROFILE, 200, Keep.ASK_AGAIN),
        (f"{PROFILE}?near=81201", 200, Keep.NOTHING),
        ("/people/withdrawn", 410, Keep.NOTHING),
        ("/people/nobody", 404, Keep.NOTHING),
        ("/nowhere", 404, Keep.NOTHING),
        ("/healthz", 200, Keep.NOTHING),
        ("/static/pinpoint.css", 200, Keep.AN_HOUR),
        ("/static/nothing.css", 404, Keep.NOTHING),
    ],
)
def test_what_may_be_kept(client, address, status, kept):
    with client.get(address) as response:
        assert (response.status_code, response.headers["Cache-Control"]) == (status, kept.value)
        assert ("ETag" in response.headers) is (kept in {Keep.A_MINUTE, Keep.ASK_AGAIN, Keep.AN_HOUR})


@pytest.mark.parametrize("name", ["pinpoint.css", "pinpoint.js", "logo.svg"])
def test_a_file_asked_for_by_its_content_is_cached_permanently(client, name):
    with client.get(StaticFiles().address(name)) as response:
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    with client.get(f"/static/{name}?v=0123456789") as response:
        assert response.headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("address", ["/", PROFILE, "/es/"])
def test_a_reader_who_has_the_page_gets_304_without_a_page(client, address):
    tag = tag_of(client.get(address))
    response = client.get(address, headers={"If-None-Match": tag})
    assert (response.status_code, response.get_data()) == (304, b"")
    assert response.headers["ETag"] == tag
    assert "Content-Security-Policy" not in response.headers
    assert client.get(address, headers={"If-None-Match": 'W/"0"'}).status_code == 200


def test_nothing_is_worked_out_for_who_has_the_page(client, monkeypatch):
    from webapp.profile import views

    tag = tag_of(client.get(PROFILE))
    monkeypatch.setattr(views, "profile_page", lambda *_: 1 / 0)
    assert client.get(PROFILE, headers={"If-None-Match": tag}).status_code == 304


def test_each_page_and_language_has_a_tag_of_its_own(client):
    addresses = ["/", "/es/", PROFILE, f"/es{PROFILE}", "/people/silent"]
    assert len({tag_of(client.get(address)) for address in addresses}) == len(addresses)


def test_a_removal_counts_at_once_for_who_has_the_page(published):
    tag = tag_of(app_over(published).test_client().get(PROFILE))
    change_overlay(published.generations, lambda overlay: overlay.suppressing(frozenset({"avery"}), frozenset()))
    response = app_over(published).test_client().get(PROFILE, headers={"If-None-Match": tag})
    assert response.status_code == 410


def test_a_hidden_phone_counts_at_once_for_who_has_the_page(published):
    tag = tag_of(app_over(published).test_client().get(PROFILE))
    change_overlay(published.generations, lambda overlay: overlay.hiding("avery", frozenset({"phone"})))
    response = app_over(published).test_client().get(PROFILE, headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert "303-555-0112" not in response.page.words


def test_a_new_generation_is_a_new_page(published):
    tag = tag_of(app_over(published).test_client().get(PROFILE))
    publish_providers(published, providers(), number=2)
    assert app_over(published).test_client().get(PROFILE, headers={"If-None-Match": tag}).status_code == 200


def test_another_day_is_a_new_page(client, monkeypatch):
    tag = tag_of(client.get(PROFILE))
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T12:00:00+00:00")
    assert client.get(PROFILE, headers={"If-None-Match": tag}).status_code == 200


def test_two_processes_give_the_same_page_the_same_tag(published):
    first, second = (tag_of(app_over(published).test_client().get(PROFILE)) for _ in range(2))
    assert first == second


def test_another_program_is_another_page(client, monkeypatch):
    from webapp import caching

    tag = tag_of(client.get(PROFILE))
    monkeypatch.setattr(caching, "program_version", lambda: "another")
    assert client.get(PROFILE, headers={"If-None-Match": tag}).status_code == 200
    assert re.fullmatch("[0-9a-f]{20}", program_version())


def test_where_nothing_is_published_no_page_has_a_tag(empty_client):
    assert "ETag" not in empty_client.get("/").headers
    assert empty_client.get("/", headers={"If-None-Match": "*"}).status_code == 200
    assert empty_client.get("/static/no.css", headers={"If-None-Match": "*"}).status_code == 404
