"""Subjects of words on dry needling, on a table of page excerpts that was written before the code was tuned."""

from pathlib import Path

import pytest
import yaml
from parsel import Selector

from crawler.clinic_sites.site_listings import build_listings
from crawler.clinic_sites.site_page import read_page
from index.normalize.listing import normalize
from index.places.gazetteer import open_gazetteer
from index.records import ListingKind, StatementKind

HOME = "https://fern.example/"
GOLD = yaml.safe_load((Path(__file__).parent / "gold.yml").read_text(encoding="utf-8"))
WORDS = {StatementKind.OFFERS: "yes", StatementKind.SAYS_NO: "no"}


def listings_of(body):
    head = "<head><title>Fern Physical Therapy</title></head>"
    page = Selector(text=f"<html lang='en'>{head}<body>{body}</body></html>")
    site = build_listings("invented", "fern.example", HOME, [read_page(page, HOME)])
    return site.listings


def said(body):
    """Return (subject, kind) of every statement that counts, sorted."""
    found = set()
    for raw in listings_of(body):
        listing = normalize(raw, open_gazetteer())
        person = listing.person
        subject = f"{person.given} {person.family}" if person else "practice"
        found |= {(subject, WORDS[statement.kind]) for statement in listing.statements}
        if any(one.shows_dry_needling and one.raw.lower() in body.lower() for one in listing.credentials):
            courses = {(subject, "course")} if not listing.statements else set()
            found |= courses
        assert (listing.kind is ListingKind.PERSON) == (person is not None)
    return sorted(found)


@pytest.mark.parametrize("row", GOLD, ids=[row["id"] for row in GOLD])
def test_words_belong_to_the_person_they_name(row):
    expected = sorted((subject, what) for subject, what in row["says"])
    if row.get("miss"):
        assert said(row["page"]) != expected, "no longer a miss: take the mark off"
    else:
        assert said(row["page"]) == expected


def test_the_table_is_long_enough_to_mean_something():
    assert len(GOLD) >= 60
    assert len({row["id"] for row in GOLD}) == len(GOLD)


def test_no_listing_carries_a_mail_address():
    (listing,) = listings_of("<p>We offer dry needling, write to hello@fern.example today.</p>")
    assert "@" not in repr(listing)
