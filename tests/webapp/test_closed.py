"""A closed site: one sentence and 503 in place of every page, and forms that work."""

import json
import re

import pytest

from index import settings
from index.published import closed
from index.published.closed import close_site, open_site
from tests.webapp.conftest import app_over
from tests.webapp.corrections.sending import FIX, REMOVAL, inbox, post
from tests.webapp.route_table import ROUTES
from webapp import published as served

SENTENCE = {
    "": "Please come back later; you can still say what is wrong with a listing or ask us to remove one.",
    "/es": (
        "Por favor, vuelva más tarde; mientras tanto puede decir qué está mal en una ficha o pedir que quitemos una."
    ),
}
HEADING = {"": "This site is closed for now", "/es": "Este sitio está cerrado por ahora"}
OPEN = re.compile(r"/(fix|remove|case/.*|static/.*|healthz|readyz)")


@pytest.fixture(autouse=True)
def _looks_each_time(monkeypatch):
    monkeypatch.setattr(closed.ClosedSign.__init__, "__kwdefaults__", {"every": 0.0, "ticks": lambda: 0.0})


@pytest.fixture
def shut(client):
    close_site(settings.current().generations)
    return client


@pytest.mark.parametrize("language", ["", "/es"])
def test_every_route_answers_with_the_closed_page_or_stays_open(shut, language):
    for route in ROUTES:
        answer = shut.open(language + route.address, method=route.methods, buffered=True)
        if OPEN.fullmatch(route.address):
            assert answer.status_code not in {404, 503}, route
            continue
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3600"), route
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert "ETag" not in answer.headers
        assert [text for level, text in answer.page.headings if level == 1] == [HEADING[language]]
        assert SENTENCE[language] in answer.page.words


def test_no_page_of_a_closed_site_opens_a_generation(shut, monkeypatch):
    monkeypatch.setattr(served, "generation", lambda: 1 / 0)
    for address in (
        "/",
        "/find?place=81201",
        "/people/avery",
        "/nowhere",
        "/es/guide/cost",
        "/fix",
        "/remove?id=avery",
    ):
        assert shut.get(address).status_code in {200, 503}


def test_what_a_browser_has_of_a_page_is_not_called_current(client):
    kept = client.get("/people/avery").headers["ETag"]
    close_site(settings.current().generations)
    assert client.get("/people/avery", headers={"If-None-Match": kept}).status_code == 503


def test_an_opened_site_shows_its_pages_again(shut):
    open_site(settings.current().generations)
    assert shut.get("/people/avery").status_code == 200


@pytest.mark.parametrize("language", ["", "/es"])
def test_a_site_without_anything_published_can_be_closed_too(empty_client, language):
    close_site(settings.current().generations)
    answer = empty_client.get(f"{language}/find?place=81201")
    assert (answer.status_code, SENTENCE[language] in answer.page.words) == (503, True)
    assert empty_client.get(f"{language}/remove?id=avery").status_code == 200


def test_the_forms_of_a_closed_site_work_and_show_nothing_of_a_listing(shut):
    for path in ("/fix", "/remove"):
        page = shut.get(f"{path}?id=avery").page
        assert "Avery" not in page.words
        assert ("input", "/people/avery") in [(tag, found.get("value")) for tag, found in page.tags]
    assert post(shut, "/remove", REMOVAL).status_code == 303
    assert post(shut, "/fix", FIX | {"id": "", "which": "/people/avery"}).status_code == 303
    removal, fix = inbox()
    assert (removal.request, removal.provider, fix.provider) == ("remove", "avery", "avery")
    assert shut.get(f"/case/{removal.number}").status_code == 200


def test_without_anything_published_a_removal_keeps_the_address_it_came_from(empty_client):
    assert post(empty_client, "/remove", REMOVAL).status_code == 303
    (message,) = inbox()
    assert (message.provider, message.which) == ("", "/people/avery")


def test_the_closed_page_leads_only_to_what_is_open(shut):
    for prefix in ("", "/es"):
        links = set(shut.get(f"{prefix}/guide").page.links)
        other = "" if prefix else "/es"
        assert links == {"#main", f"{prefix}/", f"{other}/guide", f"{prefix}/fix", f"{prefix}/remove"}


def test_whoever_typed_an_emergency_reads_911_first(shut):
    words = shut.get("/find?place=81201&for=chest pain").page.words
    assert words.index("Call 911 now for this: chest pain.") < words.index(HEADING[""] + " Please")


def test_readyz_answers_as_before_and_says_that_it_is_closed(shut, client):
    answer = shut.get("/readyz")
    assert (answer.status_code, answer.json) == (
        200,
        {"ready": True, "closed": True, "generation": 1, "damaged": False},
    )
    assert shut.get("/healthz").status_code == 200


def test_a_new_process_is_closed_from_its_first_answer(published):
    close_site(published.generations)
    assert app_over(published).test_client().get("/").status_code == 503


def test_the_reason_is_nowhere_in_the_folder_that_the_site_reads(shut):
    folder = settings.current().generations
    assert (folder / "CLOSED").read_bytes() == b""
    assert json.loads(shut.get("/readyz").text).keys() == {"ready", "closed", "generation", "damaged"}
