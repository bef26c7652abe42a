"""A search gives the same ids in the same order on its pages, in its table and in each file of it."""

import re
from itertools import count, islice, product

import pytest

from tests.webapp.referrals.files.read_back import ids

SHOWN = re.compile(r'<span class="number">\d+</span>\s*<a href="/(?:people|clinics)/(\w+)')
"""Only listings of the list itself have a number."""
TICKED = re.compile(r'name="ids" value="(\w+)"')
PLACES = ("81201", "04101", "38.6,-106.0")
WITHIN = ("", "&within=5", "&within=50")
FILTERS = (
    "",
    "&for=neck+pain",
    "&who=physical-therapist",
    "&kind=clinic",
    "&label=person_listed&label=clinic_offers",
    "&sort=name",
    "&for=headache&sort=read",
    "&name=jordan",
)
SEARCHES = [
    f"place={place}{within}{narrowed}" for place, within, narrowed in islice(product(PLACES, WITHIN, FILTERS), 60)
]


def ids_of_pages(site, search, shown):
    found = []
    for page in count(1):
        answer = site.get(f"/find?{search}" + (f"&page={page}" if page > 1 else ""))
        if answer.status_code != 200:  # after the last page
            return found
        found += shown.findall(answer.get_data(as_text=True))
    raise AssertionError(search)


@pytest.mark.parametrize("search", SEARCHES)
def test_pages_and_files_hold_the_same_ids_in_the_same_order(site, search):
    shown = ids_of_pages(site, search, SHOWN)
    assert shown, "there is nothing to compare"
    assert ids_of_pages(site, f"{search}&view=table", TICKED) == shown
    for form in ("csv", "xlsx", "vcf"):
        assert ids(site.get(f"/find.{form}?{search}").data, form) == shown


def test_the_searches_are_sixty_and_differ(site):
    assert len(set(SEARCHES)) == 60
    assert len({tuple(ids(site.get(f"/find.csv?{one}").data, "csv")) for one in SEARCHES}) > 12


def test_a_file_begins_with_the_first_page_whichever_page_asks_for_it(site):
    assert ids(site.get("/find.csv?place=81201&page=2").data, "csv") == ids(
        site.get("/find.csv?place=81201").data, "csv"
    )
