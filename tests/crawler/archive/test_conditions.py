from dataclasses import replace

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.archive.conditions import Conditions
from index.store.runs.pages import Page

URL = "https://school.test/1"
PAGE = Page(
    run=1, sequence=1, url=URL, method="GET", fingerprint="aa", status=200, fetched_at="", sha256="",
    etag='"1"', last_modified="Mon, 23 Nov 2026 10:00:00 GMT", file="", offset=0, length=0,
)  # fmt: skip


def asked(page, url=URL, **headers):
    request = Request(url, headers=headers)
    Conditions([page]).ask(request, "aa")
    return {name.decode(): value.decode() for name, (value, *_) in request.headers.items()}


def test_a_page_with_validators_is_asked_for_only_if_it_has_changed():
    assert asked(PAGE) == {"If-None-Match": '"1"', "If-Modified-Since": "Mon, 23 Nov 2026 10:00:00 GMT"}
    assert asked(replace(PAGE, etag=None)) == {"If-Modified-Since": "Mon, 23 Nov 2026 10:00:00 GMT"}


@pytest.mark.parametrize(
    "page",
    [
        replace(PAGE, etag=None, last_modified=None),
        replace(PAGE, status=404),
        replace(PAGE, status=301),
        replace(PAGE, method="POST"),
        replace(PAGE, fingerprint="bb"),
    ],
)
def test_nothing_else_is(page):
    assert asked(page) == {}


def test_a_robots_txt_is_always_read_anew():
    assert asked(PAGE, "https://school.test/robots.txt") == {}


def test_conditions_that_a_redirect_carried_along_are_taken_away():
    assert asked(replace(PAGE, fingerprint="bb"), **{"If-None-Match": '"of another page"'}) == {}


def test_only_a_304_that_was_asked_for_confirms_a_page():
    conditions = Conditions([PAGE])
    request = Request(URL)
    assert conditions.confirmed(request, Response(URL, status=304), "aa") is None
    conditions.ask(request, "aa")
    assert conditions.confirmed(request, Response(URL, status=304), "aa") == PAGE
    for status in (200, 404, 500, 503):
        assert conditions.confirmed(request, Response(URL, status=status), "aa") is None
    conditions.forget("aa")
    assert conditions.confirmed(request, Response(URL, status=304), "aa") is None
