"""Whatever a page holds, it is read without an error, and no person or word is made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsel import Selector

from crawler.clinic_sites.people import people_in, person_of_line
from crawler.clinic_sites.site_listings import build_listings
from crawler.clinic_sites.site_page import read_page

HOME = "https://fern.example/"
PIECES = st.sampled_from([
    "<div>", "</div>", "<h3>", "</h3>", "<p>", "</p>", "Jordan Avery, PT", "We offer dry needling.", "dry needling",
    "<script type='application/ld+json'>{", "<a href='tel:'>", "<td>", "Dr. ", "\x00", "\u202e", "Services", "<h1>",
])  # fmt: skip


def statements_of(body):
    page = Selector(text=f"<html><head><title>Fern</title></head><body>{body}</body></html>")
    return build_listings("invented", "fern.example", HOME, [read_page(page, HOME)]).listings


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_no_page_breaks_the_reading_and_a_person_is_always_named_in_it(pieces):
    body = "".join(pieces)
    for listing in statements_of(body):
        assert listing.source_id.startswith("fern.example/")
        assert listing.name == "Fern" or "Avery" in body


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_line_is_read_as_a_name_or_not(text):
    person_of_line(text, text)
    list(people_in(text))


@pytest.mark.parametrize(
    "line",
    [
        "Back Pain", "Sports Injuries PT", "Meet Our Team", "Best in Boulder, CO", "Dry Needling PT",
        "Physical Therapy, PT",
        "Monday Friday PT", "PT, DPT", "Dr.", "Avery", "", "123 Elm Street, PT", "Our Services, PT",
    ],
)  # fmt: skip
def test_headings_and_services_are_nobody_s_name(line):
    assert person_of_line(line, "Physical Therapist") is None


def test_a_page_of_hundreds_of_names_is_read_up_to_a_limit():
    cards = "".join(
        f"<div><h3>Jordan Q{a}{b}very, PT</h3><p>Uses dry needling.</p></div>" for a in "abcdefghijklmnopqrst" for b in
        "abcdefghijklmnopqrst"
    )  # fmt: skip
    assert len(statements_of(cards)) == 301
