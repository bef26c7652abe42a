"""Rule 15: guidance informs and points to a clinician; 911 on every page; no picture of a needle, no promise."""

import re

import pytest

from tests.webapp.route_table import ROUTES

PAGES = [route.address for route in ROUTES if "GET" in route.methods]
GUIDES = [address for address in PAGES if address.startswith(("/guide/", "/problems/"))]
PROMISES = re.compile(r"\b(cures?|painless|guaranteed?|no side effects|always works|will help you)\b", re.IGNORECASE)


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("address", [*PAGES, "/find?place=81201", "/people/avery", "/nowhere", "/people/withdrawn"])
def test_911_is_on_every_page(client, prefix, address):
    with client.get(prefix + address) as response:
        if response.mimetype == "text/html":
            foot = response.get_data(as_text=True).split("<footer")[1]
            assert "911" in foot


@pytest.mark.parametrize("address", [*PAGES, "/find?place=81201", "/people/avery"])
def test_the_only_pictures_are_the_logo_and_maps(client, address):
    with client.get(address) as response:
        if response.mimetype == "text/html":
            pictures = [found["src"] for tag, found in response.page.tags if tag == "img"]
            assert all(picture.startswith("/static/logo.svg") for picture in pictures)


@pytest.mark.parametrize("address", GUIDES)
def test_guidance_promises_nothing(client, address):
    assert PROMISES.search(client.get(address).page.own_words) is None


def test_there_is_guidance_to_hold_to_this():
    assert len(GUIDES) >= 2
