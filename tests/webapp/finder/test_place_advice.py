"""A place that is not found: what to write instead, and what is said where nobody looked."""

import re
from inspect import getsource

import pytest

from index.places import place_query
from webapp.finder.views import ADVICE


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            "near me",
            "We do not know where you are. Write your town and its state, such as Salida, CO, or your ZIP code.",
        ),
        ("cerca de mí", "We do not know where you are."),
        (
            "123 F Street",
            "That looks like a street. Add its town and state, such as 123 F Street, Salida, CO, or its ZIP",
        ),
        ("09012", "That is a ZIP code of the military post, which is no place. Write a town and its state"),
        ("34001", "military post"),
        ("96201", "military post"),
        ("00000", "There is no such ZIP code in our table."),
        ("95.0, 10.0", "That point is not in the United States."),
        ("xqzzy qqq", "Write a ZIP code, such as 81201, or a town and its state, such as Salida, CO."),
    ],
)
def test_a_place_that_is_not_found_comes_with_what_to_write(client, typed, says):
    response = client.get("/find", query_string={"place": typed})
    assert response.status_code == 404
    assert f"We could not find “{typed}”. {says}" in response.page.words or says in response.page.words


def test_every_advice_is_among_the_words_of_the_catalogs():
    said = re.findall(r'"((?:Write|That|There|We do)[^"{}]*\.)"', getsource(place_query))
    assert said
    assert [one for one in said if not any(one in advice for advice in ADVICE)] == []


def test_where_no_county_is_known_and_nothing_was_read_nobody_looked(client):
    page = client.get("/find?place=Pago+Pago,+AS").page
    assert "We have not looked in American Samoa, so we know of nobody to call here." in page.words
    assert "We have not looked in American Samoa: no page that we read names anybody there." in page.words
    assert "We know of no place to call" not in page.words
