"""A locator platform is a table of keys: an invented one shows what a table says, and what it may leave out."""

import pytest

from crawler.formats.unreadable import UnreadableError
from crawler.platforms.locator_row import LocatorKeys, LocatorSpider, object_in, read_locator_row
from crawler.platforms.search_near.search_near import SearchNearOptions
from index.records import RawLocation, RawStatement, Subject
from tests.crawler.platforms.invented import definition

KEYS = LocatorKeys(
    noun="a branch",
    id="number",
    name="label",
    location={"street": ("line1", "line"), "city": "town", "phone": "call", "latitude": "y"},
    website="site",
    own_page="page",
    texts=("about", "offers"),
    volatile={"away"},
    readers={"offers": lambda fields, name: ", ".join(fields.take(name) or ())},
)
ROW = {
    "number": 7,
    "label": "Fern &amp; Co",
    "line": "1 Elm St",
    "town": "<b>Salida</b>",
    "call": '<a href="tel:3035550107">Call</a>',
    "y": 38.5,
    "site": "https://fern.test/",
    "page": "/branches/7",
    "about": "<p>Kind</p>",
    "offers": ["Dry needling", "Cupping"],
    "away": 3.2,
    "email": "fern@fern.test",
    "other": "kept in view",
}


class BranchSpider(LocatorSpider):
    options_model = SearchNearOptions
    keys = KEYS


def test_each_key_is_read_as_its_field_wants_it():
    row = read_locator_row(ROW, KEYS)
    assert (row.source_id, row.name, row.website, row.own_page) == (
        "7",
        "Fern & Co",
        "https://fern.test/",
        "/branches/7",
    )
    assert row.location == RawLocation(street="1 Elm St", city="Salida", phone="3035550107", latitude="38.5")
    assert row.texts == {"about": "Kind", "offers": "Dry needling, Cupping"}
    assert row.unread == {"other": "kept in view"}


def test_the_listing_has_the_public_address_and_quotes_what_speaks_of_dry_needling():
    listing = BranchSpider(definition=definition("storepoint")).read_row(ROW)
    assert (listing.url, listing.text) == ("https://directory.example/branches/7", "Kind Dry needling, Cupping")
    assert listing.statements == (RawStatement(text="Dry needling, Cupping", about=Subject.PERSON),)


def test_the_first_key_that_holds_something_counts_and_the_others_are_read_too():
    row = read_locator_row(ROW | {"line1": "2 Oak St"}, KEYS)
    assert (row.location.street, row.unread) == ("2 Oak St", {"other": "kept in view"})


@pytest.mark.parametrize(
    ("row", "kind", "words"),
    [
        ([], "row/shape", "a branch is list, not an object"),
        ({"label": "Fern"}, "row/name", "a branch has no id"),
        ({"number": 7, "label": "<p></p>"}, "row/name", "a branch has no name"),
    ],
)
def test_a_row_that_is_none_says_why(row, kind, words):
    with pytest.raises(UnreadableError) as raised:
        read_locator_row(row, KEYS)
    assert (raised.value.kind, str(raised.value)) == (kind, words)


@pytest.mark.parametrize(("body", "kind"), [(b"[]", "page/shape"), (b"<html>", "page/not_json")])
def test_an_answer_that_is_no_object_says_why(body, kind):
    with pytest.raises(UnreadableError) as raised:
        object_in(body)
    assert raised.value.kind == kind
