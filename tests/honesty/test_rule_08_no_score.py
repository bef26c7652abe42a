"""Rule 8: no stars, no score, no paid place; the order is distance or name, and is written next to the results."""

import re

import pytest
from werkzeug.datastructures import MultiDict

from webapp.finder.find_query import read_find_query
from webapp.finder.form_filters import FindQueryError


def miles(page):
    return [float(found) for found in re.findall(r"· (?:about )?(\d+(?:\.\d)?) mile", page.words.split("No word")[0])]


def test_nearest_comes_first_and_the_page_says_so(client):
    page = client.get("/find?place=81201").page
    found = miles(page)
    assert found == [0.5, 22.8]  # three of the four are in one building, which has one distance
    assert "Nearest first. Nobody pays to be here." in page.words


@pytest.mark.parametrize("order", ["score", "training", "best", "hours", "paid"])
def test_no_other_order_can_be_asked_for(client, order):
    with pytest.raises(FindQueryError):
        read_find_query(MultiDict({"place": "81201", "sort": order}))
    assert client.get(f"/find?place=81201&sort={order}").status_code == 400


@pytest.mark.parametrize("address", ["/find?place=81201", "/people/avery", "/clinics/rehab"])
def test_no_page_shows_a_star_a_score_or_a_share(client, address):
    words = client.get(address).page.own_words
    found = re.search(r"[★☆⭐]|\b(stars?|rating|score|sponsored|featured)\b|\b\d+ ?%", words, re.IGNORECASE)
    assert found is None


def test_how_we_sort_is_a_page_of_its_own(client):
    words = client.get("/how-we-sort").page.words
    assert "There is no score, and nobody pays for a place." in words
